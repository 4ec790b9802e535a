"""Why files cannot be listed, a list submitted, carried out or cancelled now; asked by page and command alike."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Decision
from sotay.commands import Reason
from sotay.support.records.models import RecordFile, Transfer, TransferItem
from sotay.support.records.retention import may_be_gone
from sotay.ui.formats import ngay

State, Manner = Transfer.State, Transfer.Manner


def why_not_list(files: Iterable[RecordFile], *, allowed: Collection[int], manner: str) -> Iterator[Reason]:
    """Yield a reason for each file that cannot stand in a list of this manner; `allowed` are those that can."""
    files = list(files)
    if not files:
        yield Reason(_("Hãy chọn ít nhất một hồ sơ."), code="no_files", field="files")
    words = (
        _("%s chưa hết thời hạn bảo quản, được giữ vĩnh viễn, hoặc đang nằm trong danh sách khác.")
        if manner == Manner.DISPOSE
        else _("%s chưa kết thúc, đã nộp lưu, hoặc đang nằm trong danh sách khác.")
    )
    for file in files:
        if file.pk not in allowed:
            yield Reason(
                words % file.number,
                code="not_due" if manner == Manner.DISPOSE else "not_ready",
                field="files",
                fix=("support:record_file_detail", file),
            )


def why_not_write(transfer: Transfer) -> Iterator[Reason]:
    """Yield the reason the files of a list cannot be chosen anew."""
    if transfer.state != State.DRAFT:
        yield Reason(_("Danh sách đã chuyển sang bước “%s”.") % transfer.get_state_display().lower(), code="not_draft")


def why_not_leave_out(transfer: Transfer, item: TransferItem | None = None) -> Iterator[Reason]:
    """Yield the reason no file (or this one) can be left out: it is being decided, over, or was left out already."""
    if item is not None and item.left_out_reason:
        yield Reason(_("Hồ sơ này đã được để lại: %s") % item.left_out_reason, code="left_out")
    if transfer.state not in {State.DRAFT, State.APPROVED}:
        yield Reason(_("Danh sách đã chuyển sang bước “%s”.") % transfer.get_state_display().lower(), code="not_open")


def why_not_dispose(transfer: Transfer, items: Iterable[TransferItem], *, on: date) -> Iterator[Reason]:
    """Yield the files that may not be gone on a day: their retention was lengthened since they were listed, or is not over."""
    if transfer.manner != Manner.DISPOSE:
        return
    for item in items:
        if item.left_out_reason or may_be_gone(item.file.record_class, item.file.closed_date, on=on):
            continue
        yield Reason(
            _("%(number)s (%(retention)s) chưa hết thời hạn bảo quản hoặc không thuộc loại được hủy; hãy để lại.")
            % {"number": item.file.number, "retention": item.file.record_class.retention},
            code="still_kept",
            fix=("support:transfer_detail", transfer),
        )


def why_not_submit(transfer: Transfer, items: Iterable[TransferItem], *, on: date) -> Iterator[Reason]:
    """Yield what keeps a disposal from being submitted."""
    items = list(items)
    yield from why_not_write(transfer)
    yield from why_not_dispose(transfer, items, on=on)
    if transfer.manner != Manner.DISPOSE:
        yield Reason(_("Nộp lưu không cần trình; ghi biên bản giao nhận."), code="not_disposal")
    if not any(not item.left_out_reason for item in items):
        yield Reason(_("Danh sách chưa có hồ sơ nào."), code="no_files", fix=("support:transfer_add", transfer))
    if not transfer.reason.strip():
        yield Reason(
            _("Chưa ghi căn cứ, lý do hủy."),
            code="reason_missing",
            field="reason",
            fix=("support:transfer_change", transfer),
        )


def why_not_begin_carrying(transfer: Transfer, items: Iterable[TransferItem], *, on: date) -> Iterator[Reason]:
    """Yield the reasons minutes cannot be entered yet: a disposal must be approved first, and its files must still be due."""
    items = list(items)
    if transfer.manner == Manner.DISPOSE and transfer.state in {State.DRAFT, State.SUBMITTED}:
        yield Reason(_("Chỉ hủy khi danh sách đã được phê duyệt."), code="not_approved")
    elif transfer.state in {State.DONE, State.CANCELLED}:
        yield Reason(_("Danh sách này đã xong hoặc đã hủy bỏ."), code="over")
    elif transfer.state == State.APPROVED:
        yield from why_not_dispose(transfer, items, on=on)
    if not any(not item.left_out_reason for item in items):
        yield Reason(_("Danh sách chưa có hồ sơ nào."), code="no_files", fix=("support:transfer_add", transfer))


def why_not_carry_out(
    transfer: Transfer, items: Iterable[TransferItem], *, done: date, minutes: Decision | None, method: str,
    received_by: str, on: date,
) -> Iterator[Reason]:  # fmt: skip
    """Yield the reasons a list cannot be done as the minutes say (A7)."""
    items = list(items)
    yield from why_not_begin_carrying(transfer, items, on=min(done, on))
    if minutes is None:
        yield Reason(_("Cần biên bản: số, ngày ký."), code="minutes_missing", field="decision")
    if done > on:
        yield Reason(_("Ngày thực hiện đứng sau hôm nay."), code="done_in_future", field="done_date")
    if transfer.approved_date and done < transfer.approved_date:
        yield Reason(
            _("Ngày hủy đứng trước ngày phê duyệt (%s).") % ngay(transfer.approved_date),
            code="done_before_approval",
            field="done_date",
        )
    late = [
        one.file for one in items if not one.left_out_reason and one.file.closed_date and one.file.closed_date > done
    ]
    for file in late[:1]:
        yield Reason(
            _("Ngày thực hiện đứng trước ngày kết thúc của %s.") % file.number,
            code="done_before_closed",
            field="done_date",
        )
    if transfer.manner == Manner.DISPOSE and not method.strip():
        yield Reason(_("Cần ghi hình thức hủy."), code="method_missing", field="method")
    if not received_by.strip():
        words = _("Cần ghi những người thực hiện, chứng kiến.")
        words = words if transfer.manner == Manner.DISPOSE else _("Cần ghi bên nhận.")
        yield Reason(words, code="receiver_missing", field="received_by")


def why_not_cancel(transfer: Transfer) -> Iterator[Reason]:
    """Yield the reasons a list cannot be cancelled."""
    if transfer.state == State.SUBMITTED:
        yield Reason(_("Danh sách đang trình; rút lại trước."), code="submitted")
    elif transfer.state in {State.DONE, State.CANCELLED}:
        yield Reason(_("Danh sách này đã xong hoặc đã hủy bỏ."), code="over")
