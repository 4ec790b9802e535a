"""A person's calendar as a file (iCalendar, RFC 5545): whole days, as they are counted in Vietnam.

An event of whole days bears dates and no moment, so that a phone that travels shows it on the day it is here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from uuid import uuid5

from django.conf import settings

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import one_line
from sotay.work.calendar.models import CalendarEntry
from sotay.work.calendar.registry import Dated
from sotay.work.waiting.links import address_of

if TYPE_CHECKING:
    from icalendar import Alarm, Event

ZONE: Final = "Asia/Ho_Chi_Minh"
ASKED_AGAIN: Final = timedelta(hours=1)
"""How often programs are asked to look again; many look more seldom."""
REMINDED: Final = timedelta(hours=-16)
"""At eight in the morning of the day before."""
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it is written: all its words, with the full address of its page."""

    key: str
    summary: str
    description: str
    place: str
    url: str
    dated: Dated

    @property
    def digest(self) -> str:
        """What changes when any of its words or days do: 64 hexadecimal digits."""
        days = (self.dated.from_date, self.dated.to_date, self.dated.is_due)
        said = (self.summary, self.description, self.place, self.url, *map(str, days))
        return sha256("\x1f".join(said).encode()).hexdigest()


def told_of(found: Iterable[Dated], *, viewer: Actor) -> list[Told]:
    """Return what is written of each event; nothing of it depends on the moment it is asked for."""
    return [_told(one, viewer) for one in found]


def _told(one: Dated, viewer: Actor) -> Told:
    url = settings.SOTAY_ADDRESS + (address_of(one, agency=viewer.agency.short_name) or "")
    lines = [one_line(str(line)) for line in one.words]
    return Told(
        key=one.key,
        summary=one_line(one.title),
        description="\n".join([*filter(None, lines), f"Mở trên Sotay: {url}"]),
        place=one_line(one.place),
        url=url,
        dated=one,
    )


def calendar_file(events: Iterable[Told], entries: Mapping[str, CalendarEntry], *, viewer: Actor) -> bytes:
    """Return the file; the same events, told as often, give the same bytes."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Sotay//Lich cong viec//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = f"Sotay – {viewer.agency.name}"
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for one in events:
        calendar.add_component(_event(one, entries[one.key], viewer=viewer))
    return calendar.to_ical()


def last_changed(entries: Mapping[str, CalendarEntry], *, made: datetime) -> datetime:
    """Return when the calendar last changed, an event that went away counted; `made` where nothing ever stood in it."""
    moments = [made, *(one.changed_at for one in entries.values())]
    return max([*moments, *(one.gone_at for one in entries.values() if one.gone_at)])


def _event(one: Told, entry: CalendarEntry, *, viewer: Actor) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uuid5(viewer.person.uuid, f'{viewer.agency.uuid}|{one.key}')}@sotay")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", one.dated.from_date)
    event.add("dtend", (one.dated.to_date or one.dated.from_date) + DAY)
    event.add("summary", one.summary)
    event.add("description", one.description)
    if one.place:
        event.add("location", one.place)
    if one.url.startswith(("http://", "https://")):
        event.add("url", one.url)
    event.add("categories", ["Hạn" if one.dated.is_due else "Lịch"])
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    event.add_component(_alarm(one))
    return event


def _alarm(one: Told) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.summary)
    alarm.add("trigger", REMINDED)
    return alarm
