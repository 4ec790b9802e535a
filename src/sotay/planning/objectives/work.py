"""What a plan becomes when its set comes into force: work given to people and seats, once per line (ISO 9001 6.2.2)."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor, actor_of
from sotay.agency.holding import Owner
from sotay.agency.models import Seat, User
from sotay.approvals.models import Approval, Item, Vote
from sotay.commands import may
from sotay.organisation.people.queries import holders_of
from sotay.planning.objectives.models import ObjectiveSet, PlanLine
from sotay.work.assignments.commands import cancel_assignment, change_assignment, give_assignment
from sotay.work.assignments.guards import may_give_to
from sotay.work.assignments.models import Assignment


def approval_of(one: ObjectiveSet) -> Approval | None:
    """Return the round that approved a set, None where there is none on the system."""
    items = Item.objects.filter(
        agency=one.agency, subject_uuid=one.uuid, left_out=False, approval__state=Approval.State.APPROVED
    )
    item = items.select_related("approval__author").order_by("-approval__decided_at").first()
    return item.approval if item else None


def bring_work(
    one: ObjectiveSet, before: Iterable[ObjectiveSet], approval: Approval | None, *, actor: Actor, on: date
) -> None:
    """Give the lines of a set that came into force as work; of what a revision changed, change or cancel the work.

    The giver is who approved, else who leads or runs the system. A line whose last day has passed becomes no work.
    """
    people = _who_may_give(one, approval, actor=actor, on=on)
    old = {line.key: line for line in _lines(before)}
    lines = _lines([one])
    for line in lines:
        earlier = old.pop(line.key, None)
        if line.assignment is None:
            _give(line, people, on=on)
        elif earlier is not None and _said(line) != _said(earlier):
            _change(line, line.assignment, people, on=on)
    for gone in old.values():
        _cancel(one, gone, people, on=on)


def _lines(sets: Iterable[ObjectiveSet]) -> list[PlanLine]:
    lines = PlanLine.objects.filter(objective__set__in=list(sets))
    related = lines.select_related("assignment", "objective__set", "owner_user", "owner_unit", "agency")
    return list(related.order_by("objective__set__revision", "objective__order", "order", "pk"))


def _give(line: PlanLine, people: list[Actor], *, on: date) -> None:
    owner = _owner(line, on=on)
    giver = _first(people, lambda one: may_give_to(one, owner))
    if not owner or giver is None or line.to_date is None or line.to_date < on:
        return
    line.assignment = give_assignment(
        line.agency,
        actor=giver,
        title=line.what,
        owner=owner,
        due_date=line.to_date,
        what=_wanted(line),
        origin=line.objective,
        on=on,
    )
    line.save(update_fields=["assignment"])


def _change(line: PlanLine, work: Assignment, people: list[Actor], *, on: date) -> None:
    owner = _owner(line, on=on)
    giver = _first(people, lambda one: may(one, "work.decide_assignment", work) and may_give_to(one, owner))
    if work.state not in Assignment.OPEN or giver is None or line.to_date is None or line.to_date < on:
        return
    change_assignment(
        work,
        actor=giver,
        version=work.version,
        title=line.what,
        owner=owner,
        due_date=line.to_date,
        what=_wanted(line),
        helpers=[helper.user for helper in work.helpers.select_related("user")],
        on=on,
    )


def _cancel(one: ObjectiveSet, gone: PlanLine, people: list[Actor], *, on: date) -> None:
    work = gone.assignment
    if work is None or work.state not in Assignment.OPEN:
        return
    giver = _first(people, lambda person: may(person, "work.decide_assignment", work))
    if giver is not None:
        reason = _("Kế hoạch điều chỉnh lần %(revision)d không còn việc này: %(reason)s") % {
            "revision": one.revision, "reason": one.reason,
        }  # fmt: skip
        cancel_assignment(work, actor=giver, version=work.version, reason=reason[:500], on=on)


def _said(line: PlanLine) -> tuple[object, ...]:
    return (
        line.what, line.resources, line.judged_by, line.to_date, line.owner_user_id, line.owner_role, line.owner_unit_id,
    )  # fmt: skip


def _wanted(line: PlanLine) -> str:
    """Return what the work must yield, as the plan has it."""
    told = ((_("Cách đánh giá"), line.judged_by), (_("Nguồn lực"), line.resources))
    return "\n".join(f"{word}: {text}" for word, text in told if text)


def _owner(line: PlanLine, *, on: date) -> Owner:
    units: frozenset[int] = frozenset()
    if line.owner_user_id:
        seats = Seat.objects.filter(agency=line.agency, user=line.owner_user, unit__isnull=False).in_force(on)
        units = frozenset(seats.values_list("unit_id", flat=True))
    return Owner(line.owner_user, line.owner_role, line.owner_unit, user_units=units)


def _who_may_give(one: ObjectiveSet, approval: Approval | None, *, actor: Actor, on: date) -> list[Actor]:
    """Return in whose name work can be given: who said the last word, then who leads, who runs the system, who acts."""
    agency = one.agency
    users: list[User] = []
    if approval is not None:
        votes = Vote.objects.filter(agency=agency, step__approval=approval, word=Vote.Word.APPROVED)
        users += [vote.user for vote in votes.select_related("user").order_by("-step__position", "-pk")[:1]]
    for role in (Seat.Role.HEAD, Seat.Role.SECRETARY):
        users += [seat.user for seat in holders_of(agency, role, on=on)]
    users += [approval.author] if approval is not None else []
    found = [
        actor if actor.user == user else actor_of(user, agency=agency, on=on, origin=actor.origin) for user in users
    ]
    return [each for each in (*found, actor) if each is not None and each.user is not None and each.is_member]


def _first(people: Iterable[Actor], test: Callable[[Actor], bool]) -> Actor | None:
    return next((one for one in people if test(one)), None)
