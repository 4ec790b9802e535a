"""What waits with announcements: a moved scope nobody decided on, and the next step of one on its way."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.manual.announcements.models import Announcement, Posting
from sotay.manual.announcements.moved import moved_of_all
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

Role, State = Seat.Role, Announcement.State
PREPARES: Final = (Role.SECRETARY, Role.QMR, Role.TEAM_MEMBER)
DRAFT = gettext_noop("Soạn quyết định công bố")
NOTIFY = gettext_noop("Soạn công văn thông báo việc công bố")
POST = gettext_noop("Ghi niêm yết, đăng tải")
DECIDE = gettext_noop("Quyết định công bố lại hay gộp vào lần sau")
MOVED = gettext_noop("Phạm vi khác bản công bố %(count)s điểm")


@waiting("manual.announcements")
def announcements_to_carry_on(asked: Asked) -> Iterator[Waiting]:
    """Tell who prepares an announcement what comes next; one with its decision on the way waits among the papers."""
    rows = Announcement.objects.filter(agency_id__in=asked.agency_ids, state__in=[State.DRAFT, State.ISSUED])
    posted: dict[int, set[str]] = {}
    hanging = Posting.objects.filter(announcement__in=rows, ended_date__isnull=True)
    for pk, kind in hanging.values_list("announcement_id", "kind"):
        posted.setdefault(pk, set()).add("office" if kind == Posting.Kind.OFFICE else "portal")
    for one in rows.order_by("pk"):
        act = _next(one, posted.get(one.pk, set()))
        if act:
            yield Waiting(
                agency_id=one.agency_id,
                user_ids=_who(asked, one.agency_id),
                key=f"announcement:{one.uuid}:{act}",
                kind=Kind.DO,
                title=str(one),
                act=act,
                link="manual:announcement_detail",
                link_kwargs={"slug": one.slug},
            )


@waiting("manual.scope_changes")
def changes_to_decide(asked: Asked) -> Iterator[Waiting]:
    """Tell who prepares announcements that the scope moved on and nobody decided what that asks for."""
    for agency_id, moved in moved_of_all(asked.agency_ids, on=asked.on).items():
        if moved.undecided and moved.standing is not None:
            yield Waiting(
                agency_id=agency_id,
                user_ids=_who(asked, agency_id),
                key=f"scope_change:{moved.standing.uuid}:{len(moved.undecided)}",
                kind=Kind.DECIDE,
                title=str(moved.standing),
                act=DECIDE,
                due=moved.default_due,
                reason=MOVED,
                params={"count": len(moved.undecided)},
                link="manual:announcement_differences",
            )


def _who(asked: Asked, agency_id: int) -> frozenset[int]:
    """Return the secretary, else whoever runs the system."""
    found = (asked.holders.user_ids(agency_id, [role]) for role in PREPARES)
    return next((people for people in found if people), frozenset())


def _next(one: Announcement, posted: set[str]) -> str:
    if one.state == State.DRAFT:
        return DRAFT if one.decision_paper_id is None else ""
    if one.notified_date is None:
        return NOTIFY if one.notice_paper_id is None else ""
    return "" if {"office", "portal"} <= posted else POST
