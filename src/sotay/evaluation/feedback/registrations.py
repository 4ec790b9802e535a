"""How feedback is found again, searched and told; titles and index hold neither what was said nor who said it."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.evaluation.feedback.models import Feedback
from sotay.evaluation.feedback.permissions import seen_by
from sotay.journal import sentences
from sotay.search import index


def _text(one: Feedback) -> str:
    """Return what everybody may read of it: field, answer, what was made known; nothing of what concerns an official."""
    if one.is_restricted:
        return ""
    return "\n".join(filter(None, [one.field, one.public_text, one.answer]))


subjects.register(
    Feedback,
    label=_("Phản ánh, kiến nghị"),
    url_name="evaluation:feedback_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=seen_by,
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
index.register(Feedback, code=lambda one: one.code, text=_text)
sentences.register(
    {
        "evaluation.feedback.received": _("Tiếp nhận phản ánh, kiến nghị"),
        "evaluation.feedback.noted": _("Ghi nhận đơn khiếu nại, tố cáo"),
        "evaluation.feedback.sorted": _("Phân loại phản ánh, kiến nghị"),
        "evaluation.feedback.found_only_noted": _("Xác định là khiếu nại, tố cáo; xóa nội dung, người gửi"),
        "evaluation.feedback.assigned": _("Giao đơn vị xử lý phản ánh, kiến nghị"),
        "evaluation.feedback.answered": _("Trả lời phản ánh, kiến nghị"),
        "evaluation.feedback.thanked": _("Ghi nhận lời khen, góp ý"),
        "evaluation.feedback.forwarded": _("Chuyển phản ánh, kiến nghị cho cơ quan khác"),
        "evaluation.feedback.refused": _("Không xử lý phản ánh, kiến nghị"),
        "evaluation.feedback.published": _("Công khai phản ánh, kiến nghị và câu trả lời"),
        "evaluation.feedback.withdrawn": _("Gỡ công khai phản ánh, kiến nghị"),
        "evaluation.feedback.emptied": _("Xóa thông tin người gửi phản ánh, kiến nghị"),
    }
)
