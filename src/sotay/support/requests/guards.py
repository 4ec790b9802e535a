"""Why requests about documents cannot be written, submitted, carried out or cancelled now."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.commands import Reason, why_no_reason
from sotay.support.documents.models import Document, Revision
from sotay.support.requests.models import ChangeRequest

State, Manner = ChangeRequest.State, ChangeRequest.Manner
ASKED_OF: dict[str, Any] = {
    "purpose": gettext_lazy("Chưa ghi mục đích của thay đổi (6.3 a)."),
    "consequences": gettext_lazy("Chưa ghi hậu quả tiềm ẩn của thay đổi (6.3 a)."),
    "integrity": gettext_lazy("Chưa ghi ảnh hưởng đến tính toàn vẹn của hệ thống (6.3 b)."),
    "resources": gettext_lazy("Chưa ghi nguồn lực sẵn có (6.3 c)."),
    "responsibilities": gettext_lazy("Chưa ghi phân bổ trách nhiệm, quyền hạn (6.3 d)."),
}
"""The five points of a planned change (ISO 9001 6.3), each with what is said when it is missing."""


def why_not_ask(one: ChangeRequest) -> Iterator[Reason]:
    """Yield what a request lacks to be kept: what it is about, and why."""
    if one.manner == Manner.NEW:
        if not one.title.strip():
            yield Reason(_("Ghi tên tài liệu đề nghị soạn mới."), code="title_missing", field="title")
    elif one.document is None:
        yield Reason(_("Chọn tài liệu đề nghị thay đổi."), code="document_missing", field="document")
    if not one.reason.strip():
        yield Reason(_("Cần nêu lý do đề nghị."), code="reason_missing", field="reason")
    if one.document is not None:
        yield from why_document_ended(one.document)


def why_document_ended(document: Document) -> Iterator[Reason]:
    """Yield why nothing can be asked of a document that stands no longer."""
    if document.state in {Document.State.WITHDRAWN, Document.State.DROPPED}:
        yield Reason(
            _("“%(document)s” %(state)s.") % {"document": document, "state": document.get_state_display().lower()},
            code="document_ended",
            field="document",
            fix=("support:document_detail", document),
        )


def why_not_write(one: ChangeRequest) -> Iterator[Reason]:
    """Yield the reasons a request cannot be written: only a draft is."""
    if one.state != State.DRAFT:
        yield Reason(
            _("Phiếu %(code)s: %(state)s; không sửa được nữa.")
            % {"code": one.code, "state": one.get_state_display().lower()},
            code="not_draft",
        )


def why_not_submit(one: ChangeRequest, *, on: date) -> Iterator[Reason]:
    """Yield the reasons a request cannot be submitted: every one of the five points that is missing is named."""
    yield from why_not_write(one)
    yield from why_not_ask(one)
    for name in ChangeRequest.POINTS:
        if not getattr(one, name).strip():
            yield Reason(ASKED_OF[name], code=f"{name}_missing", field=name, fix=("support:request_change", one))
    if one.due_date is not None and one.due_date < on:
        yield Reason(
            _("Hạn hoàn thành đã qua; hãy ghi hạn khác."),
            code="due_past",
            field="due_date",
            fix=("support:request_change", one),
        )


def why_not_begin(one: ChangeRequest, *, prepared: Revision | None = None) -> Iterator[Reason]:
    """Yield the reasons the revision of a request cannot be begun; `prepared` is the one prepared already."""
    if one.state != State.ACCEPTED:
        yield Reason(
            _("Phiếu %(code)s: %(state)s; chỉ soạn theo phiếu được chấp thuận.")
            % {"code": one.code, "state": one.get_state_display().lower()},
            code="not_accepted",
        )
    if one.manner == Manner.WITHDRAW:
        yield Reason(
            _("Phiếu này đề nghị hủy bỏ tài liệu: hãy thu hồi tài liệu."),
            code="asks_to_withdraw",
            fix=("support:document_withdraw", one.document),
        )
    if one.revision is not None:
        yield Reason(
            _("Đã soạn bản tài liệu theo phiếu này."),
            code="begun_already",
            fix=("support:revision_detail", one.revision),
        )
    if one.document is not None:
        yield from why_document_ended(one.document)
    if prepared is not None and prepared.state != Revision.State.DRAFT:
        yield Reason(
            _("Bản %(number)s của tài liệu này %(state)s; soạn theo phiếu được khi bản đó có hiệu lực hoặc bị bỏ.")
            % {"number": prepared.number, "state": prepared.get_state_display().lower()},
            code="prepared_already",
            fix=("support:revision_detail", prepared),
        )


def why_not_cancel(one: ChangeRequest, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons a request cannot be cancelled."""
    if one.state == State.SUBMITTED:
        yield Reason(
            _("Phiếu đang trình; hãy rút lần trình trước."), code="submitted", fix=("support:request_detail", one)
        )
    elif one.state not in ChangeRequest.OPEN:
        yield Reason(
            _("Phiếu %(code)s: %(state)s.") % {"code": one.code, "state": one.get_state_display().lower()},
            code="not_open",
        )
    elif one.revision is not None:
        yield Reason(
            _("Bản tài liệu theo phiếu này đang soạn; hãy bỏ bản đó trước."),
            code="begun_already",
            fix=("support:revision_detail", one.revision),
        )
    yield from why_no_reason(reason)


def why_not_reject(one: ChangeRequest, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons a request cannot be turned down for good."""
    if one.state != State.SUBMITTED:
        yield Reason(_("Chỉ quyết định đối với phiếu đang trình."), code="not_submitted")
    yield from why_no_reason(reason)
