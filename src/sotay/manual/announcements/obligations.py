"""Obligations 5 to 8: announced, notified, posted, and announced again when the scope moved (QĐ 19/2014/QĐ-TTg Điều 4.3, 4.4 c)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Max, Min, Q
from django.utils.translation import gettext_noop

from sotay.evaluation.models import Confirmation
from sotay.manual.announcements.differences import announced_of, differences, end_of_next_quarter
from sotay.manual.announcements.models import Announcement, Posting, ScopeChange
from sotay.manual.announcements.moved import Moved, moved_of_all
from sotay.standard.models import DeclaredEvidence
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line, day
from sotay.standard.standings.models import Word
from sotay.standard.standings.scope import Scope

LIST, DETAIL, DIFFERENCES = "manual:announcement_list", "manual:announcement_detail", "manual:announcement_differences"
NOT_CONFIRMED = gettext_noop("Chưa phát sinh: công bố sau khi người đứng đầu xác nhận hệ thống có hiệu lực.")
NOT_ANNOUNCED = gettext_noop("Hệ thống đã được xác nhận hiệu lực ngày %(day)s nhưng chưa công bố.")
PREPARED = gettext_noop("Lần công bố đang được chuẩn bị.")
WITHDRAWN = gettext_noop("Bản công bố %(number)s đã thu hồi ngày %(day)s, chưa có bản khác.")
NOTHING_ANNOUNCED = gettext_noop("Chưa phát sinh: chưa có bản công bố nào.")
NOT_NOTIFIED = gettext_noop("Đã công bố ngày %(day)s theo %(number)s; chưa có văn bản thông báo.")
NOT_POSTED = gettext_noop("Đã công bố ngày %(day)s theo %(number)s; chưa niêm yết tại trụ sở, chưa đăng tải.")
NOT_AT_OFFICE = gettext_noop("Đã công bố ngày %(day)s theo %(number)s; chưa niêm yết tại trụ sở.")
NOT_ON_PORTAL = gettext_noop("Đã công bố ngày %(day)s theo %(number)s; chưa đăng trên cổng, trang thông tin điện tử.")
NOTICE_UNDECLARED = gettext_noop("Đã công bố ngày %(day)s, nhập khi khởi tạo; chưa nhập văn bản thông báo.")
POSTING_UNDECLARED = gettext_noop("Đã công bố ngày %(day)s, nhập khi khởi tạo; chưa nhập nơi niêm yết, đăng tải.")
NO_LIST = gettext_noop(
    "Bản công bố khai báo khi khởi tạo chưa có danh mục thủ tục; nhập danh mục để so với phạm vi hôm nay."
)
UNDECIDED = gettext_noop(
    "Phạm vi khác bản công bố %(count)s điểm, từ ngày %(day)s; chưa quyết định công bố lại hay gộp."
)
AGAIN = gettext_noop(
    "Phạm vi khác bản công bố %(count)s điểm; đã quyết định công bố lại trước hoặc trong ngày %(due)s."
)
LATER = gettext_noop("Phạm vi khác bản công bố %(count)s điểm; gộp vào lần công bố trước hoặc trong ngày %(due)s.")


@obligation("announcement.issued", number=5, watches=("manual.announcement", "evaluation.confirmation"))
def system_is_announced(scope: Scope) -> Iterator[Line]:
    """Met while an announcement stands; it has not arisen before the head confirmed that the system is effective.

    A declared paper counts until an announcement of ours was withdrawn.
    """
    standing = _standing(scope)
    withdrawn = {one.agency_id: one for one in _ended(scope) if one.agency_id not in standing}
    declared = _declared(scope)
    confirmed = _confirmed(scope)
    evidence = [{"agency_id": one.agency_id, "since": one.issued_date} for one in standing.values()]
    prepared = _prepared(scope)
    gaps: list[dict[str, Any]] = []
    exempt: list[dict[str, Any]] = []
    for agency_id in scope.agency_ids:
        if agency_id in standing or (agency_id in declared and agency_id not in withdrawn):
            continue
        if one := withdrawn.get(agency_id):
            said = {"number": one.number, "day": day(one.ended_date or scope.on)}
            gaps.append({"agency_id": agency_id, "reason": WITHDRAWN, "params": said})
        elif slug := prepared.get(agency_id):
            gaps.append({"agency_id": agency_id, "reason": PREPARED, "link": DETAIL, "link_kwargs": {"slug": slug}})
        elif since := confirmed.get(agency_id):
            gaps.append({"agency_id": agency_id, "reason": NOT_ANNOUNCED, "params": {"day": day(since)}})
        else:
            exempt.append({"agency_id": agency_id, "reason": NOT_CONFIRMED})
    return scope.judge(evidence=evidence, gaps=gaps, exempt=exempt, link=LIST)


@obligation("announcement.notified", number=6, watches=("manual.announcement",))
def announcement_is_notified(scope: Scope) -> Iterator[Line]:
    """Met on the day the overseer was told of the announcement that stands; a declared letter counts from its day on."""
    told = {one.agency_id: one.notified_date for one in _standing(scope).values() if one.notified_date}
    return _beside(scope, done=told, missing=lambda _one: NOT_NOTIFIED, undeclared=NOTICE_UNDECLARED)


@obligation("announcement.posted", number=7, watches=("manual.announcement",))
def announcement_is_posted(scope: Scope) -> Iterator[Line]:
    """Met when the announcement that stands hangs at the office and stands on the portal, or the agency said it has none."""
    hangs = Q(posted_date__lte=scope.on) & (Q(ended_date__isnull=True) | Q(ended_date__gt=scope.on))
    rows = Posting.objects.filter(hangs, announcement__in=list(_standing(scope).values())).order_by()
    first: dict[int, dict[str, date]] = {}
    for agency_id, kind, since in rows.values_list("agency_id", "kind").annotate(since=Min("posted_date")):
        place = "office" if kind == Posting.Kind.OFFICE else "portal"
        known = first.setdefault(agency_id, {})
        known[place] = min(known.get(place, since), since)
    done = {agency_id: max(days.values()) for agency_id, days in first.items() if len(days) == 2}  # noqa: PLR2004  both places

    def missing(one: Announcement) -> str:
        places = first.get(one.agency_id, {})
        if not places:
            return NOT_POSTED
        return NOT_ON_PORTAL if "office" in places else NOT_AT_OFFICE

    return _beside(scope, done=done, missing=missing, undeclared=POSTING_UNDECLARED)


@obligation(
    "announcement.renewed",
    number=8,
    watches=(
        "manual.announcement",
        "manual.scope_change",
        "context.scope",
        "context.service",
        "standard.applicability",
    ),
)
def scope_is_announced_again(scope: Scope) -> Iterator[Line]:
    """A line per decision on a moved scope, and one for what nobody decided on: each owed by its day (practice.md 9).

    Only past that day it is overdue; the law counts no days. Without differences it is met by the last re-announcement.
    """
    exclusions = {pk: scope.exclusions(pk) for pk in scope.agency_ids}
    moved = moved_of_all(scope.agency_ids, on=scope.on, exclusions=exclusions)
    declared = _declared(scope)
    told: dict[Any, tuple[str, dict[str, Any]]] = {}
    events: list[dict[str, Any]] = []
    for agency_id, one in moved.items():
        for row, reason, params in _owed(agency_id, one):
            told[row["subject_uuid"]] = reason, params
            events.append(row)
    events += _settled(scope, moved)
    for line in scope.judge_events(events, link=DIFFERENCES):
        if line.subject_uuid in told and line.standing != Word.NOT_APPLICABLE:
            reason, params = told[line.subject_uuid]
            yield line._replace(reason=reason, params=params)
        elif line.standing == Word.NOT_ARISEN and line.agency_id in declared and moved[line.agency_id].standing is None:
            link = "manual:announcement_declare"
            yield line._replace(standing=Word.NOT_CHECKED, reason=NO_LIST, link=link)
        else:
            yield line


def _owed(agency_id: int, moved: Moved) -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
    """Yield what is owed of a moved scope as events, with the reason to tell."""
    for each in moved.decided:
        change, count = each.change, len(each.found)
        reason = AGAIN if change.way == ScopeChange.Way.NOW else LATER
        row = _event(agency_id, change.uuid, since=min(one.since for one in each.found), due=change.due_date)
        yield row, reason, {"count": count, "due": day(change.due_date)}
    if moved.undecided and moved.standing is not None:
        since = min(one.since for one in moved.undecided)
        row = _event(agency_id, moved.standing.uuid, since=since, due=moved.default_due)
        yield row, UNDECIDED, {"count": len(moved.undecided), "day": day(since)}


def _event(agency_id: int, uuid: Any, *, since: date, due: date | None) -> dict[str, Any]:
    return {
        "agency_id": agency_id,
        "subject_uuid": uuid,
        "title": "",
        "event_date": since,
        "done_date": None,
        "due_date": due,
    }


def _settled(scope: Scope, moved: Mapping[int, Moved]) -> Iterable[dict[str, Any]]:
    """Return the re-announcements as events that are done: what the scope asked for was given; the last with its due day."""
    found = Announcement.objects.filter(
        agency_id__in=scope.agency_ids, replaces__isnull=False, state__in=Announcement.OUT, issued_date__lte=scope.on
    )
    rows = list(found.select_related("replaces").order_by("issued_date", "edition"))
    due = _was_due({one.agency_id: one for one in rows}.values(), moved)
    for one in rows:
        yield {
            "agency_id": one.agency_id,
            "subject_uuid": one.uuid,
            "title": one.number,
            "event_date": one.issued_date,
            "done_date": one.issued_date,
            "due_date": due.get(one.pk),
        }


def _was_due(again: Collection[Announcement], moved: Mapping[int, Moved]) -> dict[int, date]:
    """Return by when each re-announcement was owed: the first of the days decided on, and of those that follow without.

    Differences nobody decided on are those of the two lists as they were pinned, from the days the records know; three
    queries for any number.
    """
    covered = announced_of([*again, *(one.replaces for one in again if one.replaces)])
    days: dict[int, list[date]] = defaultdict(list)
    told: dict[int, set[str]] = defaultdict(set)
    for change in ScopeChange.objects.filter(settled_by__in=list(again)).order_by("pk"):
        days[change.settled_by_id or 0].append(change.due_date)
        told[change.settled_by_id or 0].update(item["key"] for item in change.items)
    for one in again:
        before = one.replaces
        if before is None or before.issued_date is None:
            continue
        now = replace(covered[one.pk], since=moved[one.agency_id].today.since)
        rest = [
            each.since
            for each in differences(covered[before.pk], now, since=before.issued_date)
            if each.key not in told[one.pk]
        ]
        days[one.pk] += [end_of_next_quarter(min(rest))] if rest else []
    return {pk: min(some) for pk, some in days.items() if some}


def _beside(scope: Scope, *, done: dict[int, date], missing: Any, undeclared: str) -> Iterator[Line]:
    """Judge what is owed upon each announcement that stands; without one, what was declared counts, else it has not arisen.

    `undeclared` is told where an announcement was declared and this was not.
    """
    standing, declared = _standing(scope), _declared(scope, scope.obligation.code)
    announced = _declared(scope)
    evidence = [{"agency_id": agency_id, "since": since} for agency_id, since in done.items() if since <= scope.on]
    met = {row["agency_id"] for row in evidence}
    gaps: list[dict[str, Any]] = []
    exempt: list[dict[str, Any]] = []
    for agency_id in scope.agency_ids:
        one, paper = standing.get(agency_id), declared.get(agency_id)
        if agency_id in met:
            continue
        if one is None:
            if paper is None and agency_id in announced:
                said = {"day": day(announced[agency_id])}
                gaps.append({"agency_id": agency_id, "reason": undeclared, "params": said})
            elif paper is None:
                exempt.append({"agency_id": agency_id, "reason": NOTHING_ANNOUNCED})
        elif paper is None or paper < (one.issued_date or date.max):
            said = {"number": one.number, "day": day(one.issued_date or scope.on)}
            where = {"link": DETAIL, "link_kwargs": {"slug": one.slug}}
            gaps.append({"agency_id": agency_id, "reason": missing(one), "params": said, **where})
    return scope.judge(evidence=evidence, gaps=gaps, exempt=exempt, link=LIST)


def _standing(scope: Scope) -> dict[int, Announcement]:
    """Return the announcement that stood on the day, by agency."""
    rows = Announcement.objects.filter(agency_id__in=scope.agency_ids).in_force(scope.on)
    return {one.agency_id: one for one in rows.order_by("issued_date", "edition")}


def _ended(scope: Scope) -> Iterable[Announcement]:
    """Return the announcements withdrawn by the day, the last one last."""
    rows = Announcement.objects.filter(agency_id__in=scope.agency_ids, state=Announcement.State.WITHDRAWN)
    return rows.filter(ended_date__lte=scope.on).order_by("ended_date", "edition")


def _prepared(scope: Scope) -> dict[int, str]:
    rows = Announcement.objects.filter(agency_id__in=scope.agency_ids, state=Announcement.State.DRAFT)
    return dict(rows.values_list("agency_id", "slug"))


def _confirmed(scope: Scope) -> dict[int, date]:
    """Return the day of the last confirmation, by agency."""
    rows = Confirmation.objects.filter(agency_id__in=scope.agency_ids, confirmed_date__lte=scope.on).order_by()
    return dict(rows.values_list("agency_id").annotate(last=Max("confirmed_date")))


def _declared(scope: Scope, code: str = "announcement.issued") -> dict[int, date]:
    """Return the day of the last paper declared for an obligation, by agency."""
    rows = DeclaredEvidence.objects.filter(agency_id__in=scope.agency_ids, obligation=code, date__lte=scope.on)
    return dict(rows.order_by().values_list("agency_id").annotate(last=Max("date")))
