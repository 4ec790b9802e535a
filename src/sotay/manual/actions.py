"""What acts upon the manual are called on screen, and the history of a record in these words."""

from django.utils.translation import gettext_lazy as _

from sotay.journal import sentences

sentences.register(
    {
        "manual.manual.begun": _("Lập sổ tay"),
        "manual.manual.taken": _("Nhập sổ tay từ tệp"),
        "manual.manual.issue_declared": _("Ghi quyết định ban hành sổ tay"),
        "manual.amendment.opened": _("Mở đợt sửa đổi"),
        "manual.draft.written": _("Soạn bản sửa"),
        "manual.draft.dropped": _("Bỏ bản sửa"),
        "manual.amendment.submitted": _("Trình đợt sửa đổi"),
        "manual.amendment.returned": _("Đợt sửa đổi trở về để sửa"),
        "manual.amendment.approved": _("Đợt sửa đổi được phê duyệt"),
        "manual.amendment.split_off": _("Tách phần để lại sang đợt mới"),
        "manual.amendment.issued": _("Ban hành đợt sửa đổi"),
        "manual.amendment.withdrawn": _("Hủy đợt sửa đổi"),
        "manual.startup.answered": _("Khai báo hiện trạng"),
        "manual.startup.passed": _("Khai báo hiện trạng: để sau hoặc chưa có"),
    }
)
