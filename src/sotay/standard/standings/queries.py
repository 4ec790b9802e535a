"""Reads of standings: the table for lists and overviews, computed for a page of one thing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.agency.vietnamese import fold
from sotay.commands import NotFound
from sotay.standard.catalogue.clauses import covers
from sotay.standard.catalogue.obligations import Obligation, obligations
from sotay.standard.parameters.queries import ParameterRow, list_parameters
from sotay.standard.registry.obligations import judges
from sotay.standard.standings.judging import standings_of
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import DeclaredEvidence, Standing, Word

TO_DO = (Word.OVERDUE, Word.DUE_SOON)
"""What asks for attention now."""

GRAVITY = (Word.OVERDUE, Word.DUE_SOON, Word.OPEN, Word.MET, Word.NOT_ARISEN, Word.NOT_CHECKED, Word.NOT_APPLICABLE)
"""Words from the most urgent; the first among several lines speaks for all of them."""


def list_standings(*, viewer: Actor) -> QuerySet[Standing]:
    """Return the viewer's agency's standings as last judged."""
    return Standing.objects.filter(agency=viewer.agency)


def list_lines(*, viewer: Actor, on: date) -> list[Line]:
    """Return where the viewer's agency stands today, in the order of the catalogue.

    Read from the table when it was judged for the day, else computed: a new agency and the first minutes of a day are
    shown rightly before the job ran.
    """
    rows = list(list_standings(viewer=viewer))
    if not rows or any(row.judged_for_date != on for row in rows):
        return standings_of(viewer.agency, on=on)
    order = {code: one.order for code, one in obligations().items()}
    known = [row for row in rows if row.obligation in order]
    return [line_of(row) for row in sorted(known, key=lambda row: (order[row.obligation], row.period, row.pk))]


def line_of(row: Standing) -> Line:
    """Return a row of the table as the line it was written from."""
    return Line(
        agency_id=row.agency_id,
        obligation=row.obligation,
        unit_id=row.unit_id,
        period=row.period,
        standing=row.standing,
        due=row.due_date,
        evidence_date=row.evidence_date,
        late=row.late,
        count=row.count,
        reason=row.reason,
        params=row.params,
        link=row.link_name,
        link_kwargs=row.link_kwargs,
        subject_uuid=row.subject_uuid,
    )


def worst(words: Iterable[str]) -> str:
    """Return the word that speaks for several lines; NOT_CHECKED for none."""
    found = set(words)
    return next((word for word in GRAVITY if word in found), Word.NOT_CHECKED)


def chapter_words(lines: Iterable[Line]) -> dict[str, Counter[str]]:
    """Return how often each word stands in each of the chapters 4–10."""
    found: dict[str, Counter[str]] = {str(number): Counter() for number in range(4, 11)}
    for line in lines:
        found[line.about.clause.partition(".")[0]][line.standing] += 1
    return found


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as a list shows it."""

    line: Line
    obligation: Obligation
    unit: Unit | None

    @property
    def number(self) -> int | None:
        """The number of the published table."""
        return self.obligation.number

    @property
    def order(self) -> int:
        """Its place in the catalogue."""
        return self.obligation.order

    @property
    def due(self) -> date | None:
        """The due date."""
        return self.line.due


def list_rows(
    *, viewer: Actor, on: date, words: str = "", standing: str = "", chapter: str = "", unit: Unit | None = None
) -> list[LineRow]:
    """Return the lines the viewer asked for: by words in the title, by word of standing, by chapter, by unit.

    `standing` is a `Word` or `TO_DO` for what is overdue or soon due. A unit keeps its own lines.
    """
    units = {one.pk: one for one in Unit.objects.of(viewer)}
    rows = [
        LineRow(line=line, obligation=line.about, unit=units.get(line.unit_id or 0))
        for line in list_lines(viewer=viewer, on=on)
    ]
    wanted = fold(words)
    kept = set(TO_DO) if standing == "TO_DO" else {standing} if standing else set(Word.values)
    return [
        row
        for row in rows
        if row.line.standing in kept
        and (not wanted or wanted in fold(f"{row.obligation.title} {row.obligation.basis}"))
        and (not chapter or any(covers(chapter, clause) for clause in row.obligation.all_clauses))
        and (unit is None or row.line.unit_id == unit.pk)
    ]


def urgency(row: LineRow) -> tuple[int, date, int]:
    """Return what rows are sorted by so that the most urgent comes first: word, due date, place in the catalogue."""
    return GRAVITY.index(Word(row.line.standing)), row.due or date.max, row.order


@dataclass(frozen=True, slots=True)
class ObligationPage:
    """What the page of an obligation shows."""

    obligation: Obligation
    rows: tuple[LineRow, ...]
    word: str
    is_judged: bool
    parameters: tuple[ParameterRow, ...]
    declared: tuple[DeclaredEvidence, ...]


def get_obligation_page(code: str, *, viewer: Actor, on: date) -> ObligationPage:
    """Return an obligation with the agency's lines computed now; NotFound for an unknown code."""
    obligation = obligations().get(code)
    if obligation is None:
        raise NotFound
    lines = standings_of(viewer.agency, on=on, codes={code})
    units = {one.pk: one for one in Unit.objects.of(viewer)}
    declared = DeclaredEvidence.objects.of(viewer).filter(obligation=code).select_related("unit", "file")
    return ObligationPage(
        obligation=obligation,
        rows=tuple(LineRow(line=line, obligation=obligation, unit=units.get(line.unit_id or 0)) for line in lines),
        word=worst(line.standing for line in lines),
        is_judged=code in judges(),
        parameters=list_parameters(obligation.all_parameters, viewer=viewer, on=on),
        declared=tuple(declared.order_by("-date")),
    )


def get_declared(uuid: UUID, *, obligation: str, viewer: Actor) -> DeclaredEvidence:
    """Return a declared paper of the viewer's agency; NotFound hides those of others."""
    row = DeclaredEvidence.objects.of(viewer).filter(uuid=uuid, obligation=obligation).select_related("file").first()
    if row is None:
        raise NotFound
    return row
