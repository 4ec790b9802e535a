"""Units as a table."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit
from sotay.organisation.tabs import page_of

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}


class Units(tables.Table):
    """Units in their order, those below others indented by their depth."""

    code = tables.Column(verbose_name=_("Mã"), attrs={"td": {"class": "code"}})
    name = tables.Column(
        verbose_name=_("Tên đơn vị"), order_by=("name_sort",), linkify=page_of("unit_detail", key="slug")
    )
    parent = tables.Column(verbose_name=_("Thuộc"), orderable=False, default="–")
    handles_services = tables.BooleanColumn(verbose_name=_("Thủ tục hành chính"), orderable=False)
    people = tables.Column(verbose_name=_("Số người"), attrs=NUM)

    def render_name(self, record: Unit) -> str:
        """Set the name in by its depth in the tree."""
        depth = getattr(record, "depth", 0)
        return format_html("{}{}", "– " * depth, record.name)

    def render_handles_services(self, value: bool) -> str:  # the column's own sign would be a picture alone
        """Tell in a word whether the unit handles services."""
        return str(_("có") if value else _("không"))
