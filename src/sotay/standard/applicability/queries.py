"""Reads of applicability."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.standard.applicability.models import Applicability
from sotay.standard.catalogue.clauses import Clause, ancestors, children, clauses, may_be_excluded


@dataclass(frozen=True, slots=True)
class Exclusions:
    """The clauses an agency does not apply on a day, with the decision on each; those above speak for those below."""

    by_clause: Mapping[str, Applicability]

    def covering(self, clause: str) -> Applicability | None:
        """Return the decision that makes a clause not applicable: its own, else the nearest above; None when it applies."""
        if not self.by_clause:
            return None
        for number in (clause, *ancestors(clause)):
            if number in self.by_clause:
                decided = self.by_clause[number]
                return None if decided.applicable else decided
        return None

    def applies_since(self, clause: str) -> date:
        """Return the day from which a clause applies again after it did not; the first of all days when it always did."""
        decided = (self.by_clause.get(number) for number in (clause, *ancestors(clause)))
        return max((one.valid_from_date for one in decided if one is not None and one.applicable), default=date.min)

    def applicable(self) -> list[Clause]:
        """Return the clauses that apply, in order."""
        return [clause for number, clause in clauses().items() if self.covering(number) is None]


def exclusions_of(agency_ids: Iterable[int], *, on: date) -> Mapping[int, Exclusions]:
    """Return the exclusions of each of the agencies on a day, in one query; agencies without any are there too."""
    ids = list(agency_ids)
    found: dict[int, dict[str, Applicability]] = defaultdict(dict)
    for row in Applicability.objects.filter(agency_id__in=ids).in_force(on):
        found[row.agency_id][row.clause] = row
    return {pk: Exclusions(found.get(pk, {})) for pk in ids}


def list_history(clause: str, *, viewer: Actor) -> QuerySet[Applicability]:
    """Return the decisions on a clause, newest first."""
    return Applicability.objects.of(viewer).filter(clause=clause).order_by("-valid_from_date")


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause as the list shows it: whether it applies, by which decision not, and whether that could be decided."""

    clause: Clause
    excluded_by: Applicability | None
    decided_here: bool
    may_be_excluded: bool


def list_clauses(*, viewer: Actor, on: date) -> list[ClauseRow]:
    """Return every clause with its applicability on a day, in order."""
    exclusions = exclusions_of([viewer.agency.pk], on=on)[viewer.agency.pk]
    return [
        ClauseRow(
            clause=clause,
            excluded_by=exclusions.covering(number),
            decided_here=number in exclusions.by_clause,
            may_be_excluded=may_be_excluded(number),
        )
        for number, clause in clauses().items()
    ]


@dataclass(frozen=True, slots=True)
class ClausePage:
    """What the page of a clause shows: whether it applies, the clauses below, the decisions on it."""

    row: ClauseRow
    below: tuple[ClauseRow, ...]
    decisions: tuple[Applicability, ...]


def get_clause_page(number: str, *, viewer: Actor, on: date) -> ClausePage:
    """Return a clause with its decisions; NotFound for a number the edition does not have."""
    if number not in clauses():
        raise NotFound
    rows = {row.clause.number: row for row in list_clauses(viewer=viewer, on=on)}
    return ClausePage(
        row=rows[number],
        below=tuple(rows[one.number] for one in children(number)),
        decisions=tuple(list_history(number, viewer=viewer)),
    )
