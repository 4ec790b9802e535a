"""Writes upon findings: logged, changed, dropped before the closing meeting; corrected and commented upon after it."""

from datetime import date
from typing import Any, Final

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.evaluation.audits.findings import guards
from sotay.evaluation.audits.models import Audit, AuditMember, ChecklistLine, Finding, Visit
from sotay.journal.recording import record
from sotay.support.models import Document

WRITTEN: Final = ("unit", "grade", "clause", "document", "what", "evidence", "found_date")
TEXTS: Final = ("what", "evidence")
REASON: Final = 500


@command
def log_finding(
    audit: Audit,
    *,
    actor: Actor,
    on: date,
    unit: Unit,
    grade: str,
    what: str,
    found_date: date,
    clause: str = "",
    document: Document | None = None,
    evidence: str = "",
    line: ChecklistLine | None = None,
    visit: Visit | None = None,
) -> Finding:
    """Log a finding; it gets the next number of its audit (`ĐG-2026-01/03`).

    One of a checklist belongs to the line's visit where it is about its unit, else to the visit at its unit where there is
    one alone. What was found
    stays out of the journal: it is nobody's who was audited before the closing meeting.
    """
    require(actor, "evaluation.write_findings", audit)
    audit = lock(audit)
    visit = line.visit if line is not None and line.visit.unit_id == unit.pk else visit or _visit_at(audit, unit)
    finding = Finding(
        agency=audit.agency, audit=audit, unit=unit, grade=grade, what=nfc(what).strip(), found_date=found_date,
        clause=clause, document=document, evidence=nfc(evidence).strip(), line=line, visit=visit, found_by=actor.person,
    )  # fmt: skip
    there = line.findings.filter(is_dropped=False).order_by("number").first() if line is not None else None
    refuse(
        guards.why_not_write(audit),
        guards.why_own_unit(audit, unit.pk, actor=actor),
        guards.why_not_log(finding, on=on, there=there),
    )

    numbers = audit.findings.order_by("-number").values_list("number", flat=True)
    finding.number = (numbers.first() or 0) + 1
    finding.code = f"{audit.code}/{finding.number:02d}"
    finding.slug = f"{audit.slug}-{finding.number:02d}"
    finding.save()

    record("evaluation.finding.logged", actor=actor, subject=finding, grade=grade, unit=unit.code, clause=clause)
    return finding


@command
def log_from_line(line: ChecklistLine, *, actor: Actor, on: date) -> Finding:
    """Make a finding of a line of a checklist as it was judged: its unit, clause, procedure, evidence and samples."""
    require(actor, "evaluation.write_findings", line.visit.audit)
    refuse(guards.why_not_from_line(line))

    return log_finding(line.visit.audit, actor=actor, on=on, line=line, **values_of_line(line, on=on))


