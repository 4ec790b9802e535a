"""Writes upon lists of dossiers to be made anonymous: begin, leave out, submit, approve, carry out, cancel."""

from collections.abc import Iterable
from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.agency.vietnamese import one_line
from sotay.approvals.commands import submit
from sotay.approvals.models import Approval
from sotay.commands import command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.operation.dossiers.models import AnonymisingItem, AnonymisingList
from sotay.operation.dossiers.naming import why_names_citizen
from sotay.operation.dossiers.personal import guards, sets
from sotay.operation.dossiers.personal.queries import count_of
from sotay.work.numbers import next_number

PURPOSE = "operation.anonymising"
State = AnonymisingList.State


@command
def begin_anonymising(agency: Agency, *, actor: Actor, closed_before_date: date, on: date) -> AnonymisingList:
    """Begin a list of all dossiers closed before a day whose time is over; nothing is emptied yet."""
    require(actor, "operation.manage_anonymising", agency)
    agency = lock(agency)
    latest = sets.latest_day(agency.pk, on=on)
    refuse(guards.why_not_begin(agency, closed_before_date, latest=latest))
    refuse(guards.why_nothing(sets.over_time([agency.pk], before=closed_before_date)[:1].count()))

    code = f"AD-{on.year}-{next_number(agency, series='dossiers.anonymising', year=on.year):02d}"
    one = AnonymisingList.objects.create(
        agency=agency, code=code, slug=code.lower(), closed_before_date=closed_before_date
    )
    count = sets.fill(one)

    record("operation.anonymising.begun", actor=actor, subject=one, closed_before=closed_before_date, dossiers=count)
    return one


@command
def leave_out(item: AnonymisingItem, *, actor: Actor, version: int, reason: str) -> AnonymisingItem:
    """Leave one dossier out of a list with a reason; its data stay. The reason is kept with the list alone."""
    require(actor, "operation.manage_anonymising", item.list)
    one = lock(item.list)
    item = lock(item, version=version)
    refuse(
        guards.why_not_leave_out(one, item), why_no_reason(reason), why_names_citizen(item.dossier_id, reason=reason)
    )

    item.left_out_reason = one_line(reason)[:300]
    item.save(update_fields=["left_out_reason"])
    one.save()  # whoever read the list with this dossier in it reads it anew before deciding

    record("operation.anonymising.left_out", actor=actor, subject=one, code=item.dossier.code)
    return item


@command
def submit_anonymising(one: AnonymisingList, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit a list to the head."""
    require(actor, "operation.manage_anonymising", one)
    one = lock(one, version=version)
    count = count_of(one)
    refuse(guards.why_not_submit(one, count))

    approval = submit(one, [one], actor=actor, purpose=PURPOSE, note=note, on=on)
    one.state, one.returned_reason = State.SUBMITTED, ""
    one.save(update_fields=["state", "returned_reason"])

    record("operation.anonymising.submitted", actor=actor, subject=one, dossiers=count)
    return approval


@command
def anonymising_approved(approval: Approval, *, actor: Actor, kept: Iterable[AnonymisingList]) -> AnonymisingList:
    """Approve a list; its data are emptied only when the secretary carries it out."""
    (one,) = [lock(each) for each in kept]
    one.state, one.approved_date = State.APPROVED, approval.approved_date or today()
    one.save(update_fields=["state", "approved_date"])

    record(
        "operation.anonymising.approved", actor=actor, subject=one, approved_date=one.approved_date, way=approval.way
    )
    return one


@command
def anonymising_returned(approval: Approval, *, actor: Actor, reason: str) -> AnonymisingList:
    """Open a list for choosing anew, with the reason."""
    one = AnonymisingList.objects.select_for_update().get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
    one.state, one.returned_reason = State.DRAFT, one_line(reason)[:500]
    one.save(update_fields=["state", "returned_reason"])

    record("operation.anonymising.returned", actor=actor, subject=one, reason=reason)
    return one


@command
def carry_out(one: AnonymisingList, *, actor: Actor, version: int, on: date) -> AnonymisingList:
    """Empty the personal data of all dossiers of an approved list; it cannot be undone."""
    require(actor, "operation.manage_anonymising", one)
    one = lock(one, version=version)
    refuse(guards.why_not_carry_out(one, count_of(one)))

    count = sets.empty(one, on=on)
    one.state, one.done_date = State.DONE, on
    one.save(update_fields=["state", "done_date"])

    record("operation.anonymising.done", actor=actor, subject=one, done_date=on, dossiers=count)
    return one


@command
def cancel_anonymising(one: AnonymisingList, *, actor: Actor, version: int, reason: str) -> AnonymisingList:
    """Give a list up; its dossiers can stand in another."""
    require(actor, "operation.manage_anonymising", one)
    one = lock(one, version=version)
    refuse(guards.why_not_cancel(one), why_no_reason(reason))

    one.state, one.returned_reason = State.CANCELLED, one_line(reason)[:500]
    one.save(update_fields=["state", "returned_reason"])

    record("operation.anonymising.cancelled", actor=actor, subject=one, reason=one.returned_reason)
    return one
