"""What a pack holds: the records that prove what it is about, their files, and counts of what was left out; few queries for any number."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.subjects import Ref
from sotay.agency.vietnamese import one_line
from sotay.attachments.models import Attachment
from sotay.manual.packs.chapters import OF_INSPECTION, Chapter, chapter_key, codes_of, line_for, list_chapters
from sotay.manual.packs.holdings import Held, files_on, joined, own_files
from sotay.manual.packs.matrix import PLACES
from sotay.manual.packs.models import Pack
from sotay.manual.packs.places import NONE, Place, answers
from sotay.pages import url_of_known
from sotay.papers import forms

UNSEEN, CITIZENS, COUNTED, UNREADABLE = "unseen", "citizens", "counted", "unreadable"
"""Why something is left out: beyond the rights of who asked, may name citizens, only counted, bytes that cannot be read."""


@dataclass(slots=True)
class Row:
    """A record in a pack, by its number there, with what the index tells of it."""

    place: Place
    ref: Ref
    chapter: str
    code: str
    title: str
    label: str
    day: date | None
    state: str
    clauses: tuple[str, ...]
    proves: tuple[str, ...]
    url: str
    unit_id: int | None = None
    held: list[Held] = field(default_factory=list)
    number: int = 0

    @property
    def forms(self) -> tuple[forms.Form, ...]:
        """The forms that may be printed of it; what names citizens is not printed."""
        return () if self.place.personal else forms.forms_of(self.ref.type)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many of a kind were left out, and why."""

    label: str
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class Collected:
    """All a pack holds."""

    rows: tuple[Row, ...]
    chapters: tuple[Chapter, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def files(self) -> dict[str, Held]:
        """The files by their hash: one that is on several records is given once."""
        return {held.blob.sha256: held for row in self.rows for held in row.held}

    @property
    def size(self) -> int:
        """The bytes of the files, before they are packed."""
        return sum(one.blob.size for one in self.files.values())

    @property
    def printable(self) -> int:
        """How many forms may be printed at most."""
        return sum(len(row.forms) for row in self.rows)


def collect(pack: Pack, *, viewer: Actor, on: date) -> Collected:
    """Return what a pack holds for a viewer, in the order of its index."""
    rows: dict[Ref, Row] = {}
    left_out: list[LeftOut] = []
    for place, condition, chapter in _looked_for(pack):
        if subjects.kind_of(place.type) is None:
            continue
        left_out += _take(rows, place, condition, chapter, viewer=viewer)
    told = {ref: row for ref, row in rows.items() if not row.place.personal}
    for ref, held in files_on(told, viewer=viewer).items():
        rows[ref].held += [one for one in held if one.blob not in {other.blob for other in rows[ref].held}]
    left_out += _files_of_citizens(rows, viewer=viewer)
    chapters = list_chapters(pack, {row.chapter for row in rows.values()}, viewer=viewer, on=on)
    order = {one.key: number for number, one in enumerate(chapters)}
    places = {one.type: number for number, one in enumerate(PLACES)}
    ordered = sorted(
        rows.values(),
        key=lambda row: (order[row.chapter], places[row.ref.type], row.day or date.min, row.code, row.ref.uuid),
    )
    for number, row in enumerate(ordered, start=1):
        row.number = number
    return Collected(tuple(ordered), tuple(chapters), tuple(left_out))


ChapterOf = Callable[[Place, Any], str]


def _looked_for(pack: Pack) -> Iterator[tuple[Place, Q, ChapterOf]]:
    """Yield each kind of record with the condition for it and the chapter one stands in."""
    audit, inspection = pack.audit, pack.inspection
    for place in PLACES:
        days = place.only & place.when(pack.period)
        if pack.what == Pack.What.PERIOD:
            yield place, days, _under("")
        elif pack.what == Pack.What.CLAUSE and (named := place.for_clause(pack.clause)) != NONE:
            yield place, days & named, _under(pack.clause)
        elif audit is not None and place.audit is not None:
            yield place, place.only & place.audit(audit), _under("")
        elif inspection is not None and place.inspection is not None:
            yield place, place.only & place.inspection(inspection), lambda _place, _record: OF_INSPECTION
    if inspection is not None:
        yield from _laid_on_the_table(pack)


def _laid_on_the_table(pack: Pack) -> Iterator[tuple[Place, Q, ChapterOf]]:
    """Yield what proves the lines an inspection looks at, whatever it is itself about."""
    codes = set(codes_of(pack))
    for place in PLACES:
        if codes & set(place.proves):
            yield place, place.only & place.when(pack.period), lambda one, _record: line_for(one.proves)


def _under(wanted: str) -> ChapterOf:
    """Return how the chapter of a record is found: by the first of its clauses that answers what is asked for."""

    def chapter(place: Place, record: Any) -> str:
        named = (one for one in place.clauses_of(record) if not wanted or answers(one, wanted))
        return chapter_key(next(named, "4"))

    return chapter


def _take(rows: dict[Ref, Row], place: Place, condition: Q, chapter: ChapterOf, *, viewer: Actor) -> Iterator[LeftOut]:
    """Add the records of a kind the viewer may see; yield how many were left out."""
    kind = subjects.kind_of(place.type)
    seen = subjects.rows_of(place.type, viewer=viewer)
    assert kind is not None and seen is not None  # the caller looked  # noqa: S101, PT018
    label = str(kind.label)
    every = kind.model._default_manager.filter(agency=viewer.agency).filter(condition).values("pk").distinct().count()
    if place.counted:
        if every:
            yield LeftOut(label, COUNTED, every)
        return
    seen_rows = _with_files(seen, kind.model, place).filter(condition)
    found = {record.pk: record for record in seen_rows.order_by("pk")}
    for record in found.values():
        known = subjects.known(record)
        if known.ref in rows:
            continue
        rows[known.ref] = Row(
            place=place,
            ref=known.ref,
            chapter=chapter(place, record),
            code=one_line(str(getattr(record, "code", "") or "")),
            title=label if place.personal else one_line(known.title),
            label=label,
            day=place.day_of(record),
            state=known.state,
            clauses=place.clauses_of(record),
            proves=_proved(place, record),
            url=url_of_known(known, agency=viewer.agency.short_name),
            unit_id=getattr(record, "unit_id", None),
            held=[] if place.personal else own_files(record),
        )
    if every > len(found):
        yield LeftOut(label, UNSEEN, every - len(found))


def _with_files(seen: QuerySet[Any], model: type[Any], place: Place) -> QuerySet[Any]:
    """Have a query read what the index tells of its records, so that no record asks anew."""
    paths = [*joined(model), *_RELATED.get(place.type, ())]
    if any(field.name == "agency" for field in model._meta.concrete_fields):
        paths.append("agency")
    return seen.select_related(*paths) if paths else seen


_RELATED: Final = {
    "support.revision": ("document",),
    "support.recordfile": ("record_class",),
}


def _proved(place: Place, record: Any) -> tuple[str, ...]:
    """Return the obligations a record is evidence for; a declared paper names its own."""
    declared = getattr(record, "obligation", "") if place.type == "standard.declaredevidence" else ""
    return (*place.proves, declared) if declared else place.proves


def _files_of_citizens(rows: dict[Ref, Row], *, viewer: Actor) -> Iterator[LeftOut]:
    """Yield how many files are on records that may name citizens, kind by kind."""
    personal = {ref: row for ref, row in rows.items() if row.place.personal}
    if not personal:
        return
    files = Attachment.objects.of(viewer).filter(
        subject_uuid__in=[ref.uuid for ref in personal], removed_at__isnull=True
    )
    counts: dict[str, int] = {}
    for subject_type, uuid in files.order_by("pk").values_list("subject_type", "subject_uuid"):
        if (row := personal.get(Ref(subject_type, uuid))) is not None:
            counts[row.label] = counts.get(row.label, 0) + 1
    yield from (LeftOut(label, CITIZENS, count) for label, count in sorted(counts.items()))
