"""Rates of dossiers, each by a denominator that is named: provinces divide by different things and print the same word.

Vĩnh Phúc divides by the dossiers that fell due, Lâm Đồng by those settled, Quận 1 (TP. Hồ Chí Minh) by those received
(tests/cases/dossier_stats.json). Rounding is half up at the digits that are printed, as the sources do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.operation.statistics.counts import Counts

PLACES: Final = 2
"""How many digits pages, exports and facts print behind the comma."""
WHOLE: Final = 100


class Denominator(models.TextChoices):
    """What a rate is divided by; the agency's choice is the parameter `dossiers.rate.denominator`."""

    SETTLED = "SETTLED", _("hồ sơ đã giải quyết")
    DUE = "DUE", _("hồ sơ đến hạn giải quyết")
    RECEIVED = "RECEIVED", _("hồ sơ tiếp nhận trong kỳ")


PARAMETER: Final = "dossiers.rate.denominator"
CHANNEL_KNOWN: Final = "CHANNEL_KNOWN"
WHOLES: Final[Mapping[str, Any]] = {
    **dict(Denominator.choices),
    CHANNEL_KNOWN: _("hồ sơ tiếp nhận, biết hình thức nộp"),
}
"""What a rate may be divided by, in words."""
ON_TIME, EARLY, LATE, RETURNED, SETTLED, ONLINE = "on_time", "early", "late", "returned", "settled", "online"
TITLES: Final[Mapping[str, Any]] = {
    ON_TIME: _("Tỷ lệ trước và đúng hạn"),
    EARLY: _("Tỷ lệ trước hạn"),
    LATE: _("Tỷ lệ quá hạn"),
    RETURNED: _("Tỷ lệ trả lại, rút"),
    SETTLED: _("Tỷ lệ đã giải quyết"),
    ONLINE: _("Tỷ lệ trực tuyến"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole, by name; either is None while it is not known."""

    name: str
    part: int | None
    whole: int | None
    of: str

    @property
    def is_known(self) -> bool:
        """Whether it can be told: both numbers are, and the whole is not nought."""
        return self.part is not None and bool(self.whole)

    @property
    def exact(self) -> Fraction | None:
        """The rate in percent, exactly; None when it cannot be told."""
        return Fraction(WHOLE * self.part, self.whole) if self.part is not None and self.whole else None

    @property
    def is_over(self) -> bool:
        """Whether the part is larger than its whole, so that something in the figures is wrong."""
        return self.part is not None and self.whole is not None and self.part > self.whole

    def rounded(self, places: int = PLACES) -> Decimal | None:
        """Return the rate in percent at so many digits, half up; None when it cannot be told."""
        return percent(self.part, self.whole, places=places)


def percent(part: int | None, whole: int | None, *, places: int = PLACES) -> Decimal | None:
    """Return 100 · part / whole, half up at `places` digits; None for a whole of nought, or when either is not known."""
    if part is None or not whole:
        return None
    return half_up(Fraction(WHOLE * part, whole), places)


def half_up(exact: Fraction, places: int) -> Decimal:
    """Return a number at so many digits; a half goes up, and no digit is lost before it."""
    doubled = exact * 2 * 10**places
    whole = (doubled.numerator // doubled.denominator + 1) // 2
    return Decimal(f"{whole}e-{places}")


def whole_of(counts: Counts, denominator: str) -> int | None:
    """Return the number a rate is divided by, None while it is not told; nothing stands in for what is missing."""
    if denominator == Denominator.DUE:
        return counts.due
    return counts.settled_in_all if Denominator(denominator) == Denominator.SETTLED else counts.received


def rate(name: str, counts: Counts, *, denominator: str) -> Rate:
    """Return a rate by its name over counts.

    Online and settled are always parts of what was received, online of those whose way of coming is known (law 3.5: what
    was carried over is none of them). By what fell due, those still pending past their day are
    late as well ("trễ hạn, quá hạn" of Vĩnh Phúc); by what was settled or received only those settled late.
    """
    if name == ONLINE and counts.received_channel is not None:
        return Rate(name, counts.received_online, counts.received_channel, CHANNEL_KNOWN)
    if name in {ONLINE, SETTLED}:
        part = counts.received_online if name == ONLINE else counts.settled_in_all
        return Rate(name, part, counts.received, Denominator.RECEIVED)
    part = {ON_TIME: _IN_TIME, EARLY: _EARLY, LATE: _LATE, RETURNED: _RETURNED}[name](counts)
    if name == LATE and denominator == Denominator.DUE and part is not None:
        part += counts.pending_late or 0
    return Rate(name, part, whole_of(counts, denominator), Denominator(denominator))


_IN_TIME, _EARLY, _LATE, _RETURNED = map(attrgetter, ("in_time", "settled_early", "settled_late", "returned"))
