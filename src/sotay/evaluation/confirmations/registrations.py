"""How confirmations of effectiveness are found again, searched, approved and told."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.evaluation.confirmations import commands
from sotay.evaluation.confirmations.models import Confirmation
from sotay.evaluation.confirmations.queries import visible
from sotay.journal import sentences
from sotay.search import index


def _shown(one: Confirmation) -> dict[str, Any]:
    """Return what the head sees of a confirmation."""
    return {"one": one}


subjects.register(
    Confirmation,
    label=_("Xác nhận hiệu lực"),
    url_name="evaluation:confirmation_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible,
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
index.register(Confirmation, code=lambda one: one.slug, text=lambda one: one.text)
purposes.register(
    purposes.Purpose(
        code=commands.PURPOSE,
        label=_("Xác nhận hiệu lực của hệ thống"),
        steps=(purposes.DefaultStep(Seat.Role.HEAD, _("Xác nhận")),),
        content=commands.content_of,
        on_approved=commands.confirmation_approved,
        on_returned=commands.confirmation_returned,
        may_submit="evaluation.prepare_confirmation",
        template="evaluation/confirmations/approved.html",
        show=_shown,
    )
)
sentences.register(
    {
        "evaluation.confirmation.begun": _("Lập bản xác nhận hiệu lực"),
        "evaluation.confirmation.written": _("Sửa bản xác nhận hiệu lực"),
        "evaluation.confirmation.submitted": _("Trình bản xác nhận hiệu lực"),
        "evaluation.confirmation.confirmed": _("Người đứng đầu xác nhận hiệu lực của hệ thống"),
        "evaluation.confirmation.returned": _("Bản xác nhận hiệu lực bị trả lại"),
        "evaluation.confirmation.withdrawn": _("Rút lại bản xác nhận hiệu lực đã trình"),
        "evaluation.confirmation.dropped": _("Bỏ bản xác nhận hiệu lực đang soạn"),
    }
)
