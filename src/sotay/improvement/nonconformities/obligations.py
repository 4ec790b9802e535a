"""Obligation 13: each nonconformity is corrected by the day of its sheet (QĐ 19/2014/QĐ-TTg Điều 4; công văn 262 mục 3)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from sotay.improvement.nonconformities.models import Nonconformity
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import EVENT_OPEN, Line
from sotay.standard.standings.scope import Scope

LEFT = gettext_noop("Còn %(left)s phiếu chưa đóng, %(late)s phiếu quá hạn.")
NEW = gettext_noop("%(left)s phiếu chưa đóng; có phiếu chưa được tiếp nhận.")
State = Nonconformity.State
Place = tuple[int, int | None]


@obligation("nonconformity.corrected", number=13, owed="unit", watches=("improvement.nonconformity",))
def nonconformities_are_corrected(scope: Scope) -> Iterator[Line]:
    """Yield a line for each unit with open sheets, due on the earliest of their days, with how many are late.

    A unit whose sheets are all closed is met; without any nothing has arisen. Sheets of no unit are the agency's own.
    """
    rows = Nonconformity.objects.filter(agency_id__in=scope.agency_ids, found_date__lte=scope.on)
    rows = rows.exclude(state=State.REJECTED).select_related("unit")
    by_place: dict[Place, list[Nonconformity]] = defaultdict(list)
    for one in rows.order_by("agency_id", "unit__order", "unit_id", "found_date", "pk"):
        by_place[one.agency_id, one.unit_id].append(one)
    said: dict[Any, dict[str, Any]] = {}
    events = []
    for (agency_id, unit_id), sheets in by_place.items():
        left = [one for one in sheets if one.closed_date is None or one.closed_date > scope.on]
        first = min(left or sheets, key=lambda one: (one.due_date or date.max, one.found_date, one.pk))
        said[first.uuid] = {
            "left": len(left),
            "late": sum(one.due_date is not None and one.due_date < scope.on for one in left),
            "link": _link(first),
            "dated": any(one.due_date for one in left),
        }
        events.append(
            {
                "agency_id": agency_id,
                "unit_id": unit_id,
                "subject_uuid": first.uuid,
                "title": str(first.unit or first.code),
                "event_date": first.found_date,
                "done_date": None if left else max(one.closed_date for one in sheets if one.closed_date),
                "due_date": first.due_date or date.max,
            }
        )
    for line in scope.judge_events(events, link="improvement:nonconformity_list"):
        told = said.get(line.subject_uuid)
        if told is None or line.reason != EVENT_OPEN:
            yield line
            continue
        counts = {"left": told["left"], "late": told["late"]}
        link, kwargs = told["link"]
        yield line._replace(
            reason=LEFT if told["dated"] else NEW,
            params=counts,
            due=line.due if told["dated"] else None,
            link=link,
            link_kwargs=kwargs,
        )


def _link(first: Nonconformity) -> tuple[str, dict[str, Any]]:
    if first.unit is None:
        return "improvement:nonconformity_list", {"?": {"state": "LEFT"}}
    return "improvement:nonconformity_list", {"?": {"state": "LEFT", "unit": first.unit.slug}}
