"""How much data a bench works on, and how often it looks."""

from dataclasses import dataclass

MEASURED = "bench-1"
"""The agency that is measured; the others are bench-2, bench-3 …"""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Agencies; people in each and in the measured one; journal entries in all and in the measured one.

    `documents` stand in the first `documents_in` agencies. `rounds` pages are asked for and `starts` commands started, of which the median counts; `night` agencies are judged; `listed` dossiers stand in the list that is imported.
    `counted` dossiers of the first `counted_in` agencies are what statistics count.
    `sheets` are nonconformities, `audits` have `checklist_lines` in all; they stand in the first `evaluated_in` agencies.
    `answers` to surveys stand in the first `answered_in` agencies, which have dossiers too.
    """

    agencies: int = 100
    people: int = 50
    measured_people: int = 1_000
    entries: int = 1_000_000
    measured_entries: int = 50_000
    rounds: int = 40
    starts: int = 7
    night: int = 1_000
    documents: int = 50_000
    documents_in: int = 20
    listed: int = 1_000_000
    counted: int = 2_000_000
    counted_in: int = 50
    sheets: int = 50_000
    audits: int = 5_000
    checklist_lines: int = 300_000
    evaluated_in: int = 50
    answers: int = 2_000_000
    answered_in: int = 50

    def __str__(self) -> str:
        return (
            f"{self.agencies} agencies of {self.people} people, {self.measured_people} in the one measured; "
            f"{self.entries} journal entries, {self.measured_entries} of them in the one measured"
        )
