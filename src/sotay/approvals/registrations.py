"""How rounds of approval are found again by reference."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.approvals.models import Approval

subjects.register(
    Approval,
    label=_("Phê duyệt"),
    url_name="approvals:approval_detail",
    url_kwargs=lambda one: {"slug": one.uuid},
    state=lambda one: str(one.get_state_display()),
)
