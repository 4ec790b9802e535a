"""What a plan becomes when its set comes into force: work given to people and seats, once per line (ISO 9001 6.2.2)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.holding import Owner
from sotay.approvals.models import Approval, Item
from sotay.planning.objectives.models import ObjectiveSet, PlanLine
from sotay.planning.objectives.permissions import JOB
from sotay.work.assignments.commands import cancel_assignment, change_assignment, give_assignment
from sotay.work.assignments.givers import giver_of
from sotay.work.assignments.models import Assignment


def approval_of(one: ObjectiveSet) -> Approval | None:
    """Return the round that approved a set, None where there is none on the system."""
    items = Item.objects.filter(
        agency=one.agency, subject_uuid=one.uuid, left_out=False, approval__state=Approval.State.APPROVED
    )
    item = items.select_related("approval__author").order_by("-approval__decided_at").first()
    return item.approval if item else None


def bring_work(one: ObjectiveSet, before: Iterable[ObjectiveSet], approval: Approval | None, *, on: date) -> None:
    """Give the lines of a set that came into force as work; of what a revision changed, change or cancel the work.

    The giver is who approved. A line whose last day has passed already becomes no work.
    """
    carries_out = Actor.system(JOB, agency=one.agency)
    giver = giver_of(approval, on=on) if approval is not None else None
    old = {line.key: line for line in _lines(before)}
    for line in _lines([one]):
        earlier = old.pop(line.key, None)
        if line.assignment is None and earlier is not None and earlier.assignment is not None:
            # The revision was begun before the earlier set was in force and its lines became work.
            line.assignment = earlier.assignment
            line.save(update_fields=["assignment"])
        if line.assignment is not None:
            if earlier is not None and _said(line) != _said(earlier):
                _change(line, line.assignment, actor=carries_out, on=on)
        elif giver is not None:
            _give(line, giver, actor=carries_out, on=on)
    for gone in old.values():
        _cancel(one, gone.assignment, actor=carries_out, on=on)


def _lines(sets: Iterable[ObjectiveSet]) -> list[PlanLine]:
    lines = PlanLine.objects.filter(objective__set__in=list(sets))
    related = lines.select_related("assignment", "objective__set", "owner_user", "owner_unit", "agency")
    return list(related.order_by("objective__set__revision", "objective__order", "order", "pk"))


def _give(line: PlanLine, giver: Owner, *, actor: Actor, on: date) -> None:
    if not line.has_owner or line.to_date is None or line.to_date < on:
        return
    line.assignment = give_assignment(
        line.agency,
        actor=actor,
        giver=giver,
        title=line.what,
        owner=_owner(line),
        due_date=line.to_date,
        what=_wanted(line),
        origin=line.objective,
        on=on,
    )
    line.save(update_fields=["assignment"])


def _change(line: PlanLine, work: Assignment, *, actor: Actor, on: date) -> None:
    if work.state not in Assignment.OPEN or not line.has_owner or line.to_date is None:
        return
    change_assignment(
        work,
        actor=actor,
        version=work.version,
        title=line.what,
        owner=_owner(line),
        due_date=line.to_date,
        what=_wanted(line),
        helpers=[helper.user for helper in work.helpers.select_related("user")],
        on=on,
    )


def _cancel(one: ObjectiveSet, work: Assignment | None, *, actor: Actor, on: date) -> None:
    if work is None or work.state not in Assignment.OPEN:
        return
    said = {"revision": one.revision, "reason": one.reason}
    reason = _("Kế hoạch điều chỉnh lần %(revision)d không còn việc này: %(reason)s") % said
    cancel_assignment(work, actor=actor, version=work.version, reason=reason[:500], on=on)


def _said(line: PlanLine) -> tuple[object, ...]:
    return (
        line.what, line.resources, line.judged_by, line.to_date, line.owner_user_id, line.owner_role, line.owner_unit_id,
    )  # fmt: skip


def _wanted(line: PlanLine) -> str:
    """Return what the work must yield, as the plan has it."""
    told = ((_("Cách đánh giá"), line.judged_by), (_("Nguồn lực"), line.resources))
    return "\n".join(f"{word}: {text}" for word, text in told if text)


def _owner(line: PlanLine) -> Owner:
    return Owner(line.owner_user, line.owner_role, line.owner_unit)
