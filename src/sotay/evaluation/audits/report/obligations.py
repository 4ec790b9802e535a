"""Obligations 11 and 12, and two checks of Sotay's own: an audit a year, its numbers stated, every unit and clause audited.

An audit is done when its report is approved, and on that day; open sheets never hold it back (practice.md 7).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext_noop

from sotay.agency.models import Unit
from sotay.agency.workdays import add_months
from sotay.evaluation.audits.models import Audit, ChecklistLine, Grade, Visit
from sotay.standard.catalogue.clauses import ancestors, children, clause_key, clauses, covers
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line, day
from sotay.standard.standings.scope import Scope

LINK: Final = "evaluation:audit_list"
WATCHES: Final = ("evaluation.report", "evaluation.audit")
MONTHS: Final = "audit.coverage.months"
STATED: Final = ("nonconformities", "notes")
NAMED: Final = 12
"""How many clauses a gap names; of more the number is told."""
NO_REPORT = gettext_noop("Chưa có báo cáo đánh giá nội bộ nào của năm được phê duyệt.")
NOT_STATED = gettext_noop("Chưa có báo cáo đánh giá được phê duyệt nêu số điểm không phù hợp, điểm lưu ý.")
NEVER_AUDITED = gettext_noop("Đơn vị chưa được đánh giá trong cuộc nào đã hoàn thành; cần chậm nhất ngày %(due)s.")
AUDITED_LONG_AGO = gettext_noop(
    "Cuộc đánh giá gần nhất có đơn vị này hoàn thành ngày %(day)s, đã quá %(months)s tháng."
)
NOT_COVERED = gettext_noop("Trong %(months)s tháng qua chưa đánh giá: %(clauses)s.")
MORE_NOT_COVERED = gettext_noop("Trong %(months)s tháng qua chưa đánh giá: %(clauses)s và %(more)s điều khoản khác.")


@obligation("audit.yearly", number=11, owed="agency", per="year", watches=WATCHES)
def audited_every_year(scope: Scope) -> Iterator[Line]:
    """Met by the first audit of the year whose report was approved."""
    done = _reported(scope).values("agency_id").annotate(since=Min("reported_date"), count=Count("pk")).order_by()
    return scope.judge(evidence=done, gap=NO_REPORT, link=LINK)


@obligation("audit.counts", number=12, owed="agency", per="year", watches=WATCHES)
def report_states_numbers(scope: Scope) -> Iterator[Line]:
    """Met by the first approved report of the year in which the numbers of nonconformities and notes are pinned."""
    stated = _reported(scope).filter(report__figures__has_keys=list(STATED))
    done = stated.values("agency_id").annotate(since=Min("reported_date"), count=Count("pk")).order_by()
    return scope.judge(evidence=done, gap=NOT_STATED, link=LINK)


@obligation("own.audit_units", owed="unit", watches=WATCHES)
def every_unit_is_audited(scope: Scope) -> Iterator[Line]:
    """Met for each unit by a visit of an audit reported within the span; else owed since the last one, or the unit's beginning."""
    last = {
        (row["agency_id"], row["unit_id"]): row["last"]
        for row in _visits(scope).values("agency_id", "unit_id").annotate(last=Max("audit__reported_date")).order_by()
    }
    begun = dict(Unit.objects.filter(agency_id__in=scope.agency_ids).values_list("pk", "started_date"))
    evidence, gaps = [], []
    for agency_id, unit_id in scope.units():
        months = scope.value(agency_id, MONTHS)
        place: dict[str, Any] = {"agency_id": agency_id, "unit_id": unit_id}
        since = last.get((agency_id, unit_id))
        if since is not None:
            due = add_months(since, months)
            if scope.on <= due:
                evidence.append(place | {"since": since})
                continue
            said = {"day": day(since), "months": months}
            gaps.append(place | {"reason": AUDITED_LONG_AGO, "params": said, "due_date": due})
        else:
            due = add_months(max(scope.began(agency_id), begun.get(unit_id) or date.min), months)
            gaps.append(place | {"reason": NEVER_AUDITED, "params": {"due": day(due)}, "due_date": due})
    return scope.judge(evidence=evidence, gaps=gaps, link=LINK)


@obligation("own.audit_clauses", owed="agency", watches=(*WATCHES, "standard"))
def every_clause_is_audited(scope: Scope) -> Iterator[Line]:
    """Met when a question on every clause that applies, or one above it, was answered in audits reported within the span.

    What a plan names counts for nothing: the checklist shows what was looked at; *không áp dụng* is no look.
    """
    answered: dict[int, dict[str, date]] = defaultdict(dict)
    lines = ChecklistLine.objects.filter(agency_id__in=scope.agency_ids, visit__in=_visits(scope)).exclude(clause="")
    rows: Any = lines.exclude(result__in=["", Grade.NOT_APPLICABLE]).values_list("agency_id", "clause")
    for agency_id, number, last in rows.annotate(last=Max("visit__audit__reported_date")).order_by():
        answered[agency_id][number] = last
    evidence, gaps = [], []
    for agency_id in scope.agency_ids:
        months = scope.value(agency_id, MONTHS)
        leaves = [one.number for one in scope.exclusions(agency_id).applicable() if not children(one.number)]
        audited = {number: _last(number, answered[agency_id]) for number in leaves}
        open_ = [number for number, last in audited.items() if last is None or scope.on > add_months(last, months)]
        if not open_:
            evidence.append({"agency_id": agency_id, "since": min(last for last in audited.values() if last)})
            continue
        since = min(audited[number] or scope.began(agency_id) for number in open_)
        told = shortest(open_, among=leaves)
        said = {"months": months, "clauses": ", ".join(told[:NAMED]), "more": len(told) - NAMED}
        gaps.append(
            {
                "agency_id": agency_id,
                "reason": MORE_NOT_COVERED if len(told) > NAMED else NOT_COVERED,
                "params": said,
                "due_date": add_months(since, months),
            }
        )
    return scope.judge(evidence=evidence, gaps=gaps, link=LINK)


def shortest(open_: Iterable[str], *, among: Iterable[str]) -> list[str]:
    """Return clauses in as few numbers as name them: one above stands for all of `among` below it when all are open."""
    wanted, leaves = set(open_), list(among)
    whole = {
        number
        for number in clauses()
        if (below := [leaf for leaf in leaves if covers(number, leaf)]) and wanted.issuperset(below)
    }
    return sorted((one for one in whole if not whole & set(ancestors(one))), key=clause_key)


def _last(number: str, answered: dict[str, date]) -> date | None:
    """Return when a question on a clause, or one above it, was last answered."""
    return max((day for one in (number, *ancestors(number)) if (day := answered.get(one))), default=None)


def _reported(scope: Scope) -> Any:
    """Return the audits of the year of the period whose report was approved by the day."""
    audits = Audit.objects.filter(agency_id__in=scope.agency_ids, year=scope.period.start.year)
    return audits.reported_by(scope.on)


def _visits(scope: Scope) -> Any:
    """Return the visits that were held, of audits reported by the day."""
    held = Q(audit__state=Audit.State.REPORTED, set_aside_reason="")
    return Visit.objects.filter(held, agency_id__in=scope.agency_ids, audit__reported_date__lte=scope.on)
