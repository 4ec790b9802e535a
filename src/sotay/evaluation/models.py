"""The tables of this area; each stands with its feature."""

from sotay.evaluation.audits.models import (
    Audit,
    AuditMember,
    Auditor,
    AuditReport,
    ChecklistLine,
    DeviceSaving,
    Finding,
    LineSample,
    Programme,
    ProgrammeLine,
    Visit,
    VisitAuditor,
)
from sotay.evaluation.confirmations.models import Confirmation
from sotay.evaluation.inspections.models import Inspection, InspectionFinding, InspectionLine, InspectionRound
from sotay.evaluation.reviews.models import InputComment, MonthlyLook, Review, ReviewDecision, ReviewInput

__all__ = [
    "Audit",
    "AuditMember",
    "AuditReport",
    "Auditor",
    "ChecklistLine",
    "Confirmation",
    "DeviceSaving",
    "Finding",
    "InputComment",
    "Inspection",
    "InspectionFinding",
    "InspectionLine",
    "InspectionRound",
    "LineSample",
    "MonthlyLook",
    "Programme",
    "ProgrammeLine",
    "Review",
    "ReviewDecision",
    "ReviewInput",
    "Visit",
    "VisitAuditor",
]