@command
def change_finding(finding: Finding, *, actor: Actor, version: int, on: date, **values: Any) -> Finding:
    """Change a finding before the closing meeting."""
    require(actor, "evaluation.write_findings", finding)
    lock(finding.audit)
    finding = lock(finding, version=version)
    before = {name: getattr(finding, name) for name in WRITTEN}
    for name in WRITTEN:
        value = values.get(name, before[name])
        setattr(finding, name, nfc(value).strip() if name in TEXTS else value)
    refuse(
        guards.why_not_write(finding.audit),
        guards.why_own_unit(finding.audit, before["unit"].pk, finding.unit.pk, actor=actor),
        guards.why_dropped(finding),
        guards.why_not_log(finding, on=on),
    )
    changed = [name for name in WRITTEN if getattr(finding, name) != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    if "unit" in changed:
        there = finding.line.visit if finding.line is not None else None
        of_line = there is not None and there.unit_id == finding.unit_id
        finding.visit = there if of_line else _visit_at(finding.audit, finding.unit)
    finding.save()

    record("evaluation.finding.changed", actor=actor, subject=finding, fields=changed)
    return finding


@command
def drop_finding(finding: Finding, *, actor: Actor, version: int, reason: str) -> Finding:
    """Drop a finding that was none, before the closing meeting; the team still reads it, and nobody counts it."""
    require(actor, "evaluation.write_findings", finding)
    lock(finding.audit)
    finding = lock(finding, version=version)
    refuse(
        guards.why_own_unit(finding.audit, finding.unit_id, actor=actor), guards.why_not_drop(finding, reason=reason)
    )

    finding.is_dropped, finding.dropped_reason = True, one_line(reason)[:REASON]
    finding.save()

    record("evaluation.finding.dropped", actor=actor, subject=finding)
    return finding


@command
def correct_grade(finding: Finding, *, actor: Actor, version: int, grade: str, reason: str) -> Finding:
    """Correct the grade of a finding after the closing meeting, with a reason; the unit's opinion was on another grade."""
    require(actor, "evaluation.correct_finding", finding)
    lock(finding.audit)
    finding = lock(finding, version=version)
    refuse(
        guards.why_own_unit(finding.audit, finding.unit_id, actor=actor),
        guards.why_not_correct(finding, grade=grade, reason=reason),
    )
    if grade == finding.grade:
        return UNCHANGED  # type: ignore[return-value]

    before, finding.grade = finding.grade, grade
    finding.opinion, finding.opinion_text, finding.opinion_by, finding.opinion_date = "", "", None, None
    finding.save()

    record(
        "evaluation.finding.corrected",
        actor=actor,
        subject=finding,
        reason=one_line(reason)[:REASON],
        before=before,
        grade=grade,
    )
    return finding


@command
def give_opinion(
    finding: Finding,
    *,
    actor: Actor,
    version: int,
    on: date,
    opinion: str,
    opinion_date: date,
    opinion_text: str = "",
) -> Finding:
    """Say what the audited unit thinks of a finding: agreed, or otherwise with its words; anew until the report is approved."""
    require(actor, "evaluation.give_opinion", finding)
    lock(finding.audit)
    finding = lock(finding, version=version)
    text = nfc(opinion_text).strip()
    refuse(
        guards.why_no_opinion(finding),
        guards.why_not_so_opined(finding, opinion=opinion, text=text, opinion_date=opinion_date, on=on),
    )

    finding.opinion, finding.opinion_text = opinion, text
    finding.opinion_by, finding.opinion_date = actor.person, opinion_date
    finding.save()

    record(
        "evaluation.finding.opinion_given",
        actor=actor,
        subject=finding,
        opinion=opinion,
        opinion_date=opinion_date,
        people=_leader_told(finding),
        title=finding.title,
        link="evaluation:finding_detail",
        link_kwargs={"slug": finding.slug},
    )
    return finding


def values_of_line(line: ChecklistLine, *, on: date) -> dict[str, Any]:
    """Return what a line of a checklist tells of a finding: what was noted, else the question; the samples are its evidence."""
    samples = ", ".join(filter(None, [line.samples, *(one.title for one in line.sampled.order_by("pk"))]))
    return {
        "unit": line.visit.unit,
        "grade": line.result,
        "what": line.evidence.strip() or line.question,
        "found_date": min(on, localdate(line.answered_at or line.visit.starts_at)),
        "clause": line.clause,
        "document": line.document,
        "evidence": samples or line.evidence.strip(),
    }


def _visit_at(audit: Audit, unit: Unit) -> Visit | None:
    """Return the visit at a unit, None where there are none or several."""
    found = list(audit.visits.filter(unit=unit, set_aside_reason="")[:2])
    return found[0] if len(found) == 1 else None


def _leader_told(finding: Finding) -> list[dict[str, Any]]:
    """Return the leader of the team with what is told, for the notices."""
    lead = finding.audit.members.filter(part=AuditMember.Part.LEAD).select_related("user").first()
    said = {"unit": finding.unit, "opinion": str(finding.get_opinion_display()).lower()}
    return [{"user": lead.user.uuid, "text": _("%(unit)s: %(opinion)s.") % said}] if lead is not None else []
