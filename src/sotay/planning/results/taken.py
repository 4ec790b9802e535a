"""Results taken from facts: the number a fact tells for an objective in a period, with what it was counted from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from sotay.agency.models import Agency, Unit
from sotay.planning.objectives.models import Objective
from sotay.standard.catalogue.periods import YEAR, Period
from sotay.standard.registry.facts import Asked, facts, numbers
from sotay.standard.reporting import ReportingPeriod


@dataclass(frozen=True, slots=True)
class Taken:
    """What a fact tells for an objective; `value` is None while it is not known."""

    code: str
    title: str
    value: Decimal | None = None
    said: str = ""
    url: str = ""

    @property
    def words(self) -> str:
        """What is kept beside the value: which fact, counted from what and divided by what."""
        return f"{self.title}: {self.said}"[:400]


def figures_taken(
    objectives: Iterable[Objective], *, agency: Agency, unit: Unit | None, period: ReportingPeriod, on: date
) -> dict[UUID, Taken]:
    """Return, by key, what the facts tell of the objectives that take their results from one; asked once for each fact.

    Figures are told from the first of January to the cut-off of the period, or to the day while that has not come.
    """
    known = facts()
    found: dict[UUID, Taken] = {}
    asked = Asked((agency.pk,), Period(YEAR, period.year), min(period.cutoff, on))
    by_code: dict[str, list[Objective]] = {}
    for one in objectives:
        if one.fact in known:
            by_code.setdefault(one.fact, []).append(one)
    for code, some in by_code.items():
        number = numbers(code, asked).get((agency.pk, unit.pk if unit else None))
        title = str(known[code].title)
        taken = Taken(code, title)
        if number is not None and number.value is not None:
            url = (
                reverse(number.link, kwargs={"agency": agency.short_name, **number.link_kwargs}) if number.link else ""
            )
            url += f"?{urlencode(number.query)}" if url and number.query else ""
            taken = Taken(code, title, Decimal(number.value), number.said, url)
        found |= {one.key: taken for one in some}
    return found
