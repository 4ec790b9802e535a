"""Why a checklist cannot be prepared, answered, finished or opened again now."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.commands import Reason, why_no_reason
from sotay.evaluation.audits.models import GRADES, NO_FINDINGS, Audit, ChecklistLine, DeviceSaving, Scale, Visit

State = Audit.State


def why_not_prepare(visit: Visit) -> Iterator[Reason]:
    """Yield the reasons questions can no longer be added, changed or taken out."""
    if visit.audit.state not in {*Audit.BEFORE, *Audit.IN_THE_ROOM}:
        yield _standing(visit)
    yield from _why_closed(visit)


def why_not_answer(visit: Visit) -> Iterator[Reason]:
    """Yield the reasons nothing can be noted: the plan is not approved, the closing meeting was held, it is finished."""
    if visit.audit.state in {State.PLANNING, State.SUBMITTED}:
        yield Reason(
            _("Kế hoạch đánh giá chưa được phê duyệt; lúc này mới soạn câu hỏi."),
            code="plan_not_approved",
            fix=("evaluation:audit_detail", visit.audit),
        )
    elif visit.audit.state not in Audit.IN_THE_ROOM:
        yield _standing(visit)
    yield from _why_closed(visit)


def why_not_so_answered(visit: Visit, *, result: str) -> Iterator[Reason]:
    """Yield what is wrong with an answer: a result that is not on the scale of the audit."""
    if result and result not in GRADES[Scale(visit.audit.scale)]:
        yield Reason(_("Kết luận này không có trong thang của cuộc đánh giá."), code="off_the_scale", field="result")


def why_not_take_out(line: ChecklistLine, *, has_files: bool) -> Iterator[Reason]:
    """Yield the reasons a question stays and stays as it is: something was noted against it."""
    if is_noted(line) or has_files:
        yield Reason(_("Câu hỏi này đã có ghi nhận, không sửa hoặc bỏ được nữa."), code="answered_already")


def why_not_finish(visit: Visit, lines: Iterable[ChecklistLine], aside: Iterable[DeviceSaving]) -> Iterator[Reason]:
    """Yield what is missing: questions, results, evidence behind findings, and what lies aside undecided."""
    rows = list(lines)
    yield from why_not_answer(visit)
    if not rows:
        yield Reason(_("Phiếu chưa có câu hỏi nào."), code="no_questions", fix=("evaluation:visit_add", visit))
    open_ones = [one for one in rows if not one.result]
    if open_ones:
        told = ngettext("%d câu hỏi chưa có kết luận", "%d câu hỏi chưa có kết luận", len(open_ones)) % len(open_ones)
        yield Reason(f"{told}: {_places(open_ones, rows)}.", code="no_result", fix=("evaluation:visit_detail", visit))
    bare = [one for one in rows if one.result and one.result not in NO_FINDINGS and not one.evidence.strip()]
    if bare:
        yield Reason(
            _("Phát hiện chưa ghi bằng chứng: câu %s.") % _places(bare, rows),
            code="no_evidence",
            fix=("evaluation:visit_detail", visit),
        )
    waiting = list(aside)
    if waiting:
        count = len(waiting)
        yield Reason(
            ngettext(
                "%d bản ghi để riêng chưa được chọn dùng hay bỏ.",
                "%d bản ghi để riêng chưa được chọn dùng hay bỏ.",
                count,
            )
            % count,
            code="lying_aside",
            fix=("evaluation:visit_detail", visit),
        )


def why_not_reopen(visit: Visit, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons a finished checklist stays closed: the closing meeting was held, or no reason is given."""
    if visit.finished_date is None:
        yield Reason(_("Phiếu đang mở."), code="not_finished")
    if visit.audit.state not in Audit.IN_THE_ROOM:
        yield _standing(visit)
    yield from why_no_reason(reason)


def why_not_close_meeting(visits: Iterable[Visit], late: Iterable[DeviceSaving] = ()) -> Iterator[Reason]:
    """Yield the visits whose checklists are not finished, and those something reached too late (`late`), each with whose."""
    for visit in visits:
        if visit.finished_date is None and not visit.set_aside_reason:
            people = ", ".join(str(one.user) for one in visit.auditors.all()) or _("chưa phân công")
            yield Reason(
                _("Phiếu ghi chép tại %(unit)s chưa hoàn thành (%(people)s).") % {"unit": visit.unit, "people": people},
                code="visit_not_finished",
                fix=("evaluation:visit_detail", visit),
            )
    for visit, some in groupby(late, key=lambda one: one.line.visit):
        people = ", ".join(sorted({str(one.sent_by) for one in some}))
        yield Reason(
            _("Phiếu tại %(unit)s còn bản ghi đến sau khi hoàn thành (%(people)s): mở lại phiếu để chọn dùng hay bỏ.")
            % {"unit": visit.unit, "people": people},
            code="lying_aside",
            fix=("evaluation:visit_detail", visit),
        )


def is_noted(line: Any) -> bool:
    """Return whether anything was written against a question."""
    return bool(line.result or line.evidence or line.samples)


def _why_closed(visit: Visit) -> Iterator[Reason]:
    if visit.set_aside_reason:
        yield Reason(_("Lịch đánh giá này không thực hiện: %s.") % visit.set_aside_reason, code="set_aside")
    if visit.finished_date is not None:
        yield Reason(_("Phiếu đã hoàn thành; trưởng đoàn mở lại được, có lý do."), code="finished")


def _standing(visit: Visit) -> Reason:
    words = str(visit.audit.get_state_display()).lower()
    return Reason(_("Cuộc đánh giá %s, phiếu chỉ còn để đọc.") % words, code="audit_stands_elsewhere")


def _places(some: list[ChecklistLine], rows: list[ChecklistLine]) -> str:
    """Return the places of lines as the page numbers them, the first ten."""
    place = {one.pk: number for number, one in enumerate(rows, start=1)}
    said = [str(place[one.pk]) for one in some[:10]]
    return ", ".join(said) + ("…" if len(some) > len(said) else "")
