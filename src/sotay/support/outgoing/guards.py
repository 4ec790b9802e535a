"""Why something cannot be done with an outgoing paper now; asked by pages and commands alike."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.models import Seat
from sotay.approvals.models import Approval
from sotay.approvals.signers import roles_held, signer_ids
from sotay.commands import Reason
from sotay.papers.editing import proses
from sotay.papers.forms import Form
from sotay.papers.model import Paper
from sotay.support.outgoing.models import OutgoingPaper

State = OutgoingPaper.State
TO_CANCEL = (State.DRAFT, State.SIGNED, State.NUMBERED)
WRITE = "support:paper_write"


def why_not_draft(form: Form | None, record: Any | None) -> Iterator[Reason]:
    """Yield why a paper cannot be drafted from this form and record."""
    if form is None or not form.edited:
        yield Reason(_("Không có biểu mẫu này, hoặc biểu mẫu chỉ để in."), code="no_form", field="form")
    elif form.of and record is None:
        yield Reason(_("Hồ sơ của văn bản không còn hoặc bạn không được xem."), code="no_record", field="form")
    elif record is not None and not form.when(record):
        yield Reason(_("Hồ sơ chưa có nội dung để lập văn bản này."), code="nothing_to_print", field="form")


def why_not_write(paper: OutgoingPaper) -> Iterator[Reason]:
    """Yield why the words of a paper cannot be changed: only while it is a draft."""
    if paper.state != State.DRAFT:
        yield Reason(
            _("Văn bản %s; nội dung không sửa được nữa.") % _state(paper),
            code="not_draft",
            fix=("support:paper_detail", paper),
        )


def why_not_signer(seat: Seat | None, *, on: date, paper: OutgoingPaper | None = None) -> Iterator[Reason]:
    """Yield why nobody, or this seat, cannot sign on a day."""
    fix = (WRITE, paper) if paper is not None else None
    if seat is None:
        yield Reason(_("Chưa chọn người ký."), code="signer_missing", field="signer", fix=fix)
    elif not (seat.from_date <= on and (seat.to_date is None or seat.to_date >= on)) or not seat.user.is_active:
        said = {"who": seat.user.full_name, "seat": seat.named}
        text = _("%(who)s không còn giữ vai trò %(seat)s; hãy chọn người ký khác.") % said
        yield Reason(text, code="signer_gone", field="signer", fix=fix)


def why_not_submit(paper: OutgoingPaper, said: Paper, *, on: date) -> Iterator[Reason]:
    """Yield the reasons a draft cannot be submitted for signature; `said` is what it says."""
    yield from why_not_write(paper)
    if paper.state != State.DRAFT:
        return
    fix = (WRITE, paper)
    yield from why_not_signer(paper.signer, on=on, paper=paper)
    if not paper.subject.strip():
        yield Reason(_("Chưa có trích yếu."), code="subject_missing", field="subject", fix=fix)
    for one in proses(said):
        if not one.text.strip():
            text = _("Phần “%s” chưa có chữ: hãy viết, hoặc ghi “Không có.”.") % one.label
            yield Reason(text, code="words_missing", field=one.key, fix=fix)
    if said.is_letter and not said.to:
        yield Reason(_("Công văn chưa có nơi kính gửi."), code="to_missing", field="to", fix=fix)
    if not said.recipients:
        yield Reason(_("Chưa có nơi nhận."), code="recipients_missing", field="recipients", fix=fix)
    if not paper.symbol:
        text = _("Chưa có ký hiệu văn bản: ghi tên viết tắt của cơ quan trong thông tin cơ quan.")
        yield Reason(text, code="symbol_missing", fix=("organisation:agency_change", None))


def why_gone(paper: OutgoingPaper) -> Reason:
    """Return the reason for a draft whose form or record is not there any more."""
    text = _("Hồ sơ của văn bản không còn hoặc bạn không được xem; hãy hủy dự thảo này.")
    return Reason(text, code="no_record", fix=("support:paper_detail", paper))


def why_not_route(approval: Approval, paper: OutgoingPaper, *, on: date) -> Iterator[Reason]:
    """Yield why the agency's own route cannot stand for this signer: its last step is somebody else's."""
    last = approval.steps.order_by("-position").first()
    signer = paper.signer
    if last is None or signer is None:
        return
    if signer.user_id not in signer_ids(last, on=on, held=roles_held(paper.agency, on=on)):
        said = {"step": last.label, "who": signer.user.full_name}
        text = _("Quy trình duyệt của cơ quan kết thúc ở bước “%(step)s”, không phải ở người ký %(who)s.") % said
        yield Reason(text, code="route_ends_elsewhere", field="signer", fix=("approvals:route_list", None))


def why_not_cancel(paper: OutgoingPaper) -> Iterator[Reason]:
    """Yield why a paper cannot be given up: it is being signed, or went out."""
    if paper.state == State.SUBMITTED:
        text = _("Văn bản đang trình ký; hãy rút lại lần trình trước.")
        yield Reason(text, code="being_signed", fix=("support:paper_detail", paper))
    elif paper.state not in TO_CANCEL:
        text = _("Văn bản %s; văn bản đã phát hành chỉ thu hồi, thay thế hoặc đính chính được.") % _state(paper)
        yield Reason(text, code="not_to_cancel", fix=("support:paper_detail", paper))


def why_not_mend(paper: OutgoingPaper, others: Iterable[OutgoingPaper]) -> Iterator[Reason]:
    """Yield why a paper cannot be replaced or corrected by a new one; `others` are papers under way that do it already."""
    if paper.state != State.ISSUED:
        text = _("Văn bản %s; chỉ thay thế hoặc đính chính văn bản đã phát hành.") % _state(paper)
        yield Reason(text, code="not_issued", fix=("support:paper_detail", paper))
    for one in others:
        text = _("“%s” đang được soạn để sửa văn bản này.") % one
        yield Reason(text, code="being_mended", fix=("support:paper_detail", one))


def _state(paper: OutgoingPaper) -> str:
    return str(State(paper.state).label).lower()
