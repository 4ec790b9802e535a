"""What waits to be read: the policy in force, for everybody who has not confirmed it."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext_noop

from sotay.leadership.policy.models import Policy
from sotay.leadership.policy.queries import TERM, expected_of
from sotay.standard.parameters.queries import values_of
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

READ = gettext_noop("Đọc và xác nhận")


@waiting("leadership.policy")
def policy_to_read(asked: Asked) -> Iterator[Waiting]:
    """Tell each person of the edition in force that is not confirmed, until the end of the time to read."""
    in_force = Policy.objects.in_force(asked.on).filter(agency_id__in=asked.agency_ids).select_related("agency")
    policies = {policy.agency_id: policy for policy in in_force}
    values = values_of(policies)
    for agency_id, people in expected_of(policies.values(), on=asked.on).items():
        policy, term = policies[agency_id], timedelta(days=values.value(agency_id, TERM, asked.on))
        for one in people:
            if one.read_date is None:
                yield Waiting(
                    agency_id=agency_id,
                    user_ids=frozenset({one.user_id}),
                    key=f"policy:{policy.uuid}",
                    kind=Kind.READ,
                    title=str(policy),
                    act=READ,
                    due=one.start + term,
                    link="leadership:policy_detail",
                )
