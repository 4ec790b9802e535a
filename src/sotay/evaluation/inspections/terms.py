"""By when the fixes of an inspection are reported: the term after the minutes were signed (TT 26/2014/TT-BKHCN Điều 37)."""

from datetime import date

from sotay.agency.models import Agency
from sotay.agency.models.calendar import calendar_of
from sotay.agency.workdays import TermUnit
from sotay.standard.parameters.queries import value_of

TERM = "inspection.fixes.term"


def fixes_due(agency: Agency, *, signed: date) -> tuple[date, date]:
    """Return the last day for the report on fixes, rolled from a day off (Bộ luật Dân sự Điều 148), and the raw day.

    The raw day is the safer one to work towards.
    """
    length, calendar = value_of(agency.pk, TERM, on=signed), calendar_of(agency)
    unit = TermUnit(length.unit)
    return calendar.due(signed, length.count, unit), calendar.raw_due(signed, length.count, unit)
