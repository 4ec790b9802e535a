"""Why a programme cannot be begun, written, submitted, revised or dropped now."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from sotay.approvals.models import Item
from sotay.commands import Reason
from sotay.evaluation.audits.models import Audit, Programme, ProgrammeLine

State = Programme.State
Priority = ProgrammeLine.Priority


def why_not_begin(*, year: int, this_year: int, there: Programme | None) -> Iterator[Reason]:
    """Yield the reasons no programme can be begun for a year; `there` is the one of the year there is already."""
    if not this_year - 1 <= year <= this_year + 1:
        yield Reason(
            _("Chỉ lập chương trình cho năm %(before)d, %(this)d hoặc %(next)d.")
            % {"before": this_year - 1, "this": this_year, "next": this_year + 1},
            code="year_out_of_reach",
            field="year",
        )
    if there is not None:
        yield Reason(
            _("Đã có %s.") % there, code="programme_there", field="year", fix=("evaluation:programme_detail", there)
        )


def why_not_write(programme: Programme) -> Iterator[Reason]:
    """Yield the reason a programme cannot be changed: only a draft is written, what was approved is revised."""
    if programme.state == State.DRAFT:
        return
    said = {"one": programme, "state": programme.get_state_display().lower()}
    if programme.state == State.APPROVED:
        yield Reason(
            _("%(one)s %(state)s; muốn thay đổi hãy lập bản điều chỉnh.") % said,
            code="not_draft",
            fix=("evaluation:programme_revise", programme),
        )
    else:
        yield Reason(_("%(one)s %(state)s; không sửa được.") % said, code="not_draft")


def why_not_lines(lines: Iterable[ProgrammeLine]) -> Iterator[Reason]:
    """Yield what stands wrong in lines: of another agency, or months the year does not have."""
    for line in lines:
        if line.whose is None or line.whose.agency_id != line.agency_id:
            yield Reason(_("Đơn vị, quá trình không thuộc cơ quan."), code="of_another_agency")
        if not set(line.months) <= set(range(1, 13)):
            yield Reason(_("Tháng phải từ 1 đến 12."), code="no_month")


def why_not_submit(programme: Programme, lines: Sequence[ProgrammeLine]) -> Iterator[Reason]:
    """Yield the reasons a programme cannot be submitted: nothing is planned, or a priority bears no reason (9.2.2 a)."""
    yield from why_not_write(programme)
    fix = ("evaluation:programme_change", programme)
    if not programme.purpose.strip():
        yield Reason(_("Chưa ghi mục đích đánh giá."), code="purpose_missing", fix=fix)
    if not programme.criteria.strip():
        yield Reason(_("Chưa ghi chuẩn mực đánh giá."), code="criteria_missing", fix=fix)
    if not any(line.months for line in lines):
        yield Reason(_("Chưa xếp tháng đánh giá cho đơn vị, quá trình nào."), code="nothing_planned", fix=fix)
    for line in lines:
        if line.months and line.priority != Priority.ROUTINE and not line.priority_text:
            said = {"who": line, "why": line.get_priority_display()}
            yield Reason(
                _("%(who)s: chưa nêu rõ căn cứ ưu tiên “%(why)s”.") % said, code="priority_without_reason", fix=fix
            )


def why_not_plan(audits: Sequence[Audit]) -> Iterator[Reason]:
    """Yield the reasons a programme cannot be a plan too: it is that of one audit, which is being written (practice.md 7)."""
    if len(audits) != 1:
        yield Reason(
            _("Chương trình chỉ đồng thời là kế hoạch khi trong năm có đúng một cuộc đánh giá; năm này có %d.")
            % len(audits),
            code="not_one_audit",
            field="is_plan",
        )
    elif audits[0].state != Audit.State.PLANNING:
        yield Reason(
            _("Kế hoạch của cuộc đánh giá %s đã trình riêng.") % audits[0].code,
            code="plan_on_its_way",
            field="is_plan",
            fix=("evaluation:audit_detail", audits[0]),
        )


def why_not_revise(programme: Programme, *, prepared: Programme | None) -> Iterator[Reason]:
    """Yield the reasons no revision can be begun: it does not hold, or `prepared` is being written already."""
    if programme.state != State.APPROVED:
        yield Reason(_("Chỉ điều chỉnh chương trình đã phê duyệt, đang thực hiện."), code="not_approved")
    if prepared is not None:
        yield Reason(_("Đã có %s.") % prepared, code="revision_there", fix=("evaluation:programme_detail", prepared))


def why_not_drop(programme: Programme) -> Iterator[Reason]:
    """Yield the reasons a draft cannot be removed: somebody was shown it, or an audit rests on it."""
    yield from why_not_write(programme)
    if (
        programme.returned_reason
        or Item.objects.filter(agency=programme.agency_id, subject_uuid=programme.uuid).exists()
    ):
        yield Reason(_("Chương trình đã được trình; hãy sửa rồi trình lại."), code="was_submitted")
    if audit := programme.audits.select_related("agency").order_by("pk").first():
        yield Reason(
            _("Cuộc đánh giá %s đang theo chương trình này.") % audit.code,
            code="has_audit",
            fix=("evaluation:audit_detail", audit),
        )
