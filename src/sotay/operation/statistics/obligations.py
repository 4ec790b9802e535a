"""Obligation 28: each result returned is recorded (ISO 9001 8.6); it stands here since only here counts are known."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.db.models import Count, Min, Q
from django.utils.translation import gettext_noop

from sotay.operation.dossiers import breaches
from sotay.operation.dossiers.keeping import HERE, SOURCE
from sotay.operation.dossiers.models import Dossier
from sotay.operation.dossiers.obligations import REGISTER, by_month
from sotay.operation.statistics.models import MonthlyCount
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings import lines
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word
from sotay.standard.standings.scope import Scope

COUNTS: Final = "operation:statistics"
UNTOLD = gettext_noop(
    "%(breaches)s trên %(count)s kết quả đã trả thiếu số, ngày, người phê duyệt kết quả hoặc hình thức trả; %(flagged)s kết "
    "quả nhập từ danh sách không có số."
)
TOLD = gettext_noop("%(count)s kết quả đã trả được ghi nhận; %(flagged)s kết quả nhập từ danh sách không có số.")
WAITING = gettext_noop("%(count)s kết quả chờ trả, lâu nhất %(days)s ngày.")
ONLY_COUNTS = gettext_noop("Chưa kiểm tra tự động: chỉ có số liệu theo tháng, không có danh sách hồ sơ.")


@obligation(
    "results.returned",
    number=28,
    owed="agency",
    watches=("operation.dossier", "operation.dossiers", "operation.counts"),
)
def results_are_recorded(scope: Scope) -> Iterator[Line]:
    """Met in a month when all returned in it bear number, day and approver of the result, and how it was returned.

    From lists of the one-stop system as far as they tell; results that wait are told with their days and break nothing.
    Where only counts by month are known it is not checked.
    """
    dossiers = Dossier.objects.filter(agency_id__in=scope.agency_ids)
    rows = breaches.returned(breaches.since_use(dossiers, "returned_date", start=scope.months_start, on=scope.on))
    flagged = Count("pk", filter=Q(flagged=True))
    monthly = [
        row | {"params": {"flagged": row["flagged_count"]}}
        for row in by_month(rows, breach="return", flagged_count=flagged)
    ]
    waiting = _waiting(scope)
    counted = _with_counts(scope)
    for line in scope.judge_months(monthly, breach=UNTOLD, kept=TOLD, link=REGISTER):
        if line.standing != Word.NOT_ARISEN:
            yield line
        elif line.agency_id not in waiting:
            yield _untold(line, scope, has_counts=line.agency_id in counted)
    yield from waiting.values()


def _waiting(scope: Scope) -> dict[int, Line]:
    """Return by agency the results that wait to be fetched, with the days of the oldest."""
    rows = Dossier.objects.filter(agency_id__in=scope.agency_ids, state=Dossier.State.READY, result_date__lte=scope.on)
    found: dict[int, Line] = {}
    for row in rows.values("agency_id").annotate(count=Count("pk"), oldest=Min("result_date")).order_by("agency_id"):
        oldest: date = row["oldest"]
        said: dict[str, Any] = {"count": row["count"], "days": (scope.on - oldest).days}
        found[row["agency_id"]] = Line(
            row["agency_id"], scope.obligation.code, None, "", Word.OPEN, count=row["count"], reason=WAITING,
            params=said, link=REGISTER, link_kwargs={"?": {"state": Dossier.State.READY.value}},
        )  # fmt: skip
    return found


def _with_counts(scope: Scope) -> frozenset[int]:
    """Return the agencies that tell counts of the months looked at."""
    rows = MonthlyCount.objects.filter(agency_id__in=scope.agency_ids, month__range=(scope.months_start, scope.on))
    return frozenset(rows.order_by().values_list("agency_id", flat=True).distinct())


def _untold(line: Line, scope: Scope, *, has_counts: bool) -> Line:
    """Return the line of an agency without any dossier returned or waiting: only counts, kept elsewhere, or not arisen."""
    if has_counts:
        return line._replace(standing=Word.NOT_CHECKED, reason=ONLY_COUNTS, link=COUNTS)
    if scope.value(line.agency_id, SOURCE) != HERE:
        return line._replace(standing=Word.NOT_CHECKED, reason=lines.ON_ONE_STOP)
    return line
