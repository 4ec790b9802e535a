"""The tables of this area; each stands with its feature."""

from sotay.context.laws.models import Law, LawReview, Replacement
from sotay.context.processes.models import Flow, Process
from sotay.context.scope.models import Scope, ScopeItem
from sotay.context.services.models import Service, ServiceBasis, ServiceChange, ServiceLimit, ServicePaper

__all__ = [
    "Flow",
    "Law",
    "LawReview",
    "Process",
    "Replacement",
    "Scope",
    "ScopeItem",
    "Service",
    "ServiceBasis",
    "ServiceChange",
    "ServiceLimit",
    "ServicePaper",
]
