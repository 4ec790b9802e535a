"""The figures of rounds: how many of all bodies were looked at, how many of them at the office, how many announced."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sotay.evaluation.inspections.models import InspectionRound

ON_SITE_SHARE = 3
"""At least one body in so many is inspected at its office (TT 26/2014/TT-BKHCN Điều 33)."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts in bodies, each counted once in a year: by its file alone, or at its office."""

    bodies: int
    by_file: int
    on_site: int
    announced: int | None = None

    @property
    def checked(self) -> int:
        """How many were looked at, one way or the other."""
        return self.by_file + self.on_site

    @property
    def share(self) -> Decimal | None:
        """The share looked at, in percent with one place."""
        return percent(self.checked, self.bodies)

    @property
    def site_share(self) -> Decimal | None:
        """The share looked at in the office, in percent with one place."""
        return percent(self.on_site, self.bodies)

    @property
    def announced_share(self) -> Decimal | None:
        """The share that has announced, in percent with one place; None where nobody counted them."""
        return None if self.announced is None else percent(self.announced, self.bodies)

    @property
    def covers_all(self) -> bool:
        """Whether every body was looked at."""
        return self.bodies > 0 and self.checked >= self.bodies

    @property
    def enough_on_site(self) -> bool:
        """Whether at least a third was looked at in the office; compared in whole bodies, never in rounded percent."""
        return self.bodies > 0 and self.on_site * ON_SITE_SHARE >= self.bodies

    @property
    def site_needed(self) -> int:
        """The least number to be looked at in the office."""
        return -(-self.bodies // ON_SITE_SHARE)


def percent(part: int, whole: int) -> Decimal | None:
    """Return a share in percent, rounded half up to one place; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def rates_of(one: InspectionRound) -> Rates:
    """Return the figures of one round."""
    return Rates(one.bodies, one.by_file, one.on_site, one.announced)


def together(rounds: Iterable[InspectionRound]) -> Rates:
    """Return the figures of a year's rounds: bodies looked at add up, the bodies to be looked at are those of the largest.

    Those that have announced are counted by the latest round that says so.
    """
    every = list(rounds)
    in_order = sorted(
        every, key=lambda one: (one.from_date, one.pk is None, one.pk or 0)
    )  # one being entered comes last
    told = [one.announced for one in in_order if one.announced is not None]
    return Rates(
        bodies=max((one.bodies for one in every), default=0),
        by_file=sum(one.by_file for one in every),
        on_site=sum(one.on_site for one in every),
        announced=told[-1] if told else None,
    )
