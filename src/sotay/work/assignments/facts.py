"""What others count of assignments: given and done in a period, overdue on a day (9.3.2 c 5)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from sotay.standard.registry.facts import Asked, Number, fact
from sotay.work.assignments import queries
from sotay.work.assignments.models import Assignment

LINK = "work:assignment_all_list"
MEASURE = _("công việc")
State = Assignment.State


@fact("work.given", title=_("Công việc được giao trong kỳ"), measure=MEASURE)
def work_given(asked: Asked) -> Iterator[Number]:
    """Yield how much work was given in the period, also what was cancelled afterwards."""
    given = Q(given_date__range=(asked.period.start, asked.last))
    yield from _numbers(asked, given, asked.days("given_since", "given_until"))


@fact("work.done", title=_("Công việc hoàn thành trong kỳ"), measure=MEASURE)
def work_done(asked: Asked) -> Iterator[Number]:
    """Yield how much work was reported as done in the period."""
    done = Q(done_date__range=(asked.period.start, asked.last), state__in=[State.DONE, State.CONFIRMED])
    yield from _numbers(asked, done, asked.days("done_since", "done_until"))


@fact("work.overdue", title=_("Công việc quá hạn chưa xong"), measure=MEASURE)
def work_overdue(asked: Asked) -> Iterator[Number]:
    """Yield how much work was due before the day and not done by it."""
    open_ = Q(state__in=Assignment.OPEN) | Q(state__in=[State.DONE, State.CONFIRMED], done_date__gt=asked.on)
    open_ |= Q(state=State.CANCELLED, ended_date__gt=asked.on)
    yield from _numbers(asked, open_ & Q(due_date__lt=asked.on, given_date__lte=asked.on), {"due": queries.OVERDUE})


def _numbers(asked: Asked, counted: Q, query: dict[str, Any]) -> Iterator[Number]:
    """Yield a number for every agency where work was ever given; one query."""
    rows = Assignment.objects.filter(agency_id__in=asked.agency_ids).values("agency_id")
    for row in rows.annotate(count=Count("pk", filter=counted)).order_by():
        yield Number(row["agency_id"], row["count"], link=LINK, query=query)
