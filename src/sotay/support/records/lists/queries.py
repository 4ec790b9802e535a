"""Reads of lists of files and their lines."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import sort_key
from sotay.approvals.models import Approval, Item, Step
from sotay.commands import NotFound, may
from sotay.support.records.classes.proposals import is_proposed
from sotay.support.records.models import RecordClass, RecordFile, RecordLine, RecordList
from sotay.support.records.sight import visible as visible_files

ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def visible(lists: QuerySet[RecordList], viewer: Actor) -> QuerySet[RecordList]:
    """Narrow lists to those the viewer may see: guests those issued once."""
    return lists.filter(issued_date__isnull=False) if viewer.is_guest else lists


def list_lists(*, viewer: Actor) -> QuerySet[RecordList]:
    """Return the lists the viewer may see, newest year first, with the number of their lines."""
    rows = visible(RecordList.objects.of(viewer), viewer).select_related("agency")
    return rows.annotate(count=Count("lines")).order_by("-year")


def get_list(slug: str, *, viewer: Actor) -> RecordList:
    """Return one list the viewer may see; NotFound hides all others."""
    one = visible(RecordList.objects.of(viewer), viewer).select_related("agency").filter(slug=slug).first()
    if one is None:
        raise NotFound
    return one


def get_line(uuid: UUID | str, *, viewer: Actor) -> RecordLine:
    """Return one line of the viewer's agency; NotFound hides those of others."""
    lines = RecordLine.objects.of(viewer).select_related("list__agency", "agency", "record_class", "unit", "maker")
    line = lines.filter(uuid=uuid).first()
    if line is None:
        raise NotFound
    return line


@dataclass(frozen=True, slots=True)
class Row:
    """A line on the page of its list, with the files opened by it."""

    line: RecordLine
    files: tuple[RecordFile, ...]
    opens: bool = False
    """Whether the viewer may open files by it."""

    @property
    def is_coming(self) -> bool:
        """Whether it was added to a list that was issued, and was not issued itself yet."""
        return self.line.list.issued_date is not None and self.line.issued_date is None

    @property
    def added_date(self) -> date | None:
        """When it was added to a list issued before; None for a line issued with its list."""
        issued = self.line.issued_date
        return issued if issued != self.line.list.issued_date else None

    @property
    def maker(self) -> str:
        """Who makes the file: a person, and the unit."""
        return ", ".join(str(one) for one in (self.line.maker, self.line.unit) if one)


@dataclass(frozen=True, slots=True)
class Section:
    """Lines below one heading, which has its number as it is printed: I, II for big ones, 1, 2 below them."""

    number: str
    heading: str
    level: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the page of a list shows."""

    one: RecordList
    sections: tuple[Section, ...]
    lines: tuple[RecordLine, ...]
    approval: Approval | None
    steps: tuple[Step, ...]
    issued: tuple[Approval, ...]
    proposed: int


def get_list_page(slug: str, *, viewer: Actor) -> ListPage:
    """Return a list with its lines below their headings, the files of each and its approval; constant queries.

    Guests see what was issued, and not what is being added.
    """
    one = get_list(slug, viewer=viewer)
    approval = latest_approval(one)
    steps = approval.steps.select_related("user", "unit").prefetch_related("votes__user") if approval else ()
    sections = sections_of(one, viewer=viewer)
    lines = tuple(row.line for section in sections for row in section.rows)
    proposed = len({line.record_class_id for line in lines if is_proposed(line.record_class)})
    return ListPage(one, sections, lines, approval, tuple(steps), tuple(rounds_that_issued(one)), proposed)


def rounds_that_issued(one: RecordList) -> QuerySet[Approval]:
    """Return the rounds by which a list was issued and supplemented, the first of them first."""
    rounds = Approval.objects.filter(
        agency_id=one.agency_id, subject_uuid=one.uuid, state=Approval.State.APPROVED
    ).select_related("paper")
    return rounds.prefetch_related("steps__votes__user").order_by("decided_at", "pk")


def lines_of(one: RecordList) -> QuerySet[RecordLine]:
    """Return the lines of a list with all that is shown of them."""
    return one.lines.select_related("record_class", "unit", "maker", "agency", "list").order_by("order", "pk")


def sections_of(one: RecordList, *, viewer: Actor | None = None) -> tuple[Section, ...]:
    """Return the lines of a list below their headings, in the order in which each heading first comes.

    For a member each with the files he may see, for guests those issued alone, for nobody the lines as they are.
    """
    lines = lines_of(one)
    if viewer is not None and viewer.is_member:
        files = visible_files(RecordFile.objects.of(viewer).exclude(state=RecordFile.State.DISPOSED), viewer)
        files = files.order_by("opened_date", "pk")
        lines = lines.prefetch_related(Prefetch("files", files, to_attr="opened"))
    elif viewer is not None:
        lines = lines.filter(issued_date__isnull=False)
    by_heading: dict[str, dict[str, list[Row]]] = {}
    for line in lines:
        big, _slash, small = line.heading.partition(" / ")
        opens = viewer is not None and line.issued_date is not None and may(viewer, "support.open_record_file", line)
        row = Row(line, tuple(getattr(line, "opened", ())), opens)
        by_heading.setdefault(big, {}).setdefault(small, []).append(row)
    found, number = [], 0
    for big, below in by_heading.items():
        number += bool(big)
        found.append(Section(roman(number) if big else "", big, 1, tuple(below.pop("", ()))))
        found += [Section(str(place), small, 2, tuple(rows)) for place, (small, rows) in enumerate(below.items(), 1)]
    return tuple(one for one in found if one.heading or one.rows)


def roman(number: int) -> str:
    """Return a number in Roman figures."""
    written = ""
    for value, figure in ROMAN:
        while number >= value:
            written, number = written + figure, number - value
    return written


def latest_approval(one: Any) -> Approval | None:
    """Return the last round a record went through."""
    item = (
        Item.objects.filter(agency_id=one.agency_id, subject_uuid=one.uuid)
        .select_related("approval__author", "approval__paper", "approval__agency")
        .order_by("-approval__submitted_at", "-pk")
        .first()
    )
    return item.approval if item else None


def classes_in_use(*, viewer: Actor) -> QuerySet[RecordClass]:
    """Return the classes a line can have."""
    rows = RecordClass.objects.of(viewer).filter(ended_date__isnull=True)
    return rows.order_by("heading", "code", "pk")


def headings_of(one: RecordList) -> list[str]:
    """Return the headings that occur in a list, for choosing."""
    return sorted(set(one.lines.exclude(heading="").values_list("heading", flat=True)), key=sort_key)
