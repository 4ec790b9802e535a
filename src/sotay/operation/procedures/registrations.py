"""How the steps of procedures stand in their documents, and what the journal says of them."""

from django.utils.translation import gettext_lazy as _

from sotay.journal import sentences
from sotay.operation.procedures import guards as _guards  # noqa: F401  bars the submission of steps over their limit
from sotay.operation.procedures import writing
from sotay.operation.procedures.content import content_of_steps, told_of_steps
from sotay.support.documents.additions import adds

adds("steps", content=content_of_steps, copy=writing.copy_steps, told=told_of_steps, rows=("variants__steps",))
sentences.register(
    {
        "operation.procedure.case_added": _("Thêm trường hợp của quy trình"),
        "operation.procedure.case_changed": _("Sửa trường hợp của quy trình"),
        "operation.procedure.case_removed": _("Bỏ trường hợp của quy trình"),
        "operation.procedure.step_added": _("Thêm bước của quy trình"),
        "operation.procedure.step_changed": _("Sửa bước của quy trình"),
        "operation.procedure.step_moved": _("Đổi thứ tự bước của quy trình"),
        "operation.procedure.step_removed": _("Bỏ bước của quy trình"),
        "operation.procedure.steps_imported": _("Nhập các bước của quy trình từ tệp"),
        "operation.procedure.services_linked": _("Chọn thủ tục hành chính của quy trình"),
        "operation.procedure.rules_changed": _("Sửa quy tắc tính thời hạn của quy trình"),
    }
)
