"""Reads of the manual as a document, and of what a file would bring to it."""

from dataclasses import dataclass
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.commands import NotFound
from sotay.manual.statements.citing import cited
from sotay.manual.statements.models import Manual, Statement
from sotay.manual.statements.reading import ReadManual
from sotay.manual.statements.reading.shapes import Remark, Unread
from sotay.manual.statements.taking import Wanted, flagged, wanted_parts
from sotay.standard.catalogue.clauses import may_be_excluded


def get_manual(*, viewer: Actor) -> Manual | None:
    """Return the manual of the viewer's agency with the decision that issued it, None before it was begun."""
    manual = Manual.objects.of(viewer).select_related("issue_decision", "file").first()
    if manual is not None:
        manual.agency = viewer.agency
    return manual


def need_manual(*, viewer: Actor) -> Manual:
    """Return the manual of the viewer's agency; NotFound before it was begun."""
    manual = get_manual(viewer=viewer)
    if manual is None:
        raise NotFound
    return manual


def get_statement(slug: str, *, viewer: Actor) -> Statement:
    """Return one part of the viewer's agency's manual; NotFound hides those of others."""
    found = Statement.objects.of(viewer).select_related("manual").filter(slug=slug).first()
    if found is None:
        raise NotFound
    found.agency = found.manual.agency = viewer.agency
    return found


@dataclass(frozen=True, slots=True)
class Flagged:
    """A place of a file that was not understood, or that should be looked at."""

    unread: bool
    line: int
    what: str
    text: str


def flagged_of(rows: list[dict[str, Any]]) -> tuple[Flagged, ...]:
    """Return what was kept of a reading (`Manual.not_understood`) in the words of the screen."""
    return tuple(
        Flagged(
            unread=row["kind"] == "unread",
            line=row["line"],
            what=Unread(row["code"], row["line"], row["values"]).why
            if row["kind"] == "unread"
            else Remark(row["code"], row["line"], row["values"]).text,
            text=row["text"],
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Coming:
    """A part as a file has it, beside what stands: `created`, `updated` or `unchanged`."""

    part: Wanted
    change: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring, before anything is written."""

    coming: tuple[Coming, ...]
    exclusions: tuple[tuple[str, str], ...]
    flagged: tuple[Flagged, ...]

    def count(self, change: str) -> int:
        """Return how many parts are new, changed or the same."""
        return sum(one.change == change for one in self.coming)

    @property
    def counts(self) -> dict[str, int]:
        """The three counts by their words."""
        return {word: self.count(word) for word in ("created", "updated", "unchanged")}

    @property
    def codes(self) -> tuple[str, ...]:
        """Every document and law cited, each once, in order."""
        return tuple(dict.fromkeys(code for one in self.coming for code in one.cites))

    @property
    def unread(self) -> tuple[Flagged, ...]:
        """What was not understood."""
        return tuple(one for one in self.flagged if one.unread)

    @property
    def remarks(self) -> tuple[Flagged, ...]:
        """What should be looked at."""
        return tuple(one for one in self.flagged if not one.unread)


def preview(read: ReadManual, *, agency: Agency) -> Preview:
    """Return what a manual that was read would bring to an agency; nothing is written."""
    there = {row.slug: row for row in Statement.objects.filter(agency=agency)}
    return Preview(
        coming=tuple(
            Coming(part=one, change=_change(there.get(one.slug), one), cites=tuple(cited(one.text).values()))
            for one in wanted_parts(read)
        ),
        exclusions=tuple((one.clause, one.reason) for one in read.exclusions if may_be_excluded(one.clause)),
        flagged=flagged_of(flagged(read)),
    )


def _change(row: Statement | None, wanted: Wanted) -> str:
    if row is None or not row.text:
        return "created"
    return "unchanged" if (row.title, row.text) == (wanted.title, wanted.text) else "updated"
