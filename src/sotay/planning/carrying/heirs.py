"""Who goes on with the objectives of a unit that ended."""

from dataclasses import dataclass

from sotay.agency.models import Unit
from sotay.planning.objectives.models import ObjectiveSet


@dataclass(frozen=True, slots=True)
class Heir:
    """A unit that took over from one that ended, with its sets of the year."""

    unit: Unit
    prepared: ObjectiveSet | None
    holding: ObjectiveSet | None
