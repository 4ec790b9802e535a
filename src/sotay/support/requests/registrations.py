"""How records of requests about documents are found by reference, approved, searched and told of."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.journal import sentences
from sotay.search import index
from sotay.support.requests import beside as _beside  # noqa: F401  tells requests beside every record
from sotay.support.requests import commands
from sotay.support.requests.models import ChangeRequest
from sotay.support.requests.request_page import points_of
from sotay.support.requests.sight import visible
from sotay.support.requests.writing import TEXTS, content_of


def _shown(one: ChangeRequest) -> dict[str, Any]:
    """Return what who decides sees of a request."""
    return {"request": one, "points": points_of(one), "impacts": list(one.impacts.order_by("code_sort"))}


subjects.register(
    ChangeRequest,
    label=_("Yêu cầu về tài liệu"),
    url_name="support:request_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible,
    state=lambda one: str(one.get_state_display()),
    related=("document", "agency", "law", "unit"),
)
index.register(
    ChangeRequest,
    code=lambda one: one.code,
    text=lambda one: "\n".join(filter(None, (getattr(one, name) for name in TEXTS))),
)
purposes.register(
    purposes.Purpose(
        code=commands.PURPOSE,
        label=_("Yêu cầu về tài liệu"),
        steps=(
            purposes.DefaultStep(Seat.Role.SECRETARY, _("Cho ý kiến")),
            purposes.DefaultStep(Seat.Role.HEAD, _("Phê duyệt")),
        ),
        content=content_of,
        on_approved=commands.request_approved,
        on_returned=commands.request_returned,
        may_submit="support.write_request",
        template="support/requests/approved.html",
        show=_shown,
    )
)
sentences.register(
    {
        "support.request.begun": _("Lập phiếu yêu cầu về tài liệu"),
        "support.request.changed": _("Sửa phiếu yêu cầu về tài liệu"),
        "support.request.submitted": _("Trình phiếu yêu cầu về tài liệu"),
        "support.request.accepted": _("Phiếu yêu cầu được chấp thuận"),
        "support.request.returned": _("Phiếu yêu cầu bị trả lại"),
        "support.request.rejected": _("Phiếu yêu cầu không được chấp thuận"),
        "support.request.cancelled": _("Hủy phiếu yêu cầu"),
        "support.request.revision_begun": _("Bắt đầu soạn tài liệu theo phiếu yêu cầu"),
        "support.request.revision_dropped": _("Bản soạn theo phiếu yêu cầu bị bỏ"),
        "support.request.done": _("Đã thực hiện phiếu yêu cầu"),
    }
)
