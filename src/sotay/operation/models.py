"""The tables of this area; each stands with its feature."""

from sotay.operation.dossiers.models import (
    AnonymisingItem,
    AnonymisingList,
    Dossier,
    DossierBook,
    DossierEvent,
    DossierPace,
    DossierPaper,
    DossierPerson,
    DossierSource,
    DossierTally,
)
from sotay.operation.outputs.models import NonconformingOutput
from sotay.operation.procedures.models import ProcedureRules, ProcedureService, ProcedureStep, Variant
from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.operation.statistics.models import MonthlyCount

__all__ = [
    "AnonymisingItem",
    "AnonymisingList",
    "Dossier",
    "DossierBook",
    "DossierEvent",
    "DossierPace",
    "DossierPaper",
    "DossierPerson",
    "DossierSource",
    "DossierTally",
    "MonthlyCount",
    "NonconformingOutput",
    "ProcedureRules",
    "ProcedureService",
    "ProcedureStep",
    "Provider",
    "ProviderEvaluation",
    "Variant",
]
