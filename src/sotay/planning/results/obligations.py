"""Obligations 18 and 19: each unit reports its results after six months and for the year (công văn 262 mục 2)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Count, Q, Value, When
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from sotay.agency.models import Unit
from sotay.journal.models import Entry
from sotay.planning.objectives.models import ObjectiveSet
from sotay.planning.results.models import Report
from sotay.planning.results.queries import REPORTING, WRITE
from sotay.standard.registry.obligations import obligation
from sotay.standard.reporting import HALF, YEAR
from sotay.standard.standings.lines import NOT_FOUND, Line
from sotay.standard.standings.scope import Scope

NO_SET = gettext_noop("Đơn vị chưa có bộ mục tiêu năm %(year)s được phê duyệt để báo cáo.")
NOT_BEGUN = gettext_noop("Chưa lập báo cáo.")
BEING_WRITTEN = gettext_noop("Đang lập báo cáo, chưa gửi.")
RETURNED = gettext_noop("Bị trả lại: %(reason)s")
NOTHING_OWED = gettext_noop("Không có mục tiêu nào báo cáo trong kỳ này.")
SENT = "planning.report.sent"
CAME_BACK = ("planning.report.returned", "planning.report.withdrawn", "planning.report.opened_again")
WATCHES = ("planning.report", "planning.set")


@obligation("objectives.half", number=18, owed="unit", per="year", watches=WATCHES)
def half_is_reported(scope: Scope) -> Iterator[Line]:
    """Met by the report of six months, from the day it was sent or received on paper."""
    return _judged(scope, HALF)


@obligation("objectives.year", number=19, owed="unit", per="year", watches=WATCHES)
def year_is_reported(scope: Scope) -> Iterator[Line]:
    """Met by the report of the year, from the day it was sent or received on paper."""
    return _judged(scope, YEAR)


def _judged(scope: Scope, kind: str) -> Iterator[Line]:
    """Judge the reports of a kind of period in four queries: what was sent is evidence, all else says where it stands.

    On a day gone by that is also a report that came back only later.
    """
    period = f"{scope.period.year:04d}-{kind}"
    rows = Report.objects.filter(agency_id__in=scope.agency_ids, period=period, unit__isnull=False)
    reports = {
        row["unit_id"]: row
        for row in rows.values("agency_id", "unit_id", "uuid", "state", "sent_date", "returned_reason")
    }
    sent = [row | {"since": row["sent_date"]} for row in reports.values() if row["state"] in {"SENT", "TAKEN"}]
    unsure = [
        row
        for row in reports.values()
        if row["sent_date"] and (row["state"] not in {"SENT", "TAKEN"} or row["sent_date"] > scope.on)
    ]
    lay_here = _sent_then([row["uuid"] for row in unsure], agency_ids=scope.agency_ids, on=scope.on)
    sent += [row | {"since": lay_here[row["uuid"]]} for row in unsure if row["uuid"] in lay_here]
    owed = _owed(scope, kind)
    exempt = [
        {"agency_id": agency_id, "unit_id": unit_id, "reason": NOTHING_OWED}
        for (agency_id, unit_id), owes in owed.items()
        if not owes and unit_id not in reports
    ]
    slugs = dict(Unit.objects.filter(agency_id__in=scope.agency_ids).values_list("pk", "slug"))
    for line in scope.judge(evidence=sent, exempt=exempt, link=WRITE):
        if line.unit_id is None:
            yield line
            continue
        found = line._replace(link_kwargs={"period": period, "unit": slugs[line.unit_id]})
        if line.reason == NOT_FOUND:
            has_set = (line.agency_id, line.unit_id) in owed
            reason, params = _gap(reports.get(line.unit_id), has_set=has_set, year=scope.period.year)
            found = found._replace(reason=reason, params=params)
        yield found


def _sent_then(reports: Iterable[UUID], *, agency_ids: Iterable[int], on: date) -> dict[UUID, date]:
    """Return, of reports that came back since, those that were sent and had not come back on a day: since when, by journal."""
    acts = Entry.objects.filter(
        agency_id__in=agency_ids, subject_uuid__in=list(reports), action__in=[SENT, *CAME_BACK]
    ).order_by("agency_id", "seq")
    since: dict[UUID, date] = {}
    found: dict[UUID, date] = {}
    for uuid, action, data, at in acts.values_list("subject_uuid", "action", "data", "at"):
        if action == SENT:
            since[uuid] = date.fromisoformat(data["sent_date"])
        elif (begun := since.pop(uuid, None)) and begun <= on < localdate(at):
            found[uuid] = begun
    return found


def _owed(scope: Scope, kind: str) -> dict[tuple[int, int], bool]:
    """Return the units with an approved set of the year, and whether any of its objectives reports in the period."""
    reporting = Count("objectives", filter=Q(objectives__periods__in=REPORTING[kind])) if kind in REPORTING else None
    sets = (
        ObjectiveSet.objects.that_hold()
        .approved_by(scope.on)
        .filter(agency_id__in=scope.agency_ids, year=scope.period.year, unit__isnull=False)
        .annotate(
            owes=reporting if reporting is not None else Count("objectives"),
            comes=Case(
                When(state="APPROVED", then=Value(value=False)), default=Value(value=True), output_field=BooleanField()
            ),
        )
        .order_by("comes", "revision")
    )
    return {(row[0], row[1]): bool(row[2]) for row in sets.values_list("agency_id", "unit_id", "owes")}


def _gap(report: Mapping[str, Any] | None, *, has_set: bool, year: int) -> tuple[str, dict[str, Any]]:
    """Return why nothing was found: where the report of a unit stands."""
    if report is not None and report["state"] == "RETURNED":
        return RETURNED, {"reason": report["returned_reason"]}
    if report is not None:
        return BEING_WRITTEN, {}
    return (NOT_BEGUN, {}) if has_set else (NO_SET, {"year": year})
