"""The tables of this area; each stands with its feature."""

from sotay.operation.procedures.models import ProcedureRules, ProcedureService, ProcedureStep, Variant
from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.operation.statistics.models import MonthlyCount

__all__ = [
    "MonthlyCount",
    "ProcedureRules",
    "ProcedureService",
    "ProcedureStep",
    "Provider",
    "ProviderEvaluation",
    "Variant",
]
