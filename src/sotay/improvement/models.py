"""The tables of this area; each stands with its feature."""

from sotay.improvement.nonconformities.models import Action, Cause, Nonconformity, Round
from sotay.improvement.proposals.models import Proposal

__all__ = ["Action", "Cause", "Nonconformity", "Proposal", "Round"]
