"""The counts of a month or a period as one frozen value; None is "not told", 0 is none."""

from dataclasses import dataclass, fields
from typing import Any, Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What is known of the dossiers of a month: numbers of dossiers, each None while nobody told it.

    `settled`, `pending` and `total` are sums as the source prints them; what its parts come to may be another number.
    `received_channel` (whose way of coming is known) and `settled_without_due` only dossiers tell.
    """

    carried_over: int | None = None
    received: int | None = None
    received_online: int | None = None
    total: int | None = None
    due: int | None = None
    settled: int | None = None
    settled_early: int | None = None
    settled_on_time: int | None = None
    settled_late: int | None = None
    returned: int | None = None
    pending: int | None = None
    pending_in_time: int | None = None
    pending_late: int | None = None
    received_channel: int | None = None
    settled_without_due: int | None = None

    @classmethod
    def of(cls, row: Any) -> "Counts":
        """Return the counts of a row of the table."""
        return cls(**{name: getattr(row, name) for name in NAMES})

    @property
    def is_empty(self) -> bool:
        """Whether nothing is told."""
        return all(getattr(self, name) is None for name in EVERY)

    @property
    def in_time(self) -> int | None:
        """Settled early or on time; a source that tells both in one figure has it as on time."""
        if self.settled_on_time is None:
            return None
        return self.settled_on_time + (self.settled_early or 0)

    @property
    def settled_in_all(self) -> int | None:
        """All that were settled: as printed, else what the parts come to when on time and late are both told."""
        if self.settled is not None:
            return self.settled
        if self.in_time is None or self.settled_late is None:
            return None
        return self.in_time + self.settled_late

    @property
    def pending_in_all(self) -> int | None:
        """All that are pending: as printed, else what in time and late come to."""
        if self.pending is not None:
            return self.pending
        return added(self.pending_in_time, self.pending_late)

    @property
    def total_in_all(self) -> int | None:
        """All there was to settle: as printed, else carried over and received."""
        return self.total if self.total is not None else added(self.carried_over, self.received)


EVERY: Final = tuple(one.name for one in fields(Counts))
ONLY_OF_DOSSIERS: Final = frozenset({"received_channel", "settled_without_due"})
NAMES: Final = tuple(name for name in EVERY if name not in ONLY_OF_DOSSIERS)
"""What rows by month tell."""
AT_THE_START: Final = frozenset({"carried_over"})
AT_THE_END: Final = frozenset({"pending", "pending_in_time", "pending_late"})
"""Stocks: of several months, the first and the last tell them; the others are added up."""
OF_ONE_MONTH: Final = frozenset({"total"})
"""What means nothing over several months but as carried over and received together."""


def added(*numbers: int | None) -> int | None:
    """Return the sum, None when any of the numbers is not told."""
    return None if any(one is None for one in numbers) else sum(one for one in numbers if one is not None)
