"""The tables of this area; each stands with its feature."""

from sotay.context.processes.models import Flow, Process
from sotay.context.scope.models import Scope, ScopeItem

__all__ = ["Flow", "Process", "Scope", "ScopeItem"]
