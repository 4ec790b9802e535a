"""Writes upon what the minutes say: conclusions line by line, findings, whether they were checked again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.evaluation.inspections import guards
from sotay.evaluation.inspections.contents import LINES
from sotay.evaluation.inspections.followed import sheets_of
from sotay.evaluation.inspections.models import Inspection, InspectionFinding, InspectionLine
from sotay.journal.recording import record

LINE_TEXT, CHECKED_TEXT = 1000, 500


@command
def keep_lines(one: Inspection, *, actor: Actor, version: int, lines: Mapping[str, tuple[str, str]]) -> Inspection:
    """Keep the team's conclusion on each line, by its key: verdict and what the minutes say; an empty verdict takes it out."""
    require(actor, "evaluation.write_inspections", one)
    one = lock(one, version=version)
    wanted = {key: (verdict, one_line(text)[:LINE_TEXT]) for key, (verdict, text) in lines.items()}
    refuse(guards.why_not_conclude(one, lines=wanted))

    there = {row.line: row for row in one.lines.all()}
    changed = []
    for key in (line.key for line in LINES if line.key in wanted):
        verdict, text = wanted[key]
        row = there.get(key)
        if row is None and verdict:
            InspectionLine.objects.create(agency=one.agency, inspection=one, line=key, verdict=verdict, text=text)
        elif row is not None and not verdict:
            row.delete()
        elif row is not None and (row.verdict, row.text) != (verdict, text):
            row.verdict, row.text = verdict, text
            row.save()
        else:
            continue
        changed.append(key)
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    one.save()  # the version moves on with its lines

    record("evaluation.inspection.concluded", actor=actor, subject=one, lines=changed)
    return one


@command
def note_finding(
    one: Inspection, *, actor: Actor, version: int, what: str, line: str = "", unit: Unit | None = None
) -> InspectionFinding:
    """Note something the minutes find not to conform; a sheet puts it right."""
    require(actor, "evaluation.write_inspections", one)
    one = lock(one, version=version)
    finding = InspectionFinding(agency=one.agency, inspection=one, noted_by=actor.person)
    _fill(finding, what=what, line=line, unit=unit)
    refuse(guards.why_not_find(finding))

    last = one.findings.aggregate(last=Max("position"))["last"] or 0
    finding.position = last + 1
    finding.slug = f"{one.slug}-{finding.position}"
    finding.save()
    one.save()

    record("evaluation.inspection.finding_noted", actor=actor, subject=one, finding=str(finding.uuid), line=line)
    return finding


@command
def change_finding(finding: InspectionFinding, *, actor: Actor, version: int, **values: Any) -> InspectionFinding:
    """Correct how a finding of the minutes was entered."""
    require(actor, "evaluation.write_inspections", finding)
    finding = lock(finding, version=version)
    before = (finding.what, finding.line, finding.unit_id)
    _fill(finding, **values)
    refuse(guards.why_not_find(finding))
    if (finding.what, finding.line, finding.unit_id) == before:
        return UNCHANGED  # type: ignore[return-value]
    finding.save()

    record("evaluation.inspection.finding_changed", actor=actor, subject=finding)
    return finding


@command
def drop_finding(finding: InspectionFinding, *, actor: Actor, version: int, reason: str) -> None:
    """Take out what was entered by mistake; its history stays."""
    require(actor, "evaluation.write_inspections", finding)
    finding = lock(finding, version=version)
    sheets = sheets_of(finding.agency_id, [finding.uuid])[finding.uuid]
    refuse(guards.why_not_drop(finding, sheets=sheets, reason=reason))

    inspection, what, uuid = finding.inspection, finding.what, finding.uuid
    finding.delete()

    record(
        "evaluation.inspection.finding_dropped",
        actor=actor,
        subject=inspection,
        finding=str(uuid),
        what=what[:300],
        reason=one_line(reason),
    )


@command
def check_again(
    finding: InspectionFinding, *, actor: Actor, version: int, on: date, date: date, text: str
) -> InspectionFinding:
    """Note that the inspecting body checked a finding again, as it does the next time (TT 26/2014/TT-BKHCN Điều 37)."""
    require(actor, "evaluation.write_inspections", finding)
    finding = lock(finding, version=version)
    text = one_line(text)[:CHECKED_TEXT]
    day_from = finding.inspection.minutes_date
    refuse(guards.why_not_check_again(finding, date=date, text=text, on=on, day_from=day_from))

    finding.checked_again_date, finding.checked_again_text = date, text
    finding.save()

    record("evaluation.inspection.finding_checked", actor=actor, subject=finding, date=date, text=text)
    return finding


def _fill(finding: InspectionFinding, *, what: str, line: str = "", unit: Unit | None = None) -> None:
    finding.what, finding.line, finding.unit = nfc(what).strip(), line, unit
