"""How times are said: `0,5 ngày làm việc`."""

from decimal import Decimal
from fractions import Fraction

from django.utils import translation
from django.utils.translation import ngettext

from sotay.operation.procedures.models import TimeUnit
from sotay.operation.procedures.sums import in_unit
from sotay.ui.formats import so


def time_words(value: Decimal | None, unit: str) -> str:
    """Return a time with its unit; nothing where there is none."""
    if value is None:
        return ""
    count = 1 if value == 1 else 2  # half a day is told as days are
    words = {
        TimeUnit.HOUR: ngettext("%(time)s giờ làm việc", "%(time)s giờ làm việc", count),
        TimeUnit.WORKING_DAY: ngettext("%(time)s ngày làm việc", "%(time)s ngày làm việc", count),
        TimeUnit.DAY: ngettext("%(time)s ngày", "%(time)s ngày", count),
        TimeUnit.MONTH: ngettext("%(time)s tháng", "%(time)s tháng", count),
    }
    return words[TimeUnit(unit)] % {"time": so(value)}


def filed_time(value: Decimal | None, unit: str) -> str:
    """Return a time as a file tells it and as it is read again: in Vietnamese, whatever the language of the page."""
    with translation.override("vi"):
        return time_words(value, unit)


def hours_words(hours: Fraction, unit: str) -> str:
    """Return working hours in the unit of a case; one counted by months is told in days, so that no part is lost."""
    said = TimeUnit.DAY if unit == TimeUnit.MONTH else TimeUnit(unit)
    value = in_unit(hours, said)
    return time_words(Decimal(value.numerator) / Decimal(value.denominator), said)
