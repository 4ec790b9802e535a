"""The tables of this area; each stands with its feature."""

from sotay.standard.applicability.models import Applicability
from sotay.standard.parameters.models import ParameterValue
from sotay.standard.standings.models import DeclaredEvidence, Standing

__all__ = ["Applicability", "DeclaredEvidence", "ParameterValue", "Standing"]
