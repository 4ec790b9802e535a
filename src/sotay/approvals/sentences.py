"""What acts of approvals are called on screen."""

from django.utils.translation import gettext_lazy as _

from sotay.journal import sentences

sentences.register(
    {
        "approvals.approval.submitted": _("Trình duyệt"),
        "approvals.approval.step_approved": _("Đồng ý bước duyệt"),
        "approvals.approval.approved": _("Phê duyệt"),
        "approvals.approval.returned": _("Trả lại"),
        "approvals.approval.withdrawn": _("Rút lại"),
        "approvals.approval.paper_entered": _("Nhập văn bản đã ký"),
        "approvals.route.changed": _("Sửa tuyến phê duyệt"),
        "approvals.route.reset": _("Trở về tuyến phê duyệt mặc định"),
    }
)
