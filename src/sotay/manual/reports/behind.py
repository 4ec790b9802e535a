"""The records behind the numbers of a report: code, title, day and state of each that is counted, as the drafter may see them.

A row names the numbers it counts for, by their codes. Nobody who handed in a dossier or said anything is ever named.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from sotay.agency.actor import Actor
from sotay.context.models import Law, LawReview
from sotay.evaluation.audits.models import NONCONFORMITIES, Grade
from sotay.evaluation.audits.sight import visible_audits, visible_findings
from sotay.evaluation.feedback.queries import list_feedback
from sotay.evaluation.models import Audit, Feedback, Finding, Inspection, Synthesis
from sotay.evaluation.reviews.decisions import FOLLOWED, Standing, concluded_by, with_standing
from sotay.evaluation.satisfaction.synthesis.queries import list_syntheses
from sotay.improvement.models import Nonconformity, Proposal
from sotay.improvement.nonconformities.sight import visible as visible_sheets
from sotay.improvement.proposals.sight import visible as visible_proposals
from sotay.operation.models import NonconformingOutput
from sotay.operation.statistics.months import next_month
from sotay.operation.statistics.queries import figures
from sotay.planning.models import Objective
from sotay.planning.objectives.queries import visible_objectives
from sotay.standard.catalogue.periods import Span
from sotay.support.documents.sight import visible_revisions
from sotay.support.models import Revision
from sotay.work.assignments.sight import visible as visible_work
from sotay.work.models import Assignment

MOST: Final = 5_000
"""So many records of a number group at most; a last line says that there are more."""
WORDS: Final = 200
ONE_DAY: Final = timedelta(days=1)


class Row(NamedTuple):
    """A record that is counted."""

    counts_for: tuple[str, ...]
    code: str
    title: str
    day: date | None
    state: str


class Days(NamedTuple):
    """The days a report tells of, and who reads."""

    viewer: Actor
    first: date
    last: date

    @property
    def within(self) -> tuple[date, date]:
        """Both ends, for a range."""
        return self.first, self.last


Lookup = Callable[[Days], Iterable[Row]]


def rows_behind(viewer: Actor, span: Span) -> dict[str, list[list[Any]]]:
    """Return by group the records behind its numbers, as plain values; a constant number of queries."""
    days = Days(viewer, span.start, span.end)
    return {key: list(_plain(row for look in lookups for row in look(days))) for key, lookups in _LOOKUPS.items()}


def _plain(rows: Iterable[Row]) -> Iterator[list[Any]]:
    counted = (row for row in rows if row.counts_for)
    for row in islice(counted, MOST):
        yield [list(row.counts_for), row.code, row.title, row.day.isoformat() if row.day else None, row.state]
    if any(True for _row in counted):
        yield [[], "", f"Còn nữa; chỉ liệt kê {MOST} dòng đầu.", None, ""]


def _words(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= WORDS else f"{words[: WORDS - 1]}…"


def _counted(**numbers: Any) -> tuple[str, ...]:
    """Return the codes of the numbers a record counts for, `a__b` for `a.b`."""
    return tuple(code.replace("__", ".") for code, counts in numbers.items() if counts)


def revisions(days: Days) -> Iterator[Row]:
    """Yield the revisions in force on the last day, and those that came into force within the days."""
    rows: Any = visible_revisions(Revision.objects.of(days.viewer), days.viewer)
    rows = rows.filter(state__in=Revision.ISSUED, in_force_date__lte=days.last).select_related("document")
    for one in rows.order_by("document__code_sort", "in_force_date", "pk"):
        stands = one.ended_date is None or one.ended_date > days.last
        issued = one.in_force_date >= days.first
        counts = _counted(documents__in_force=stands, documents__issued=issued)
        edition = f"lần ban hành {one.edition:02d}, sửa đổi {one.amendment:02d}"
        yield Row(counts, one.document.code, f"{one.document.title} ({edition})", one.in_force_date, _display(one))


def laws(days: Days) -> Iterator[Row]:
    """Yield the laws that took effect within the days, and those some unit had not looked at by the last."""
    unseen = LawReview.objects.filter(law=OuterRef("pk"))
    unseen = unseen.filter(Q(decided_date__isnull=True) | Q(decided_date__gt=days.last))
    rows: Any = Law.objects.of(days.viewer).filter(is_unrelated=False, effective_date__lte=days.last)
    for one in rows.annotate(waits=Exists(unseen)).order_by("effective_date", "pk"):
        over = one.expiry_date is not None and one.expiry_date <= days.last
        counts = _counted(laws__effective=one.effective_date >= days.first, laws__waiting=one.waits and not over)
        state = "đơn vị chưa rà soát xong" if one.waits else "đã rà soát hoặc chưa phân công"
        yield Row(counts, one.number, one.title, one.effective_date, state)


def objectives(days: Days) -> Iterator[Row]:
    """Yield the objectives of the sets that hold for the year."""
    rows = visible_objectives(Objective.objects.of(days.viewer), days.viewer)
    rows = rows.filter(set__year=days.last.year, set__state__in=["APPROVED", "IN_FORCE", "CLOSED"])
    for one in rows.select_related("set__unit", "set__agency").order_by("set__unit__order", "order", "pk"):
        whose = one.set.unit.name if one.set.unit else one.set.agency.name
        title = f"{one.statement} ({whose})"
        yield Row(("objectives.total",), one.code, _words(title), None, str(one.set.get_state_display()))


def months(days: Days) -> Iterator[Row]:
    """Yield what is known of the dossiers of each month that was over by the last day, as the numbers are added up from."""
    over = days.last + ONE_DAY
    told = figures(Span.of(days.first, days.last), viewer=days.viewer, unit=None, on=over)
    for month, one in sorted(told.counts.items()):
        if next_month(month) > over:
            continue
        counts = _counted(
            dossiers__received=one.received is not None,
            dossiers__settled=one.settled_in_all is not None,
            dossiers__settled_late=one.settled_late is not None,
        )
        words = f"tiếp nhận {_told(one.received)}, đã giải quyết {_told(one.settled_in_all)}, quá hạn {_told(one.settled_late)}"
        source = "đếm từ hồ sơ" if month in told.led else "số liệu tháng đã nhập"
        yield Row(counts, f"{month:%m/%Y}", words[0].upper() + words[1:], month, source)


def outputs(days: Days) -> Iterator[Row]:
    """Yield the nonconforming outputs found within the days, and those not closed on the last."""
    rows: Any = NonconformingOutput.objects.of(days.viewer).filter(found_date__lte=days.last).exclude(state="CANCELLED")
    for one in rows.order_by("found_date", "pk"):
        left = one.state != "CLOSED" or (one.checked_date is not None and one.checked_date > days.last)
        counts = _counted(outputs__found=one.found_date >= days.first, outputs__open=left)
        yield Row(counts, one.code, str(one.get_kind_display()), one.found_date, _display(one))


def audits(days: Days) -> Iterator[Row]:
    """Yield the audits reported within the days, with the units visited."""
    rows: Any = visible_audits(Audit.objects.of(days.viewer), days.viewer)
    rows = rows.filter(state="REPORTED", reported_date__range=days.within)
    visited = Count("visits__unit", filter=Q(visits__set_aside_reason=""), distinct=True)
    for one in rows.annotate(units=visited).order_by("reported_date", "pk"):
        title = f"{one.title} ({one.units} đơn vị)"
        yield Row(("audits.reported", "audits.units_covered"), one.code, title, one.reported_date, _display(one))


def findings(days: Days) -> Iterator[Row]:
    """Yield the nonconformities and notes of these audits."""
    rows: Any = visible_findings(Finding.objects.of(days.viewer), days.viewer).filter(is_dropped=False)
    rows = rows.filter(audit__state="REPORTED", audit__reported_date__range=days.within)
    for one in rows.order_by("audit", "number"):
        is_bad = one.grade in NONCONFORMITIES
        counts = _counted(audits__nonconformities=is_bad, audits__notes=one.grade == Grade.NOTE)
        yield Row(counts, one.code, _words(one.what), one.found_date, str(one.get_grade_display()))


def nonconformities(days: Days) -> Iterator[Row]:
    """Yield the sheets found or closed within the days, and those open on the last."""
    rows: Any = visible_sheets(Nonconformity.objects.of(days.viewer), days.viewer)
    for one in rows.exclude(state="REJECTED").filter(found_date__lte=days.last).order_by("found_date", "pk"):
        closed = one.closed_date is not None and one.closed_date <= days.last
        counts = _counted(
            nonconformities__found=one.found_date >= days.first,
            nonconformities__closed=closed and one.closed_date >= days.first,
            nonconformities__open=not closed,
            nonconformities__overdue=not closed and one.due_date is not None and one.due_date < days.last,
        )
        yield Row(counts, one.code, _words(one.what), one.found_date, _display(one))


def decisions(days: Days) -> Iterator[Row]:
    """Yield the decisions of concluded reviews done within the days, and those not done on the last."""
    rows: Any = with_standing(concluded_by(days.last).filter(agency_id=days.viewer.agency.pk), on=days.last)
    for one in rows.select_related("review", "assignment").order_by("review__concluded_date", "position"):
        done = one.assignment.done_date if one.assignment else None
        counts = _counted(
            reviews__decisions_done=one.standing in FOLLOWED and done is not None and done >= days.first,
            reviews__decisions_open=one.standing in {Standing.OPEN, Standing.OVERDUE},
            reviews__decisions_overdue=one.standing == Standing.OVERDUE,
        )
        due = one.assignment.due_date if one.assignment else one.due_date
        yield Row(counts, one.review.code, _words(one.text), due, str(Standing(one.standing).label))


def syntheses(days: Days) -> Iterator[Row]:
    """Yield the reports of surveys issued within the days."""
    rows = list_syntheses(viewer=days.viewer).filter(state=Synthesis.State.ISSUED, issued_date__range=days.within)
    for one in rows.order_by("issued_date", "pk"):
        yield Row(("satisfaction.reports",), one.code, one.title, one.issued_date, _display(one))


def feedback(days: Days) -> Iterator[Row]:
    """Yield what was received within the days or is late on the last, without a word of who said it."""
    rows: Any = list_feedback(viewer=days.viewer).filter(kind__in=Feedback.HANDLED, received_date__lte=days.last)
    for one in rows.order_by("received_date", "pk"):
        ended = one.ended_date is not None and one.ended_date <= days.last
        due = one.due_date is not None and days.first <= one.due_date <= days.last
        late = not ended and one.due_date is not None and one.due_date < days.last
        counts = _counted(
            feedback__received=one.received_date >= days.first,
            feedback__answered_in_time=due and (ended or late),
            feedback__overdue=late,
        )
        yield Row(counts, one.code, str(one.get_kind_display()), one.received_date, _display(one))


def inspections(days: Days) -> Iterator[Row]:
    """Yield the inspections that began or were minuted within the days, and those whose fixes are overdue."""
    rows: Any = Inspection.objects.of(days.viewer).exclude(state="CANCELLED").filter(from_date__lte=days.last)
    for one in rows.annotate(found=Count("findings")).order_by("from_date", "pk"):
        signed = one.minutes_date is not None and days.first <= one.minutes_date <= days.last
        unfixed = one.fixes_date is None or one.fixes_date > days.last
        owing = one.minutes_date is not None and one.minutes_date <= days.last and one.found
        counts = _counted(
            inspections__received=one.from_date >= days.first,
            inspections__findings=signed and one.found,
            inspections__fixes_overdue=owing and unfixed and one.fixes_due_date < days.last,
        )
        title = f"{one.body} ({one.found} điểm nêu trong biên bản)"
        yield Row(counts, one.code, title, one.from_date, _display(one))


def proposals(days: Days) -> Iterator[Row]:
    """Yield the proposals made or carried out within the days."""
    rows: Any = visible_proposals(Proposal.objects.of(days.viewer), days.viewer).filter(proposed_date__lte=days.last)
    for one in rows.order_by("proposed_date", "pk"):
        done = one.state in {"DONE", "MEASURED"} and one.done_date is not None
        counts = _counted(
            proposals__made=one.proposed_date >= days.first and one.state != Proposal.State.WITHDRAWN,
            proposals__carried_out=done and days.first <= one.done_date <= days.last,
        )
        yield Row(counts, one.code, one.title, one.proposed_date, _display(one))


def work(days: Days) -> Iterator[Row]:
    """Yield the work that was due before the last day and not done by it."""
    rows: Any = visible_work(Assignment.objects.of(days.viewer), days.viewer)
    rows = rows.filter(due_date__lt=days.last, given_date__lte=days.last)
    done_later = Q(state__in=["DONE", "CONFIRMED"], done_date__gt=days.last)
    ended_later = Q(state="CANCELLED", ended_date__gt=days.last)
    for one in rows.filter(Q(state__in=Assignment.OPEN) | done_later | ended_later).order_by("due_date", "pk"):
        yield Row(("work.overdue",), one.code, one.title, one.due_date, _display(one))


def _display(one: Any) -> str:
    return str(one.get_state_display())


def _told(number: int | None) -> str:
    return "chưa có số liệu" if number is None else str(number)


_LOOKUPS: Final[Mapping[str, tuple[Lookup, ...]]] = {
    "documents": (revisions, laws),
    "objectives": (objectives,),
    "dossiers": (months, outputs),
    "audits": (audits, findings),
    "nonconformities": (nonconformities,),
    "reviews": (decisions,),
    "satisfaction": (syntheses, feedback),
    "inspections": (inspections,),
    "improvement": (proposals, work),
}
