"""A list on its way into the register: copied beside it, matched, checked; nothing is written yet."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import Q

from sotay.agency.models import Agency
from sotay.agency.models.calendar import calendar_of
from sotay.operation.dossiers.lists import sets
from sotay.operation.procedures.models import ProcedureRules, ProcedureService
from sotay.support.models import Revision

_BLOCK = 1 << 16


def copy_lines(lines: Iterable[str]) -> None:
    """Copy lines into the table beside the register, block by block."""
    with connection.cursor() as cursor:
        cursor.execute(sets.DROP)
        for statement in sets.CREATE:
            cursor.execute(statement)
        with cursor.copy(sets.COPY) as copy:
            for block in _blocks(lines):
                copy.write(block)
        cursor.execute("ANALYZE dossier_list")


def come_to(agency: Agency, *, on: date) -> None:
    """Match the lines with what stands and say what each comes to, and what is wrong with it."""
    within: dict[str, Any] = {"agency": agency.pk, "on": on}
    with connection.cursor() as cursor:
        cursor.execute(sets.SPAN, within)
        first, last = cursor.fetchone()
        # both ask the database, which takes no question while it copies
        days = "" if first is None else "".join(_days(agency, first, max(first, min(last or on, on))))
        agreed = "".join(_rules(agency))
        for statement, lines in (("COPY dossier_days FROM STDIN", days), ("COPY dossier_rules FROM STDIN", agreed)):
            with cursor.copy(statement) as copy:
                copy.write(lines)
        for statement in (sets.TWICE, "ANALYZE dossier_days", "ANALYZE dossier_rules", "ANALYZE dossier_twice"):
            cursor.execute(statement)
        cursor.execute(sets.COME, within)
        for statement in (*sets.BY_KEY, "ANALYZE dossier_come"):
            cursor.execute(statement)


def rows_of(statement: str, **within: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a question about what the lines come to."""
    with connection.cursor() as cursor:
        cursor.execute(statement, within)
        return list(cursor.fetchall())


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    held, size = [], 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size > _BLOCK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def _days(agency: Agency, first: date, last: date) -> Iterator[str]:
    """Yield each day with how many working days there are from the first up to it, and the next working day."""
    calendar = calendar_of(agency)
    count, following = 0, calendar.next_working_day(first)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        worked = calendar.is_working_day(day)
        count += worked
        if following <= day:
            following = calendar.next_working_day(day)
        yield f"{day.isoformat()}\t{count}\t{'t' if worked else 'f'}\t{following.isoformat()}\n"


def _rules(agency: Agency) -> Iterator[str]:
    """Yield for each service the spans of time in which one procedure alone was in force for it, and what it agrees."""
    links = ProcedureService.objects.filter(agency=agency).values_list("service_id", "document_id")
    agreed = {one.document_id: one for one in ProcedureRules.objects.filter(agency=agency)}
    by_document: dict[int, list[Revision]] = {}
    revisions = Revision.objects.filter(Q(state__in=Revision.ISSUED), agency=agency, in_force_date__isnull=False)
    for one in revisions.filter(document__in=[document for _service, document in links]).order_by("order"):
        by_document.setdefault(one.document_id, []).append(one)
    serving: dict[int, list[Revision]] = {}
    for service, document in links:
        serving.setdefault(service, []).extend(by_document.get(document, ()))
    for service, some in sorted(serving.items()):
        ends = {one.ended_date or date.max for one in some}
        for start, end in pairwise(sorted({one.in_force_date for one in some if one.in_force_date} | ends)):
            there = [
                one for one in some if one.in_force_date and one.in_force_date <= start < (one.ended_date or date.max)
            ]
            if len(there) == 1:
                rules = agreed.get(there[0].document_id)
                late = rules.late_from.isoformat() if rules and rules.late_from else "\\N"
                pauses = "t" if rules and rules.pauses_count else "f"
                yield f"{service}\t{start}\t{end}\t{there[0].pk}\t{late}\t{pauses}\n"
