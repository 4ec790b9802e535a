"""What waits for one person."""

from dataclasses import dataclass
from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit
from sotay.approvals.models import Approval
from sotay.approvals.queries import awaiting
from sotay.leadership.models import Policy
from sotay.leadership.policy.queries import get_awaited_reading
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word
from sotay.standard.standings.queries import list_lines
from sotay.web.overview.holders import Holders
from sotay.web.overview.queries import Late, told
from sotay.work.notices.models import Notice
from sotay.work.notices.queries import list_notices

SHOWN_NOTICES = 10
ASKED = (Word.OVERDUE, Word.DUE_SOON)


@dataclass(frozen=True, slots=True)
class MyWork:
    """What the page shows."""

    to_decide: tuple[Approval, ...]
    told: tuple[Notice, ...]
    overdue: tuple[Late, ...]
    soon: tuple[Late, ...]
    to_read: tuple[Policy, date] | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.to_read or self.to_decide or self.told or self.overdue or self.soon)


def is_asked(viewer: Actor, line: Line) -> bool:
    """Return whether a line is addressed to a seat the viewer holds, own or lent; of a unit's seat in that unit."""
    return any(
        viewer.holds(role, unit_id=line.unit_id if role in Seat.IN_A_UNIT else None)
        for role in line.about.who
        if role not in Seat.IN_A_UNIT or line.unit_id
    )


def get_my_work(*, viewer: Actor, on: date) -> MyWork:
    """Return the approvals that wait for the viewer, notices not read yet, and what is owed by the seats held."""
    holders = Holders(viewer.agency, on=on)
    lines = [one for one in list_lines(viewer=viewer, on=on) if one.standing in ASKED]
    mine = [one for one in lines if is_asked(viewer, one)]
    of_units = [one.unit_id for one in mine if one.unit_id]
    units = {unit.pk: unit.name for unit in Unit.objects.of(viewer).filter(pk__in=of_units)} if of_units else {}
    found = {
        word: tuple(
            told(one, viewer=viewer, units=units, holders=holders, on=on) for one in mine if one.standing == word
        )
        for word in ASKED
    }
    unread = list_notices(viewer=viewer, unread=True).exclude(kind=Notice.Kind.APPROVAL_WAITS)[:SHOWN_NOTICES]
    return MyWork(
        to_decide=tuple(awaiting(viewer, on=on, held=holders.roles)),
        told=tuple(unread),
        overdue=found[Word.OVERDUE],
        soon=found[Word.DUE_SOON],
        to_read=get_awaited_reading(viewer=viewer, on=on),
    )
