"""That objectives are there as documented information (6.2.1): the sets that hold in the year."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from sotay.planning.objectives.models import ObjectiveSet
from sotay.standard.registry.facts import Asked, Number, fact


@fact("objectives.sets", title=_("Bộ mục tiêu chất lượng của năm"), measure=_("bộ mục tiêu"))
def objective_sets(asked: Asked) -> Iterator[Number]:
    """Yield the number of sets of the year that were approved and hold, of the agency and its units together."""
    sets = ObjectiveSet.objects.that_hold().approved_by(asked.on)
    rows = sets.filter(agency_id__in=asked.agency_ids, year=asked.period.year)
    for row in rows.values("agency_id").annotate(count=Count("pk")).order_by():
        yield Number(row["agency_id"], row["count"], link="planning:objectives")
