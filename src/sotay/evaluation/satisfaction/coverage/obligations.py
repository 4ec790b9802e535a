"""Obligation 20: in each half more answers than the agency's share of the settled dossiers (công văn 262 mục 5)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext_noop

from sotay.evaluation.satisfaction.coverage.figures import Coverage, coverages
from sotay.evaluation.satisfaction.coverage.page import percent_words
from sotay.evaluation.satisfaction.coverage.periods import days_of
from sotay.evaluation.satisfaction.coverage.reading import days_of_answers
from sotay.operation.statistics.months import in_words, next_month
from sotay.standard.parameters.queries import values_of
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings import lines
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word
from sotay.standard.standings.scope import Scope
from sotay.ui.formats import ngay, so

SHORT = gettext_noop(
    "%(answers)s phiếu trên %(settled)s hồ sơ đã giải quyết (%(percent)s %%); phải lớn hơn %(share)s %%, còn thiếu %(needed)s "
    "phiếu."
)
SO_FAR = gettext_noop(
    "Đến ngày %(on)s: %(answers)s phiếu trên %(settled)s hồ sơ đã giải quyết (%(percent)s %%); phải lớn hơn %(share)s %% khi "
    "chốt số liệu ngày %(cutoff)s."
)
FLAGGED = gettext_noop(
    "%(answers)s phiếu trên %(settled)s hồ sơ đã giải quyết (%(percent)s %%) nếu không tính %(flagged)s phiếu cần xem lại; còn "
    "thiếu %(needed)s phiếu."
)
UNTOLD = gettext_noop("Chưa có số hồ sơ đã giải quyết của tháng %(months)s, chưa tính được tỷ lệ phiếu.")
NOT_BEGUN = gettext_noop("Kỳ khảo sát bắt đầu ngày %(first)s.")
NOTHING_SETTLED = gettext_noop("Không có hồ sơ đã giải quyết từ %(first)s đến %(last)s.")
ENOUGH = gettext_noop("%(answers)s phiếu trên %(settled)s hồ sơ đã giải quyết (%(percent)s %%), đủ từ ngày %(day)s.")
ENOUGH_WITH_PORTAL = gettext_noop(
    "%(answers)s phiếu trên %(settled)s hồ sơ đã giải quyết (%(percent)s %%), trong đó %(portal)s lượt đánh giá trên Cổng không "
    "có phiếu; đủ từ ngày %(day)s."
)
LINK: Final = "evaluation:coverage"
FOUND: Final = frozenset({lines.FOUND, lines.FOUND_MANY})
GAP: Final = lines.NOT_FOUND


@obligation(
    "survey.share",
    number=20,
    owed="agency",
    per="half",
    watches=(
        "evaluation.sheet",
        "evaluation.answers",
        "evaluation.answer",
        "evaluation.rating",
        "evaluation.batch",
        "evaluation.suspicion",
        "evaluation.intake",
        "operation.dossier",
        "operation.dossiers",
        "operation.counts",
    ),
)
def answers_exceed_the_share(scope: Scope) -> Iterator[Line]:
    """Met once the figures are closed and unflagged answers are strictly more than the share, on the day they became so.

    Until then it tells how far it is; what nobody told dossiers of is not met, a half without settled dossiers not arisen.
    """
    values = values_of(scope.agency_ids)
    days = {one: days_of(one, scope.period, values=values) for one in scope.agency_ids}
    told = coverages(days, on=scope.on, values=values)
    untold = {one: _untold(told[one], scope.began(one)) for one in scope.agency_ids}
    closed = {one for one, span in days.items() if scope.on > span.end}
    passed = [one for one in closed if told[one].whole.passes and not untold[one]]
    since = _passed_on(told, passed, on=scope.on)
    evidence = [{"agency_id": one, "since": since[one], "count": told[one].whole.unflagged} for one in passed]
    exempt = [
        {"agency_id": one, "standing": Word.NOT_ARISEN, "reason": NOTHING_SETTLED, "params": _params(told[one])}
        for one in sorted(closed)
        if told[one].whole.settled == 0 and not untold[one]
    ]
    for line in scope.judge(evidence=evidence, exempt=exempt, gap=GAP, link=LINK):
        one = told[line.agency_id]
        asked = {"?": {"year": f"{scope.period.year}", "part": f"H{scope.period.index}"}}
        if line.reason in FOUND:
            said = _params(one) | {"day": ngay(since[line.agency_id])}
            reason = ENOUGH_WITH_PORTAL if one.whole.portal else ENOUGH
            yield line._replace(reason=reason, params=said, link_kwargs=asked)
        elif line.reason == GAP:
            reason, params = _gap(one, untold[line.agency_id], days[line.agency_id].end)
            yield line._replace(reason=reason, params=params, link_kwargs=asked)
        else:
            yield line


def _gap(told: Coverage, untold: list[date], cutoff: date) -> tuple[str, dict[str, Any]]:
    """Return why it is not met, in words."""
    params = _params(told) | {"on": ngay(told.last), "cutoff": ngay(cutoff)}
    if told.on < told.first:
        return NOT_BEGUN, params
    if untold or told.whole.settled is None:
        return UNTOLD, {"months": in_words(untold or told.missing)}
    if told.on <= cutoff:
        return SO_FAR, params
    return (FLAGGED if told.whole.passes_with_flagged else SHORT), params


def _params(told: Coverage) -> dict[str, Any]:
    share = told.whole
    return {
        "answers": so(share.unflagged), "settled": so(share.settled or 0), "percent": percent_words(share.percent_unflagged),
        "share": so(share.more_than), "needed": so(share.needed or 0), "flagged": so(share.flagged),
        "first": ngay(told.first), "last": ngay(told.last), "portal": so(share.portal),
    }  # fmt: skip


def _untold(told: Coverage, began: date) -> list[date]:
    """Return the months over, since the agency began with Sotay, that nobody tells settled dossiers of.

    A month cut in two by the day figures are closed cannot be told by counts, so nobody is asked for it.
    """
    over = [one for one in told.missing if next_month(one) <= told.on]
    whole = [one for one in over if told.first <= one and next_month(one) - timedelta(days=1) <= told.last]
    return [one for one in whole if one >= began.replace(day=1)]


def _passed_on(told: dict[int, Coverage], passed: list[int], *, on: date) -> dict[int, date]:
    """Return the day on which the last answer needed was given, for the agencies that passed."""
    found = {}
    given_days = days_of_answers(
        {one: (told[one].first, told[one].last) for one in passed},
        on=on,
        months={one: told[one].told_months for one in passed},
        returned_only=[one for one in passed if told[one].is_returned_only],
    )
    for agency_id, given in given_days.items():
        wanted, count = told[agency_id].whole.wanted or 0, 0
        for day, some in sorted(given.items()):
            count += some
            if count >= wanted:
                found[agency_id] = day
                break
    return {one: found.get(one, told[one].last) for one in passed}
