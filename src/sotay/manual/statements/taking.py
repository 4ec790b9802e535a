"""How a manual that was read becomes rows: parts in order, matched by their place, never doubled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sotay.commands import upkeep
from sotay.manual.statements.models import STATED_LEVEL, Manual, Statement
from sotay.manual.statements.reading import ReadManual
from sotay.standard.catalogue.clauses import clauses, may_be_excluded

FRONT, CLAUSES, ANNEXES = 1_000, 100_000, 900_000


def known_clauses() -> Mapping[str, str]:
    """Return the titles of the standard's clauses by number, as the reader takes them."""
    return {number: clause.vi for number, clause in clauses().items()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One part as the file has it."""

    part: str
    slug: str
    title: str
    text: str
    order: int
    clause: str = ""


def wanted_parts(read: ReadManual) -> list[Wanted]:
    """Return the parts of a manual in the order of the book."""
    places = {number: place for place, number in enumerate(clauses())}
    front = [
        Wanted(Statement.Part.FRONT, f"phan-dau-{place}", one.title[:200], one.markdown, FRONT + place)
        for place, one in enumerate(read.sections, start=1)
    ]
    of_clauses = [
        Wanted(
            Statement.Part.CLAUSE, one.clause, one.title[:200], one.markdown, CLAUSES + places[one.clause], one.clause
        )
        for one in read.statements
    ]
    annexes = [
        Wanted(Statement.Part.ANNEX, f"phu-luc-{place}", one.title[:200], one.markdown, ANNEXES + place)
        for place, one in enumerate(read.annexes, start=1)
    ]
    return [*front, *of_clauses, *annexes]


@upkeep
def taken(manual: Manual, parts: Iterable[Wanted], *, is_sample: bool) -> dict[str, int]:
    """Write the parts and return how many were created, updated and unchanged; called by `take_manual` alone.

    A part the file does not have keeps its row and loses its text: nothing that was cited disappears.
    """
    rows = {statement.slug: statement for statement in manual.statements.all()}
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for one in parts:
        row = rows.pop(one.slug, None) or Statement(agency=manual.agency, manual=manual, slug=one.slug)
        new = {
            "part": one.part,
            "clause": one.clause,
            "title": one.title,
            "text": one.text,
            "order": one.order,
            "is_sample": is_sample,
        }
        if row.pk and all(getattr(row, field) == value for field, value in new.items()):
            counts["unchanged"] += 1
            continue
        counts["updated" if row.pk else "created"] += 1
        for field, value in new.items():
            setattr(row, field, value)
        row.approved_date = row.issued_date = None
        row.from_edition = row.from_revision = 0
        row.save()
    for left in rows.values():
        if left.text:
            left.text, left.approved_date, left.issued_date = "", None, None
            left.save()
            counts["updated"] += 1
    return counts


@upkeep
def stand_empty(manual: Manual) -> None:
    """Give each clause 4.1–10.3 that says nothing yet its empty place in the book; called by commands of the manual."""
    there = set(manual.statements.values_list("slug", flat=True))
    for place, (number, clause) in enumerate(clauses().items()):
        if clause.level == STATED_LEVEL and number not in there:
            Statement(
                agency=manual.agency,
                manual=manual,
                part=Statement.Part.CLAUSE,
                clause=number,
                slug=number,
                title=clause.vi,
                order=CLAUSES + place,
            ).save()


def flagged(read: ReadManual) -> list[dict[str, Any]]:
    """Return what was not understood and what should be looked at, as plain data kept with the manual."""
    unread = [
        {"kind": "unread", "code": one.code, "line": one.line, "values": dict(one.values), "text": one.text}
        for one in read.not_understood
    ]
    remarks = [
        {"kind": "remark", "code": one.code, "line": one.line, "values": dict(one.values), "text": ""}
        for one in read.remarks
    ]
    must_apply = [
        {
            "kind": "remark",
            "code": "must_apply",
            "line": next(iter(one.lines), 0),
            "values": {"clause": one.clause},
            "text": "",
        }
        for one in read.exclusions
        if not may_be_excluded(one.clause)
    ]
    return [*unread, *must_apply, *remarks]
