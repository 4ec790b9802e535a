"""What others count of reminders: how many were sent in a period (9.1.1)."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from sotay.standard.registry.facts import Asked, Number, fact
from sotay.work.notices.models import Notice
from sotay.work.reminders.queries import KINDS


@fact("work.reminders", title=_("Lần nhắc việc trong kỳ"), measure=_("lần"))
def reminders_sent(asked: Asked) -> Iterator[Number]:
    """Yield how often people were reminded of what falls due in the period."""
    rows = Notice.objects.filter(
        agency_id__in=asked.agency_ids, kind__in=KINDS, reminded_date__range=(asked.period.start, asked.last)
    )
    for row in rows.values("agency_id").annotate(count=Count("pk")).order_by():
        yield Number(row["agency_id"], row["count"], link="work:reminder_list", query=asked.days())
