"""How records are found again by reference, approved, searched and told of."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.journal import sentences
from sotay.search import index
from sotay.support.records.lists import commands as of_lists
from sotay.support.records.lists import queries as lists
from sotay.support.records.lists.writing import content_of as content_of_list
from sotay.support.records.models import RecordClass, RecordFile, RecordLine, RecordList, Transfer
from sotay.support.records.retention import kept_until
from sotay.support.records.sight import visible as visible_files
from sotay.support.records.transfers import commands as of_transfers
from sotay.support.records.transfers import queries as transfers
from sotay.support.records.transfers.writing import content_of as content_of_file
from sotay.ui.formats import ngay


def _told(file: RecordFile) -> dict[str, Any]:
    """Return what who decides a disposal reads of a file."""
    until = kept_until(file.record_class, file.closed_date) if file.closed_date else None
    return {
        "facts": [
            (_now("Loại hồ sơ"), f"{file.record_class.code} {file.record_class.title}"),
            (_now("Thời gian"), f"{ngay(file.opened_date)} – {ngay(file.closed_date)}"),
            (_now("Thời hạn bảo quản"), file.record_class.retention),
            (_now("Bảo quản đến"), ngay(until) if until else _now("vĩnh viễn")),
        ]
    }


subjects.register(
    RecordClass,
    label=_("Loại hồ sơ"),
    url_name="support:record_class_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    state=lambda one: str(_now("Thôi dùng")) if one.ended_date else "",
)
subjects.register(
    RecordList,
    label=_("Danh mục hồ sơ"),
    url_name="support:record_list_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=lists.visible,
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
subjects.register(
    RecordLine,
    label=_("Dòng của danh mục hồ sơ"),
    url_name="support:record_line_change",
    url_kwargs=lambda line: {"slug": line.uuid},
    visible=lambda rows, viewer: rows if viewer.is_member or viewer.user is None else rows.none(),
    related=("list", "agency"),
)
subjects.register(
    RecordFile,
    label=_("Hồ sơ"),
    url_name="support:record_file_detail",
    url_kwargs=lambda file: {"slug": file.slug},
    visible=visible_files,
    state=lambda file: str(file.get_state_display()),
    related=("record_class", "agency"),
)
subjects.register(
    Transfer,
    label=_("Danh sách nộp lưu, hủy hồ sơ"),
    url_name="support:transfer_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=transfers.visible,
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
index.register(
    RecordClass, code=lambda one: one.code, text=lambda one: f"{one.heading}\n{one.basis}\n{one.clauses}".strip()
)
index.register(RecordList, code=lambda one: f"DMHS {one.year}")
index.register(RecordFile, code=lambda file: file.number, text=lambda file: file.place)
index.register(Transfer, code=lambda one: one.code, text=lambda one: one.reason)
purposes.register(
    purposes.Purpose(
        code=of_lists.PURPOSE,
        label=_("Danh mục hồ sơ"),
        steps=(purposes.DefaultStep(Seat.Role.HEAD, _("Ban hành")),),
        content=content_of_list,
        on_approved=of_lists.list_approved,
        on_returned=of_lists.list_returned,
        may_submit="support.manage_records",
        template="support/records/list_approved.html",
        show=lambda one: {"sections": lists.sections_of(one)},
    )
)
purposes.register(
    purposes.Purpose(
        code=of_transfers.PURPOSE,
        label=_("Hủy hồ sơ hết thời hạn bảo quản"),
        steps=(purposes.DefaultStep(Seat.Role.HEAD, _("Phê duyệt")),),
        content=content_of_file,
        on_approved=of_transfers.disposal_approved,
        on_returned=of_transfers.disposal_returned,
        may_submit="support.manage_records",
        template="support/records/disposal_approved.html",
        show=_told,
    )
)
sentences.register(
    {
        "support.record_class.added": _("Thêm loại hồ sơ"),
        "support.record_class.changed": _("Sửa loại hồ sơ"),
        "support.record_class.ended": _("Thôi dùng loại hồ sơ"),
        "support.record_class.proposed": _("Lấy loại hồ sơ từ đề xuất"),
        "support.record_class.imported": _("Nhập loại hồ sơ từ tệp"),
        "support.record_list.begun": _("Lập danh mục hồ sơ"),
        "support.record_list.submitted": _("Trình danh mục hồ sơ"),
        "support.record_list.issued": _("Ban hành danh mục hồ sơ"),
        "support.record_list.supplemented": _("Ban hành phần bổ sung danh mục hồ sơ"),
        "support.record_list.returned": _("Danh mục hồ sơ bị trả lại"),
        "support.record_list.opened_again": _("Mở danh mục hồ sơ để bổ sung"),
        "support.record_list.closed_again": _("Thôi bổ sung danh mục hồ sơ"),
        "support.record_list.dropped": _("Bỏ danh mục hồ sơ đang soạn"),
        "support.record_line.added": _("Thêm dòng vào danh mục hồ sơ"),
        "support.record_line.changed": _("Sửa dòng của danh mục hồ sơ"),
        "support.record_line.removed": _("Bỏ dòng khỏi danh mục hồ sơ"),
        "support.record_file.opened": _("Mở hồ sơ"),
        "support.record_file.changed": _("Sửa thông tin hồ sơ"),
        "support.record_file.closed": _("Kết thúc hồ sơ"),
        "support.record_file.opened_again": _("Mở lại hồ sơ"),
        "support.record_file.kept_longer": _("Giữ lại hồ sơ đến hạn nộp lưu"),
        "support.record_file.handed_over": _("Nộp lưu hồ sơ"),
        "support.record_file.disposed": _("Hủy hồ sơ"),
        "support.transfer.begun": _("Lập danh sách nộp lưu, hủy hồ sơ"),
        "support.transfer.changed": _("Sửa căn cứ của danh sách nộp lưu, hủy hồ sơ"),
        "support.transfer.files_added": _("Thêm hồ sơ vào danh sách"),
        "support.transfer.file_left_out": _("Để lại hồ sơ, không đưa vào danh sách"),
        "support.transfer.submitted": _("Trình hủy hồ sơ"),
        "support.transfer.approved": _("Việc hủy hồ sơ được phê duyệt"),
        "support.transfer.returned": _("Danh sách hủy hồ sơ bị trả lại"),
        "support.transfer.done": _("Nhập biên bản giao nhận, hủy hồ sơ"),
        "support.transfer.cancelled": _("Hủy bỏ danh sách nộp lưu, hủy hồ sơ"),
    }
)
