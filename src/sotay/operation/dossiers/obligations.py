"""Obligations 35–38, where dossiers are kept here: receipts, supplements in time, apologies, control sheets and books."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_noop

from sotay.agency.models import Agency
from sotay.operation.dossiers import breaches
from sotay.operation.dossiers.broken import SOON, Broken
from sotay.operation.dossiers.clock import apology_due
from sotay.operation.dossiers.models import Dossier, DossierBook, DossierEvent
from sotay.standard.catalogue.periods import MONTH, YEAR, Period, period_with
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings import lines
from sotay.standard.standings.due import word_of
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word
from sotay.standard.standings.scope import Scope

REGISTER: Final = "operation:dossier_list"
BOOK: Final = "operation:dossier_book"
BOOK_DUE: Final = "dossiers.book.due"
WATCHED: Final = ("operation.dossier",)
AHEAD: Final = timedelta(days=31)
"""No rest between two working days is longer."""

NO_RECEIPT = gettext_noop("%(breaches)s trên %(count)s hồ sơ tiếp nhận thiếu mã, ngày hẹn trả hoặc người tiếp nhận.")
RECEIPTS = gettext_noop("%(count)s hồ sơ tiếp nhận đều có mã, giấy tiếp nhận và ngày hẹn trả.")
ASKED_LATE = gettext_noop("%(breaches)s trên %(count)s lần yêu cầu bổ sung quá thời hạn kể từ ngày nhận hồ sơ.")
ASKED = gettext_noop("%(count)s lần yêu cầu bổ sung đều trong thời hạn kể từ ngày nhận hồ sơ.")
NO_APOLOGY = gettext_noop("%(breaches)s trên %(count)s hồ sơ quá hạn không được xin lỗi, hẹn lại trước ngày hẹn trả.")
APOLOGIES = gettext_noop("%(count)s hồ sơ quá hạn đều được xin lỗi, hẹn lại trước ngày hẹn trả.")
TO_APOLOGISE = gettext_noop("%(count)s hồ sơ đến hạn ngày làm việc tới, chưa có kết quả và chưa xin lỗi, hẹn lại.")
NO_SHEET = gettext_noop("%(breaches)s trên %(count)s hồ sơ đã giải quyết không ghi đủ việc giao nhận giữa các bước.")
SHEETS = gettext_noop("%(count)s hồ sơ đã giải quyết ghi đủ việc giao nhận giữa các bước.")
BOOK_OPEN = gettext_noop("Sổ theo dõi hồ sơ năm %(year)s chưa được khóa.")
BOOK_CLOSED = gettext_noop("Sổ theo dõi hồ sơ năm %(year)s khóa ngày %(day)s.")


@obligation("dossiers.receipt", number=35, owed="agency", watches=WATCHED)
def dossiers_have_receipts(scope: Scope) -> Iterator[Line]:
    """Met in a month when every dossier received in it has a code, a receipt by somebody, and a day where it has a limit."""
    rows = breaches.received(_of(scope, "received_date"))
    return scope.judge_months(by_month(rows, breach="receipt"), breach=NO_RECEIPT, kept=RECEIPTS, link=REGISTER)


@obligation("dossiers.supplement", number=36, owed="unit", watches=WATCHED)
def supplements_are_asked_in_time(scope: Scope) -> Iterator[Line]:
    """Met in a month when what was missing was asked for within the term of reception (3 working days)."""
    here = DossierEvent.objects.filter(agency_id__in=scope.agency_ids, dossier__origin=Dossier.Origin.DESK)
    events = breaches.since_use(here, "date", start=scope.months_start, on=scope.on)
    found: dict[tuple[int, int | None, date], dict[str, Any]] = {}
    for ask in breaches.asks(events):
        month = ask.asked.replace(day=1)
        row = found.setdefault(
            (ask.agency_id, ask.unit_id, month),
            {
                "agency_id": ask.agency_id,
                "unit_id": ask.unit_id,
                "month": month,
                "count": 0,
                "breaches": 0,
                "last": None,
            },
        )
        begun = ask.counted_from(scope.calendar(ask.agency_id))
        row["count"] += ask.times
        row["breaches"] += ask.times if ask.asked > scope.due_after(ask.agency_id, begun) else 0
        row["last"] = max(row["last"] or ask.asked, ask.asked)
        row["link_kwargs"] = narrowed("supplement", month, ask.unit)
    return scope.judge_months(found.values(), breach=ASKED_LATE, kept=ASKED, link=REGISTER)


@obligation("dossiers.apology", number=37, owed="unit", watches=WATCHED)
def the_late_are_apologised_for(scope: Scope) -> Iterator[Line]:
    """Met in a month when all that ran past their day in it had an apology the day before; soon due for the next day's."""
    dossiers = _of(scope, "due_date")
    rows = by_month(breaches.run_past(dossiers, on=scope.on), breach="apology", by_unit=True)
    return scope.judge_months(rows, breach=NO_APOLOGY, kept=APOLOGIES, soon=_to_apologise(scope), link=REGISTER)


