"""What waits with reports: one that was begun, until its paper is submitted; one that came back waits as a paper."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.manual.reports.models import Report
from sotay.manual.reports.periods import due_day
from sotay.standard.parameters.queries import values_of
from sotay.support.models import OutgoingPaper
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

WRITES: Final = (Seat.Role.SECRETARY, Seat.Role.QMR, Seat.Role.TEAM_MEMBER)
SUBMIT: Final = gettext_noop("Xem số liệu, trình ký báo cáo")


@waiting("manual.reports")
def reports_to_submit(asked: Asked) -> Iterator[Waiting]:
    """Tell the secretary, or who else runs the system, of a report whose paper is still a draft; two queries."""
    rows = Report.objects.filter(
        agency_id__in=asked.agency_ids, paper__state=OutgoingPaper.State.DRAFT, paper__returned_reason=""
    )
    values = values_of(asked.agency_ids)
    for one in rows.select_related("agency", "paper", "inspection").order_by("agency_id", "year", "pk"):
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=_who(asked, one.agency_id),
            key=f"report:{one.uuid}",
            kind=Kind.REPORT,
            title=str(one),
            act=SUBMIT,
            due=due_day(one, values=values),
            link="manual:report_detail",
            link_kwargs={"slug": one.slug},
        )


def _who(asked: Asked, agency_id: int) -> frozenset[int]:
    found = (asked.holders.user_ids(agency_id, [role]) for role in WRITES)
    return next((people for people in found if people), frozenset())
