"""What a seat hands over that only the roof can see: what is owed by it, and what it has submitted."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Seat
from sotay.approvals.models import Approval
from sotay.organisation.people.handover import Item, held
from sotay.standard.standings.judging import standings_of
from sotay.standard.standings.models import Word

DONE = frozenset({Word.MET, Word.NOT_APPLICABLE, Word.NOT_ARISEN})


@held("owed", title=_("Việc phải làm đến hạn"), order=10)
def owed_by(seat: Seat, *, on: date, until: date) -> Iterator[Item]:
    """Yield what is addressed to the seat and falls due by the end of the window, the earliest first."""
    lines = [
        line
        for line in standings_of(seat.agency, on=on)
        if seat.role in line.about.who
        and line.standing not in DONE
        and line.due is not None
        and line.due <= until
        and (seat.role not in Seat.IN_A_UNIT or line.unit_id in {None, seat.unit_id})
    ]
    for line in sorted(lines, key=lambda line: line.due or until):
        yield Item(text=line.about.title, due_date=line.due, note=line.why)


@held("submitted", title=_("Nội dung đang trình"), order=20)
def submitted_by(seat: Seat, *, on: date, until: date) -> Iterator[Item]:  # noqa: ARG001  the same for every part
    """Yield the rounds of approval the holder submitted that are still open."""
    rounds = Approval.objects.filter(agency=seat.agency, author=seat.user, state=Approval.State.OPEN)
    for approval in rounds.order_by("submitted_at"):
        yield Item(text=approval.title, record=approval)
