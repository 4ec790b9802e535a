"""What others count of assignments: given and done in a period, overdue on a day (9.3.2 c 5)."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sotay.standard.registry.facts import Asked, Number, counts, fact
from sotay.work.assignments import queries
from sotay.work.assignments.models import Assignment

LINK = "work:assignment_all_list"
MEASURE = _("công việc")
State = Assignment.State


@fact("work.given", title=_("Công việc được giao trong kỳ"), measure=MEASURE)
def work_given(asked: Asked) -> Iterator[Number]:
    """Yield how much work was given in the period, also what was cancelled afterwards."""
    yield from _numbers(asked, "given", asked.days("given_since", "given_until"))


@fact("work.done", title=_("Công việc hoàn thành trong kỳ"), measure=MEASURE)
def work_done(asked: Asked) -> Iterator[Number]:
    """Yield how much work was reported as done in the period."""
    yield from _numbers(asked, "done", asked.days("done_since", "done_until"))


@fact("work.overdue", title=_("Công việc quá hạn chưa xong"), measure=MEASURE)
def work_overdue(asked: Asked) -> Iterator[Number]:
    """Yield how much work was due before the day and not done by it."""
    yield from _numbers(asked, "overdue", {"due": queries.OVERDUE})


def _numbers(asked: Asked, name: str, query: dict[str, str]) -> Iterator[Number]:
    """Yield a number for every agency where work was ever given."""
    for agency_id, told in asked.once(_counts).items():
        yield Number(agency_id, told[name], link=LINK, query=query)


def _counts(asked: Asked) -> dict[int, dict[str, int]]:
    """Return how much work was given and done in the period, and was overdue on the day, by agency."""
    within, on = (asked.period.start, asked.last), asked.on
    open_ = Q(state__in=Assignment.OPEN) | Q(state__in=[State.DONE, State.CONFIRMED], done_date__gt=on)
    open_ |= Q(state=State.CANCELLED, ended_date__gt=on)
    return counts(
        Assignment.objects.filter(agency_id__in=asked.agency_ids),
        given=Q(given_date__range=within),
        done=Q(done_date__range=within, state__in=[State.DONE, State.CONFIRMED]),
        overdue=open_ & Q(due_date__lt=on, given_date__lte=on),
    )
