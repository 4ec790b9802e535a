"""Obligations 14 (review every year, after the audit), 15 (look at every month), 50 (policy), and own.review_decisions."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from sotay.evaluation.reviews.decisions import Standing, concluded_by, with_standing
from sotay.evaluation.reviews.models import MonthlyLook, Review
from sotay.evaluation.reviews.queries import audit_of_the_year
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import NOT_FOUND, Line, day
from sotay.standard.standings.scope import Scope

LINK = "evaluation:review_list"
DETAIL = "evaluation:review_detail"
State = Review.State

BEFORE_AUDIT = gettext_noop(
    "%(code)s họp ngày %(day)s, trước khi có báo cáo đánh giá nội bộ của năm; cần xem xét sau đợt đánh giá."
)
NO_AUDIT = gettext_noop("%(code)s họp ngày %(day)s nhưng năm này chưa có báo cáo đánh giá nội bộ được phê duyệt.")
NO_MINUTES = gettext_noop("%(code)s đã họp ngày %(day)s, biên bản chưa được phê duyệt.")
BEING_PREPARED = gettext_noop("%(code)s đang chuẩn bị, dự kiến họp ngày %(day)s.")
NONE_YET = gettext_noop("Chưa có cuộc xem xét của lãnh đạo nào trong năm.")
NO_LOOK = gettext_noop("Chưa ghi việc xem xét tại giao ban của tháng.")
NO_POLICY = gettext_noop("Chưa có biên bản xem xét của lãnh đạo trong năm kết luận về chính sách chất lượng.")
DECISIONS_OVERDUE = gettext_noop("%(count)s kết luận quá hạn, trước hết là “%(first)s” của %(code)s, hạn %(due)s.")
NO_DECISIONS = gettext_noop("Chưa có kết luận nào của các cuộc xem xét phải thực hiện.")
FIRST = 80
"""How much of a decision a reason quotes."""


@obligation("review.yearly", number=14, owed="agency", per="year", watches=("evaluation.review", "evaluation.audit"))
def review_every_year(scope: Scope) -> Iterator[Line]:
    """Met on the day the minutes were approved of a review that was held in the year after its audit was reported.

    One held before the audit is told as such (practice.md 7): it does not hold back another one.
    """
    rows = Review.objects.filter(agency_id__in=scope.agency_ids, year=scope.period.year)
    rows = rows.exclude(state=State.CANCELLED).annotate(audited=audit_of_the_year()).order_by("meeting_at", "pk")
    evidence: list[dict[str, Any]] = []
    gaps: dict[int, tuple[str, Any]] = {}
    for review in rows:
        gap = _gap(review, scope)
        if gap:
            gaps[review.agency_id] = (gap, review)
        else:
            evidence.append({"agency_id": review.agency_id, "since": review.concluded_date})
    for line in scope.judge(evidence=evidence, link=LINK):
        if line.reason != NOT_FOUND:
            yield line
        elif told := gaps.get(line.agency_id):
            reason, review = told
            said = {"code": review.code, "day": day(review.held_date or localdate(review.meeting_at))}
            yield line._replace(reason=reason, params=said, link=DETAIL, link_kwargs={"slug": review.slug})
        else:
            yield line._replace(reason=NONE_YET)


def _gap(review: Review, scope: Scope) -> str:
    """Return why a review is no evidence on the day, empty where it is."""
    held = review.held_date if review.held_date and review.held_date <= scope.on else None
    if held is None:
        return BEING_PREPARED
    audited = review.audited  # type: ignore[attr-defined]  # annotated
    if audited is None or audited > scope.on:
        return NO_AUDIT
    if audited > held:
        return BEFORE_AUDIT
    is_concluded = review.state == State.CONCLUDED and review.concluded_date and review.concluded_date <= scope.on
    return "" if is_concluded else NO_MINUTES


@obligation("review.monthly", number=15, owed="agency", per="month", watches=("evaluation.month",))
def month_is_looked_at(scope: Scope) -> Iterator[Line]:
    """Met by the look that was kept of the month, on the day of the briefing."""
    looks = MonthlyLook.objects.filter(
        agency_id__in=scope.agency_ids, year=scope.period.year, month=scope.period.index, held_date__lte=scope.on
    )
    rows = looks.values("agency_id").annotate(since=Min("held_date"), count=Count("pk")).order_by()
    return scope.judge(evidence=rows, gap=NO_LOOK, link="evaluation:monthly_look")


@obligation("policy.suitability", number=50, owed="agency", per="year", watches=("evaluation.review",))
def policy_is_looked_at(scope: Scope) -> Iterator[Line]:
    """Met by approved minutes of a review of the year that say whether the policy still suits."""
    rows = Review.objects.filter(
        agency_id__in=scope.agency_ids,
        year=scope.period.year,
        state=State.CONCLUDED,
        concluded_date__lte=scope.on,
        policy_suitable__isnull=False,
    )
    found = rows.values("agency_id").annotate(since=Min("concluded_date"), count=Count("pk")).order_by()
    return scope.judge(evidence=found, gap=NO_POLICY, link=LINK)


@obligation("own.review_decisions", owed="agency", watches=("evaluation.review", "work.assignment", "work.extension"))
def decisions_are_followed_up(scope: Scope) -> Iterator[Line]:
    """Met while no decision of a review is overdue; those that are, are named (9.3.2 a)."""
    rows = with_standing(concluded_by(scope.on), on=scope.on).filter(agency_id__in=scope.agency_ids)
    rows = rows.exclude(standing=Standing.CANCELLED).select_related("review", "assignment")
    decided: set[int] = set()
    overdue: dict[int, list[Any]] = {}
    for one in rows.order_by("assignment__due_date", "pk"):
        decided.add(one.agency_id)
        if one.standing == Standing.OVERDUE:  # type: ignore[attr-defined]  # annotated
            overdue.setdefault(one.agency_id, []).append(one)
    gaps = [
        {
            "agency_id": agency_id,
            "reason": DECISIONS_OVERDUE,
            "params": {
                "count": len(some),
                "first": some[0].text[:FIRST],
                "code": some[0].review.code,
                "due": day(some[0].assignment.due_date if some[0].assignment else some[0].due_date),
            },
            "link": "evaluation:review_decisions",
            "link_kwargs": {"slug": some[0].review.slug},
        }
        for agency_id, some in overdue.items()
    ]
    exempt = [{"agency_id": pk, "reason": NO_DECISIONS} for pk in scope.agency_ids if pk not in decided]
    return scope.judge(gaps=gaps, exempt=exempt, link="evaluation:review_decision_list")
