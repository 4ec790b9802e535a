"""The days of this floor and those below: what waits for the person, what will be owed, the work one helps with."""

from collections.abc import Iterator
from datetime import date

from sotay.standard.catalogue.obligations import obligation_of, obligations
from sotay.standard.standings.models import Standing, Word
from sotay.work.assignments.models import Assignment
from sotay.work.calendar.registry import Dated, Span, dated
from sotay.work.waiting.queries import list_waiting
from sotay.work.waiting.registry import Asked
from sotay.work.waiting.sources import addressees, owed_key


@dated("work.waiting")
def waiting_days(span: Span) -> Iterator[Dated]:
    """Tell the days by which what waits for the person is due; what is overdue stays on its day."""
    for one in list_waiting(viewer=span.viewer).filter(due_date__isnull=False, due_date__lte=span.last):
        if one.due_date is None:
            continue
        is_late = one.due_date < span.on
        yield Dated(
            key=one.key,
            title=f"Quá hạn: {one.name}" if is_late else one.name,
            from_date=one.due_date,
            link_name=one.link_name,
            link_kwargs=one.link_kwargs,
            words=tuple(
                filter(
                    None, [f"Việc cần làm: {one.verb}.", one.why, one.origin, one.basis, _day_off(one.due_date, span)]
                )
            ),
            is_due=True,
        )


@dated("work.owed")
def owed_days(span: Span) -> Iterator[Dated]:
    """Tell what will be owed by roles the person holds, before it is soon due and waits."""
    rows = Standing.objects.filter(
        agency=span.viewer.agency,
        standing=Word.OPEN,
        due_date__range=(span.on, span.last),
        obligation__in=obligations(),
    )
    asked = Asked((span.viewer.agency.pk,), span.on)
    for one in rows.select_related("unit").order_by("due_date", "pk"):
        about = obligation_of(one.obligation)
        if one.due_date is None or span.viewer.person.pk not in addressees(one, about.who, asked):
            continue
        title = about.vi.title  # type: ignore[attr-defined]
        yield Dated(
            key=owed_key(one),
            title=f"{title} ({one.unit})" if one.unit else title,
            from_date=one.due_date,
            link_name=one.link_name or "standard:obligation_detail",
            link_kwargs=one.link_kwargs if one.link_name else {"code": one.obligation},
            words=tuple(
                filter(None, [" · ".join(filter(None, [about.clause, about.basis])), _day_off(one.due_date, span)])
            ),
            is_due=True,
        )


@dated("work.helped")
def helped_days(span: Span) -> Iterator[Dated]:
    """Tell the days by which work is due that the person helps with."""
    rows = Assignment.objects.of(span.viewer).filter(
        state__in=Assignment.OPEN, due_date__lte=span.last, helpers__user=span.viewer.person
    )
    for one in rows.order_by("due_date", "pk"):
        yield Dated(
            key=f"assignment:{one.uuid}",
            title=f"Phối hợp: {one.title}",
            from_date=one.due_date,
            link_name="work:assignment_detail",
            link_kwargs={"slug": one.slug},
            is_due=True,
        )


def _day_off(due: date, span: Span) -> str:
    """Say which working day comes before a due day that is a day off; fixed dates do not roll (practice.md 2.4)."""
    if span.working.is_working_day(due):
        return ""
    before = span.working.previous_working_day(due)
    return f"Hạn rơi vào ngày nghỉ; ngày làm việc cuối trước đó là {before:%d/%m/%Y}."
