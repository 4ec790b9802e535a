"""How an objective went, told to its page: what was sent, period by period."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sotay.planning.objectives.models import Objective
from sotay.planning.objectives.progress import Told, told_by
from sotay.planning.results.lines import lines_of
from sotay.planning.results.models import Report, Result
from sotay.standard.reporting import FINAL, HALF, YEAR, reporting_periods

SHORT: Final = {"Q1": _("quý I"), HALF: _("6 tháng"), "Q3": _("9 tháng"), YEAR: _("năm"), FINAL: _("chốt năm")}


@told_by
def results_told(objective: Objective) -> list[Told]:
    """Return the results of an objective that were sent, through all revisions of its set; two queries."""
    sent = Result.objects.filter(
        agency=objective.agency_id, key=objective.key, report__state__in=[Report.State.SENT, Report.State.TAKEN]
    ).select_related("report", "objective")
    by_period = {one.report.period: one for one in sent}
    if not by_period:
        return []
    told = []
    for period in reporting_periods(objective.agency_id, objective.set.year):
        if (result := by_period.get(period.key)) is not None:
            cutoff = result.report.cutoff_date
            (line,) = lines_of([result.objective], {result.key: result}, is_final=period.is_final, cutoff=cutoff)
            short = str(SHORT[period.kind])
            told.append(Told(period.name, short, cutoff, result.value, result.done_date, line.said, line.tone))
    return told
