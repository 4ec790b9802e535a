"""What waits with reports: one to write and submit from the closing meeting on, until its term."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from sotay.agency.models.calendar import calendars_of
from sotay.agency.workdays import TermUnit
from sotay.evaluation.audits.models import Audit
from sotay.evaluation.audits.plan.waiting import RETURNED, who_goes_on
from sotay.evaluation.audits.report.lateness import TERM
from sotay.standard.parameters.queries import values_of
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

REPORT: Final = gettext_noop("Viết, trình báo cáo đánh giá")


@waiting("evaluation.reports")
def reports_to_write(asked: Asked) -> Iterator[Waiting]:
    """Tell the leader of the team, who runs the system where he is gone, of a report that is to be submitted."""
    rows = Audit.objects.filter(agency_id__in=asked.agency_ids, state=Audit.State.MET).prefetch_related("members")
    audits = list(rows.order_by("agency_id", "closed_meeting_date", "pk"))
    if not audits:
        return
    ids = {one.agency_id for one in audits}
    values, calendars = values_of(ids), calendars_of(ids)
    for one in audits:
        met = one.closed_meeting_date
        term = values.value(one.agency_id, TERM, met)  # type: ignore[arg-type]  # one whose meeting was held has its day
        due = calendars[one.agency_id].due(met, term.count, TermUnit(term.unit))  # type: ignore[arg-type]
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=who_goes_on(asked, one, leads=True),
            key=f"audit_report:{one.uuid}",
            kind=Kind.REPORT,
            title=str(one),
            act=REPORT,
            reason=RETURNED if one.returned_reason else "",
            params={"reason": one.returned_reason} if one.returned_reason else {},
            due=due,
            link="evaluation:audit_report",
            link_kwargs={"slug": one.slug},
        )
