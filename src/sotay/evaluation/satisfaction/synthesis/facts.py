"""What others count of satisfaction: the rate of the satisfied and the mean, of agency and units; the reports that were issued.

Rates are told without answers flagged *cần xem lại* or found not to count; what they are with them stands beside in words.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any, Final

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.evaluation.satisfaction.counting import agencies_that_ask
from sotay.evaluation.satisfaction.models import Questionnaire, Synthesis
from sotay.evaluation.satisfaction.synthesis.counts import Group, levels_of_agencies
from sotay.evaluation.satisfaction.synthesis.rates import PLACES, Levels
from sotay.standard.registry.facts import Asked, Number, fact
from sotay.ui.formats import so

LIST: Final = "evaluation:synthesis_list"


def _groups(asked: Asked) -> dict[tuple[int, int | None], Group]:
    return levels_of_agencies(
        asked.agency_ids, Questionnaire.About.SERVICES, asked.period.start, asked.last, on=asked.on
    )


def _numbers(asked: Asked, *, value: Callable[[Levels], Decimal | None]) -> Iterator[Number]:
    """Yield the number of each agency and unit anybody answered of; who has no answers yields none: not told is not nought.

    It leads to the reports of the year, which tell such shares; the page of coverage tells none.
    """
    groups = asked.once(_groups) if asked.once(agencies_that_ask) else {}
    query = {"year": str(asked.last.year)}
    for (agency_id, unit_id), group in sorted(groups.items(), key=lambda one: (one[0][0], one[0][1] or 0)):
        found = value(group.clean)
        if found is None:
            continue
        yield Number(agency_id, found, unit_id, link=LIST, query=query, said=_said(group, value))


def _said(group: Group, value: Callable[[Levels], Decimal | None]) -> str:
    said = {
        "satisfied": so(group.clean.satisfied), "total": so(group.clean.total),
        "answers": so(group.answers - group.flagged), "flagged": so(group.flagged),
        "all": so(value(group.all), PLACES),
    }  # fmt: skip
    told = _("%(satisfied)s/%(total)s lượt trả lời hài lòng, của %(answers)s phiếu") % said
    if group.flagged:
        told += "; " + _("cả %(flagged)s phiếu cần xem lại hoặc không tính: %(all)s") % said
    return told


def _share(levels: Levels) -> Decimal | None:
    return levels.share


def _mean(levels: Levels) -> Decimal | None:
    return levels.mean


def _register(code: str, title: Any, measure: Any, value: Callable[[Levels], Decimal | None]) -> None:
    fact(f"satisfaction.{code}", title=title, measure=measure, for_objectives=True)(partial(_numbers, value=value))


_register("rate", gettext_lazy("Tỷ lệ hài lòng của tổ chức, cá nhân"), "%", _share)
_register("mean", gettext_lazy("Điểm hài lòng trung bình, thang 5"), gettext_lazy("điểm"), _mean)


@fact("satisfaction.reports", title=gettext_lazy("Báo cáo khảo sát ban hành trong kỳ"), measure=gettext_lazy("báo cáo"))
def reports_issued(asked: Asked) -> Iterator[Number]:
    """Yield how many syntheses were issued within the period, nought among them; nothing where nobody was ever asked."""
    ask = sorted(asked.once(agencies_that_ask))
    if not ask:
        return
    rows = Synthesis.objects.filter(agency_id__in=ask, issued_date__range=(asked.period.start, asked.last))
    counted = dict(rows.order_by().values_list("agency_id").annotate(count=Count("pk")))
    for agency_id in ask:
        yield Number(agency_id, counted.get(agency_id, 0), link=LIST, query=asked.days("issued_since", "issued_until"))
