"""Services as a table."""

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.context.services.flags import said_flags
from sotay.context.services.models import Service, ServiceLimit
from sotay.context.services.serving import is_told, served_by
from sotay.context.services.tabs import address
from sotay.ui.formats import ngay, so
from sotay.ui.parts import Link


def _page_of(record: Service, table: Any) -> str:
    return address(table.request.actor, "service_detail", slug=record.slug)


def levels_in_words(service: Service) -> str:
    """Return the levels of a service, or what is printed where one is not known."""
    return service.levels_text or ", ".join(str(Service.Level(one).label) for one in service.levels)


def channels_in_words(service: Service) -> str:
    """Return the ways of handing in."""
    return ", ".join(str(Service.Channel(one).label) for one in service.channels)


def limit_in_words(limit: ServiceLimit) -> str:
    """Return a limit as it was read, with its case; as printed where no number was read."""
    if limit.value is None:
        return limit.text or gettext("chưa ghi")
    amount = f"{so(limit.value)} {limit.get_unit_display()}"
    return f"{amount} ({limit.condition})" if limit.condition else amount


def limits_in_words(limits: Iterable[ServiceLimit]) -> str:
    """Return the limits of a service, each once."""
    return "; ".join(dict.fromkeys(limit_in_words(limit) for limit in limits))


class Services(tables.Table):
    """Code, name with what looks wrong, limits, who serves it, unit, field, state."""

    code = tables.Column(verbose_name=_("Mã thủ tục"), linkify=_page_of, attrs={"td": {"class": "code"}})
    name = tables.Column(verbose_name=_("Tên thủ tục"), attrs={"td": {"class": "lead"}})
    limits = tables.Column(verbose_name=_("Thời hạn giải quyết"), empty_values=(), accessor="pk", orderable=False)
    procedures = tables.Column(verbose_name=_("Quy trình"), empty_values=(), accessor="pk", orderable=False)
    unit = tables.Column(verbose_name=_("Đơn vị giải quyết"), order_by=("unit__order", "unit__name_sort"))
    field = tables.Column(verbose_name=_("Lĩnh vực"))
    state = tables.Column(verbose_name=_("Tình trạng"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({} if is_told() else {"exclude": ("procedures",)}), **kwargs)
        self._served: dict[int, list[Link]] | None = None

    def render_name(self, record: Service) -> SafeString | str:
        """Write the name with what looks wrong below."""
        if not record.flags:
            return record.name
        words = "; ".join(str(one.what) for one in said_flags(record.flags))
        return format_html('{} <span class="basis">{}</span>', record.name, words)

    def value_name(self, record: Service) -> str:
        """Write the name alone, for a file."""
        return record.name

    def render_limits(self, record: Service) -> str:
        """Write the limits as they were read; as printed where they could not be."""
        return limits_in_words(record.limits.all()) or "–"

    def value_limits(self, record: Service) -> str:
        """Write the limits, for a file."""
        return limits_in_words(record.limits.all())

    def render_procedures(self, record: Service) -> SafeString | str:
        """Lead to the procedures in force that serve it, or say that none does."""
        links = self._serving(record)
        if links:
            return format_html_join(", ", '<a href="{}">{}</a>', ((one.url, one.label) for one in links))
        return gettext("chưa có") if record.state == Service.State.PUBLISHED else "–"

    def value_procedures(self, record: Service) -> str:
        """Name the procedures, for a file."""
        return "; ".join(str(one.label) for one in self._serving(record))

    def render_state(self, record: Service) -> str:
        """Write whether it is offered, and since when no more."""
        word = record.get_state_display()
        return f"{word} {gettext('từ %s') % ngay(record.abolished_date)}" if record.abolished_date else word

    def _serving(self, record: Service) -> list[Link]:
        """Return who serves a service; asked once for all that are shown together."""
        if self._served is None:
            shown = self.page.object_list if hasattr(self, "page") else self.rows
            self._served = served_by([row.record for row in shown], self.request.actor)
        return self._served.get(record.pk, [])
