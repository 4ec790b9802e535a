"""How notices come about from what commands recorded, in the same transaction; and how they are read."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from sotay.agency import subjects
from sotay.agency.actor import Actor, actor_of
from sotay.agency.clock import today
from sotay.agency.holding import Holders
from sotay.agency.models import Agency, User
from sotay.approvals.models import Approval
from sotay.approvals.signers import roles_held, signer_ids
from sotay.commands import UNCHANGED, command, lock, require, upkeep
from sotay.journal import recording
from sotay.journal.recording import Line, record
from sotay.work.assignments.deciders import deciders_of
from sotay.work.notices import reminding
from sotay.work.notices.models import MailChoice, Notice
from sotay.work.notices.queries import list_notices, mail_choice

Kind = Notice.Kind


@recording.follow
@upkeep
def tell(lines: list[Line]) -> None:
    """Write the notices that follow from what was recorded; nobody is told of an act of one's own."""
    for line in lines:
        actor_id = line.actor.user.pk if line.actor.user else None
        if line.action.startswith("work.") and actor_id:  # who acts upon work has seen what was told of it
            mine = Notice.objects.filter(agency=line.agency, user_id=actor_id, subject_uuid=line.subject.uuid)
            mine.filter(read_at__isnull=True).update(read_at=timezone.now())
        if line.agency and "settles" in line.data:
            _settle_by_hand(line)
        if line.agency and line.action in _TELLS:
            Notice.objects.bulk_create(one for one in _TELLS[line.action](line) if one.user_id != actor_id)


@upkeep
def mark_read(viewer: Actor, *, notices: Iterable[Notice] | None = None) -> int:
    """Say that the viewer read these notices, or all; return how many were unread."""
    unread = list_notices(viewer=viewer, unread=True)
    if notices is not None:
        unread = unread.filter(pk__in=[one.pk for one in notices])
    return unread.update(read_at=timezone.now())


@command
def choose_mail(agency: Agency, *, actor: Actor, wants: str) -> MailChoice | object:
    """Choose which mails one gets of an agency."""
    require(actor, "work.view_notices", agency)
    lock(actor.person)  # twice at once leaves one choice
    chosen = mail_choice(viewer=actor) or MailChoice(agency=agency, user=actor.person, wants="")
    former = chosen.wants or MailChoice.Wants.ALL
    if wants == former:
        return UNCHANGED
    chosen.wants = wants
    chosen.save()
    record("work.mail.chosen", actor=actor, subject=chosen, wants=wants)
    return chosen


def _mentioned(line: Line) -> Iterator[Notice]:
    """Tell the people a remark calls, as far as each may see the record: what hides it hides the words said on it."""
    for user in User.objects.filter(uuid__in=line.data.get("mentioned", ())):
        if _may_see(user, line):
            yield _notice(line, Kind.MENTIONED, user.pk, text=line.data.get("text", ""))


def _may_see(user: User, line: Line) -> bool:
    """Return whether a person may see the record of a line; what no area registered hides nothing."""
    ref = subjects.ref_of(line.subject)
    if line.agency is None or subjects.kind_of(ref.type) is None:
        return True
    viewer = actor_of(user, agency=line.agency, on=today())
    return viewer is not None and subjects.find(ref, viewer=viewer) is not None


def _submitted(line: Line) -> Iterator[Notice]:
    """Tell who signs the step a round has come to; whoever was told of a step before has it read."""
    _settle(line)
    approval = _round_of(line, state=Approval.State.OPEN)
    step = approval.steps.filter(done_at__isnull=True).first() if approval else None
    if step is not None and line.agency is not None:
        on = today()
        for user_id in signer_ids(step, on=on, held=roles_held(line.agency, on=on)):
            yield _notice(line, Kind.APPROVAL_WAITS, user_id, text=line.data.get("note", ""))


def _returned(line: Line) -> Iterator[Notice]:
    """Tell the author that a round came back, and why."""
    yield from _to_author(line, Kind.RETURNED, Approval.State.RETURNED, text=line.reason)


def _approved(line: Line) -> Iterator[Notice]:
    """Tell the author that a round was approved."""
    yield from _to_author(line, Kind.APPROVED, Approval.State.APPROVED, text="")


def _withdrawn(line: Line) -> Iterator[Notice]:
    """Tell nobody any more that a round waits."""
    _settle(line)
    return iter(())


def _to_author(line: Line, kind: str, state: str, *, text: str) -> Iterator[Notice]:
    _settle(line)
    if approval := _round_of(line, state=state):
        yield _notice(line, kind, approval.author_id, text=text)


def _assigned(line: Line) -> Iterator[Notice]:
    """Tell who is to do it or help that work was given, and who was to do it before that it is another's now."""
    told = _doing(line)
    for user_id in told:
        yield _notice(line, Kind.ASSIGNED, user_id, text="", due_date=line.subject.due_date)
    for user in User.objects.filter(uuid__in=line.data.get("former", ())).exclude(pk__in=told):
        yield _notice(line, Kind.WORK_CHANGED, user.pk, text=str(line.data.get("owner", "")))


def _changed(line: Line) -> Iterator[Notice]:
    """Tell who does it or helps that work was changed or cancelled, and why."""
    for user_id in _doing(line):
        yield _notice(line, Kind.WORK_CHANGED, user_id, text=line.reason, due_date=line.subject.due_date)


def _given_back(line: Line) -> Iterator[Notice]:
    """Tell who gave work that it came back, and why."""
    yield from _to_deciders(line, Kind.RETURNED, text=line.reason)


def _sent_back(line: Line) -> Iterator[Notice]:
    """Tell who did work that it has to be done again, and why."""
    for user_id in _holders(line).owners(line.subject):
        yield _notice(line, Kind.RETURNED, user_id, text=line.reason)


