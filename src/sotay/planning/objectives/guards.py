"""Why objectives cannot be written, submitted, revised or closed now; asked by page, command and standing alike."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Unit
from sotay.agency.vietnamese import fold
from sotay.approvals.models import Item
from sotay.commands import Reason
from sotay.planning.objectives.models import Objective, ObjectiveSet, PlanLine
from sotay.planning.objectives.targets import Direction, Unclear, read_target
from sotay.standard.registry.facts import facts

State = ObjectiveSet.State
COUNTED = frozenset({Direction.GE, Direction.GT, Direction.LE, Direction.LT, Direction.EQ})


def why_not_measurable(objective: Objective) -> Iterator[Reason]:
    """Yield what an objective lacks to be measured: what, how much, of what, how counted, by whom (6.2.1 b; C2)."""
    fix = ("planning:objective_change", objective)
    if not objective.statement.strip():
        yield Reason(_("Chưa có nội dung mục tiêu."), code="statement_missing", field="statement", fix=fix)
    if not objective.direction:
        yield _why_unclear(objective, fix)
    elif objective.direction in COUNTED and not objective.measure.strip():
        yield Reason(
            _("Chưa có đơn vị tính của chỉ tiêu “%s”.") % objective.target_text,
            code="measure_missing",
            field="measure",
            fix=fix,
        )
    if not objective.formula.strip():
        yield Reason(
            _("Chưa có cách tính: lấy số nào chia cho số nào, đếm ở đâu."),
            code="formula_missing",
            field="formula",
            fix=fix,
        )
    if not objective.has_owner:
        yield Reason(_("Chưa có người chịu trách nhiệm."), code="owner_missing", field="owner", fix=fix)


def why_not_from_fact(objective: Objective) -> Iterator[Reason]:
    """Yield why the results of an objective cannot be taken from the fact chosen: nobody tells it, or its unit is another."""
    if not objective.fact:
        return
    chosen = facts().get(objective.fact)
    if chosen is None or not chosen.for_objectives:
        yield Reason(_("Không có số liệu này để lấy kết quả."), code="fact_unknown", field="fact")
    elif objective.direction in COUNTED and fold(objective.measure) != fold(str(chosen.measure)):
        said = {"measure": objective.measure or _("chưa rõ"), "fact": chosen.measure}
        yield Reason(
            _("Mục tiêu tính bằng “%(measure)s”, số liệu tính bằng “%(fact)s”.") % said,
            code="fact_measure",
            field="fact",
        )
    elif objective.direction == Direction.BY:
        yield Reason(_("Mục tiêu có thời hạn không lấy kết quả từ số liệu."), code="fact_of_a_day", field="fact")


def _why_unclear(objective: Objective, fix: tuple[str, Objective]) -> Reason:
    try:
        read_target(objective.target_text, year=objective.set.year, measure=objective.measure)
    except Unclear as unclear:
        return Reason(str(unclear), code=unclear.code, field="target_text", fix=fix)
    return Reason(_("Hãy lưu lại chỉ tiêu."), code="target_not_read", field="target_text", fix=fix)


def why_not_planned(objective: Objective, lines: Iterable[PlanLine]) -> Iterator[Reason]:
    """Yield what the plan of an objective lacks: what, who, until when, how it is judged (6.2.2)."""
    lines = list(lines)
    if not lines:
        yield Reason(
            _("Mục tiêu %s chưa có kế hoạch thực hiện.") % objective.code,
            code="plan_missing",
            fix=("planning:plan_line_add", objective),
        )
    for line in lines:
        lacks = [
            word
            for word, there in (
                (_("người thực hiện"), line.has_owner),
                (_("thời hạn"), line.to_date),
                (_("cách đánh giá"), line.judged_by.strip()),
            )
            if not there
        ]
        if lacks:
            said = {"code": objective.code, "what": line.what[:60], "lacks": ", ".join(lacks)}
            yield Reason(
                _("Kế hoạch của %(code)s, “%(what)s”: thiếu %(lacks)s.") % said,
                code="plan_incomplete",
                fix=("planning:plan_line_change", line),
            )


def why_not_begin(unit: Unit | None, *, year: int, this_year: int, sets: Iterable[ObjectiveSet]) -> Iterator[Reason]:
    """Yield the reasons no set can be begun for a unit (None: the agency) and a year; `sets` are those there are."""
    if unit is not None:
        yield from why_dissolved(unit)
    if not this_year - 1 <= year <= this_year + 1:
        yield Reason(
            _("Chỉ lập bộ mục tiêu cho năm %(before)d, %(this)d hoặc %(next)d.")
            % {"before": this_year - 1, "this": this_year, "next": this_year + 1},
            code="year_out_of_reach",
            field="year",
        )
    for there in sets:
        yield Reason(_("Đã có %s.") % there, code="set_there", fix=("planning:set_detail", there), field="year")
        break


def why_dissolved(unit: Unit) -> Iterator[Reason]:
    """Yield why nothing more is asked of a unit that ended: its successors go on."""
    if unit.ended_date is None:
        return
    heirs = ", ".join(one.successor.name for one in unit.successions.select_related("successor"))
    said = {"unit": unit.name, "day": f"{unit.ended_date:%d/%m/%Y}"}
    text = _("%(unit)s đã kết thúc ngày %(day)s.") % said
    if heirs:
        text += " " + _("Mục tiêu do %s thực hiện tiếp.") % heirs
    yield Reason(text, code="unit_ended", fix=("organisation:unit_detail", unit))


def why_not_write(one: ObjectiveSet) -> Iterator[Reason]:
    """Yield the reasons a set cannot be changed: only a draft is written; what is in force is revised."""
    if one.state == State.DRAFT:
        return
    said = {"set": one, "state": one.get_state_display().lower()}
    if one.state in {State.APPROVED, State.IN_FORCE}:
        yield Reason(
            _("%(set)s %(state)s; muốn thay đổi hãy lập bản điều chỉnh.") % said,
            code="not_draft",
            fix=("planning:set_revise", one),
        )
    else:
        yield Reason(_("%(set)s %(state)s; không sửa được nữa.") % said, code="not_draft")


def why_not_remove(objectives: Iterable[Objective]) -> Iterator[Reason]:
    """Yield the reasons objectives cannot be taken out: those of units are tied to them."""
    objectives = list(objectives)
    among = [one.pk for one in objectives]
    tied = Objective.objects.filter(parent__in=among).exclude(pk__in=among).select_related("set__unit", "set__agency")
    for child in tied.order_by("pk"):
        yield Reason(
            _("%(code)s của “%(set)s” đang gắn với mục tiêu này.") % {"code": child.code, "set": child.set},
            code="is_parent",
            fix=("planning:objective_detail", child),
        )


def why_not_submit(one: ObjectiveSet, objectives: Iterable[Objective]) -> Iterator[Reason]:
    """Yield the reasons a set cannot be submitted; `objectives` with their plan prefetched."""
    yield from why_not_write(one)
    if one.unit is not None:
        yield from why_dissolved(one.unit)
    yield from why_year_closed(one)
    objectives = list(objectives)
    if not objectives:
        yield Reason(_("Bộ mục tiêu chưa có mục tiêu nào."), code="set_empty", fix=("planning:objective_add", one))
    for objective in objectives:
        for reason in why_not_measurable(objective):
            text = _("%(code)s: %(what)s") % {"code": objective.code, "what": reason.text}
            yield Reason(text, code=reason.code, fix=reason.fix)
        yield from why_not_planned(objective, objective.plan.all())


def why_year_closed(one: ObjectiveSet) -> Iterator[Reason]:
    """Yield why a revision comes too late: the final figures have closed the set it would take the place of."""
    if not one.revision:
        return
    same = ObjectiveSet.objects.filter(agency=one.agency_id, unit=one.unit_id, year=one.year, state=State.CLOSED)
    if closed := same.exclude(pk=one.pk).select_related("unit", "agency").first():
        yield Reason(
            _("%s đã tổng kết; muốn điều chỉnh thì mở lại số liệu chốt cả năm trước.") % closed,
            code="year_closed",
            fix=("planning:set_detail", closed),
        )


def why_not_in_force_on(sets: Iterable[ObjectiveSet], day: date | None) -> Iterator[Reason]:
    """Yield why sets cannot be in force from a day: it lies after their year."""
    for one in sets:
        if day is not None and day.year > one.year:
            said = {"day": f"{day:%d/%m/%Y}", "year": one.year}
            yield Reason(
                _("Ngày %(day)s nằm sau năm %(year)d của bộ mục tiêu.") % said,
                code="in_force_after_year",
                field="in_force_date",
            )
            return


def why_not_revise(one: ObjectiveSet, *, prepared: ObjectiveSet | None) -> Iterator[Reason]:
    """Yield the reasons no revision can be begun: the set does not hold, or `prepared`, a later one, is there already."""
    if one.state not in {State.APPROVED, State.IN_FORCE}:
        yield Reason(_("Chỉ điều chỉnh bộ mục tiêu đã phê duyệt, chưa tổng kết."), code="not_in_force")
    if prepared is not None:
        yield Reason(_("Đã có %s.") % prepared, code="revision_there", fix=("planning:set_detail", prepared))


def why_not_confirm(one: ObjectiveSet) -> Iterator[Reason]:
    """Yield the reasons nobody can confirm having read a set."""
    if one.state not in {State.APPROVED, State.IN_FORCE}:
        yield Reason(_("Chỉ xác nhận đã đọc và hiểu đối với bộ mục tiêu đã phê duyệt."), code="not_in_force")


def why_not_drop(one: ObjectiveSet) -> Iterator[Reason]:
    """Yield the reasons a draft cannot be removed: somebody was shown it already."""
    shown = Item.objects.filter(agency=one.agency_id, subject_uuid=one.uuid)
    if one.returned_reason or shown.exists():
        yield Reason(_("Bộ mục tiêu đã được trình; hãy sửa rồi trình lại."), code="was_submitted")
