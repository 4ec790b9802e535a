"""The pack of a review: numbers read from the facts of every area, one call for each, or as they were frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sotay.agency.models import Agency
from sotay.evaluation.reviews.inputs import FACTS
from sotay.evaluation.reviews.models import Input, Review
from sotay.standard.catalogue.periods import Period, Span
from sotay.standard.registry.facts import Asked, facts, numbers
from sotay.ui.formats import so

DECISION = "decision"
"""The code of a line that is a decision of an earlier review, not a number."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the pack, or a line of it: what it is, its value (None: not known), and where its records stand."""

    code: str
    title: str
    value: Any = None
    measure: str = ""
    said: str = ""
    link: str = ""
    link_kwargs: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_line(self) -> bool:
        """Whether it is a decision told in words."""
        return self.code == DECISION

    @property
    def words(self) -> str:
        """The value with its measure; of what only stands or not, that it stands."""
        if self.value is None:
            return ""
        if not isinstance(self.value, int | float):
            return str(self.value)
        if not self.measure:
            return _("có") if self.value else _("không có")
        return f"{so(self.value)} {self.measure}"

    def url(self, agency: Agency) -> str:
        """Return where the records stand, empty for nowhere (also when the page is no longer)."""
        if not self.link:
            return ""
        try:
            address = reverse(self.link, kwargs={"agency": agency.short_name, **self.link_kwargs})
        except NoReverseMatch:
            return ""
        return f"{address}?{urlencode(self.query)}" if self.query else address

    def plain(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "code": self.code, "title": self.title, "value": self.value, "measure": self.measure, "said": self.said,
            "link": self.link, "link_kwargs": dict(self.link_kwargs), "query": dict(self.query),
        }  # fmt: skip


def kept(rows: Iterable[Mapping[str, Any]]) -> list[Figure]:
    """Return figures as they were frozen."""
    return [Figure(**row) for row in rows]


def read_figures(codes: Iterable[str], agency: Agency, period: Period, *, on: date) -> dict[str, Figure]:
    """Return by code what the facts tell of an agency as a whole; each is asked once, who is unknown is passed over."""
    known, found = facts(), {}
    asked = Asked((agency.pk,), period, on, of_units=False)
    for code in dict.fromkeys(codes):
        if code not in known:
            continue
        number = numbers(code, asked).get((agency.pk, None))
        title, measure = str(known[code].title), str(known[code].measure)
        if number is None or number.value is None:
            found[code] = Figure(code, title, None, measure)
            continue
        found[code] = Figure(
            code,
            title,
            _plain(number.value),
            measure,
            number.said,
            number.link,
            {key: str(value) for key, value in number.link_kwargs.items()},
            number.query,
        )
    return found


def figures_of(review: Review, *, on: date) -> dict[str, list[Figure]]:
    """Return by input what the facts tell of a review's days, up to a day; the number of queries is that of the facts.

    Decisions of earlier reviews are told as they stand on the day, at the latest on that of the meeting: as the lines below
    the numbers are.
    """
    last = min(review.to_date, on)
    others = (code for key, codes in FACTS.items() for code in codes if key != Input.A)
    read = _read(others, review, last) | _read(FACTS[Input.A], review, min(review.held_date or on, on))
    return {key: [read[code] for code in codes if code in read] for key, codes in FACTS.items()}


def _read(codes: Iterable[str], review: Review, last: date) -> dict[str, Figure]:
    span = Span.of(review.from_date, max(last, review.from_date))
    return read_figures(codes, review.agency, span, on=last)


def to_freeze(review: Review, *, on: date) -> dict[str, list[Figure]]:
    """Return what `figures_of` does in Vietnamese, the language papers are kept in."""
    with override("vi"):
        return figures_of(review, on=on)


def has_data(figures: Iterable[Figure]) -> bool:
    """Return whether any area told a number; an input without says so and is never told as nought."""
    return any(one.value is not None for one in figures)


def _plain(value: Any) -> Any:
    """Return a value as JSON keeps it: whole numbers and fractions, else words."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, int | float) else str(value)
