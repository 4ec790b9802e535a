"""Writes upon files: open, change, close, open again, keep longer."""

from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.models import Decision, Unit, User
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision
from sotay.standard.parameters.queries import values_of
from sotay.support.records.files import guards
from sotay.support.records.files.queries import due_of
from sotay.support.records.models import RecordFile, RecordLine

State = RecordFile.State


@command
def open_file(
    line: RecordLine, *, actor: Actor, title: str, opened_date: date, keeper: User | None = None,
    unit: Unit | None = None, place: str = "", on: date,
) -> RecordFile:  # fmt: skip
    """Open a file by an issued line of a list (NĐ 30/2020 Điều 29); it takes the number of the line and the year."""
    require(actor, "support.open_record_file", line)
    line = lock(line)
    refuse(guards.why_not_open(line, opened=opened_date, on=on))

    file = RecordFile(
        agency=line.agency, line=line, record_class=line.record_class, number=_number(line), title=one_line(title),
        unit=unit, keeper=keeper, place=one_line(place), opened_date=opened_date,
    )  # fmt: skip
    file.slug = free_slug(RecordFile.objects.filter(agency=line.agency), file.number)
    file.save()

    record("support.record_file.opened", actor=actor, subject=file, number=file.number, opened_date=opened_date)
    return file


@command
def change_file(
    file: RecordFile, *, actor: Actor, version: int, title: str, keeper: User | None = None, unit: Unit | None = None,
    place: str = "",
) -> RecordFile:  # fmt: skip
    """Change what a file is called, who keeps it and where, until it is handed over."""
    require(actor, "support.keep_record_file", file)
    file = lock(file, version=version)
    refuse(guards.why_not_change(file))

    wanted = {"title": one_line(title), "keeper": keeper, "unit": unit, "place": one_line(place)}
    before = {name: getattr(file, name) for name, value in wanted.items() if getattr(file, name) != value}
    if not before:
        return UNCHANGED  # type: ignore[return-value]
    for name, value in wanted.items():
        setattr(file, name, value)
    file.save()

    told = {name: str(value) if value is not None else None for name, value in before.items()}
    record("support.record_file.changed", actor=actor, subject=file, fields=list(before), before=told)
    return file


@command
def close_file(
    file: RecordFile, *, actor: Actor, version: int, closed_date: date, sheets: int | None = None, on: date
) -> RecordFile:
    """Close a file: the work ended; its time of keeping begins to run."""
    require(actor, "support.keep_record_file", file)
    file = lock(file, version=version)
    refuse(guards.why_not_close(file, closed=closed_date, on=on))

    file.state, file.closed_date, file.sheets = State.CLOSED, closed_date, sheets
    file.save()

    record("support.record_file.closed", actor=actor, subject=file, closed_date=closed_date, sheets=sheets)
    return file


@command
def open_file_again(file: RecordFile, *, actor: Actor, version: int, reason: str) -> RecordFile:
    """Open a closed file again, with a reason; its time of keeping begins anew when it is closed."""
    require(actor, "support.keep_record_file", file)
    file = lock(file, version=version)
    refuse(guards.why_not_open_again(file), why_no_reason(reason))

    closed = file.closed_date
    file.state, file.closed_date, file.kept_until_date, file.kept_by = State.OPEN, None, None, None
    file.save()

    record("support.record_file.opened_again", actor=actor, subject=file, reason=one_line(reason), closed_date=closed)
    return file


@command
def keep_longer(
    file: RecordFile, *, actor: Actor, version: int, until: date, decision: Decision | NewDecision | None, on: date
) -> RecordFile:
    """Let a file stay with its unit after it was due, at most two years, by a paper that consents (NĐ 30/2020 Điều 30)."""
    require(actor, "support.manage_records", file)
    file = lock(file, version=version)
    paper = entered(decision, agency=file.agency, actor=actor, on=on)
    due = due_of(file, values_of([file.agency_id]))
    refuse(guards.why_not_keep_longer(file, due=due, until=until, paper=paper))

    file.kept_until_date, file.kept_by = until, paper
    file.save()

    record(
        "support.record_file.kept_longer",
        actor=actor,
        subject=file,
        until=until,
        number=paper.number if paper else "",
    )
    return file


def _number(line: RecordLine) -> str:
    """Return the number of the next file of a line: `01.DG/2026`, then `01.DG/2026-02`."""
    number = f"{line.number}/{line.list.year}"
    taken = set(
        RecordFile.objects.filter(agency_id=line.agency_id, number__startswith=number).values_list("number", flat=True)
    )
    place = 1
    while (wanted := number if place == 1 else f"{number}-{place:02d}") in taken:
        place += 1
    return wanted
