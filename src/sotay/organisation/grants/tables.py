"""Grants as a table."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Grant
from sotay.organisation.grants.areas import in_words
from sotay.organisation.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


class Grants(tables.Table):
    """Who may read, what for, from when to when, and whether it holds."""

    to = tables.Column(verbose_name=_("Cho ai"), empty_values=(), orderable=False)
    purpose = tables.Column(verbose_name=_("Mục đích"), orderable=False)
    from_date = tables.Column(verbose_name=_("Từ ngày"), attrs=DAY)
    to_date = tables.Column(verbose_name=_("Đến hết ngày"), attrs=DAY)
    areas = tables.Column(verbose_name=_("Phạm vi"), orderable=False, empty_values=())
    decision = tables.Column(verbose_name=_("Theo văn bản"), orderable=False, default="–")
    state = tables.Column(verbose_name=_("Hiệu lực"), empty_values=(), orderable=False)
    do = tables.Column(verbose_name="", empty_values=(), orderable=False, attrs={"td": {"class": "do"}})

    def render_to(self, record: Grant) -> str:
        """Name the agency or the person."""
        return str(record.to_agency or record.to_user)

    def render_from_date(self, value: object) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)  # type: ignore[arg-type]

    def render_to_date(self, value: object) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)  # type: ignore[arg-type]

    def render_areas(self, value: list[str]) -> str:
        """Name what it opens."""
        return in_words(value)

    def render_state(self, record: Grant) -> str:
        """Tell whether it holds today."""
        return state_of(record)

    def render_do(self, record: Grant) -> str:
        """Offer to take back what still holds."""
        if record.revoked_at or record.to_date < today():
            return ""
        url = address(self.request.actor, "grant_revoke", uuid=record.uuid)
        return format_html('<a class="btn btn-sm" href="{}">{}</a>', url, _("Thu hồi"))


def state_of(grant: Grant) -> str:
    """Return in a word whether a grant holds today."""
    if grant.revoked_at:
        return str(_("đã thu hồi"))
    if grant.to_date < today():
        return str(_("đã hết hạn"))
    return str(_("chưa đến ngày") if grant.from_date > today() else _("đang hiệu lực"))
