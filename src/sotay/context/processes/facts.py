"""How many processes are described (4.4.2 a)."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from sotay.context.processes.models import Process
from sotay.standard.registry.facts import Asked, Number, fact


@fact("processes.described", title=_("Quá trình đã mô tả"), measure=_("quá trình"))
def processes_described(asked: Asked) -> Iterator[Number]:
    """Yield the number of processes that stand."""
    rows = Process.objects.filter(agency_id__in=asked.agency_ids).exclude(ended_date__lte=asked.on)
    for row in rows.values("agency_id").annotate(count=Count("pk")).order_by():
        yield Number(row["agency_id"], row["count"], link="context:process_list")
