"""What waits about outgoing papers: drafts that came back, papers to be numbered and to be issued (signing waits as an approval)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.agency.models.calendar import calendars_of
from sotay.support.outgoing.models import OutgoingPaper
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

NUMBER = gettext_noop("Cấp số, ngày")
ISSUE = gettext_noop("Phát hành")
MEND = gettext_noop("Sửa dự thảo rồi trình lại")
RETURNED = gettext_noop("Bị trả lại: %(reason)s")
State = OutgoingPaper.State
ACTS = {State.SIGNED: NUMBER, State.NUMBERED: ISSUE, State.DRAFT: MEND}


@waiting("support.outgoing")
def papers_to_go_out(asked: Asked) -> Iterator[Waiting]:
    """Tell the clerk of papers that are signed, due on the next working day (Điều 15, 18), and drafters of what came back."""
    wanted = Q(state__in=[State.SIGNED, State.NUMBERED]) | Q(state=State.DRAFT) & ~Q(returned_reason="")
    rows = OutgoingPaper.objects.filter(wanted, agency_id__in=asked.agency_ids).defer("content", "words").order_by("pk")
    papers = list(rows)
    calendars = calendars_of({one.agency_id for one in papers}) if papers else {}
    for one in papers:
        returned = one.state == State.DRAFT
        more: dict[str, Any] = {"reason": RETURNED, "params": {"reason": one.returned_reason}} if returned else {}
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=frozenset({one.drafted_by_id}) if returned else _clerks(one, asked),
            key=f"paper:{one.uuid}",
            kind=Kind.DO,
            title=str(one),
            act=ACTS[State(one.state)],
            due=None if one.signed_date is None else calendars[one.agency_id].next_working_day(one.signed_date),
            link="support:paper_detail",
            link_kwargs={"slug": one.slug},
            unit_id=one.unit_id,
            **more,
        )


def _clerks(one: OutgoingPaper, asked: Asked) -> frozenset[int]:
    """Return who numbers and issues: the clerk, where there is none the secretary."""
    clerks = asked.holders.user_ids(one.agency_id, [Seat.Role.CLERK])
    return clerks or asked.holders.user_ids(one.agency_id, [Seat.Role.SECRETARY])
