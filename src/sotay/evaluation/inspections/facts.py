"""What others count of inspections: received, what they found, reports on fixes that are overdue (9.1.3, 9.3.2)."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.inspections.models import Inspection, InspectionFinding
from sotay.evaluation.inspections.queries import KEPT
from sotay.standard.registry.facts import Asked, Number, fact

LINK = "evaluation:inspection_list"


@fact("inspections.received", title=_("Cuộc kiểm tra được tiếp nhận trong kỳ"), measure=_("cuộc"))
def inspections_received(asked: Asked) -> Iterator[Number]:
    """Yield the number of inspections that began in the period, those called off apart; 0 only where some ever were."""
    query = {"state": KEPT, **asked.days()}
    rows = Inspection.objects.filter(agency_id__in=asked.agency_ids, from_date__lte=asked.on)
    rows = rows.exclude(state=Inspection.State.CANCELLED)
    counted = Count("pk", filter=Q(from_date__range=(asked.period.start, asked.last)))
    for row in rows.values("agency_id").annotate(count=counted).order_by():
        yield Number(row["agency_id"], row["count"], link=LINK, query=query)


@fact("inspections.findings", title=_("Điểm nêu trong biên bản kiểm tra trong kỳ"), measure=_("điểm"))
def inspection_findings(asked: Asked) -> Iterator[Number]:
    """Yield how much the minutes signed in the period found; 0 only where minutes were signed."""
    query = asked.days("signed_since", "signed_until")
    rows = Inspection.objects.filter(
        agency_id__in=asked.agency_ids, minutes_date__range=(asked.period.start, asked.last)
    ).values("agency_id")
    for row in rows.annotate(count=Count("findings")).order_by():
        yield Number(row["agency_id"], row["count"], link=LINK, query=query)


@fact("inspections.fixes_overdue", title=_("Báo cáo khắc phục sau kiểm tra quá hạn"), measure=_("cuộc"))
def fixes_overdue(asked: Asked) -> Iterator[Number]:
    """Yield the number of inspections whose fixes were not reported by the due day, as of the day asked about."""
    found = InspectionFinding.objects.filter(agency_id__in=asked.agency_ids).values("inspection")
    rows = Inspection.objects.filter(agency_id__in=asked.agency_ids, pk__in=found, minutes_date__lte=asked.on)
    late = Q(fixes_due_date__lt=asked.on) & (Q(fixes_date__isnull=True) | Q(fixes_date__gt=asked.on))
    for row in rows.values("agency_id").annotate(count=Count("pk", filter=late)).order_by():
        yield Number(row["agency_id"], row["count"], link=LINK, query={"state": "LATE"})
