"""The days of a year's calendar as columns and records."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from sotay.exchange.columns import Column
from sotay.organisation.calendar.queries import YearPage

COLUMNS = (
    Column("date", _("Ngày")),
    Column("kind", _("Loại")),
    Column("name", _("Tên ngày")),
    Column("basis", _("Căn cứ")),
)


def records(page: YearPage) -> Iterator[tuple[date, str, str, str]]:
    """Yield the days that are not what their weekday says."""
    for day in page.days:
        yield day.date, str(day.kind.label), day.name, day.basis
