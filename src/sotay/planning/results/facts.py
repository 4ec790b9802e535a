"""Numbers of objectives for reports and reviews: how many there are, and what was last reported of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from sotay.planning.objectives.models import ObjectiveSet
from sotay.planning.objectives.targets import target_of
from sotay.planning.results.models import Report, Result
from sotay.planning.results.queries import the_one_that_holds
from sotay.planning.results.verdicts import Figures, Verdict, verdict
from sotay.standard.registry.facts import Asked, Number, fact
from sotay.standard.reporting import FINAL, order_of_key, parts_of_key

MEASURE = _("mục tiêu")
LINK = "planning:objective_list"
Place = tuple[int, int | None]


def last_verdicts(asked: Asked) -> dict[Place, list[str]]:
    """Return, by agency and unit (None: the agency itself), the latest verdict on each objective of the year.

    Three queries for any number of agencies; only reports sent by the day count, each with the target it was sent with.
    """
    sets: dict[Place, list[ObjectiveSet]] = defaultdict(list)
    held = ObjectiveSet.objects.that_hold().approved_by(asked.on)
    held = held.filter(agency_id__in=asked.agency_ids, year=asked.period.year)
    keys = ArrayAgg("objectives__key", filter=Q(objectives__isnull=False), default=Value([]))
    for one in held.only("agency_id", "unit_id", "state", "revision").annotate(keys=keys):
        sets[one.agency_id, one.unit_id].append(one)
    verdicts = _latest_verdicts(asked)
    found: dict[Place, list[str]] = {}
    for place, some in sets.items():
        holding: Any = the_one_that_holds(some)
        found[place] = [verdicts.get(key, Verdict.UNKNOWN) for key in holding.keys] if holding else []
    return found


def _latest_verdicts(asked: Asked) -> dict[UUID, str]:
    """Return the verdict on the result of the latest report of each objective, by its key, as it was reported."""
    reports = {one.pk: one for one in sorted(asked.once(_sent), key=lambda one: order_of_key(one.period))}
    places = {pk: place for place, pk in enumerate(reports)}
    rows = Result.objects.filter(report__in=places).values_list(
        "key", "report_id", "value", "done_date", "estimate", "estimate_date",
        "objective__direction", "objective__target_value", "objective__target_date",
    )  # fmt: skip
    latest: dict[UUID, tuple[Any, ...]] = {row[0]: row[1:] for row in sorted(rows, key=lambda row: places[row[1]])}
    return {
        key: verdict(
            target_of(*told[4:]),
            Figures(*told[:4]),
            is_final=parts_of_key(reports[pk].period)[1] == FINAL,
            cutoff=reports[pk].cutoff_date,
        )
        for key, (pk, *told) in latest.items()
    }


def _sent(asked: Asked) -> list[Report]:
    """Return the reports of the year that were sent by the day, the columns that are needed; one query."""
    sent = Report.objects.filter(
        agency_id__in=asked.agency_ids,
        year=asked.period.year,
        state__in=[Report.State.SENT, Report.State.TAKEN],
        sent_date__lte=asked.on,
    )
    return list(sent.only("agency_id", "period", "cutoff_date"))


def _count(asked: Asked, *, counts: Callable[[str], bool], verdict: str) -> Iterator[Number]:
    """Yield the numbers of agencies as wholes and of their units; `verdict` is what the list is narrowed by, if any."""
    query = {"year": str(asked.period.year)} | ({"verdict": verdict} if verdict else {})
    whole: dict[int, int] = defaultdict(int)
    for (agency_id, unit_id), said in asked.once(last_verdicts).items():
        number = sum(counts(word) for word in said)
        whole[agency_id] += number
        if unit_id is not None and asked.of_units:
            yield Number(agency_id, number, unit_id, link=LINK, query=query)
    for agency_id in asked.agency_ids:
        yield Number(agency_id, whole[agency_id], link=LINK, query=query)


def _register(code: str, title: object, words: Iterable[str]) -> None:
    chosen = frozenset(words)
    one = next(iter(chosen)) if len(chosen) == 1 else ""
    fact(code, title=title, measure=MEASURE)(partial(_count, counts=chosen.__contains__, verdict=str(one)))


_register("objectives.total", _("Mục tiêu chất lượng của năm"), Verdict.values)
_register("objectives.achieved", _("Mục tiêu đạt"), [Verdict.ACHIEVED])
_register("objectives.expected", _("Mục tiêu dự kiến đạt"), [Verdict.EXPECTED])
_register("objectives.missed", _("Mục tiêu không đạt"), [Verdict.MISSED])
_register("objectives.expected_miss", _("Mục tiêu dự kiến không đạt"), [Verdict.EXPECTED_MISS])
_register("objectives.unreported", _("Mục tiêu chưa có kết quả"), [Verdict.UNKNOWN])


@fact("objectives.reports", title=_("Báo cáo kết quả mục tiêu của năm"), measure=_("báo cáo"))
def reports_sent(asked: Asked) -> Iterator[Number]:
    """Yield the number of reports of the year that were sent by the day (9.1.1)."""
    for agency_id, count in Counter(one.agency_id for one in asked.once(_sent)).items():
        yield Number(agency_id, count, link="planning:objectives", query={"year": str(asked.period.year)})
