"""The tables of this area; each stands with its feature."""

from sotay.planning.objectives.models import Objective, ObjectiveSet, PlanLine, SetReading
from sotay.planning.results.models import Report, Result

__all__ = ["Objective", "ObjectiveSet", "PlanLine", "Report", "Result", "SetReading"]
