"""The registry of what stands in a person's calendar: every area tells the days of the records the person may see.

An area registers a source once, in a module called `dates.py` that its `apps.py: ready()` reads:

    @dated("evaluation.reviews")
    def reviews_held(span):
        for one in visible(Review.objects.of(span.viewer), span.viewer).filter(…):
            yield Dated(key=f"review:{one.uuid}", title=str(one), from_date=…, link_name="evaluation:review_detail", …)

A source asks the database a constant number of times.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models.calendar import calendar_of
from sotay.agency.workdays import WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One event, of whole days as the agency counts them; `to_date` is its last day, None where it has but one.

    `key` names it among all events of the person and stays the same while it moves. `is_due` marks a day something is
    due by; `words` are lines that say more. All texts are Vietnamese.
    """

    key: str
    title: str
    from_date: date
    link_name: str
    link_kwargs: Mapping[str, Any] = field(default_factory=dict)
    to_date: date | None = None
    place: str = ""
    words: tuple[str, ...] = ()
    is_due: bool = False


@dataclass(frozen=True)
class Span:
    """What is asked: whose days, as of which day, from when to when."""

    viewer: Actor
    on: date
    first: date
    last: date

    @cached_property
    def working(self) -> WorkCalendar:
        """The calendar the agency works by, read once for all sources."""
        return calendar_of(self.viewer.agency)


Source = Callable[[Span], Iterable[Dated]]
_sources: dict[str, Source] = {}


def dated(code: str) -> Callable[[Source], Source]:
    """Register the function below as what tells of one kind of day; a code registered already fails at start."""

    def register(source: Source) -> Source:
        if code in _sources:
            message = f"what is dated as {code!r} is registered twice"
            raise ValueError(message)
        _sources[code] = source
        return source

    return register


def all_dated(span: Span) -> Iterator[Dated]:
    """Yield all that stands in the person's calendar; the first source that tells a key is believed."""
    seen: set[str] = set()
    for source in _sources.values():
        for one in source(span):
            if one.key not in seen:
                seen.add(one.key)
                yield one
