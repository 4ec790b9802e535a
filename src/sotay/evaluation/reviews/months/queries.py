"""Reads of the monthly look: its numbers with those of the month before, what is overdue, what the head has to decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat, Unit
from sotay.approvals.models import Approval
from sotay.evaluation.reviews.inputs import OF_THE_MONTH
from sotay.evaluation.reviews.models import MonthlyLook, ReviewDecision
from sotay.evaluation.reviews.pack import Figure, kept, read_figures
from sotay.evaluation.reviews.queries import open_decisions
from sotay.standard.catalogue.periods import MONTH, period_with
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word
from sotay.standard.standings.queries import list_lines

SHOWN = 8
"""How many lines of what is overdue and of what is to be decided the page shows; the rest is a number."""


def list_months(*, viewer: Actor) -> QuerySet[MonthlyLook]:
    """Return the months that were looked at, newest first."""
    rows = MonthlyLook.objects.of(viewer).select_related("agency", "paper", "kept_by")
    return rows.order_by("-year", "-month", "-pk")


def get_month(month: date, *, viewer: Actor) -> MonthlyLook | None:
    """Return what was kept of a month, None for nothing."""
    return list_months(viewer=viewer).filter(year=month.year, month=month.month).first()


def month_before(month: date) -> date:
    """Return the first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def figures_of_month(agency: Agency, month: date, *, on: date) -> dict[str, Figure]:
    """Return by code the numbers of a month as they stand on a day, or stood at its end."""
    period = period_with(MONTH, month)
    return read_figures(OF_THE_MONTH, agency, period, on=max(min(on, period.end), period.start))


@dataclass(frozen=True, slots=True)
class MonthShown:
    """The page of a month: each number with that of the month before; what is overdue and to be decided today."""

    month: date
    look: MonthlyLook | None
    rows: list[tuple[Figure, Figure | None]]
    overdue: list[Line]
    decisions: list[ReviewDecision]
    to_decide: list[Approval]
    units: dict[int, str]
    on: date

    @property
    def slug(self) -> str:
        """How the month stands in the address."""
        return f"{self.month:%Y-%m}"

    @property
    def is_now(self) -> bool:
        """Whether the month goes on today."""
        return (self.month.year, self.month.month) == (self.on.year, self.on.month)


def get_month_shown(month: date, *, viewer: Actor, on: date) -> MonthShown:
    """Return the page of a month; as many queries as it has facts, and a few more."""
    look = get_month(month, viewer=viewer)
    before = month_before(month)
    earlier = get_month(before, viewer=viewer)
    figures = _kept(look) if look else figures_of_month(viewer.agency, month, on=on)
    last = _kept(earlier) if earlier else figures_of_month(viewer.agency, before, on=on)
    waits = Approval.objects.of(viewer).filter(state=Approval.State.OPEN).select_related("agency", "author")
    rounds = waits.prefetch_related("steps").order_by("submitted_at", "pk")
    lines = [line for line in list_lines(viewer=viewer, on=on) if line.standing == Word.OVERDUE]
    return MonthShown(
        month=month,
        look=look,
        rows=[(one, last.get(code)) for code, one in figures.items()],
        overdue=lines,
        decisions=list(open_decisions(viewer.agency.pk, on=on)),
        to_decide=[one for one in rounds if _awaits_head(one)],
        units=dict(Unit.objects.filter(pk__in={line.unit_id for line in lines} - {None}).values_list("pk", "name")),
        on=on,
    )


def _awaits_head(approval: Approval) -> bool:
    """Return whether a round has come to the head of the agency."""
    steps = sorted(approval.steps.all(), key=lambda step: step.position)
    current = next((step for step in steps if step.done_at is None), None)
    return current is not None and current.role == Seat.Role.HEAD


def _kept(look: MonthlyLook) -> Mapping[str, Figure]:
    return {figure.code: figure for figure in kept(look.numbers)}
