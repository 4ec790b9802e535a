"""The tables of the area; most of what it writes upon stands in `agency/`."""

from sotay.organisation.handovers.models import Handover
from sotay.organisation.units.models import AssignmentNotice

__all__ = ["AssignmentNotice", "Handover"]
