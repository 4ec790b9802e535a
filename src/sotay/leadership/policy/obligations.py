"""Obligation 16: the policy is understood by each official (công văn 262 mục 2; ISO 9001 5.2.2)."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from sotay.leadership.policy.models import Policy
from sotay.leadership.policy.queries import TERM, expected_of
from sotay.standard.registry.kinds import Days
from sotay.standard.registry.obligations import obligation
from sotay.standard.registry.parameters import parameter
from sotay.standard.standings.lines import EVENT_OPEN, Line
from sotay.standard.standings.scope import Scope

UNREAD = gettext_noop("Còn %(unread)s trên %(people)s người chưa xác nhận đã đọc và hiểu.")
NOT_IN_FORCE = gettext_noop("Chưa có chính sách chất lượng đang có hiệu lực.")

parameter(
    TERM,
    kind=Days,
    default="10",
    basis="Mặc định của Sotay",
    title=_("Số ngày để từng người đọc chính sách chất lượng"),
)


@obligation("policy.understood", number=16, watches=("leadership.policy", "organisation"))
def policy_is_understood(scope: Scope) -> Iterator[Line]:
    """Met while everybody who holds a seat has confirmed the edition in force; newcomers open it again.

    It is due on the first day by which somebody who has not confirmed should have.
    """
    in_force = Policy.objects.in_force(scope.on).filter(agency_id__in=scope.agency_ids).select_related("agency")
    policies = {policy.agency_id: policy for policy in in_force}
    expected = expected_of(policies.values(), on=scope.on)
    events, counts = [], {}
    for agency_id, policy in policies.items():
        people = expected.get(agency_id, [])
        waiting = [one for one in people if one.read_date is None]
        read = [one.read_date for one in people if one.read_date]
        start = min((one.start for one in waiting), default=policy.approved_date)
        counts[agency_id] = {"unread": len(waiting), "people": len(people)}
        events.append(
            {
                "agency_id": agency_id,
                "subject_uuid": policy.uuid,
                "title": str(policy),
                "event_date": start,
                "done_date": None if waiting else max(read, default=policy.approved_date),
                "due_date": start + timedelta(days=scope.value(agency_id, TERM)),
            }
        )
    for line in scope.judge_events(events, link="leadership:policy_detail"):
        if line.agency_id not in policies:
            yield line._replace(reason=NOT_IN_FORCE, params={}, link="leadership:policy_detail")
        elif line.reason == EVENT_OPEN:
            yield line._replace(reason=UNREAD, params=counts[line.agency_id])
        else:
            yield line
