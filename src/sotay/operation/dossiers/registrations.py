"""How dossiers are found again, searched and told: by code and service, never by what names a citizen."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sotay.agency import subjects
from sotay.journal import sentences
from sotay.operation.dossiers.models import Dossier
from sotay.search import index

subjects.register(
    Dossier,
    label=pgettext_lazy("dossier", "Hồ sơ"),
    url_name="operation:dossier_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    state=lambda one: str(one.get_state_display()),
    related=("agency", "service"),
)
index.register(
    Dossier,
    code=lambda one: one.code,
    text=lambda one: one.service.name,
    past=lambda one: not one.is_open and one.state != Dossier.State.READY,
)
sentences.register(
    {
        "operation.dossier.received": _("Tiếp nhận hồ sơ"),
        "operation.dossier.refused": _("Từ chối tiếp nhận hồ sơ"),
        "operation.dossier.handed_over": _("Chuyển hồ sơ sang bước sau"),
        "operation.dossier.sent_back": _("Trả hồ sơ về bước trước"),
        "operation.dossier.supplement_asked": _("Yêu cầu bổ sung hồ sơ"),
        "operation.dossier.supplemented": _("Nhận đủ giấy tờ bổ sung"),
        "operation.dossier.paused": _("Tạm dừng giải quyết hồ sơ"),
        "operation.dossier.resumed": _("Tiếp tục giải quyết hồ sơ"),
        "operation.dossier.apologised": _("Xin lỗi và hẹn lại ngày trả kết quả"),
        "operation.dossier.stopped": _("Dừng giải quyết hồ sơ"),
        "operation.dossier.withdrawn": _("Ghi người nộp rút hồ sơ"),
        "operation.dossier.result_given": _("Ghi kết quả giải quyết hồ sơ"),
        "operation.dossier.returned": _("Trả kết quả hồ sơ"),
        "operation.dossier.paper_returned": _("Trả lại bản chính cho người nộp"),
        "operation.dossier.paper_lost": _("Ghi mất, hư hỏng bản chính của người nộp"),
    }
)
