"""Papers of objectives: a set with its plan (forms C2, C3), and the decision that issues the sets of a year."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.papers.forms import Making, form
from sotay.papers.model import Annex, Block, Column, Heading, Paper, Prose, Table
from sotay.papers.rounds import round_signatures
from sotay.papers.shapes import (
    KEPT,
    centred,
    counted,
    decision,
    fields,
    inner_form,
    plain,
    post_of,
    signed,
    span,
    takes_effect,
)
from sotay.planning.objectives.models import ObjectiveSet
from sotay.planning.objectives.queries import HOLDING, Row, list_sets, rows_of
from sotay.ui.formats import ngay, so

TYPE: Final = ObjectiveSet._meta.label_lower
CLAUSE: Final = "6.2"
State = ObjectiveSet.State
MARKS: Final = {State.DRAFT: "DỰ THẢO", State.SUBMITTED: "DỰ THẢO", State.SUPERSEDED: "HẾT HIỆU LỰC"}
BLANK_ROWS: Final = 8
OBJECTIVES: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="code", title="Mã", width=0.8),
    Column(key="statement", title="Nội dung mục tiêu", width=2.6),
    Column(key="target", title="Chỉ tiêu", width=1.2),
    Column(key="formula", title="Cách tính", width=2.2),
    Column(key="baseline", title="Giá trị nền", width=0.8, align="center"),
    Column(key="source", title="Nguồn số liệu", width=1.3),
    Column(key="tied", title="Gắn với chính sách, mục tiêu cấp trên", width=1.4),
    Column(key="owner", title="Người chịu trách nhiệm", width=1.4),
    Column(key="periods", title="Kỳ báo cáo", width=0.9),
)
PLAN: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="objective", title="Mục tiêu", width=1.6),
    Column(key="what", title="Công việc, biện pháp", width=2.8),
    Column(key="resources", title="Nguồn lực", width=1.3),
    Column(key="owner", title="Người thực hiện", width=1.6),
    Column(key="from_date", title="Bắt đầu", width=0.9, align="center", group="Thời gian"),
    Column(key="to_date", title="Kết thúc", width=0.9, align="center", group="Thời gian"),
    Column(key="judged_by", title="Kết quả cần đạt, cách đánh giá", width=2),
)


@form("C2", title=_("Mục tiêu chất lượng và kế hoạch thực hiện"), of=TYPE, clause=CLAUSE)
def objective_set(one: ObjectiveSet | None, making: Making) -> Paper:
    """Return the objectives of a set with the plan of each, as they are submitted and approved together."""
    rows = rows_of([one], on=making.on)[one.pk] if one else ()
    return _form_of(
        one,
        making,
        heading="MỤC TIÊU CHẤT LƯỢNG VÀ KẾ HOẠCH THỰC HIỆN",
        blocks=(
            Heading(text="Mục tiêu chất lượng", number="I."),
            objectives_table(rows, blank=one is None),
            Heading(text="Kế hoạch thực hiện", number="II."),
            plan_table(rows, blank=one is None),
        ),
    )


@form("C3", title=_("Kế hoạch thực hiện mục tiêu chất lượng"), of=TYPE, clause="6.2.2")
def objective_plan(one: ObjectiveSet | None, making: Making) -> Paper:
    """Return the plan of a set alone."""
    rows = rows_of([one], on=making.on)[one.pk] if one else ()
    return _form_of(
        one,
        making,
        heading="KẾ HOẠCH THỰC HIỆN MỤC TIÊU CHẤT LƯỢNG",
        blocks=(plan_table(rows, blank=one is None),),
    )


@form("C2-QD", title=_("Quyết định ban hành mục tiêu chất lượng của năm"), asks="year", clause=CLAUSE, edited=True)
def objectives_decision(_record: Any, making: Making) -> Paper:
    """Return the decision that issues the objectives of the agency and its units for a year, an annex for each set.

    Sets that hold or are being decided are taken, of each place the newest.
    """
    sets = _sets_of_the_year(making)
    rows = rows_of(sets, on=making.on) if sets else {}
    annexes = [
        Annex(
            title=f"MỤC TIÊU CHẤT LƯỢNG VÀ KẾ HOẠCH THỰC HIỆN NĂM {making.year}\n{_whose(one).upper()}",
            blocks=(
                Heading(text="Mục tiêu chất lượng", number="I."),
                objectives_table(rows[one.pk]),
                Heading(text="Kế hoạch thực hiện", number="II."),
                plan_table(rows[one.pk]),
            ),
            landscape=True,
        )
        for one in sets
    ] or [_no_set(making)]
    many = len(sets) != 1
    whose = f"{making.agency.name} và các đơn vị" if many else _whose(sets[0])
    carried = (
        "Trưởng các đơn vị phổ biến mục tiêu chất lượng đến công chức, viên chức, người lao động; tổ chức thực hiện kế hoạch; báo "
        "cáo kết quả theo kỳ về Thư ký ISO để tổng hợp, báo cáo " + making.agency.committee_name + "."
    )
    return decision(
        making,
        subject=f"Về việc ban hành Mục tiêu chất lượng năm {making.year}",
        bases=["Căn cứ Chính sách chất lượng của cơ quan"],
        articles=[
            (
                f"Ban hành kèm theo Quyết định này Mục tiêu chất lượng và kế hoạch thực hiện năm {making.year} của {whose}.",
                (),
            ),
            ("Tổ chức thực hiện", (Prose(key="carrying_out", label="Tổ chức thực hiện", text=carried),)),
            takes_effect("Trưởng các đơn vị và cá nhân có liên quan"),
        ],
        recipients=["Như Điều 3", making.agency.committee_name, KEPT],
        annexes=annexes,
    )


def _no_set(making: Making) -> Annex:
    """Return the annex where nothing was set yet: tables to be written in."""
    return Annex(
        title=f"MỤC TIÊU CHẤT LƯỢNG VÀ KẾ HOẠCH THỰC HIỆN NĂM {making.year}",
        blocks=(objectives_table((), blank=True), plan_table((), blank=True)),
        landscape=True,
    )


def objectives_table(rows: Sequence[Row], *, blank: bool = False) -> Table:
    """Return the objectives of a set as a table."""
    told = (
        (
            row.objective.code,
            row.objective.statement,
            target_words(row.objective),
            row.objective.formula,
            "" if row.objective.baseline is None else f"{so(row.objective.baseline)} {row.objective.measure}".strip(),
            row.objective.data_source,
            "; ".join(filter(None, [row.objective.policy_link, str(row.objective.parent or "")])),
            post_of(row.owner),
            str(row.objective.get_periods_display()),
        )
        for row in rows
    )
    return Table(key="objectives", columns=OBJECTIVES, rows=counted(told), blank_rows=BLANK_ROWS if blank else 0)


def plan_table(rows: Sequence[Row], *, blank: bool = False) -> Table:
    """Return the plans of the objectives of a set as one table; an objective without a plan says so."""
    told: list[tuple[Any, ...]] = []
    for row in rows:
        named = f"{row.objective.code} {row.objective.statement}"
        if not row.plan:
            told.append((named, "chưa có kế hoạch", "", "", "", "", ""))
        for place, each in enumerate(row.plan):
            line = each.line
            dates = ngay(line.from_date), ngay(line.to_date)
            told.append(
                (
                    named if not place else row.objective.code,
                    line.what,
                    line.resources,
                    post_of(each.owner),
                    *dates,
                    line.judged_by,
                )
            )
    return Table(key="plan", columns=PLAN, rows=counted(told), blank_rows=BLANK_ROWS if blank else 0)


def target_words(objective: Any) -> str:
    """Return a target as it was typed, with its unit where that does not stand in it."""
    text = objective.target_text
    measure = "" if objective.measure in text else objective.measure
    return f"{text} {measure}".strip()


def _form_of(one: ObjectiveSet | None, making: Making, *, heading: str, blocks: tuple[Block, ...]) -> Paper:
    said: list[Block] = []
    if one is not None and one.revision:
        said.append(centred(f"(Điều chỉnh lần {one.revision}: {one.reason})", italic=True))
    in_force = one.in_force_date if one else None
    if one is None:
        said.append(fields(("unit", "Đơn vị", ""), ("year", "Năm", ""), columns=2))
    elif in_force:
        said.append(plain(f"Thực hiện {span(in_force, None)}."))
    signatures = round_signatures(
        one, submitter="Người lập", approver="Người phê duyệt", day=one.approved_date if one else None
    )
    return inner_form(
        making,
        *said,
        *blocks,
        signed(*signatures),
        heading=heading,
        subject=f"Năm {one.year} – {_whose(one)}" if one else "",
        unit=one.unit if one else None,
        landscape=True,
        mark=MARKS.get(State(one.state), "") if one else "",
    )


def _whose(one: ObjectiveSet) -> str:
    return one.unit.name if one.unit else one.agency.name


def _sets_of_the_year(making: Making) -> list[ObjectiveSet]:
    """Return the newest set of each place that holds or is being decided: the agency's first, then the units in order."""
    sets = list_sets(viewer=making.viewer).filter(year=making.year, state__in=[State.SUBMITTED, *HOLDING])
    newest: dict[int | None, ObjectiveSet] = {}
    for one in sets.order_by("revision"):
        newest[one.unit_id] = one
    return sorted(newest.values(), key=lambda one: (one.unit is not None, *_order(one)))


def _order(one: ObjectiveSet) -> tuple[int, str, int]:
    return (one.unit.order, one.unit.name_sort, one.unit.pk) if one.unit else (0, "", 0)
