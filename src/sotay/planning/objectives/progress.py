"""How an objective went, period by period: shown on its page, told by what stands above (results)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sotay.planning.objectives.models import Objective


@dataclass(frozen=True, slots=True)
class Told:
    """What was reported of an objective for a period; `short` names it under a chart, `tone` is that of the verdict."""

    period: str
    short: str
    cutoff: date
    value: Decimal | None
    done_date: date | None
    verdict: Any
    tone: str


_tellers: list[Callable[[Objective], list[Told]]] = []


def told_by(teller: Callable[[Objective], list[Told]]) -> Callable[[Objective], list[Told]]:
    """Let a function tell how an objective went, earliest period first."""
    _tellers.append(teller)
    return teller


def told_of(objective: Objective) -> list[Told]:
    """Return what was reported of an objective, through all revisions of its set."""
    return [one for teller in _tellers for one in teller(objective)]