@obligation("dossiers.control_sheet", number=38, owed="agency", watches=(*WATCHED, "operation.dossier_book"))
def hand_overs_are_told(scope: Scope) -> Iterator[Line]:
    """Met in a month when what was settled in it went from hand to hand as told; and by the book of a year, closed."""
    rows = breaches.moved_on(_of(scope, "settled_date"))
    books = list(_books(scope))
    there = {line.agency_id for line in books}
    monthly = by_month(rows, breach="control_sheet")
    for line in scope.judge_months(monthly, breach=NO_SHEET, kept=SHEETS, link=REGISTER):
        if line.standing != Word.NOT_ARISEN or line.agency_id not in there:
            yield line
    yield from books


def by_month(rows: QuerySet, *, breach: str, by_unit: bool = False, **more: Any) -> Iterator[dict[str, Any]]:
    """Yield marked dossiers (`day`, `broken`) counted by agency, unit where each owes it, and month, for `judge_months`."""
    names = ("agency_id", "unit_id", "unit__slug") if by_unit else ("agency_id",)
    counted = rows.values(*names, month=TruncMonth("day")).annotate(
        count=Count("pk"), breaches=Count("pk", filter=Q(broken=True)), last=Max("day"), **more
    )
    for row in counted.order_by(*names, "month"):
        yield row | {"link_kwargs": narrowed(breach, row["month"], row.get("unit__slug"))}


def narrowed(breach: str, month: date | None = None, unit: str | None = None) -> dict[str, dict[str, str]]:
    """Return the query that narrows the register to what broke a duty, in a month and in a unit (its slug)."""
    found = Broken(breach, period_with(MONTH, month) if month else None)
    return {"?": {"broken": found.written} | ({"unit": unit} if unit else {})}


def _of(scope: Scope, day: str) -> QuerySet[Dossier]:
    rows = Dossier.objects.filter(agency_id__in=scope.agency_ids)
    return breaches.since_use(rows, day, start=scope.months_start, on=scope.on)


def _to_apologise(scope: Scope) -> Iterator[dict[str, Any]]:
    """Yield by unit what falls due on the next working day and was not apologised for; one query."""
    dossiers = Dossier.objects.filter(agency_id__in=scope.agency_ids)
    rows = breaches.to_apologise(dossiers, on=scope.on, until=scope.on + AHEAD)
    found: dict[tuple[int, int | None, str | None], dict[date, int]] = defaultdict(dict)
    names = ("agency_id", "unit_id", "unit__slug", "due_date")
    for agency_id, unit_id, unit, due, count in rows.values_list(*names).annotate(count=Count("pk")).order_by(*names):
        if due <= scope.calendar(agency_id).next_working_day(scope.on):
            found[agency_id, unit_id, unit][due] = count
    for (agency_id, unit_id, unit), counts in found.items():
        yield {
            "agency_id": agency_id,
            "unit_id": unit_id,
            "due": apology_due(min(counts)),
            "reason": TO_APOLOGISE,
            "params": {"count": sum(counts.values())},
            "link_kwargs": narrowed(SOON, unit=unit),
        }


def _books(scope: Scope) -> Iterator[Line]:
    """Yield the book of last year where dossiers were received in it, and those of older years that are still open."""
    last = scope.on.year - 1
    wanted = _years_received(scope, last)
    books = DossierBook.objects.filter(agency_id__in=scope.agency_ids, year__lte=last)
    closed = {}
    for agency_id, year, slug, day in books.values_list("agency_id", "year", "slug", "closed_date"):
        if day is not None and day <= scope.on:
            closed[agency_id, year] = (day, slug)
        else:
            wanted.add((agency_id, year))
    wanted = {place for place in wanted if place not in closed} | {place for place in closed if place[1] == last}
    for agency_id, year in sorted(wanted):
        due = date(year + 1, *scope.value(agency_id, BOOK_DUE))
        line = Line(agency_id, scope.obligation.code, None, Period(YEAR, year).key, Word.MET, due=due, link=BOOK)
        if (agency_id, year) in closed:
            day, slug = closed[agency_id, year]
            said = {"year": year, "day": lines.day(day)}
            line = line._replace(evidence_date=day, late=day > due, reason=BOOK_CLOSED, params=said)
            yield line._replace(count=1, link_kwargs={"slug": slug})
        else:
            word = word_of(due=due, on=scope.on, warning=scope.value(agency_id, "standing.warning"))
            yield line._replace(standing=word, reason=BOOK_OPEN, params={"year": year}, link_kwargs={"slug": str(year)})


def _years_received(scope: Scope, last: int) -> set[tuple[int, int]]:
    """Return agency and year of the registers kept here since their use began; a query for each year, one look per agency."""
    found: set[tuple[int, int]] = set()
    first = min((scope.began(agency_id).year for agency_id in scope.agency_ids), default=scope.on.year)
    for year in range(first, last + 1):
        ends = (date(year, 1, 1), date(year, 12, 31))
        received = Dossier.objects.filter(
            agency_id=OuterRef("pk"), origin=Dossier.Origin.DESK, received_date__range=ends,
            received_date__gte=OuterRef("in_use_from_date"),
        )  # fmt: skip
        rows = Agency.objects.filter(pk__in=scope.agency_ids).filter(Exists(received))
        found |= {(agency_id, year) for agency_id in rows.values_list("pk", flat=True)}
    return found
