"""Tables of this area."""

from sotay.exchange.runs.models import Run

__all__ = ["Run"]
