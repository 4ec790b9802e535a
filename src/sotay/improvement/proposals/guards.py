"""Why a proposal cannot be made, changed, judged, given again or measured now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.improvement.proposals.models import Proposal
from sotay.operation.dossiers.naming import why_names_citizen
from sotay.operation.outputs.naming import dossier_id_of
from sotay.ui.formats import ngay
from sotay.work.models import Assignment

State = Proposal.State


def why_not_so(proposal: Proposal) -> Iterator[Reason]:
    """Yield what a proposal lacks, and a unit of another agency."""
    if not proposal.title:
        yield Reason(_("Chưa ghi nội dung đề xuất."), code="title_missing", field="title")
    if proposal.unit is not None and proposal.unit.agency_id != proposal.agency_id:
        yield Reason(_("Đơn vị không thuộc cơ quan."), code="unit_of_another_agency", field="unit")
    texts = {name: getattr(proposal, name) for name in ("title", "what", "benefit", "measure", "before")}
    yield from why_names(proposal, **texts)


def why_names(proposal: Proposal, **texts: str) -> Iterator[Reason]:
    """Yield that a text names the citizen of the dossier a proposal is born from: proposals are kept for good (law 7.3)."""
    yield from why_names_citizen(dossier_id_of(proposal), **texts)


def why_not_open(proposal: Proposal) -> Iterator[Reason]:
    """Yield the reason a proposal is changed, judged and withdrawn no more: it was judged, or withdrawn."""
    if proposal.state != State.PROPOSED:
        said = {"code": proposal.code, "state": proposal.get_state_display().lower()}
        yield Reason(_("Đề xuất %(code)s %(state)s.") % said, code="not_open")


def why_not_reject(proposal: Proposal, *, text: str) -> Iterator[Reason]:
    """Yield the reasons a proposal cannot be turned down: who made it is told why."""
    yield from why_not_open(proposal)
    if not text.strip():
        yield Reason(_("Cần nêu lý do để người đề xuất biết."), code="text_missing", field="text")


def why_not_give_again(proposal: Proposal) -> Iterator[Reason]:
    """Yield the reasons the work of a proposal cannot be given again: it is not accepted, or the work is not cancelled."""
    if proposal.state != State.ACCEPTED:
        yield Reason(_("Chỉ giao việc cho đề xuất đã được chấp nhận, chưa thực hiện xong."), code="not_accepted")
        return
    work = proposal.assignment
    if work is not None and work.state != Assignment.State.CANCELLED:
        yield Reason(
            _("Công việc %s đang được thực hiện.") % work.code,
            code="work_is_open",
            fix=("work:assignment_detail", work),
        )


def why_not_measure(
    proposal: Proposal, *, outcome: str, before: str, after: str, measured_date: date, on: date
) -> Iterator[Reason]:
    """Yield the reasons a result cannot be kept: the work is not done, no before and after, or a day that cannot be."""
    if proposal.state != State.DONE:
        work = proposal.assignment
        yield Reason(
            _("Chỉ đo kết quả khi công việc đã được xác nhận hoàn thành."),
            code="not_done",
            fix=("work:assignment_detail", work) if work is not None else None,
        )
        return
    if not before:
        yield Reason(_("Chưa ghi trước khi cải tiến thế nào."), code="before_missing", field="before")
    if not after:
        yield Reason(_("Chưa ghi sau khi cải tiến thế nào."), code="after_missing", field="after")
    if outcome not in Proposal.Outcome.values:
        yield Reason(_("Chưa chọn kết quả."), code="outcome_missing", field="outcome")
    if measured_date > on:
        yield Reason(_("Ngày đo chưa đến."), code="measured_later", field="measured_date")
    elif proposal.done_date and measured_date < proposal.done_date:
        yield Reason(
            _("Công việc hoàn thành ngày %s, sau ngày đo.") % ngay(proposal.done_date),
            code="measured_before_done",
            field="measured_date",
        )
