"""How nonconforming outputs are found again, searched and told; titles and index hold code, kind and service alone."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.journal import sentences
from sotay.operation.outputs.models import NonconformingOutput
from sotay.search import index

subjects.register(
    NonconformingOutput,
    label=_("Đầu ra không phù hợp"),
    url_name="operation:output_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    title=lambda one: one.title,
    state=lambda one: str(one.get_state_display()),
    related=("agency", "service"),
)
index.register(NonconformingOutput, code=lambda one: one.code, text=lambda one: str(one.service) if one.service else "")
sentences.register(
    {
        "operation.output.logged": _("Ghi nhận đầu ra không phù hợp"),
        "operation.output.decided": _("Quyết định xử lý đầu ra không phù hợp"),
        "operation.output.done": _("Báo kết quả xử lý đầu ra không phù hợp"),
        "operation.output.closed": _("Kiểm tra lại đạt, đóng đầu ra không phù hợp"),
        "operation.output.sent_back": _("Kiểm tra lại chưa đạt, xử lý tiếp"),
        "operation.output.cancelled": _("Hủy bỏ đầu ra không phù hợp"),
    }
)
