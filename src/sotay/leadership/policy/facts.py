"""That the policy is there as documented information (5.2.2 a): its edition in force."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from sotay.leadership.policy.models import Policy
from sotay.standard.registry.facts import Asked, Number, fact


@fact("policy.in_force", title=_("Chính sách chất lượng đang có hiệu lực"))
def policy_in_force(asked: Asked) -> Iterator[Number]:
    """Yield one for every agency that has a policy in force."""
    rows = Policy.objects.in_force(asked.on).filter(agency_id__in=asked.agency_ids)
    for agency_id in rows.values_list("agency_id", flat=True):
        yield Number(agency_id, 1, link="leadership:policy_detail")
