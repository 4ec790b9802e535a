"""How times are said: `0,5 ngày làm việc`."""

from decimal import Decimal
from fractions import Fraction

from sotay.operation.procedures.models import TimeUnit
from sotay.operation.procedures.sums import in_unit
from sotay.ui.formats import so


def time_words(value: Decimal | None, unit: str) -> str:
    """Return a time with its unit; nothing where there is none."""
    return "" if value is None else f"{so(value)} {TimeUnit(unit).label}"


def hours_words(hours: Fraction, unit: str) -> str:
    """Return working hours in the unit of a case; one counted by months is told in days, so that no part is lost."""
    said = TimeUnit.DAY if unit == TimeUnit.MONTH else TimeUnit(unit)
    value = in_unit(hours, said)
    return time_words(Decimal(value.numerator) / Decimal(value.denominator), said)
