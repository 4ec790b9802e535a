"""The figures of a report, counted from the findings of its audit: plain data, so that they can be pinned as they are.

    {"counted_on": "2026-05-25", "total": 5, "grades": {"NOTE": 3, "NONCONFORMITY": 2}, "nonconformities": 2, "notes": 3,
     "units": [{"code": "VP", "name": "Văn phòng", "counts": {…}, "total": 2}, …], "clauses": […], "procedures": […],
     "questions": {"asked": 40, "results": {"CONFORMS": 35, …}}, "findings": [{"code": …}, …], "open_sheets": 1,
     "former": {"code": "ĐG-2025-01", "findings": [{"code": …, "sheets": [{"code": …, "state": …, "is_open": …, "is_closed": …}]}]},
     "overrides": […], "set_aside": […]}

A constant number of queries for an audit, whatever its size.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Count

from sotay.evaluation.audits.findings.followed import sheets_of
from sotay.evaluation.audits.models import (
    NONCONFORMITIES,
    Audit,
    ChecklistLine,
    Finding,
    Grade,
    VisitAuditor,
    finding_grades,
)
from sotay.standard.catalogue.clauses import clause_key, clauses

Figures = dict[str, Any]
FOLLOWED_UP = (*NONCONFORMITIES, Grade.NOTE)
"""What of the last audit a report tells of: nonconformities, and the points to watch."""


def count_figures(audit: Audit, *, on: date) -> Figures:
    """Return the figures of an audit as its findings stand; those that were dropped count nowhere."""
    findings = _findings_of(audit)
    sheets = sheets_of(audit.agency_id, [one.uuid for one in findings])
    visits = list(audit.visits.select_related("unit").order_by("unit__order", "unit__name_sort", "position", "pk"))
    grades = _ordered(audit, (one.grade for one in findings))
    return {
        "counted_on": on.isoformat(),
        "total": len(findings),
        "grades": grades,
        "nonconformities": sum(grades.get(grade, 0) for grade in NONCONFORMITIES),
        "notes": grades.get(Grade.NOTE, 0),
        "units": _by_unit(audit, findings, visits),
        "clauses": _by_clause(audit, findings),
        "procedures": _by_procedure(audit, findings),
        "questions": _questions(audit),
        "findings": [_told(one) for one in findings],
        "open_sheets": sum(sheet.is_open for some in sheets.values() for sheet in some),
        "former": _former(audit),
        "overrides": _overrides(audit),
        "set_aside": [
            {"unit": str(one.unit), "reason": one.set_aside_reason} for one in visits if one.set_aside_reason
        ],
    }


def open_sheets_of(audit: Audit) -> int:
    """Return how many sheets born from the findings of an audit are open now (còn n phiếu chưa đóng)."""
    uuids = audit.findings.filter(is_dropped=False).values_list("uuid", flat=True)
    return sum(sheet.is_open for some in sheets_of(audit.agency_id, uuids).values() for sheet in some)


def former_audit(audit: Audit) -> Audit | None:
    """Return the last audit before this one whose report was approved."""
    rows = Audit.objects.filter(agency_id=audit.agency_id, state=Audit.State.REPORTED, from_date__lt=audit.from_date)
    return rows.order_by("-from_date", "-pk").first()


def _findings_of(audit: Audit) -> list[Finding]:
    rows = audit.findings.filter(is_dropped=False).select_related("unit", "document", "opinion_by")
    return list(rows.order_by("number"))


def _told(one: Finding) -> dict[str, Any]:
    """Return a finding as the report prints it, with what the unit had said of it."""
    return {
        "code": one.code,
        "slug": one.slug,
        "unit": str(one.unit),
        "grade": one.grade,
        "clause": one.clause,
        "document": str(one.document or ""),
        "what": one.what,
        "evidence": one.evidence,
        "opinion": one.opinion,
        "opinion_text": one.opinion_text,
    }


def _ordered(audit: Audit, grades: Iterable[str]) -> dict[str, int]:
    """Return how many of each grade, nought among them, in the order of the scale."""
    counted = Counter(grades)
    return {str(grade): counted[grade] for grade in finding_grades(audit.scale)}


def _row(audit: Audit, findings: list[Finding], **names: Any) -> dict[str, Any]:
    return names | {"counts": _ordered(audit, (one.grade for one in findings)), "total": len(findings)}


def _grouped(findings: Iterable[Finding], key: Callable[[Finding], Any]) -> dict[Any, list[Finding]]:
    found: dict[Any, list[Finding]] = {}
    for one in findings:
        found.setdefault(key(one), []).append(one)
    return found


def _by_unit(audit: Audit, findings: list[Finding], visits: list[Any]) -> list[dict[str, Any]]:
    """Return a row for every unit that was audited, also where nothing was found."""
    units = {one.unit_id: one.unit for one in visits if not one.set_aside_reason}
    units |= {one.unit_id: one.unit for one in findings}
    by_unit = _grouped(findings, lambda one: one.unit_id)
    ordered = sorted(units.values(), key=lambda unit: (unit.order, unit.name_sort, unit.pk))
    return [_row(audit, by_unit.get(unit.pk, []), code=unit.code, slug=unit.slug, name=unit.name) for unit in ordered]


def _by_clause(audit: Audit, findings: list[Finding]) -> list[dict[str, Any]]:
    """Return a row for every clause something was found against, those without one last."""
    by_clause = _grouped(findings, lambda one: one.clause)
    ordered = sorted(by_clause, key=lambda number: (not number, clause_key(number) if number else ()))
    return [_row(audit, by_clause[number], code=number, name=_title(number)) for number in ordered]


def _by_procedure(audit: Audit, findings: list[Finding]) -> list[dict[str, Any]]:
    """Return a row for every procedure or document something was found against."""
    by_document = _grouped((one for one in findings if one.document_id), lambda one: one.document)
    ordered = sorted(by_document, key=lambda document: (document.code_sort, document.pk))
    return [_row(audit, by_document[one], code=one.code, name=one.title) for one in ordered]


def _title(number: str) -> str:
    clause = clauses().get(number)
    return clause.vi if clause else ""


def _questions(audit: Audit) -> dict[str, Any]:
    """Return how many questions the checklists had, and how they were judged."""
    lines = ChecklistLine.objects.filter(agency_id=audit.agency_id, visit__audit=audit, visit__set_aside_reason="")
    counted = dict(lines.order_by().values_list("result").annotate(count=Count("pk")))
    results = {str(grade): counted[grade] for grade in Grade if counted.get(grade)}
    return {"asked": sum(counted.values()), "results": results}


def _former(audit: Audit) -> dict[str, Any]:
    """Return what became of the findings of the last audit; empty where there was none before."""
    before = former_audit(audit)
    if before is None:
        return {}
    rows = before.findings.filter(is_dropped=False, grade__in=FOLLOWED_UP).select_related("unit").order_by("number")
    findings = list(rows)
    sheets = sheets_of(audit.agency_id, [one.uuid for one in findings])
    return {
        "code": before.code,
        "slug": before.slug,
        "reported_date": before.reported_date.isoformat() if before.reported_date else "",
        "findings": [
            {
                "code": one.code,
                "slug": one.slug,
                "unit": str(one.unit),
                "grade": one.grade,
                "what": one.what,
                "sheets": [
                    {
                        "code": sheet.code,
                        "state": str(sheet.state),
                        "is_open": sheet.is_open,
                        "is_closed": sheet.closed_date is not None,
                    }
                    for sheet in sheets[one.uuid]
                ],
            }
            for one in findings
        ],
    }


def _overrides(audit: Audit) -> list[dict[str, str]]:
    """Return where somebody audited in spite of not being independent (9.2.2 c), and why."""
    rows = VisitAuditor.objects.filter(agency_id=audit.agency_id, visit__audit=audit).exclude(override_reason="")
    rows = rows.select_related("visit__unit", "user").order_by("visit__starts_at", "visit__pk", "user__name_sort", "pk")
    return [{"unit": str(one.visit.unit), "auditor": str(one.user), "reason": one.override_reason} for one in rows]
