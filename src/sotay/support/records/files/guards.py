"""Why a file cannot be opened, changed, closed, opened again or kept longer now; asked by page and command alike."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Decision
from sotay.commands import Reason
from sotay.support.records.models import RecordFile, RecordLine, Transfer, TransferItem
from sotay.support.records.retention import KEEP_LONGER_YEARS, years_later
from sotay.ui.formats import ngay

State = RecordFile.State
BEING_MADE = (Transfer.State.DRAFT, Transfer.State.SUBMITTED, Transfer.State.APPROVED)
"""States in which a list of hand-over or disposal holds its files."""


def why_not_open(line: RecordLine, *, opened: date | None = None, on: date | None = None) -> Iterator[Reason]:
    """Yield the reasons no file can be opened by a line (on a day)."""
    if line.issued_date is None:
        yield Reason(
            _("Dòng %s chưa được ban hành trong danh mục hồ sơ.") % line.number,
            code="line_not_issued",
            fix=("support:record_list_detail", line.list),
        )
    ended = line.record_class.ended_date
    if ended is not None and opened is not None and opened >= ended:
        yield Reason(
            _("Loại hồ sơ %(code)s thôi dùng từ ngày %(day)s.") % {"code": line.record_class.code, "day": ngay(ended)},
            code="class_ended",
            field="opened_date",
            fix=("support:record_class_detail", line.record_class),
        )
    if opened is not None and opened.year > line.list.year:
        yield Reason(
            _("Danh mục này của năm %(year)d; hồ sơ mở ngày %(day)s lập theo danh mục năm ấy.")
            % {"year": line.list.year, "day": ngay(opened)},
            code="list_of_another_year",
            field="opened_date",
        )
    if opened is not None and on is not None and opened > on:
        yield Reason(_("Ngày mở đứng sau hôm nay."), code="opened_in_future", field="opened_date")


def why_not_change(file: RecordFile) -> Iterator[Reason]:
    """Yield the reason what is written on a file cannot be changed."""
    if file.state == State.DISPOSED:
        yield Reason(_("Hồ sơ đã hủy theo biên bản."), code="disposed")
    elif file.state == State.HANDED_OVER:
        yield Reason(_("Hồ sơ đã nộp lưu."), code="handed_over")


def why_not_close(file: RecordFile, *, closed: date | None = None, on: date | None = None) -> Iterator[Reason]:
    """Yield the reasons a file cannot be closed (on a day)."""
    if file.state != State.OPEN:
        yield Reason(_("Hồ sơ không còn ở trạng thái đang lập."), code="not_open")
    if closed is not None and closed < file.opened_date:
        yield Reason(
            _("Ngày kết thúc đứng trước ngày mở hồ sơ (%s).") % ngay(file.opened_date),
            code="closed_before_opened",
            field="closed_date",
        )
    if closed is not None and on is not None and closed > on:
        yield Reason(_("Ngày kết thúc đứng sau hôm nay."), code="closed_in_future", field="closed_date")


def why_not_open_again(file: RecordFile) -> Iterator[Reason]:
    """Yield the reasons a closed file cannot be opened again."""
    if file.state != State.CLOSED:
        yield Reason(_("Chỉ mở lại hồ sơ đã kết thúc, chưa nộp lưu."), code="not_closed")
    if (transfer := being_transferred(file)) is not None:
        yield Reason(
            _("Hồ sơ đang nằm trong danh sách %s.") % transfer.code,
            code="in_transfer",
            fix=("support:transfer_detail", transfer),
        )


def why_not_keep_longer(
    file: RecordFile, *, due: date | None, until: date | None = None, paper: Decision | None = None
) -> Iterator[Reason]:
    """Yield the reasons a file cannot stay with its unit after it is due (NĐ 30/2020 Điều 30): two years, with consent."""
    if file.state != State.CLOSED:
        yield Reason(_("Chỉ giữ lại hồ sơ đã kết thúc, chưa nộp lưu."), code="not_closed")
    if due is None:
        yield Reason(_("Hồ sơ này không phải nộp lưu."), code="not_archived")
        return
    latest = years_later(due, KEEP_LONGER_YEARS)
    if until is not None and not due < until <= latest:
        yield Reason(
            _("Giữ lại thêm nhiều nhất 2 năm: từ sau %(due)s đến %(latest)s.")
            % {"due": ngay(due), "latest": ngay(latest)},
            code="kept_too_long",
            field="until",
        )
    if until is not None and paper is None:
        yield Reason(_("Cần văn bản đồng ý cho giữ lại."), code="paper_missing", field="decision")


def being_transferred(file: RecordFile) -> Transfer | None:
    """Return the list that holds a file now and is not done."""
    items = TransferItem.objects.filter(file=file, left_out_reason="", transfer__state__in=BEING_MADE)
    item = items.select_related("transfer__agency").first()
    return item.transfer if item else None
