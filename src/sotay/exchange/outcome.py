"""What came of an import: counts and flags, or the places for which the whole file is refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sotay.commands import Reason, Refused
from sotay.exchange.columns import Problem

Place = Mapping[str, str]
"""Where something stands in a file, what is there and (for errors) how to mend it: plain words, ready for JSON."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What an area's import did: how many rows made or changed something, and what was kept all the same."""

    created: int
    updated: int
    unchanged: int
    flagged: tuple[Problem, ...] = ()


class RowsRefused(Refused):
    """Raised for a file that cannot be taken as it is; `problems` names each cell, nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(*(Reason(f"{one.where}: {one.what} {one.mend}", code="bad_cell") for one in self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an import did, or would do, in words of the user's language; with `errors` nothing was written.

    `rows` is how many rows (or parts) were read, `notes` what was passed over, `before` whether this very file had been
    imported before, so that nothing was done. `bad_rows` is how many rows have errors where the others could be taken
    without them; `left_out` names the errors of rows that were left out.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    flagged: tuple[Place, ...] = ()
    errors: tuple[Place, ...] = ()
    notes: tuple[Place, ...] = ()
    before: bool = False
    bad_rows: int = 0
    left_out: tuple[Place, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file can be, or was, imported."""
        return not self.errors

    def with_applied(self, applied: Applied) -> "Outcome":
        """Return this reading with what the area did of it."""
        flagged = (*self.flagged, *(flag_of(one) for one in applied.flagged))
        return replace(
            self,
            created=applied.created,
            updated=applied.updated,
            unchanged=applied.unchanged,
            flagged=flagged,
        )

    def as_dict(self, *, kind: str, file: str) -> dict[str, Any]:
        """Return the outcome as `sotay import --json` prints it."""
        return {
            "kind": kind,
            "file": file,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "flagged": [dict(one) for one in self.flagged],
            "errors": [dict(one) for one in self.errors],
            **({"bad_rows": self.bad_rows, "left_out": [dict(one) for one in self.left_out]} if self.bad_rows else {}),
        }


def flag_of(problem: Problem) -> Place:
    """Return a doubtful cell that was kept, in words."""
    return {"where": problem.where, "what": str(problem.what)}


def refused(*places: Place) -> Outcome:
    """Return the outcome of a file that was not taken."""
    return Outcome(errors=tuple(places))


def place(where: object, what: object, mend: object = "") -> Place:
    """Return a place in words."""
    return {"where": str(where), "what": str(what), "mend": str(mend)}
