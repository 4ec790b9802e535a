"""How groups of answers to be looked at again are found, searched and told."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.evaluation.satisfaction.models import Suspicion
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Suspicion,
    label=_("Nhóm phiếu cần xem lại"),
    url_name="evaluation:suspicion_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
index.register(Suspicion, code=lambda one: one.slug.upper(), text=lambda one: one.reason)
sentences.register(
    {
        "evaluation.suspicion.found": _("Đánh dấu nhóm phiếu cần xem lại"),
        "evaluation.suspicion.grown": _("Thêm phiếu vào nhóm cần xem lại"),
        "evaluation.suspicion.cleared": _("Xem lại nhóm phiếu: phiếu đúng"),
        "evaluation.suspicion.upheld": _("Xem lại nhóm phiếu: không tính"),
    }
)
