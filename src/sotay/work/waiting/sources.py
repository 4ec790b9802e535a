"""What waits for people in this floor and those below: assignments, rounds of approval, what is owed."""

from collections.abc import Iterator
from functools import partial

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.approvals.models import Approval, Step, Vote
from sotay.approvals.signers import addressed
from sotay.standard.catalogue.obligations import obligation_of, obligations
from sotay.standard.standings.models import Standing, Word
from sotay.work.assignments.deciders import deciders_of, standing_in
from sotay.work.assignments.models import Assignment, Extension
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

State, Role = Assignment.State, Seat.Role

TAKE = gettext_noop("Nhận việc")
DO = gettext_noop("Báo kết quả")
CONFIRM = gettext_noop("Xem và xác nhận")
GIVE_AGAIN = gettext_noop("Giao lại")
ANSWER = gettext_noop("Trả lời gia hạn")
DECIDE = gettext_noop("Xem và quyết định")
LOOK = gettext_noop("Xem cần làm gì")
MEND = gettext_noop("Thực hiện")

SENT_BACK = gettext_noop("Cần làm lại: %(why)s")
GIVEN_BACK = gettext_noop("Bị trả lại: %(why)s")
NOBODY = gettext_noop("Chưa có người giữ vai trò thực hiện, hoặc người thực hiện không còn ở cơ quan.")
REPORTED = gettext_noop("Đã báo hoàn thành ngày %(day)s.")
LATER = gettext_noop("Xin gia hạn đến %(day)s: %(why)s")
SUBMITTED = gettext_noop("Trình ngày %(day)s.")


@waiting("work.assignments")
def assignments(asked: Asked) -> Iterator[Waiting]:
    """Tell the owner of what is to be done, and who gave it of what was done, given back, or has nobody to do it."""
    rows = Assignment.objects.filter(agency_id__in=asked.agency_ids).exclude(state__in=Assignment.ENDED)
    units = _units_of_people(asked)
    for one in rows:
        tell = partial(
            Waiting,
            agency_id=one.agency_id,
            key=f"assignment:{one.uuid}",
            title=one.title,
            origin=one.origin_text,
            link="work:assignment_detail",
            link_kwargs={"slug": one.slug},
            unit_id=one.owner_unit_id or units.get((one.agency_id, one.owner_user_id or 0)),
        )
        to_giver = partial(tell, user_ids=deciders_of(one, holders=asked.holders), kind=Kind.DECIDE)
        owners = asked.holders.owners(one)
        if one.state == State.RETURNED:
            yield to_giver(act=GIVE_AGAIN, reason=GIVEN_BACK, params={"why": one.state_reason})
        elif one.state == State.DONE:
            yield to_giver(act=CONFIRM, reason=REPORTED, params={"day": f"{one.done_date:%d/%m/%Y}"})
        elif not owners:
            yield to_giver(act=GIVE_AGAIN, reason=NOBODY)
        else:
            why = SENT_BACK if one.state_reason else ""
            act = TAKE if one.state == State.GIVEN else DO
            yield tell(
                user_ids=owners,
                kind=Kind.DO,
                act=act,
                due=one.due_date,
                escalates=True,
                reason=why,
                params={"why": one.state_reason},
            )


@waiting("work.extensions")
def extensions(asked: Asked) -> Iterator[Waiting]:
    """Tell who gave work that somebody asks for a later day."""
    rows = Extension.objects.filter(agency_id__in=asked.agency_ids, state=Extension.State.ASKED)
    for one in rows.select_related("assignment", "asked_by"):
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=deciders_of(one.assignment, holders=asked.holders),
            key=f"extension:{one.uuid}",
            kind=Kind.DECIDE,
            title=one.assignment.title,
            origin=str(one.asked_by),
            act=ANSWER,
            reason=LATER,
            params={"day": f"{one.wanted_date:%d/%m/%Y}", "why": one.reason},
            link="work:assignment_detail",
            link_kwargs={"slug": one.assignment.slug},
        )


