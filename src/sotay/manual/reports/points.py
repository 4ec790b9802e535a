"""Open points: what stood open at the end of a year or a period, for the plan to take up and for reports to tell."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q

from sotay.agency.actor import Actor
from sotay.evaluation.audits.models import Grade
from sotay.evaluation.audits.sight import visible_findings
from sotay.evaluation.models import Finding, InspectionFinding
from sotay.evaluation.reviews.decisions import Standing, concluded_by, with_standing
from sotay.evaluation.reviews.models import Review
from sotay.evaluation.reviews.sight import visible as visible_reviews
from sotay.improvement.models import Nonconformity
from sotay.improvement.nonconformities.sight import visible as visible_sheets
from sotay.planning.models import Report as ObjectiveReport
from sotay.planning.models import Result
from sotay.planning.results.lines import lines_of
from sotay.standard.reporting import FINAL, order_of_key, parts_of_key

WORDS = 300
"""How much of a text a point quotes."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something left open: of what kind, its code and words, whose, by when, and its page."""

    source: str
    code: str
    text: str
    unit: str = ""
    due: str = ""
    late: bool = False
    link: str = ""
    link_kwargs: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Return it as it is pinned."""
        return asdict(self)


def open_points(*, viewer: Actor, year: int, on: date) -> list[Point]:
    """Return what stands open on a day, of the year before it and that year, as far as the viewer sees it; seven queries."""
    since = date(year, 1, 1)
    return [
        *_nonconformities(viewer, on),
        *_decisions(viewer, on),
        *_inspections(viewer, on),
        *_notes(viewer, since, on),
        *_objectives(viewer, year, on),
    ]


def _nonconformities(viewer: Actor, on: date) -> Iterator[Point]:
    rows = visible_sheets(Nonconformity.objects.of(viewer), viewer).exclude(state=Nonconformity.State.REJECTED)
    rows = rows.filter(Q(closed_date__isnull=True) | Q(closed_date__gt=on), found_date__lte=on)
    for one in rows.select_related("unit").order_by(F("due_date").asc(nulls_last=True), "pk"):
        yield _point("Điểm không phù hợp chưa đóng", one.code, one.what, unit=one.unit, due=one.due_date, on=on,
                     page=("improvement:nonconformity_detail", one.slug))  # fmt: skip


def _decisions(viewer: Actor, on: date) -> Iterator[Point]:
    reviews = visible_reviews(Review.objects.of(viewer), viewer).values("pk")
    rows: Any = with_standing(concluded_by(on).filter(agency_id=viewer.agency.pk, review__in=reviews), on=on)
    rows = rows.filter(standing__in=[Standing.OPEN, Standing.OVERDUE]).select_related(
        "review", "assignment", "owner_unit"
    )
    for one in rows.order_by(F("due_date").asc(nulls_last=True), "pk"):
        due = one.assignment.due_date if one.assignment else one.due_date
        yield _point("Kết luận xem xét của lãnh đạo", one.review.code, one.text, unit=one.owner_unit, due=due, on=on,
                     page=("evaluation:review_detail", one.review.slug))  # fmt: skip


def _inspections(viewer: Actor, on: date) -> Iterator[Point]:
    rows = InspectionFinding.objects.of(viewer).filter(inspection__minutes_date__lte=on)
    rows = rows.filter(Q(checked_again_date__isnull=True) | Q(checked_again_date__gt=on))
    rows = rows.exclude(inspection__state__in=["CLOSED", "CANCELLED"]).select_related("inspection", "unit")
    for one in rows.order_by("inspection__fixes_due_date", "inspection", "position"):
        due = None if one.inspection.fixes_date else one.inspection.fixes_due_date
        yield _point("Điểm nêu trong biên bản kiểm tra", one.inspection.code, one.what, unit=one.unit, due=due, on=on,
                     page=("evaluation:inspection_detail", one.inspection.slug))  # fmt: skip


def _notes(viewer: Actor, since: date, on: date) -> Iterator[Point]:
    rows = visible_findings(Finding.objects.of(viewer), viewer)
    rows = rows.filter(grade__in=[Grade.NOTE, Grade.OPPORTUNITY], is_dropped=False)
    rows = rows.filter(audit__state="REPORTED", audit__reported_date__range=(since, on)).select_related("unit")
    for one in rows.order_by("audit", "number"):
        yield _point(str(Grade(one.grade).label) + " của đánh giá nội bộ", one.code, one.what, unit=one.unit, on=on,
                     page=("evaluation:finding_detail", one.slug))  # fmt: skip


def _objectives(viewer: Actor, year: int, on: date) -> Iterator[Point]:
    """Yield the objectives of the year whose last report tells that they were missed, or will be."""
    sent = ObjectiveReport.objects.of(viewer).filter(year=year, state__in=["SENT", "TAKEN"], sent_date__lte=on)
    reports = {one.pk: one for one in sorted(sent, key=lambda one: order_of_key(one.period))}
    rows = Result.objects.filter(report__in=reports).select_related("objective__set__unit")
    places = {pk: place for place, pk in enumerate(reports)}
    last = {one.key: one for one in sorted(rows, key=lambda one: places[one.report_id])}
    for one in last.values():
        report = reports[one.report_id]
        is_final = parts_of_key(report.period)[1] == FINAL
        (line,) = lines_of([one.objective], {one.key: one}, is_final=is_final, cutoff=report.cutoff_date)
        if line.is_bad:
            text = f"{one.objective.statement}: {line.said}" + (f" ({line.told})" if line.told else "")
            yield _point("Mục tiêu không đạt", one.objective.code, text, unit=one.objective.set.unit, on=on,
                         page=("planning:objective_detail", one.objective.slug))  # fmt: skip


def _point(
    source: str, code: str, text: str, *, unit: Any, page: tuple[str, str], on: date, due: date | None = None
) -> Point:
    words = " ".join(text.split())
    return Point(
        source=source,
        code=code,
        text=words if len(words) <= WORDS else f"{words[: WORDS - 1]}…",
        unit=unit.name if unit else "",
        due=due.isoformat() if due else "",
        late=due is not None and due < on,
        link=page[0],
        link_kwargs={"slug": page[1]},
    )
