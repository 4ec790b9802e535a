"""The registry of what can wait for somebody: every area tells its own, for a batch of agencies at once.

An area registers a source once, in a module its `apps.py: ready()` reads:

    @waiting("work.assignments")
    def assignments_to_do(asked):
        for one in Assignment.objects.filter(agency_id__in=asked.agency_ids, state__in=Assignment.OPEN):
            yield Waiting(
                agency_id=one.agency_id, user_ids=asked.holders.owners(one), key=f"assignment:{one.uuid}", kind=Kind.DO,
                title=one.title, act=gettext_noop("Báo kết quả"), due=one.due_date,
                link="work:assignment_detail", link_kwargs={"slug": one.slug},
            )

A source asks the database a constant number of times whatever the number of agencies. Its module is called `waiting.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.holding import Holders


class Kind(models.TextChoices):
    """What is asked of the person."""

    DECIDE = "DECIDE", _("Quyết định")
    DO = "DO", _("Thực hiện")
    REPORT = "REPORT", _("Báo cáo")
    READ = "READ", _("Đọc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits for some people of an agency.

    `key` names it among all things of the agency and stays the same while it waits. `title` and `origin` are texts of
    records; `act` (the one next action, a verb) and `reason`, into which `params` are put, are Vietnamese source texts
    (`gettext_noop`). `obligation` is the code of the catalogue when the title is its own. `due` is None for what has no
    day. `unit_id` is where it is done; `escalates` says that others may be asked for help when it stays overdue.
    """

    agency_id: int
    user_ids: frozenset[int]
    key: str
    kind: str
    title: str
    act: str
    link: str
    link_kwargs: Mapping[str, Any] = field(default_factory=dict)
    due: date | None = None
    origin: str = ""
    obligation: str = ""
    reason: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    unit_id: int | None = None
    escalates: bool = False


@dataclass(frozen=True)
class Asked:
    """What is asked about: agencies by key, and the day."""

    agency_ids: tuple[int, ...]
    on: date

    @cached_property
    def holders(self) -> Holders:
        """Who holds which seat in these agencies on the day, read once for all sources."""
        return Holders(self.agency_ids, on=self.on)


Source = Callable[[Asked], Iterable[Waiting]]
_sources: dict[str, Source] = {}


def waiting(code: str) -> Callable[[Source], Source]:
    """Register the function below as what tells of one kind of thing; a code registered already fails at start."""

    def register(source: Source) -> Source:
        if code in _sources:
            message = f"what waits as {code!r} is registered twice"
            raise ValueError(message)
        _sources[code] = source
        return source

    return register


def all_waiting(asked: Asked) -> Iterator[Waiting]:
    """Yield all that waits for somebody in the agencies asked about."""
    for source in _sources.values():
        yield from source(asked)
