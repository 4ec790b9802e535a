"""That the scope is there as documented information (4.3): its edition in force."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from sotay.context.scope.models import Scope
from sotay.standard.registry.facts import Asked, Number, fact


@fact("scope.in_force", title=_("Phạm vi áp dụng đang có hiệu lực"))
def scope_in_force(asked: Asked) -> Iterator[Number]:
    """Yield one for every agency that has a scope in force."""
    rows = Scope.objects.in_force(asked.on).filter(agency_id__in=asked.agency_ids)
    for agency_id in rows.values_list("agency_id", flat=True):
        yield Number(agency_id, 1, link="context:scope_detail")
