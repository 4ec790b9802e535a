"""Obligations 23 (reports of six months and the year), 33 (roll-up), 34 (Annex II) and 45 (plan and letter): met by issued papers."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_noop

from sotay.manual.reports.models import Report
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import NOT_FOUND, Line
from sotay.standard.standings.scope import Scope
from sotay.support.models import OutgoingPaper

Kind, State = Report.Kind, OutgoingPaper.State
LIST: Final = "manual:report_list"
WATCHES: Final = ("manual.report", "support.paper")
NAMES: Final = {
    Kind.PLAN: gettext_noop("kế hoạch năm"),
    Kind.GUIDE: gettext_noop("công văn hướng dẫn"),
    Kind.COMMITTEE: gettext_noop("báo cáo gửi Ban Chỉ đạo ISO"),
    Kind.PROVINCE: gettext_noop("báo cáo gửi Ban Chỉ đạo cải cách hành chính tỉnh"),
    Kind.ROLLUP: gettext_noop("báo cáo tổng hợp kết quả kiểm tra"),
    Kind.ANNEX2: gettext_noop("báo cáo năm theo nội dung Phụ lục II"),
}
NOT_BEGUN: Final = gettext_noop("Chưa lập %(missing_words)s.")
BEING_WRITTEN: Final = gettext_noop("Chưa phát hành %(missing_words)s; đang dự thảo, trình ký.")


@obligation("reports.results", number=23, owed="agency", per="half", watches=WATCHES)
def results_are_reported(scope: Scope) -> Iterator[Line]:
    """Met on the day the later of the two was issued: to the ISO committee, and to the province's reform committee.

    The report of the first half is that of six months, the one of the second that of the year.
    """
    return _judged(scope, (Kind.COMMITTEE, Kind.PROVINCE), half=1 if scope.period.index == 1 else 0)


@obligation("inspection.rollup", number=33, owed="agency", per="year", watches=WATCHES)
def inspections_are_summed_up(scope: Scope) -> Iterator[Line]:
    """Met on the day the roll-up of the year was issued."""
    return _judged(scope, (Kind.ROLLUP,))


@obligation("report.national", number=34, owed="agency", per="year", watches=WATCHES)
def year_is_reported_to_the_ministry(scope: Scope) -> Iterator[Line]:
    """Met on the day the yearly report on the content of Annex II was issued."""
    return _judged(scope, (Kind.ANNEX2,))


@obligation("plan.yearly", number=45, owed="agency", per="year", watches=WATCHES)
def year_is_planned(scope: Scope) -> Iterator[Line]:
    """Met on the day the later of the two was issued: the plan of the year and the letter to the units."""
    return _judged(scope, (Kind.PLAN, Kind.GUIDE))


def _judged(scope: Scope, kinds: tuple[str, ...], *, half: int = 0) -> Iterator[Line]:
    """Judge by the reports of these kinds of the period, all of which are wanted; one query.

    A paper that was withdrawn since counts on the days it was out.
    """
    rows = Report.objects.filter(agency_id__in=scope.agency_ids, kind__in=kinds, year=scope.period.year, half=half)
    out = Q(paper__state=State.ISSUED) | Q(paper__state=State.WITHDRAWN, paper__ended_date__gt=scope.on)
    issued: dict[int, dict[str, date]] = {}
    begun: dict[int, dict[str, str]] = {}
    told = rows.filter(paper__isnull=False).values_list("agency_id", "kind", "slug", "paper__issued_date")
    for agency_id, kind, _slug, day in told.filter(out, paper__issued_date__lte=scope.on):
        if day is not None:
            issued.setdefault(agency_id, {})[kind] = day
    for agency_id, kind, slug, _day in told:
        begun.setdefault(agency_id, {})[kind] = slug
    evidence = [
        {"agency_id": agency_id, "since": max(days.values())}
        for agency_id, days in issued.items()
        if len(days) == len(kinds)
    ]
    for line in scope.judge(evidence=evidence, link=LIST):
        yield _gap(line, kinds, issued.get(line.agency_id, {}), begun.get(line.agency_id, {}), year=scope.period.year)


def _gap(line: Line, kinds: Iterable[str], issued: dict[str, date], begun: dict[str, str], *, year: int) -> Line:
    """Say which of the papers is missing, and lead to the one being written."""
    if line.reason != NOT_FOUND:
        return line
    missing = [kind for kind in kinds if kind not in issued]
    said: dict[str, Any] = {"missing_words": [NAMES[Kind(kind)] for kind in missing]}
    written = [begun[kind] for kind in missing if kind in begun]
    if len(written) == len(missing) == 1:
        return line._replace(
            reason=BEING_WRITTEN, params=said, link="manual:report_detail", link_kwargs={"slug": written[0]}
        )
    reason = BEING_WRITTEN if len(written) == len(missing) else NOT_BEGUN
    return line._replace(reason=reason, params=said, link_kwargs={"?": {"year": str(year)}})
