"""What an approval of an amendment holds for, who gives it, and what follows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.manual.amendments.commands import amendment_approved, amendment_returned
from sotay.manual.amendments.models import PURPOSE, Draft
from sotay.ui.markdown import plain, word_diff


def content_of(draft: Draft) -> dict[str, Any]:
    """Return what an approver sees of a draft; its hash is what the approval holds for."""
    return {
        "statement": str(draft.statement.uuid),
        "title": draft.statement.title,
        "before": draft.base_text,
        "text": draft.text,
    }


def compared_of(draft: Draft) -> dict[str, Any]:
    """Return the two texts side by side, as who decides reads them."""
    return {"comparison": word_diff(plain(draft.base_text), plain(draft.text)), "note": draft.note}


purposes.register(
    purposes.Purpose(
        code=PURPOSE,
        label=_("Đợt sửa đổi sổ tay"),
        steps=(
            purposes.DefaultStep(Seat.Role.COMMITTEE_HEAD, _("Soát xét")),
            purposes.DefaultStep(Seat.Role.HEAD, _("Phê duyệt")),
        ),
        content=content_of,
        on_approved=amendment_approved,
        on_returned=amendment_returned,
        may_submit="manual.submit_amendment",
        template="manual/amendments/compared.html",
        show=compared_of,
    )
)
