"""How records of providers are found again, searched and told."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.journal import sentences
from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.search import index

subjects.register(
    Provider,
    label=_("Nhà cung cấp bên ngoài"),
    url_name="operation:provider_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
subjects.register(
    ProviderEvaluation,
    label=_("Đánh giá nhà cung cấp"),
    url_name="operation:provider_evaluation",
    url_kwargs=lambda one: {"slug": one.uuid},
    state=lambda one: str(_now("Đã rút") if one.is_withdrawn else one.get_outcome_display()),
    related=("provider", "agency"),
)
index.register(
    Provider,
    code=lambda one: one.code,
    text=lambda one: "\n".join(filter(None, [one.subject, one.contract])),
)
sentences.register(
    {
        "operation.provider.added": _("Thêm nhà cung cấp"),
        "operation.provider.changed": _("Sửa thông tin nhà cung cấp"),
        "operation.provider.ended": _("Ghi nhà cung cấp thôi cung cấp"),
        "operation.provider.resumed": _("Ghi nhà cung cấp cung cấp lại"),
        "operation.provider.evaluated": _("Đánh giá nhà cung cấp"),
        "operation.provider.evaluation_withdrawn": _("Rút đánh giá nhà cung cấp"),
        "operation.provider.imported": _("Nhập danh sách nhà cung cấp"),
    }
)
