"""What several commands upon rounds write alike: causes, actions, work that is given, the waiting; no journal lines."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.holding import Holders, Owner
from sotay.agency.vietnamese import one_line
from sotay.approvals.models import Approval
from sotay.commands import NotFound
from sotay.improvement.nonconformities import terms
from sotay.improvement.nonconformities.models import Action, Cause, Nonconformity, Round
from sotay.improvement.nonconformities.rounds import queries
from sotay.work.assignments.commands import give_assignment
from sotay.work.assignments.givers import giver_of
from sotay.work.models import Assignment

JOB = "nonconformities"
TYPE = Nonconformity._meta.label_lower


def round_now(sheet: Nonconformity) -> Round:
    """Return the round that runs; NotFound before the first."""
    one = queries.round_now(sheet)
    if one is None:
        raise NotFound
    return one


def keep_causes(one: Round, wanted: Sequence[tuple[str, str]]) -> None:
    """Bring the causes of a round to these, in their order."""
    there = list(one.causes.order_by("position"))
    if [(each.branch, each.text) for each in there] == list(wanted):
        return
    for each in there:
        each.delete()
    for position, (branch, text) in enumerate(wanted, start=1):
        Cause.objects.create(agency=one.agency, round=one, position=position, branch=branch, text=text)


def fill_action(action: Action, *, what: str, owner: Owner, due_date: date) -> None:
    """Put what, whom and until when on an action, and save it."""
    action.what, action.due_date = one_line(what)[:300], due_date
    owner.put_on(action)
    action.save()


def sheets_of(approval: Approval) -> list[Nonconformity]:
    """Return the sheets of a round of approval, locked, by code."""
    uuids = approval.items.filter(subject_type=TYPE).values("subject_uuid")
    rows = Nonconformity.objects.select_for_update(of=("self",)).filter(agency=approval.agency, uuid__in=uuids)
    return list(rows.select_related("agency").order_by("code"))


def give_work(sheet: Nonconformity, one: Round, approval: Approval, *, on: date) -> None:
    """Give every action of an approved plan as work, from the seat that approved it."""
    giver = giver_of(approval, on=on)
    for action in queries.actions_of(one):
        give(sheet, action, giver, on=on)


def give(sheet: Nonconformity, action: Action, giver: Owner, *, on: date) -> None:
    """Give one action as work that comes from the sheet."""
    said = {"code": sheet.code, "what": sheet.what}
    action.assignment = give_assignment(
        sheet.agency,
        actor=Actor.system(JOB, agency=sheet.agency),
        giver=giver,
        title=action.what,
        owner=Owner(action.owner_user, action.owner_role, action.owner_unit),
        due_date=action.due_date,
        what=_("Hành động khắc phục của phiếu %(code)s: %(what)s") % said,
        origin=sheet,
        on=on,
    )
    action.save(update_fields=["assignment"])


def keep_doing(sheet: Nonconformity, work: Assignment, *, on: date, also: Actor | None = None) -> None:
    """Keep who did an action, who helped and who reported it among those who never verify the sheet."""
    people = Holders([sheet.agency_id], on=on).owners(work)
    people |= {also.user.pk} if also is not None and also.user is not None else set()
    helped = work.helpers.values_list("user_id", flat=True)
    sheet.answered_by = sorted({*sheet.answered_by, *people, *helped})


def begin_waiting(sheet: Nonconformity, one: Round, *, on: date) -> None:
    """Begin to wait for the effect: from the day the last action was done, as long as the grade asks."""
    days = [action.assignment.done_date for action in queries.actions_of(one) if action.assignment]
    done = max((day for day in days if day is not None), default=on)
    one.actions_done_date, one.verify_from = done, terms.verify_from(sheet, done=done, on=on)
    one.save(update_fields=["actions_done_date", "verify_from"])
    sheet.state = Nonconformity.State.VERIFYING
