"""Jobs of this area: the seals of every hour over what came in from outside."""

from sotay.config.schedule import every
from sotay.evaluation.intakes.commands import seal_all
from sotay.evaluation.intakes.permissions import JOB


@every(minute=7, name=JOB)
def seal_intakes() -> None:
    """Seal the answers and the feedback that came in since the last hour; each agency and kind is one command."""
    seal_all()
