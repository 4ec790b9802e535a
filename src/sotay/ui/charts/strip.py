"""The clauses 4–10 as a strip: what is done of what is owed, and the worst standing of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class StripRow:
    """One clause; `done` of `total` obligations that are owed."""

    clause: str
    title: str | Promise
    done: int
    total: int
    standing: str
    url: str
    text: str | Promise = ""

    @property
    def part(self) -> float:
        """The done part, from 0 to 100."""
        return round(100 * min(self.done, self.total) / self.total, 1) if self.total else 0.0


def strip(rows: Iterable[StripRow]) -> tuple[StripRow, ...]:
    """Return the strip in the order of the standard, 4.1 before 4.10."""
    return tuple(sorted(rows, key=lambda row: [int(number) for number in row.clause.split(".") if number.isdigit()]))
