"""What a dossier is; the data of citizens stand in tables of their own (`personal`)."""

from sotay.operation.dossiers.models.anonymising import AnonymisingItem, AnonymisingList
from sotay.operation.dossiers.models.books import DossierBook
from sotay.operation.dossiers.models.dossier import Dossier, DossierQuerySet, LimitUnit, Timing
from sotay.operation.dossiers.models.personal import DossierEvent, DossierPaper, DossierPerson
from sotay.operation.dossiers.models.sources import DossierSource
from sotay.operation.dossiers.models.tallies import DossierPace, DossierTally

__all__ = [
    "AnonymisingItem",
    "AnonymisingList",
    "Dossier",
    "DossierBook",
    "DossierEvent",
    "DossierPace",
    "DossierPaper",
    "DossierPerson",
    "DossierQuerySet",
    "DossierSource",
    "DossierTally",
    "LimitUnit",
    "Timing",
]
