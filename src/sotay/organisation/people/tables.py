"""People as a table."""

import django_tables2 as tables
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Seat, User
from sotay.organisation.tabs import page_of
from sotay.ui.formats import ngay


class People(tables.Table):
    """A line per person with the seats held."""

    full_name = tables.Column(
        verbose_name=_("Họ và tên"),
        order_by=("name_sort", "pk"),
        linkify=page_of("person_detail"),
    )
    roles = tables.Column(verbose_name=_("Vai trò"), empty_values=(), orderable=False)
    units = tables.Column(verbose_name=_("Đơn vị"), empty_values=(), orderable=False)
    since = tables.Column(verbose_name=_("Từ ngày"), empty_values=(), orderable=False, attrs={"td": {"class": "day"}})
    username = tables.Column(verbose_name=_("Tên đăng nhập"))

    class Meta:
        order_by = ("full_name",)

    def render_roles(self, record: User) -> str:
        """Name the seats, one a line."""
        return _lines([seat.named for seat in _seats(record)])

    def render_units(self, record: User) -> str:
        """Name the unit of each seat."""
        return _lines(list(dict.fromkeys(seat.unit.name if seat.unit else "–" for seat in _seats(record))))

    def render_since(self, record: User) -> str:
        """Write from when each seat is held."""
        return _lines([ngay(seat.from_date) for seat in _seats(record)])


def _seats(person: User) -> list[Seat]:
    return person.seats_now  # type: ignore[attr-defined]  # prefetched by the query


def _lines(texts: list[str]) -> str:
    return format_html_join("", "<div>{}</div>", ((text,) for text in texts)) or "–"
