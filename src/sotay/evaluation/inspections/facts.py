"""What others count of inspections: received, what they found, reports on fixes that are overdue (9.1.3, 9.3.2)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.inspections.models import Inspection
from sotay.evaluation.inspections.queries import KEPT
from sotay.standard.registry.facts import Asked, Number, fact

LINK = "evaluation:inspection_list"


@fact("inspections.received", title=_("Cuộc kiểm tra được tiếp nhận trong kỳ"), measure=_("cuộc"))
def inspections_received(asked: Asked) -> Iterator[Number]:
    """Yield the number of inspections that began in the period, those called off apart; 0 only where some ever were."""
    yield from _numbers(asked, "received", of="begun", query={"state": KEPT, **asked.days()})


@fact("inspections.findings", title=_("Điểm nêu trong biên bản kiểm tra trong kỳ"), measure=_("điểm"))
def inspection_findings(asked: Asked) -> Iterator[Number]:
    """Yield how much the minutes signed in the period found; 0 only where minutes were signed."""
    yield from _numbers(asked, "found", of="signed", query=asked.days("signed_since", "signed_until"))


@fact("inspections.fixes_overdue", title=_("Báo cáo khắc phục sau kiểm tra quá hạn"), measure=_("cuộc"))
def fixes_overdue(asked: Asked) -> Iterator[Number]:
    """Yield the number of inspections whose fixes were not reported by the due day, as of the day asked about."""
    yield from _numbers(asked, "late", of="owing", query={"state": "LATE"})


def _numbers(asked: Asked, name: str, *, of: str, query: dict[str, str]) -> Iterator[Number]:
    """Yield a number for every agency that has any of what it is counted among."""
    for told in asked.once(_counts):
        if told[of]:
            yield Number(told["agency_id"], told[name], link=LINK, query=query)


def _counts(asked: Asked) -> list[Any]:
    """Return how many inspections began, and what was found and put right after them, by agency; one query."""
    within, on = (asked.period.start, asked.last), asked.on
    begun = Q(from_date__lte=on) & ~Q(state=Inspection.State.CANCELLED)
    signed = Q(minutes_date__range=within)
    owing = Q(minutes_date__lte=on, findings__isnull=False)
    late = owing & Q(fixes_due_date__lt=on) & (Q(fixes_date__isnull=True) | Q(fixes_date__gt=on))
    conditions = {
        "begun": begun,
        "received": begun & Q(from_date__range=within),
        "signed": signed,
        "owing": owing,
        "late": late,
    }
    told = {name: Count("pk", filter=condition, distinct=True) for name, condition in conditions.items()}
    rows = Inspection.objects.filter(agency_id__in=asked.agency_ids).values("agency_id")
    return list(rows.annotate(**told, found=Count("findings", filter=signed)).order_by())
