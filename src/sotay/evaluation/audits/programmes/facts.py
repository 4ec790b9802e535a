"""What others count of programmes: how often something is audited by them, and how much of it was done (9.1, 9.2)."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.models import Programme
from sotay.evaluation.audits.programmes.done import held_visits, is_of
from sotay.standard.registry.facts import Asked, Number, fact

LINK = "evaluation:programme_detail"


@fact("audits.planned", title=_("Lượt đánh giá theo chương trình năm"), measure=_("lượt"))
def audits_planned(asked: Asked) -> Iterator[Number]:
    """Yield how many turns (a unit or a process in a month) the programme plans in the period."""
    for programme, planned, _done in asked.once(_counted):
        yield Number(programme.agency_id, planned, link=LINK, link_kwargs={"slug": programme.slug})


@fact("audits.planned_done", title=_("Lượt đánh giá theo chương trình đã thực hiện"), measure=_("lượt"))
def audits_planned_done(asked: Asked) -> Iterator[Number]:
    """Yield how many of them took place in their month, up to the day."""
    for programme, _planned, done in asked.once(_counted):
        yield Number(programme.agency_id, done, link=LINK, link_kwargs={"slug": programme.slug})


def _counted(asked: Asked) -> list[tuple[Programme, int, int]]:
    """Return for each agency the newest programme of the period that was approved by the day, turns planned and done."""
    period = asked.period
    years = {period.start.year, period.end.year}
    rows = Programme.objects.filter(agency_id__in=asked.agency_ids, year__in=years, approved_date__lte=asked.on)
    newest: dict[tuple[int, int], Programme] = {}
    for one in rows.prefetch_related("lines__process").order_by("agency_id", "year", "revision"):
        newest[one.agency_id, one.year] = one
    held = held_visits(asked.agency_ids, first=period.start, last=period.end, on=asked.on) if newest else {}
    planned: Counter[int] = Counter()
    done: Counter[int] = Counter()
    latest: dict[int, Programme] = {}
    for (agency_id, year), programme in newest.items():
        latest[agency_id] = programme
        for line in programme.lines.all():
            for month in line.months:
                if not (period.start.year, period.start.month) <= (year, month) <= (period.end.year, period.end.month):
                    continue
                planned[agency_id] += 1
                done[agency_id] += any(
                    (one.year, one.month) == (year, month) and is_of(line, one) for one in held.get(agency_id, ())
                )
    return [(programme, planned[agency_id], done[agency_id]) for agency_id, programme in latest.items()]
