"""Obligations 39, the year's list of files (NĐ 30 Điều 28, 29), and 40, files handed to the archive (NĐ 30 Điều 30)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Min, Q
from django.utils.translation import gettext_noop

from sotay.agency.models import Agency
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line
from sotay.standard.standings.scope import Scope
from sotay.support.records.files.queries import ARCHIVE_DUE
from sotay.support.records.models import RecordFile, RecordList, Transfer
from sotay.support.records.retention import archive_due, kept_until, to_be_archived

NO_LIST = gettext_noop("Chưa có danh mục hồ sơ của năm.")
DRAFTED = gettext_noop("Danh mục hồ sơ đang soạn, chưa trình.")
RETURNED = gettext_noop("Danh mục hồ sơ bị trả lại: %(returned)s")
SUBMITTED = gettext_noop("Danh mục hồ sơ đang trình, chưa ban hành.")
ISSUED_AFTER = gettext_noop("Danh mục hồ sơ chưa được ban hành vào ngày này.")
NOTHING_DUE = gettext_noop("Không có hồ sơ nào đến hạn nộp lưu trong năm này.")
NOT_HANDED_OVER = gettext_noop("Còn %(open)s trên %(all)s hồ sơ đến hạn chưa nộp lưu.")


@obligation("records.list", number=39, owed="agency", per="year", watches=("support.record_list", "approvals"))
def files_are_listed(scope: Scope) -> Iterator[Line]:
    """Met by the day the head issued the list of the year; what lacks one tells where it stands."""
    lists = {
        row["agency_id"]: row
        for row in RecordList.objects.filter(agency_id__in=scope.agency_ids, year=scope.period.year).values(
            "agency_id", "state", "slug", "issued_date", "returned_reason"
        )
    }
    evidence = [row | {"since": row["issued_date"]} for row in lists.values() if row["issued_date"]]
    for line in scope.judge(evidence=evidence, gap=NO_LIST, link="support:record_list_list"):
        row = lists.get(line.agency_id)
        if row is None:
            yield line
            continue
        found = line._replace(link="support:record_list_detail", link_kwargs={"slug": row["slug"]})
        if line.reason == NO_LIST:
            reason, params = _where(row)
            found = found._replace(reason=reason, params=params)
        yield found


@obligation(
    "records.archive", number=40, owed="agency", per="year", watches=("support.record_file", "support.transfer")
)
def files_are_handed_over(scope: Scope) -> Iterator[Line]:
    """Met when every file due in the year was handed over by minutes, or kept longer by a paper; from the last of them.

    A file is due the year after its work ended, or on the day until which its unit may keep it; one that was due before
    and never came still counts, unless it was due before the agency used Sotay or its time of keeping is over.
    """
    began = dict(Agency.objects.filter(pk__in=scope.agency_ids).values_list("pk", "in_use_from_date"))
    due: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for file in _files_of(scope):
        day = _due_of(file, scope)
        from_before = day is not None and day.year < scope.period.year
        if day is None or day.year > scope.period.year or (from_before and day < (began[file.agency_id] or scope.on)):
            continue
        due[file.agency_id].append((day, file.taken))
    gaps, evidence, exempt = [], [], []
    for agency_id in scope.agency_ids:
        rows = due[agency_id]
        open_ = [day for day, taken in rows if taken is None or taken > scope.on]
        if not rows:
            exempt.append({"agency_id": agency_id, "reason": NOTHING_DUE})
        elif open_:
            said = {"open": len(open_), "all": len(rows)}
            gaps.append({"agency_id": agency_id, "reason": NOT_HANDED_OVER, "params": said, "due_date": min(open_)})
        else:
            last = max(taken for _day, taken in rows if taken)
            evidence.append({"agency_id": agency_id, "since": last, "count": len(rows)})
    yield from scope.judge(evidence=evidence, gaps=gaps, exempt=exempt, link="support:record_due")


def _files_of(scope: Scope) -> Any:
    """Return the closed files that must go to the archive and did not before the period, each with the day it was taken."""
    taken = Q(transfers__left_out_reason="", transfers__transfer__state=Transfer.State.DONE)
    taken &= Q(transfers__transfer__manner=Transfer.Manner.ARCHIVE)
    files = RecordFile.objects.filter(
        to_be_archived(), agency_id__in=scope.agency_ids, closed_date__lt=scope.period.start, closed_date__lte=scope.on
    )
    files = files.exclude(state=RecordFile.State.DISPOSED).select_related("record_class", "kept_by")
    files = files.annotate(taken=Min("transfers__transfer__done_date", filter=taken))
    return files.filter(Q(taken__isnull=True) | Q(taken__gte=scope.period.start))


def _due_of(file: Any, scope: Scope) -> date | None:
    """Return by when a file goes to the archive as it was known on the day; None for one whose time of keeping is over."""
    until = kept_until(file.record_class, file.closed_date)
    if file.taken is None and until is not None and until < scope.on:
        return None
    if file.kept_until_date and file.kept_by.date <= scope.on:
        return file.kept_until_date
    month_day = scope.value(file.agency_id, ARCHIVE_DUE)
    return archive_due(file.record_class, file.closed_date, month_day=month_day)


def _where(row: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return where a list stands that was not issued in time."""
    if row["issued_date"]:
        return ISSUED_AFTER, {}
    if row["state"] == RecordList.State.SUBMITTED:
        return SUBMITTED, {}
    return (RETURNED, {"returned": row["returned_reason"]}) if row["returned_reason"] else (DRAFTED, {})
