"""Reads of the journal for its pages: by position, so that a million entries cost no more than fifty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.vietnamese import fold
from sotay.journal.models import Entry
from sotay.journal.sentences import known_actions, name_of, told_of
from sotay.pages import url_of_known
from sotay.web.journal.words import told_fields, word_for

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a page tells it: the sentence, who acted, and the address of the record, "" when the viewer may not see it."""

    entry: Entry
    sentence: str
    who: str
    url: str


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Fifty entries and where the next begin; None when there are none further."""

    rows: tuple[Told, ...]
    older: int | None
    newer: bool


def list_entries(
    *,
    viewer: Actor,
    action: str = "",
    person: str = "",
    since: date | None = None,
    until: date | None = None,
    words: str = "",
) -> QuerySet[Entry]:
    """Return the agency's entries, newest first: of an area (`organisation.`), by a person's name, of days, with words."""
    entries = Entry.objects.filter(agency=viewer.agency)
    if action:
        entries = entries.filter(action__startswith=action)
    if person:
        entries = entries.filter(actor_name__icontains=person)
    if since:
        entries = entries.filter(at__gte=_midnight(since))
    if until:
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1)))
    if words:
        entries = entries.filter(subject_text__icontains=words)
    return entries.order_by("-seq")


def get_page(entries: QuerySet[Entry], *, viewer: Actor, before: int | None = None) -> JournalPage:
    """Return the fifty entries before a position, told with their records; two queries and one per kind of record."""
    asked = entries.filter(seq__lt=before) if before else entries
    found = list(asked[: PER_PAGE + 1])
    rows = found[:PER_PAGE]
    return JournalPage(
        rows=tuple(tell(rows, viewer=viewer)),
        older=rows[-1].seq if len(found) > PER_PAGE else None,
        newer=before is not None,
    )


def tell(entries: list[Entry], *, viewer: Actor) -> Iterator[Told]:
    """Yield entries as pages tell them."""
    refs = {subjects.Ref(one.subject_type, one.subject_uuid) for one in entries}
    known = subjects.resolve(refs, viewer=viewer)
    for one in entries:
        found = known.get(subjects.Ref(one.subject_type, one.subject_uuid))
        url = url_of_known(found, agency=viewer.agency.short_name) if found else ""
        yield Told(one, told_of(one), name_of(one.actor_name), url)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a row that changed: its name, before and after as text."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One change of a row as the trigger kept it."""

    at: datetime
    what: str
    changes: tuple[Change, ...]


def row_history(record: Model) -> tuple[RowChange, ...]:
    """Return what changed in the record's row, newest first, field by field; empty for a table without history."""
    models = getattr(record, "pgh_event_models", None)
    if not models:
        return ()
    events_of = next(iter(models.values()))
    events = list(events_of.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id"))
    fields = told_fields(record)
    named = _named(events, fields)
    kept: list[RowChange] = []
    before: Any = None
    for event in events:
        changed = tuple(
            Change(word_for(field), _shown(before, field, named), _shown(event, field, named))
            for field in fields
            if before is None or getattr(before, field.attname) != getattr(event, field.attname)
        )
        told = tuple(one for one in changed if one.before or one.after)
        if told:
            kept.append(RowChange(at=event.pgh_created_at, what=event.pgh_label, changes=told))
        before = event
    return tuple(reversed(kept))


def areas() -> list[str]:
    """Return the areas whose acts the journal knows, for the filter."""
    return sorted({action.partition(".")[0] for action in known_actions()}, key=fold)


def _named(events: list[Any], fields: list[Any]) -> dict[tuple[str, Any], str]:
    """Return the names of the rows the events point to, by field and key: one query per field that points."""
    named = {}
    for field in fields:
        if field.is_relation and (keys := {getattr(one, field.attname) for one in events} - {None}):
            for row in field.related_model._base_manager.filter(pk__in=keys):
                named[field.name, row.pk] = str(row)
    return named


def _shown(row: Any, field: Any, named: dict[tuple[str, Any], str]) -> str:
    if row is None:
        return ""
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return named.get((field.name, value), str(value))
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
