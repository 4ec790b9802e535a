"""An agency's own decided calendar, and the calendar it works by."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models.agency import Agency
from sotay.agency.models.owned import AgencyOwned
from sotay.agency.workdays import DayKind, NamedDay, WorkCalendar, shipped_calendar


class CalendarDay(AgencyOwned):
    """A day that is not what its weekday says."""

    Kind = DayKind

    date = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=10, choices=DayKind)
    name = models.CharField(_("tên ngày"), max_length=200)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "date"], name="calendar_day_once")]

    def __str__(self) -> str:
        return f"{self.date.day:02}/{self.date.month:02}/{self.date.year} {self.name}"


class CalendarYear(AgencyOwned):
    """A year whose working calendar the agency decided."""

    class Source(models.TextChoices):
        """Where the days come from."""

        PACK = "PACK", _("lịch kèm theo chương trình")
        DECISION = "DECISION", _("thông báo nghỉ lễ")

    year = models.PositiveSmallIntegerField(_("năm"))
    basis = models.CharField(_("căn cứ"), max_length=300)
    decided_date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.PACK)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="calendar_year_once")]

    def __str__(self) -> str:
        return str(self.year)


def calendar_of(agency: Agency) -> WorkCalendar:
    """Return the calendar an agency works by, in two queries.

    Years it decided itself are its own; other years are those shipped with the program, changed by single days of its
    own; years in neither take the statutory days.
    """
    years = CalendarYear.objects.filter(agency=agency).values_list("year", flat=True)
    days = CalendarDay.objects.filter(agency=agency).values_list("date", "kind", "name", "basis")
    return shipped_calendar().changed_by(
        (NamedDay(day, DayKind(kind), name, basis) for day, kind, name, basis in days), decided_years=years
    )


def calendars_of(agency_ids: Iterable[int]) -> dict[int, WorkCalendar]:
    """Return the calendars these agencies work by, as `calendar_of` does for one; two queries for all."""
    ids = list(agency_ids)
    years: dict[int, list[int]] = defaultdict(list)
    days: dict[int, list[NamedDay]] = defaultdict(list)
    for agency_id, year in CalendarYear.objects.filter(agency_id__in=ids).values_list("agency_id", "year"):
        years[agency_id].append(year)
    for row in CalendarDay.objects.filter(agency_id__in=ids):
        days[row.agency_id].append(NamedDay(row.date, DayKind(row.kind), row.name, row.basis))
    shipped = shipped_calendar()
    return {pk: shipped.changed_by(days[pk], decided_years=years[pk]) for pk in ids}
