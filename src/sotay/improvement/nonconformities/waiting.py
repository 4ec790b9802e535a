"""What waits with nonconformities: to accept, to put right, to evaluate, to plan, to verify when the day has come."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from django.db.models import F
from django.utils.translation import gettext_noop

from sotay.agency.holding import Holders
from sotay.agency.models import Seat
from sotay.improvement.nonconformities.models import Action, Nonconformity, Round
from sotay.improvement.nonconformities.rounds.queries import doers_of
from sotay.work.models import Assignment
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

Role, State, Need = Seat.Role, Nonconformity.State, Nonconformity.Need
TAKES_UP: Final = (Role.SECRETARY, Role.QMR, Role.COMMITTEE_HEAD, Role.HEAD)
"""Who is asked to take a sheet up: the first seat that is held."""
VERIFIES: Final = (Role.SECRETARY, Role.QMR, Role.TEAM_MEMBER, Role.COMMITTEE_HEAD, Role.DEPUTY_HEAD, Role.HEAD)
"""Who is asked to verify: the first seat held by somebody who neither answered for it nor did it."""
ACCEPT = gettext_noop("Tiếp nhận phiếu")
CORRECT = gettext_noop("Khắc phục ngay")
EVALUATE = gettext_noop("Đánh giá sự cần thiết của hành động khắc phục")
ANALYSE = gettext_noop("Phân tích nguyên nhân, lập kế hoạch")
MEND = gettext_noop("Sửa kế hoạch và trình lại")
RETURNED = gettext_noop("Bị trả lại: %(why)s")
OVERSEE = gettext_noop("Đôn đốc hành động khắc phục quá hạn")
GIVE_AGAIN = gettext_noop("Giao lại hành động khắc phục đã hủy")
VERIFY = gettext_noop("Thẩm tra hiệu lực")


@waiting("improvement.nonconformities")
def sheets_to_carry_on(asked: Asked) -> Iterator[Waiting]:
    """Tell who takes up, the owner of what is to be put right and planned, and who verifies once the day has come."""
    rows = Nonconformity.objects.filter(agency_id__in=asked.agency_ids).that_are_open()
    sheets = list(rows.exclude(state=State.SUBMITTED).order_by("agency_id", "found_date", "pk"))
    now = {(one.nonconformity_id, one.number): one for one in Round.objects.filter(nonconformity__in=sheets)}
    did: dict[int, set[int]] = defaultdict(set)
    for sheet_id, people in doers_of([one for one in sheets if one.state == State.VERIFYING], asked.holders):
        did[sheet_id] |= people
    acting = [one.pk for one in sheets if one.state == State.ACTING]
    dropped = Action.objects.filter(round__nonconformity__in=acting, assignment__state=Assignment.State.CANCELLED)
    dropped = dropped.filter(round__number=F("round__nonconformity__round"))
    to_give = set(dropped.values_list("round__nonconformity_id", flat=True))
    for sheet in sheets:
        one = now.get((sheet.pk, sheet.round))
        told = _told(sheet, one, asked, did[sheet.pk], gives_again=sheet.pk in to_give)
        if told is None:
            continue
        kind, page, act, people, due = told
        returned = one.returned_reason if one is not None and sheet.state == State.ANALYSING else ""
        yield Waiting(
            agency_id=sheet.agency_id,
            user_ids=people,
            key=f"nonconformity:{sheet.uuid}:{sheet.round}:{act}",
            kind=kind,
            title=str(sheet),
            origin=sheet.origin_text,
            act=MEND if returned else act,
            reason=RETURNED if returned else "",
            params={"why": returned} if returned else {},
            due=due,
            link=f"improvement:{page}",
            link_kwargs={"slug": sheet.slug},
            unit_id=sheet.unit_id,
            escalates=sheet.state in {State.ACCEPTED, State.ANALYSING},
        )


def _told(sheet: Nonconformity, one: Round | None, asked: Asked, did: set[int], *, gives_again: bool) -> tuple | None:
    """Return kind, page, act, people and day of what waits with a sheet; None for nothing now."""
    holders = asked.holders
    if sheet.state == State.REPORTED:
        return Kind.DECIDE, "nonconformity_detail", ACCEPT, _first(holders, sheet, TAKES_UP), None
    owners = holders.owners(sheet) or _first(holders, sheet, TAKES_UP)
    if sheet.state == State.ACCEPTED:
        if not sheet.correction:
            return Kind.DO, "nonconformity_correct", CORRECT, owners, sheet.due_date
        return Kind.DECIDE, "nonconformity_need", EVALUATE, _first(holders, sheet, TAKES_UP), sheet.due_date
    if sheet.state == State.ANALYSING:
        return Kind.DO, "nonconformity_detail", ANALYSE, owners, sheet.due_date
    if sheet.state == State.ACTING and gives_again:
        return Kind.DECIDE, "nonconformity_detail", GIVE_AGAIN, _first(holders, sheet, TAKES_UP), sheet.due_date
    if sheet.state == State.ACTING and sheet.due_date is not None and sheet.due_date < asked.on:
        return Kind.DO, "nonconformity_detail", OVERSEE, owners, sheet.due_date
    if sheet.state == State.VERIFYING and one is not None and one.verify_from and one.verify_from <= asked.on:
        barred = {*sheet.answered_by, *holders.owners(sheet), *did}
        barred |= {sheet.correction_by_id} if sheet.correction_by_id else set()
        people = _first(holders, sheet, VERIFIES, barred=frozenset(barred))
        return (
            Kind.DECIDE,
            "nonconformity_verify",
            VERIFY,
            people,
            max(one.verify_from, sheet.due_date or one.verify_from),
        )
    return None


def _first(
    holders: Holders, sheet: Nonconformity, roles: tuple[str, ...], *, barred: frozenset[int] = frozenset()
) -> frozenset[int]:
    found = (holders.user_ids(sheet.agency_id, [role]) - barred for role in roles)
    return next((people for people in found if people), frozenset())
