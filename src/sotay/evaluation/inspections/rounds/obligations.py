"""Obligation 31: every year all bodies are inspected, at least a third of them at their offices (TT 26/2014/TT-BKHCN Điều 33)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from sotay.evaluation.inspections.models import InspectionRound
from sotay.evaluation.inspections.rounds.rates import together
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line
from sotay.standard.standings.scope import Scope

NO_ROUND = gettext_noop("Chưa có đợt kiểm tra nào kết thúc trong năm.")
NOT_ALL = gettext_noop("Mới kiểm tra %(checked)s trên %(bodies)s cơ quan.")
NOT_ON_SITE = gettext_noop("Mới kiểm tra tại trụ sở %(on_site)s cơ quan, cần ít nhất %(needed)s trên %(bodies)s.")
NEITHER = gettext_noop(
    "Mới kiểm tra %(checked)s trên %(bodies)s cơ quan; tại trụ sở %(on_site)s, cần ít nhất %(needed)s."
)


@obligation("inspection.yearly", number=31, owed="agency", per="year", watches=("evaluation.round",))
def bodies_are_inspected(scope: Scope) -> Iterator[Line]:
    """Met on the day the round was finished with which all bodies, and a third at the office, were looked at in the year.

    A declared paper speaks for a year nothing was entered of.
    """
    rows = InspectionRound.objects.filter(
        agency_id__in=scope.agency_ids,
        year=scope.period.start.year,
        finished_date__range=(scope.period.start, scope.on),
    )
    rounds: dict[int, list[InspectionRound]] = defaultdict(list)
    for row in rows.order_by("agency_id", "finished_date", "pk"):
        rounds[row.agency_id].append(row)
    evidence, gaps = [], []
    for agency_id, finished in rounds.items():
        day = _since(finished)
        if day:
            evidence.append({"agency_id": agency_id, "since": day, "count": len(finished)})
        else:
            gaps.append({"agency_id": agency_id, **_missing(finished)})
    found = list(scope.judge(evidence=evidence, gap=NO_ROUND, link="evaluation:round_list"))
    missing = {row["agency_id"]: row for row in gaps}
    if not missing:
        return iter(found)
    judged = scope.judge(gaps=gaps, link="evaluation:round_list")
    return iter([told if told.agency_id in missing else one for one, told in zip(found, judged, strict=True)])


def _since(rounds: list[InspectionRound]) -> date | None:
    """Return when what was finished came to be enough, None while it is not."""
    for upto in range(1, len(rounds) + 1):
        rates = together(rounds[:upto])
        if rates.covers_all and rates.enough_on_site:
            # a later round may tell of more bodies than the earlier ones knew of
            whole = together(rounds)
            return rounds[upto - 1].finished_date if whole.covers_all and whole.enough_on_site else None
    return None


def _missing(rounds: list[InspectionRound]) -> dict[str, Any]:
    rates = together(rounds)
    said = {
        "checked": rates.checked, "bodies": rates.bodies, "on_site": rates.on_site, "needed": rates.site_needed,
    }  # fmt: skip
    if not rates.covers_all:
        return {"reason": NOT_ALL if rates.enough_on_site else NEITHER, "params": said}
    return {"reason": NOT_ON_SITE, "params": said}
