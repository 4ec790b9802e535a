"""Until when a legal document is to stand in the system: its term from the day it takes effect (practice.md 5)."""

from dataclasses import dataclass
from datetime import date

from sotay.agency.workdays import TermUnit, WorkCalendar
from sotay.context.laws.models import Law
from sotay.standard.standings.batch import Batch

TERM, SERVICES_TERM = "law.update.term", "law.services.term"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of the term as counted (`raw`, of which is warned) from the day it began.

    Whoever acts on the next working day after a raw day off is still in time (Bộ luật Dân sự 148.5).
    """

    begun: date
    raw: date
    calendar: WorkCalendar

    @property
    def last(self) -> date:
        """The raw day, or the next working day when it is a day off."""
        return self.calendar.working_day_on_or_after(self.raw)

    @property
    def rolls(self) -> bool:
        """Whether the raw day is a day off."""
        return self.last != self.raw


def begun_on(law: Law) -> date | None:
    """Return the day a law's term begins: its effect; a list of services without one takes effect with its issue."""
    return law.effective_date or (law.issued_date if law.publishes_services else None)


def deadline_of(law: Law, *, batch: Batch) -> Deadline | None:
    """Return until when a law is to stand in the system; None while nobody knows when it takes effect.

    The term is the agency's parameter valid on the day it begins: three months, or thirty days for a decision that
    publishes a list of services.
    """
    begun = begun_on(law)
    if begun is None:
        return None
    term = batch.values.value(law.agency_id, SERVICES_TERM if law.publishes_services else TERM, begun)
    calendar = batch.calendars[law.agency_id]
    try:
        return Deadline(begun, calendar.raw_due(begun, term.count, TermUnit(term.unit)), calendar)
    except (ValueError, OverflowError):  # a day beyond the calendar: a typing slip, flagged where it stands
        return None
