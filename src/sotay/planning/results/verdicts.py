"""Whether an objective is achieved: computed from target and result, never typed (practice.md 2.5)."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.planning.objectives.targets import Direction, Target


class Verdict(models.TextChoices):
    """What is said of a result; *dự kiến* until the year is over."""

    ACHIEVED = "ACHIEVED", _("đạt")
    MISSED = "MISSED", _("không đạt")
    EXPECTED = "EXPECTED", _("dự kiến đạt")
    EXPECTED_MISS = "EXPECTED_MISS", _("dự kiến không đạt")
    PENDING = "PENDING", _("chưa đến hạn")
    UNKNOWN = "UNKNOWN", _("chưa có số liệu")


BAD: Final = frozenset({Verdict.MISSED, Verdict.EXPECTED_MISS})
"""Verdicts that ask for a cause and a remedy."""
TONES: Final = {
    Verdict.ACHIEVED: "done",
    Verdict.MISSED: "stop",
    Verdict.EXPECTED: "now",
    Verdict.EXPECTED_MISS: "warn",
    Verdict.PENDING: "quiet",
    Verdict.UNKNOWN: "quiet",
}
"""The colour of each beside its word."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was reported: the value so far, the day it was done, and what is expected of the whole year."""

    value: Decimal | None = None
    done_date: date | None = None
    estimate: Decimal | None = None
    estimate_date: date | None = None


NOTHING: Final = Figures()


def verdict(target: Target | None, figures: Figures, *, is_final: bool, cutoff: date) -> str:
    """Return the verdict on figures told up to `cutoff`; `is_final` for those of the whole year.

    Compared exactly, without rounding: 97,96 does not reach 98. What has happened stands at once: a day that was kept or
    missed, a case of what must not occur.
    """
    if target is None:
        return Verdict.UNKNOWN
    if target.direction == Direction.BY:
        return _by_day(target, figures, is_final=is_final, cutoff=cutoff)
    if target.direction == Direction.NONE and figures.value is not None and figures.value > 0:
        return Verdict.MISSED
    figure = figures.value if is_final or figures.estimate is None else figures.estimate
    if figure is None or target.value is None:
        return Verdict.UNKNOWN
    reached = _REACHED[target.direction](figure, target.value)
    if is_final:
        return Verdict.ACHIEVED if reached else Verdict.MISSED
    return Verdict.EXPECTED if reached else Verdict.EXPECTED_MISS


def _by_day(target: Target, figures: Figures, *, is_final: bool, cutoff: date) -> str:
    """Judge a day: done, missed once it lies behind the cut-off, else expected or not due yet."""
    if target.day is None:
        return Verdict.UNKNOWN
    if figures.done_date is not None:
        return Verdict.ACHIEVED if figures.done_date <= target.day else Verdict.MISSED
    if is_final or target.day <= cutoff:
        return Verdict.MISSED
    if figures.estimate_date is not None:
        return Verdict.EXPECTED if figures.estimate_date <= target.day else Verdict.EXPECTED_MISS
    return Verdict.PENDING


def _is_none(figure: Decimal, _goal: Decimal) -> bool:
    return figure == 0


_REACHED: Final[dict[str, Callable[[Decimal, Decimal], bool]]] = {
    Direction.GE: operator.ge,
    Direction.GT: operator.gt,
    Direction.LE: operator.le,
    Direction.LT: operator.lt,
    Direction.EQ: operator.eq,
    Direction.NONE: _is_none,
}
"""By direction, whether a figure reaches a goal."""