def _done(line: Line) -> Iterator[Notice]:
    """Tell who gave work that it is reported as done."""
    yield from _to_deciders(line, Kind.WORK_DONE, text=line.subject.result)


def _extension_asked(line: Line) -> Iterator[Notice]:
    """Tell who gave work that somebody asks for a later day."""
    yield from _to_deciders(line, Kind.EXTENSION, text=line.reason)


def _extension_answered(line: Line) -> Iterator[Notice]:
    """Tell who does the work what was answered."""
    for user_id in _holders(line).owners(line.subject):
        yield _notice(line, Kind.EXTENSION, user_id, text=line.reason, due_date=line.subject.due_date)


def _in_force(line: Line) -> Iterator[Notice]:
    """Tell people of a document in force; what was told of the revision before has been overtaken and waits no more."""
    _unread(line.subject.uuid, line).update(read_at=timezone.now())
    return reminding.told_people(line)


def _read(line: Line) -> Iterator[Notice]:
    """Say that what asked a person to read a document was read: the word was given."""
    _unread(line.subject.document.uuid, line).filter(user=line.actor.person).update(read_at=timezone.now())
    return iter(())


def _unread(document: UUID, line: Line) -> QuerySet[Notice]:
    """Return what people were told of a document, or reminded of by hand, and have not read."""
    told = Notice.objects.filter(agency=line.agency, subject_uuid=document, read_at__isnull=True)
    return told.filter(kind__in=[Kind.IN_FORCE, Kind.REMINDER])


def _to_deciders(line: Line, kind: str, *, text: str) -> Iterator[Notice]:
    for user_id in deciders_of(line.subject, holders=_holders(line)):
        yield _notice(line, kind, user_id, text=text)


def _doing(line: Line) -> frozenset[int]:
    """Return who does the work today and who helps with it, as far as they are here."""
    holders, one = _holders(line), line.subject
    helping = one.helpers.values_list("user_id", flat=True)
    return holders.owners(one) | {user_id for user_id in helping if holders.is_seated(one.agency_id, user_id)}


def _holders(line: Line) -> Holders:
    return Holders([line.subject.agency_id], on=today())


def _round_of(line: Line, *, state: str) -> Approval | None:
    rounds = Approval.objects.filter(agency=line.agency, subject_uuid=line.subject.uuid, state=state)
    return rounds.order_by("-submitted_at").first()


def _settle(line: Line) -> None:
    """Say that what waited on a record waits no more."""
    waiting = Notice.objects.filter(agency=line.agency, subject_uuid=line.subject.uuid, kind=Kind.APPROVAL_WAITS)
    waiting.filter(read_at__isnull=True).update(read_at=timezone.now())


def _settle_by_hand(line: Line) -> None:
    """Say that reminders by hand of what is done with this act were read: nobody is mailed them any more."""
    by_hand = Notice.objects.filter(agency=line.agency, kind=Kind.REMINDER, item=line.data["settles"], key="")
    by_hand.filter(read_at__isnull=True).update(read_at=timezone.now())


def _notice(line: Line, kind: str, user_id: int, *, text: str, due_date: date | None = None) -> Notice:
    return Notice(
        agency=line.agency,
        user_id=user_id,
        kind=kind,
        subject_type=line.subject._meta.label_lower,
        subject_uuid=line.subject.uuid,
        subject_text=str(line.subject)[:300],
        who=_who(line)[:200],
        text=text[:300],
        due_date=due_date,
    )


def _who(line: Line) -> str:
    """Return who told: the person who acted; of work a job gave by what was decided, whoever decided it."""
    return line.actor.name if line.actor.user else str(getattr(line.subject, "giver", ""))


_TELLS: dict[str, Callable[[Line], Iterable[Notice]]] = {
    "attachments.comment.made": _mentioned,
    "approvals.approval.submitted": _submitted,
    "approvals.approval.step_approved": _submitted,
    "approvals.approval.returned": _returned,
    "approvals.approval.approved": _approved,
    "approvals.approval.withdrawn": _withdrawn,
    "work.assignment.given": _assigned,
    "work.assignment.given_again": _assigned,
    "work.assignment.changed": _changed,
    "work.assignment.cancelled": _changed,
    "work.assignment.given_back": _given_back,
    "work.assignment.sent_back": _sent_back,
    "work.assignment.done": _done,
    "work.extension.asked": _extension_asked,
    "work.extension.granted": _extension_answered,
    "work.extension.refused": _extension_answered,
    "evaluation.audit.met": reminding.plainly_told,
    "evaluation.audit.cancelled": reminding.plainly_told,
    "evaluation.audit.noticed": reminding.plainly_told,
    "evaluation.audit.visit_moved": reminding.plainly_told,
    "evaluation.audit.visit_set_aside": reminding.plainly_told,
    "evaluation.finding.opinion_given": reminding.plainly_told,
    "evaluation.review.invited": reminding.plainly_told,
    "evaluation.review.moved": reminding.plainly_told,
    "evaluation.review.cancelled": reminding.plainly_told,
    "improvement.nonconformity.accepted": reminding.plainly_told,
    "improvement.nonconformity.handed_over": reminding.plainly_told,
    "improvement.nonconformity.not_effective": reminding.plainly_told,
    "improvement.nonconformity.rejected": reminding.plainly_told,
    "improvement.nonconformity.reopened": reminding.plainly_told,
    "planning.report.reminded": reminding.reminded_by_hand,
    "planning.report.opened_again": reminding.opened_again,
    "support.document.readers_reminded": reminding.reminded_people,
    "support.document.readers_told": _in_force,
    "support.revision.read": _read,
}
