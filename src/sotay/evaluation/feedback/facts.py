"""What others count of feedback: received, answered in time, overdue; complaints and denunciations apart (9.1.2, 9.3.2 c 1)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.evaluation.feedback.filters import HANDLED, LATE
from sotay.evaluation.feedback.models import Feedback
from sotay.operation.statistics.rates import percent
from sotay.standard.registry.facts import Asked, Number, fact

LINK: Final = "evaluation:feedback_list"
MEASURE: Final = gettext_lazy("phản ánh, kiến nghị")
Kind = Feedback.Kind


@fact("feedback.received", title=gettext_lazy("Phản ánh, kiến nghị tiếp nhận trong kỳ"), measure=MEASURE)
def feedback_received(asked: Asked) -> Iterator[Number]:
    """Yield how many were received in the period, complaints and denunciations apart; 0 only where some ever were."""
    for agency_id, told in asked.once(_counted).items():
        if not told.handled:
            continue
        kinds = told.handled
        said = "; ".join(f"{Kind(kind).label}: {kinds[kind]}" for kind in Kind.values if kinds[kind])
        query = {"kind": HANDLED, **asked.days()}
        yield Number(agency_id, sum(kinds.values()), link=LINK, query=query, said=said)


@fact(
    "feedback.answered_in_time",
    title=gettext_lazy("Phản ánh, kiến nghị được giải quyết đúng hạn trong kỳ"),
    measure="%",
    for_objectives=True,
)
def answered_in_time(asked: Asked) -> Iterator[Number]:
    """Yield what share of those due in the period was over by its day, of the agency and each unit; none where none was due.

    What is still open counts once its day is over.
    """
    rows = Feedback.objects.filter(
        agency_id__in=asked.agency_ids, kind__in=Feedback.HANDLED, due_date__range=(asked.period.start, asked.last)
    )
    ended = Q(ended_date__lte=asked.last)
    rows = rows.filter(ended | Q(due_date__lt=asked.on))
    in_time = Count("pk", filter=ended & Q(ended_date__lte=F("due_date")))
    counted = rows.values_list("agency_id", "unit_id", "unit__slug").annotate(all=Count("pk"), in_time=in_time)
    places: dict[tuple[int, int | None], list[int]] = defaultdict(lambda: [0, 0])
    slugs: dict[int, str] = {}
    for agency_id, unit_id, slug, whole, part in counted.order_by():
        for place in {None, unit_id}:
            places[agency_id, place][0] += part
            places[agency_id, place][1] += whole
        if unit_id is not None:
            slugs[unit_id] = slug
    for (agency_id, place), (part, whole) in sorted(places.items(), key=lambda one: (one[0][0], one[0][1] or 0)):
        rate: Decimal | None = percent(part, whole)
        query = {"kind": HANDLED, **asked.days("due_since", "due_until")} | ({"unit": slugs[place]} if place else {})
        said = _("%(part)s/%(whole)s đúng hạn") % {"part": part, "whole": whole}
        yield Number(agency_id, rate, place, link=LINK, query=query, said=said)


@fact("feedback.overdue", title=gettext_lazy("Phản ánh, kiến nghị quá hạn chưa trả lời"), measure=MEASURE)
def feedback_overdue(asked: Asked) -> Iterator[Number]:
    """Yield how many were not over though their day was, on the last day that counts; 0 only where some were received."""
    for agency_id, told in asked.once(_counted).items():
        if told.handled:
            yield Number(agency_id, told.late, link=LINK, query={"state": LATE})


@fact("feedback.complaints", title=gettext_lazy("Đơn khiếu nại ghi nhận trong kỳ"), measure=gettext_lazy("đơn"))
def complaints_noted(asked: Asked) -> Iterator[Number]:
    """Yield how many complaints were noted in the period, where any were."""
    yield from _noted(asked, Kind.COMPLAINT)


@fact("feedback.denunciations", title=gettext_lazy("Đơn tố cáo đếm được trong kỳ"), measure=gettext_lazy("đơn"))
def denunciations_counted(asked: Asked) -> Iterator[Number]:
    """Yield how many denunciations were counted in the period, where any were; nothing else is known of them."""
    yield from _noted(asked, Kind.DENUNCIATION)


def _noted(asked: Asked, kind: str) -> Iterator[Number]:
    for agency_id, told in asked.once(_counted).items():
        if count := told.noted[kind]:
            yield Number(agency_id, count, link=LINK, query={"kind": str(kind), **asked.days()})


@dataclass(slots=True)
class _Counted:
    """How many an agency received in the period, by every kind it ever had, and how many were late on the day."""

    handled: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)
    late: int = 0


def _counted(asked: Asked) -> dict[int, _Counted]:
    """Return what was received by the day, of every agency that received anything; one query."""
    late = Q(due_date__lt=asked.last) & (Q(ended_date__isnull=True) | Q(ended_date__gt=asked.last))
    rows = Feedback.objects.filter(agency_id__in=asked.agency_ids, received_date__lte=asked.last)
    kinds = rows.values_list("agency_id", "kind").annotate(
        within=Count("pk", filter=Q(received_date__gte=asked.period.start)), late=Count("pk", filter=late)
    )
    found: dict[int, _Counted] = defaultdict(_Counted)
    for agency_id, kind, within, overdue in kinds.order_by("agency_id"):
        told = found[agency_id]
        if kind in Feedback.HANDLED:
            told.handled[kind] = within
            told.late += overdue
        else:
            told.noted[kind] = within
    return found
