"""Who holds what is owed: the people in the seats an obligation is addressed to."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sotay.agency.models import Agency, Seat
from sotay.approvals.signers import roles_held
from sotay.standard.catalogue.parties import PARTIES
from sotay.standard.standings.lines import Line


class Holders:
    """The seats of an agency on a day, read in two queries and asked for each line.

    What is addressed to every official is told by that word; nobody reads a thousand names for it.
    """

    def __init__(self, agency: Agency, *, on: date) -> None:
        self._seats: dict[tuple[str, int | None], list[Seat]] = defaultdict(list)
        self._told: dict[tuple[tuple[str, ...], int | None], str] = {}
        named = Seat.objects.filter(agency=agency).exclude(role=Seat.Role.OFFICIAL).in_force(on)
        for seat in named.select_related("user").order_by("from_date", "pk"):
            self._seats[seat.role, seat.unit_id if seat.role in Seat.IN_A_UNIT else None].append(seat)
        self.roles = roles_held(agency, on=on)
        """The seats that have a holder, as (role, unit)."""

    def of(self, line: Line) -> str:
        """Return who holds a line, as *Trưởng phòng – Nguyễn Văn A*; the role alone while nobody sits in it."""
        key = (line.about.who, line.unit_id)
        if key not in self._told:
            self._told[key] = self._tell(*key)
        return self._told[key]

    def _tell(self, who: tuple[str, ...], unit_id: int | None) -> str:
        for role in who:
            if seats := self._seats.get((role, unit_id if role in Seat.IN_A_UNIT else None)):
                return "; ".join(f"{seat.named} – {seat.user}" for seat in seats[:2])
        return ", ".join(self._words(who))

    @staticmethod
    def _words(who: Iterable[str]) -> list[str]:
        labels = {**PARTIES, **dict(Seat.Role.choices)}
        return [str(labels.get(key, key)) for key in who]
