"""How nonconformities are found by reference, searched, told of in the journal."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Nonconformity,
    label=_("Sự không phù hợp"),
    url_name="improvement:nonconformity_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
index.register(
    Nonconformity,
    code=lambda one: one.code,
    text=lambda one: "\n".join(filter(None, (one.evidence, one.correction, one.requirement, one.place))),
    past=lambda one: not one.is_open,
)
sentences.register(
    {
        "improvement.nonconformity.logged": _("Ghi nhận sự không phù hợp"),
        "improvement.nonconformity.changed": _("Sửa nội dung phiếu sự không phù hợp"),
        "improvement.nonconformity.accepted": _("Tiếp nhận phiếu, giao người chịu trách nhiệm"),
        "improvement.nonconformity.rejected": _("Không chấp nhận phiếu sự không phù hợp"),
        "improvement.nonconformity.handed_over": _("Đổi người chịu trách nhiệm, mức độ hoặc hạn của phiếu"),
        "improvement.nonconformity.corrected": _("Ghi sự khắc phục"),
        "improvement.nonconformity.evaluated": _("Đánh giá sự cần thiết của hành động khắc phục"),
        "improvement.nonconformity.reopened": _("Mở lại phiếu sự không phù hợp"),
    }
)
