"""The log of nonconformities of a year as a paper (form D8): sheets of every source, and findings of audits without one."""

from dataclasses import replace
from typing import Any, Final

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.evaluation.audits.models.grades import NONCONFORMITIES
from sotay.evaluation.audits.sight import visible_findings
from sotay.evaluation.models import Audit, Finding
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.improvement.nonconformities.queries import list_nonconformities
from sotay.papers.forms import Making, form
from sotay.papers.model import Column, Paper, Sheet, Table
from sotay.papers.shapes import counted, inner_form, plain, signed, signs
from sotay.ui.formats import ngay

State = Nonconformity.State
LOG: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="code", title="Số phiếu", width=1.3),
    Column(key="source", title="Nguồn", width=1.4),
    Column(key="unit", title="Đơn vị", width=1.4),
    Column(key="clause", title="Điều khoản", width=0.8, align="center"),
    Column(key="grade", title="Mức độ", width=0.9),
    Column(key="what", title="Nội dung không phù hợp", width=3),
    Column(key="found_date", title="Ngày phát hiện", width=1, align="center"),
    Column(key="due_date", title="Hạn", width=1, align="center"),
    Column(key="closed_date", title="Ngày đóng", width=1, align="center"),
    Column(key="state", title="Tình trạng", width=1.2),
    Column(key="late", title="Quá hạn", width=0.8),
)


def _reads(viewer: Actor, _record: Any) -> bool:
    return may(viewer, "improvement.view_nonconformities")


@form("D8", title=_("Sổ theo dõi sự không phù hợp"), asks="year", clause="10.2.2", may=_reads)
def nonconformity_log(_record: Any, making: Making) -> Paper:
    """Return the log of a year: the sheets found in it as they stand on the day; four queries at most."""
    sheets = list(
        list_nonconformities(viewer=making.viewer).filter(found_date__year=making.year).order_by("found_date", "pk")
    )
    findings = _findings_without(making)
    told = [_row(one, making) for one in sheets] + [_found(one) for one in findings]
    told.sort(key=lambda row: row[0])
    rows = counted(
        tuple(ngay(cell) if place in {6, 7, 8} else cell for place, cell in enumerate(row[1:])) for row in told
    )
    late = sum(bool(row[-1]) for row in told)
    is_open = sum(one.is_open for one in sheets)
    said = (
        f"Tổng số {len(sheets)} phiếu: {len(sheets) - is_open} đã đóng hoặc không chấp nhận, {is_open} chưa đóng, trong đó "
        f"{late} quá hạn; {len(findings)} phát hiện đánh giá chưa có phiếu. Số liệu ngày {ngay(making.on)}."
    )
    paper = inner_form(
        making,
        Table(key="log", columns=LOG, rows=rows),
        plain(said),
        signed(signs("Người theo dõi"), signs("Thư ký ISO")),
        heading="SỔ THEO DÕI SỰ KHÔNG PHÙ HỢP",
        subject=f"Năm {making.year}",
        landscape=True,
    )
    return _with_sheet(paper, told)


def _with_sheet(paper: Paper, told: list[tuple[Any, ...]]) -> Paper:
    columns = tuple(column.title for column in LOG[1:])
    return replace(
        paper, behind=(Sheet(title="Sự không phù hợp", columns=columns, rows=tuple(row[1:] for row in told)),)
    )


def _row(one: Nonconformity, making: Making) -> tuple[Any, ...]:
    late = (making.on - one.due_date).days if one.is_open and one.due_date else 0
    return (
        (one.found_date, one.code),
        one.code,
        str(one.get_source_display()),
        str(one.unit or one.place),
        one.clause,
        str(one.get_grade_display()) if one.grade else "",
        one.what,
        one.found_date,
        one.due_date,
        one.closed_date,
        str(one.get_state_display()),
        f"{late} ngày" if late > 0 else "",
    )


def _found(one: Finding) -> tuple[Any, ...]:
    return (
        (one.found_date, one.code), "", f"Đánh giá nội bộ, {one.code}", str(one.unit), one.clause,
        str(one.get_grade_display()), one.what, one.found_date, None, None, "chưa có phiếu", "",
    )  # fmt: skip


def _findings_without(making: Making) -> list[Finding]:
    """Return the nonconformities found by audits in the year that units were told of and no sheet was born from."""
    kind = Finding._meta.label_lower
    sheets = Nonconformity.objects.filter(
        agency_id=making.agency.pk, origin_type=kind, origin_uuid=OuterRef("uuid")
    ).exclude(state=State.REJECTED)
    rows = visible_findings(Finding.objects.of(making.viewer), making.viewer).filter(
        ~Exists(sheets), grade__in=NONCONFORMITIES, is_dropped=False, found_date__year=making.year,
        audit__state__in=Audit.AFTER_MEETING,
    )  # fmt: skip
    return list(rows.select_related("unit").order_by("found_date", "pk"))
