"""What waits: an announced inspection to get ready for, minutes to enter, fixes to report."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.db.models import Count
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.evaluation.inspections.models import Inspection
from sotay.standard.parameters.queries import values_of
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

State = Inspection.State
ASKED: Final = {
    State.ANNOUNCED: (Kind.DO, "inspection_detail", gettext_noop("Chuẩn bị kiểm tra")),
    State.HELD: (Kind.DO, "inspection_minutes", gettext_noop("Nhập biên bản kiểm tra")),
    State.MINUTES: (Kind.REPORT, "inspection_fixes", gettext_noop("Báo cáo khắc phục sau kiểm tra")),
}


@waiting("evaluation.inspections")
def inspections_to_see_to(asked: Asked) -> Iterator[Waiting]:
    """Tell the secretary, else the clerk, else the head, who reads; an announced one from so many days before as warnings are set."""
    rows = Inspection.objects.filter(agency_id__in=asked.agency_ids, state__in=list(ASKED))
    values = values_of(asked.agency_ids)
    for one in rows.annotate(found=Count("findings")).order_by("agency_id", "from_date", "pk"):
        state = State(one.state)
        if state == State.MINUTES and not one.found:
            continue
        if state == State.ANNOUNCED:
            warning = timedelta(days=values.value(one.agency_id, "standing.warning", asked.on))
            if one.from_date - warning > asked.on:
                continue
        kind, page, act = ASKED[state]
        people, writes = _who(asked, one.agency_id)
        due = {State.ANNOUNCED: one.from_date, State.MINUTES: one.fixes_due_date}.get(state)
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=people,
            key=f"inspection:{one.uuid}:{one.state}",
            kind=kind,
            title=str(one),
            act=act,
            due=due,
            link=f"evaluation:{page if writes else 'inspection_detail'}",
            link_kwargs={"slug": one.slug},
        )


def _who(asked: Asked, agency_id: int) -> tuple[frozenset[int], bool]:
    """Return who sees to it, and whether they may enter it themselves."""
    for role in (Seat.Role.SECRETARY, Seat.Role.CLERK):
        if found := asked.holders.user_ids(agency_id, [role]):
            return found, True
    return asked.holders.user_ids(agency_id, [Seat.Role.HEAD]), False
