"""A batch of agencies on a day with all that judging needs of the ground floor, each read once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from sotay.agency.models import Agency, Unit
from sotay.agency.models.calendar import calendars_of
from sotay.agency.workdays import WorkCalendar
from sotay.standard.applicability.queries import Exclusions, exclusions_of
from sotay.standard.catalogue.obligations import Obligation, Rule
from sotay.standard.catalogue.periods import Period
from sotay.standard.parameters.queries import Values, values_of
from sotay.standard.standings.due import due_of_event, due_of_period
from sotay.standard.standings.models import DeclaredEvidence


class UnitStanding(NamedTuple):
    """A unit that stands on the day."""

    pk: int
    started_date: date | None


class Declared(NamedTuple):
    """A paper declared when the agency began; without a unit it speaks for all of them."""

    unit_id: int | None
    number: str
    date: date


class Batch:
    """Agencies judged together for one day; every table is read once, whatever their number."""

    def __init__(
        self, agencies: Iterable[Agency], *, on: date, exclusions: Mapping[int, Exclusions] | None = None
    ) -> None:
        """Take the agencies, and the clauses they do not apply where the asker has read them already."""
        self.agencies = {agency.pk: agency for agency in agencies}
        self.on = on
        self.ids = list(self.agencies)
        self._defaults: dict[tuple[str, str], date | None] = {}
        if exclusions is not None:
            self.exclusions = exclusions
        self._warnings: dict[int, int] = {}

    @cached_property
    def values(self) -> Values:
        """The parameters of the agencies."""
        return values_of(self.ids)

    @cached_property
    def exclusions(self) -> Mapping[int, Exclusions]:
        """The clauses not applied on the day."""
        return exclusions_of(self.ids, on=self.on)

    @cached_property
    def units(self) -> Mapping[int, list[UnitStanding]]:
        """The units that stand on the day, in their order."""
        found: dict[int, list[UnitStanding]] = defaultdict(list)
        rows = (
            Unit.objects.filter(agency_id__in=self.ids)
            .in_force(self.on)
            .order_by("agency_id", "order", "name_sort", "pk")
        )
        for agency_id, pk, started_date in rows.values_list("agency_id", "pk", "started_date"):
            found[agency_id].append(UnitStanding(pk, started_date))
        return found

    @cached_property
    def declared(self) -> Mapping[tuple[int, str], list[Declared]]:
        """Papers declared when agencies began, dated up to the day, by agency and obligation, earliest first."""
        found: dict[tuple[int, str], list[Declared]] = defaultdict(list)
        rows = DeclaredEvidence.objects.filter(agency_id__in=self.ids, date__lte=self.on).order_by("date", "pk")
        for agency_id, code, unit_id, number, day in rows.values_list(
            "agency_id", "obligation", "unit_id", "number", "date"
        ):
            found[agency_id, code].append(Declared(unit_id, number, day))
        return found

    @cached_property
    def calendars(self) -> Mapping[int, WorkCalendar]:
        """The working calendars of the agencies: the shipped one, with the years and days an agency decided itself."""
        return calendars_of(self.ids)

    def warning(self, agency_id: int) -> int:
        """Return how many days before its due date a thing is *sắp đến hạn*."""
        if agency_id not in self._warnings:
            self._warnings[agency_id] = self.values.value(agency_id, "standing.warning", self.on)
        return self._warnings[agency_id]

    def due(self, agency_id: int, obligation: Obligation, period: Period, *, unit_id: int | None = None) -> date | None:
        """Return the due date of a period for an agency or one of its units; events have their own (`due_of_event`)."""
        if obligation.due.rule is Rule.USE:
            return self._due_after_start(agency_id, obligation, unit_id=unit_id)
        values = self.values
        for code in obligation.due.parameters:
            if values.has_own(agency_id, code):
                return due_of_period(obligation, period, kept=lambda code, day: values.kept(agency_id, code, day))
        key = (obligation.code, period.key)
        if key not in self._defaults:
            self._defaults[key] = due_of_period(obligation, period, kept=lambda code, day: values.kept(0, code, day))
        return self._defaults[key]

    def due_after(self, agency_id: int, obligation: Obligation, event_date: date) -> date:
        """Return the due date of an event by the obligation's term."""
        length = self.values.value(agency_id, obligation.due.parameters[0], event_date)
        return due_of_event(event_date, length, calendar=self.calendars[agency_id])

    def before_use(self, agency_id: int, due: date | None, period: Period) -> bool:
        """Return whether a period or due date lies before the agency's first day with Sotay (practice 2.1).

        An agency that has not begun is not behind with anything: its first day is the day looked at.
        """
        began = self.agencies[agency_id].in_use_from_date or self.on
        return period.end < began or (due is not None and due < began)

    def _due_after_start(self, agency_id: int, obligation: Obligation, *, unit_id: int | None) -> date | None:
        """Count from the first day of use; for a unit founded later from its own first day."""
        began = self.agencies[agency_id].in_use_from_date
        if began is None:
            return None
        if unit_id is not None:
            founded = next((unit.started_date for unit in self.units[agency_id] if unit.pk == unit_id), None)
            began = max(began, founded or began)
        length = self.values.value(agency_id, obligation.due.parameters[0], began)
        calendar = None if length.unit == "CALENDAR" else self.calendars[agency_id]
        return due_of_event(began, length, calendar=calendar)
