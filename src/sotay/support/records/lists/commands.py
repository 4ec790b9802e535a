"""Writes upon lists of files: begin, write lines, submit, issue, supplement, drop."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.agency.vietnamese import one_line
from sotay.approvals.commands import submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.search import index
from sotay.support.records.lists import guards
from sotay.support.records.lists.writing import (
    copy_lines,
    fill_line,
    lines_of_classes,
    next_code,
    values_of,
)  # fmt: skip
from sotay.support.records.models import RecordLine, RecordList

PURPOSE = "support.record_list"
State = RecordList.State


@command
def begin_list(agency: Agency, *, actor: Actor, year: int, source: str, this_year: int) -> RecordList:
    """Begin the list of a year with the lines of the latest list (`last`), of the classes in use, or with none."""
    require(actor, "support.manage_records", agency)
    agency = lock(agency)
    there = RecordList.objects.filter(agency=agency, year=year).select_related("agency").first()
    refuse(guards.why_not_begin(year, this_year=this_year, there=there))

    new = RecordList.objects.create(agency=agency, year=year, slug=str(year))
    before = RecordList.objects.filter(agency=agency, year__lt=year).order_by("-year").first()
    count = 0
    if source == "last" and before is not None:
        count = copy_lines(before, new)
    elif source in {"last", "classes"}:
        count = lines_of_classes(new)

    record("support.record_list.begun", actor=actor, subject=new, year=year, lines=count)
    return new


@command
def add_line(one: RecordList, *, actor: Actor, **values: Any) -> RecordLine:
    """Add a line to a list that is being written or supplemented."""
    require(actor, "support.manage_records", one)
    one = lock(one)
    refuse(guards.why_not_write(one))

    last = one.lines.aggregate(last=Max("order"))["last"] or 0
    line = RecordLine(agency=one.agency, list=one, order=last + 1)
    fill_line(line, values)
    line.number = line.number or next_code(one, line.record_class)
    refuse(guards.why_not_number(one, line.number))
    line.save()

    record("support.record_line.added", actor=actor, subject=one, number=line.number, title=line.title)
    return line


@command
def change_line(line: RecordLine, *, actor: Actor, version: int, **values: Any) -> RecordLine:
    """Change a line; of one that was issued only unit, maker and note, and those at any time but while it is submitted."""
    require(actor, "support.manage_records", line.list)
    one = lock(line.list)
    line = lock(line, version=version)
    before = values_of(line)
    fill_line(line, values)
    changed = {name: value for name, value in before.items() if values_of(line)[name] != value}
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    if line.issued_date is None or changed.keys() - {"unit_id", "maker_id", "note"} or one.state == State.SUBMITTED:
        refuse(guards.why_not_change_line(one, line), guards.why_not_number(one, line.number, line=line))
    line.save()

    record("support.record_line.changed", actor=actor, subject=one, number=line.number, before=changed)
    return line


@command
def remove_line(line: RecordLine, *, actor: Actor, version: int) -> None:
    """Take a line that was not issued out of a list."""
    require(actor, "support.manage_records", line.list)
    one = lock(line.list)
    line = lock(line, version=version)
    refuse(guards.why_not_remove_line(one, line))

    record("support.record_line.removed", actor=actor, subject=one, number=line.number, title=line.title)
    line.delete()


@command
def submit_list(one: RecordList, *, actor: Actor, version: int, note: str = "", on: Any) -> Approval:
    """Submit a list to be issued by the head (NĐ 30/2020 Điều 28)."""
    require(actor, "support.manage_records", one)
    one = lock(one, version=version)
    refuse(guards.why_not_submit(one, one.lines.select_related("record_class", "agency").order_by("order", "pk")))

    approval = submit(one, [one], actor=actor, purpose=PURPOSE, note=note, on=on)
    one.state, one.returned_reason = State.SUBMITTED, ""
    one.save(update_fields=["state", "returned_reason"])

    record("support.record_list.submitted", actor=actor, subject=one, note=note, lines=one.lines.count())
    return approval


@command
def list_approved(approval: Approval, *, actor: Actor, kept: Iterable[RecordList]) -> RecordList:
    """Issue the list: its lines hold from the day of the approval; lines added later hold from their own."""
    (one,) = [lock(each) for each in kept]
    day = approval.approved_date or today()
    first = one.issued_date is None
    one.state, one.issued_date = State.ISSUED, one.issued_date or day
    one.save(update_fields=["state", "issued_date"])
    for line in one.lines.filter(issued_date__isnull=True).select_related("record_class"):
        line.issued_date, line.issued_years = day, line.record_class.years
        line.save(update_fields=["issued_date", "issued_years"])

    action = "support.record_list.issued" if first else "support.record_list.supplemented"
    record(action, actor=actor, subject=one, issued_date=day, way=approval.way)
    return one


@command
def list_returned(approval: Approval, *, actor: Actor, reason: str) -> RecordList:
    """Open a list for writing again, with the reason."""
    one = RecordList.objects.select_for_update().get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
    one.state, one.returned_reason = State.DRAFT, one_line(reason)[:500]
    one.save(update_fields=["state", "returned_reason"])

    record("support.record_list.returned", actor=actor, subject=one, reason=reason)
    return one


@command
def supplement_list(one: RecordList, *, actor: Actor, version: int, reason: str) -> RecordList:
    """Open an issued list for more lines; those issued stand, and files go on being opened by them."""
    require(actor, "support.manage_records", one)
    one = lock(one, version=version)
    refuse(guards.why_not_supplement(one), why_no_reason(reason))

    one.state = State.DRAFT
    one.save(update_fields=["state"])

    record("support.record_list.opened_again", actor=actor, subject=one, reason=one_line(reason))
    return one


@command
def close_supplement(one: RecordList, *, actor: Actor, version: int) -> RecordList:
    """Close a list that was opened for more lines and got none; it stands as it was issued."""
    require(actor, "support.manage_records", one)
    one = lock(one, version=version)
    refuse(guards.why_not_close_supplement(one, one.lines.select_related("agency")))

    one.state = State.ISSUED
    one.save(update_fields=["state"])

    record("support.record_list.closed_again", actor=actor, subject=one)
    return one


@command
def drop_list(one: RecordList, *, actor: Actor, version: int, reason: str) -> None:
    """Give up a draft nobody was shown; the reason stays in the journal."""
    require(actor, "support.manage_records", one)
    one = lock(one, version=version)
    refuse(guards.why_not_drop(one), why_no_reason(reason))

    agency, title = one.agency, str(one)
    index.forget([subjects.ref_of(one)], agency_id=agency.pk)
    one.delete()
    record("support.record_list.dropped", actor=actor, subject=agency, reason=one_line(reason), title=title)
