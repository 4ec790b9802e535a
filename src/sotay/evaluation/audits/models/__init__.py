"""What internal audits are made of."""

from sotay.evaluation.audits.models.auditors import Auditor
from sotay.evaluation.audits.models.audits import Audit, AuditMember, AuditQuerySet, Visit, VisitAuditor
from sotay.evaluation.audits.models.checklists import ChecklistLine, DeviceSaving, LineSample
from sotay.evaluation.audits.models.findings import AuditReport, Finding
from sotay.evaluation.audits.models.grades import GRADES, NO_FINDINGS, NONCONFORMITIES, Grade, Scale, finding_grades
from sotay.evaluation.audits.models.programmes import Programme, ProgrammeLine

__all__ = [
    "GRADES",
    "NONCONFORMITIES",
    "NO_FINDINGS",
    "Audit",
    "AuditMember",
    "AuditQuerySet",
    "AuditReport",
    "Auditor",
    "ChecklistLine",
    "DeviceSaving",
    "Finding",
    "Grade",
    "LineSample",
    "Programme",
    "ProgrammeLine",
    "Scale",
    "Visit",
    "VisitAuditor",
    "finding_grades",
]
