"""How packs are found again by reference, and what acts upon them are called."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.journal import sentences
from sotay.manual.packs import beside as _beside  # noqa: F401  tells of packs beside audits and inspections
from sotay.manual.packs import parameters as _parameters  # noqa: F401  registers packs.kept
from sotay.manual.packs.models import Pack
from sotay.manual.packs.permissions import visible

subjects.register(
    Pack,
    label=_("Gói bằng chứng"),
    url_name="manual:pack_detail",
    url_kwargs=lambda pack: {"uuid": pack.uuid},
    state=lambda pack: str(pack.get_state_display()),
    visible=visible,
    related=("agency", "audit", "inspection"),
)
sentences.register({"manual.pack.made": _("Tạo gói bằng chứng")})
