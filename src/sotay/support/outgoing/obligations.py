"""Obligation 41: a paper is numbered and issued on the day it is signed, at the latest on the next working day (NĐ 30 Điều 15, 18)."""

from collections.abc import Iterator

from sotay.agency.models import Agency
from sotay.agency.models.calendar import calendars_of
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word
from sotay.standard.standings.scope import Scope
from sotay.support.outgoing.models import OutgoingPaper


@obligation("documents.numbering", number=41, owed="agency", watches=("support.paper",))
def papers_go_out_in_time(scope: Scope) -> Iterator[Line]:
    """Open for each paper that is signed and not out yet; met by the last that went out, late where that was after its day.

    What was given up before it went out is owed no more. The term runs from the day of signing, also where a paper signed
    by hand was entered later.
    """
    papers = OutgoingPaper.objects.filter(agency_id__in=scope.agency_ids, signed_date__isnull=False)
    papers = papers.exclude(state=OutgoingPaper.State.CANCELLED)
    rows = [
        {
            "agency_id": one.agency_id,
            "unit_id": None,
            "subject_uuid": one.uuid,
            "title": str(one),
            "event_date": one.signed_date,
            "done_date": one.issued_date,
            "link_kwargs": {"slug": one.slug},
        }
        for one in papers.defer("content", "words").order_by("signed_date", "pk")
    ]
    late = _late(rows, scope)
    for line in scope.judge_events(rows, link="support:paper_detail"):
        if line.standing == Word.MET:
            yield line._replace(link="support:paper_list", link_kwargs={}, late=line.agency_id in late)
        else:
            yield line


def _late(rows: list[dict], scope: Scope) -> set[int]:
    """Return the agencies whose last paper that went out by the day went out late."""
    last: dict[int, dict] = {}
    for row in rows:
        done = row["done_date"]
        if done is not None and done <= scope.on and done >= last.get(row["agency_id"], row)["done_date"]:
            last[row["agency_id"]] = row
    calendars = calendars_of(last) if last else {}
    used = dict(Agency.objects.filter(pk__in=last).values_list("pk", "in_use_from_date"))
    return {
        pk
        for pk, row in last.items()
        if row["done_date"] > calendars[pk].next_working_day(row["event_date"])
        and not (used[pk] and row["event_date"] < used[pk])
    }
