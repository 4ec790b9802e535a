"""How services are found by reference, searched and told of."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.context.services.models import Service, ServiceChange
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Service,
    label=_("Thủ tục hành chính"),
    url_name="context:service_detail",
    url_kwargs=lambda service: {"slug": service.slug},
    state=lambda service: str(service.get_state_display()),
    related=("agency",),
)
subjects.register(
    ServiceChange,
    label=_("Thay đổi của thủ tục"),
    url_name="context:service_detail",
    url_kwargs=lambda change: {"slug": change.service.slug},
    related=("service", "agency"),
)
index.register(
    Service,
    code=lambda service: service.code,
    text=lambda service: "\n".join(filter(None, [service.name, service.field, service.decision, service.result])),
)
sentences.register(
    {
        "context.service.published": _("Công bố thủ tục hành chính"),
        "context.service.changed": _("Sửa thủ tục hành chính theo quyết định"),
        "context.service.abolished": _("Bãi bỏ thủ tục hành chính"),
        "context.service.restored": _("Công bố lại thủ tục hành chính"),
        "context.service.assigned": _("Giao đơn vị giải quyết thủ tục hành chính"),
        "context.service.decision_dated": _("Ghi ngày ký quyết định công bố"),
        "context.service.put_on_web": _("Ghi việc cập nhật danh mục thủ tục trên trang thông tin"),
        "context.service.imported": _("Nhập danh mục thủ tục hành chính"),
    }
)