@waiting("approvals.rounds")
def approvals(asked: Asked) -> Iterator[Waiting]:
    """Tell the signers of the step each open round has come to, but for those who have given their word."""
    first = Step.objects.filter(approval=OuterRef("approval"), done_at__isnull=True).order_by("position")
    steps = list(
        Step.objects.filter(
            agency_id__in=asked.agency_ids, approval__state=Approval.State.OPEN, pk=Subquery(first.values("pk")[:1])
        )
        .select_related("approval__author")
        .order_by("approval__submitted_at")
    )
    votes = Vote.objects.filter(step__in=[step.pk for step in steps])
    voted = set(votes.values_list("step_id", "user_id"))
    held = {agency_id: asked.holders.roles(agency_id) for agency_id in {step.agency_id for step in steps}}
    for step in steps:
        signers = _signers(step, held[step.agency_id], asked)
        approval = step.approval
        yield Waiting(
            agency_id=step.agency_id,
            user_ids=frozenset(user_id for user_id in signers if (step.pk, user_id) not in voted),
            key=f"approval:{approval.uuid}:{step.position}",
            kind=Kind.DECIDE,
            title=approval.title,
            origin=f"{approval.author} · {step.label}",
            act=DECIDE,
            reason=SUBMITTED,
            params={"day": f"{approval.submitted_at.astimezone():%d/%m/%Y}"},
            link="approvals:approval_detail",
            link_kwargs={"slug": str(approval.uuid)},
        )


@waiting("standard.standings")
def owed(asked: Asked) -> Iterator[Waiting]:
    """Tell the roles an obligation is addressed to what is overdue or soon due; a role of a unit hears of its unit."""
    rows = Standing.objects.filter(
        agency_id__in=asked.agency_ids, standing__in=[Word.OVERDUE, Word.DUE_SOON], obligation__in=obligations()
    )
    for one in rows.select_related("unit"):
        about = obligation_of(one.obligation)
        unit = one.unit.name if one.unit else ""
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=addressees(one, about.who, asked),
            key=owed_key(one),
            kind=Kind.REPORT,
            title=about.vi.title,  # type: ignore[attr-defined]
            origin=unit,
            act=MEND if one.link_name else LOOK,
            due=one.due_date,
            obligation=one.obligation,
            reason=one.reason,
            params=one.params,
            link=one.link_name or "standard:obligation_detail",
            link_kwargs=one.link_kwargs if one.link_name else {"code": one.obligation},
            unit_id=one.unit_id,
            escalates=True,
        )


def owed_key(one: Standing) -> str:
    """Return how what is owed is named among all that waits, the same before and while it does."""
    return f"owed:{one.obligation}:{one.unit_id or ''}:{one.period}:{one.subject_uuid or ''}"


def _signers(step: Step, held: list[tuple[str, int | None]], asked: Asked) -> frozenset[int]:
    if step.user_id is not None:
        return frozenset({step.user_id})
    role = addressed(step, held)
    units = [step.unit_id] if step.unit_id else [unit_id for one, unit_id in held if one == role]
    return frozenset().union(*(asked.holders.user_ids(step.agency_id, [role], unit_id) for unit_id in units))


def addressees(one: Standing, who: tuple[str, ...], asked: Asked) -> frozenset[int]:
    """Return the people of all roles named; while nobody holds any of them, who stands in for the secretary."""
    found = asked.holders.user_ids(one.agency_id, who, one.unit_id)
    return found or standing_in(one.agency_id, Role.SECRETARY, holders=asked.holders)


def _units_of_people(asked: Asked) -> dict[tuple[int, int], int]:
    """Return a unit each person sits in, by agency and person."""
    return {
        (agency_id, user.pk): min(units)
        for agency_id in asked.agency_ids
        for user, units in asked.holders.people(agency_id).items()
        if units
    }
