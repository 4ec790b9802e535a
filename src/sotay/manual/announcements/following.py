"""What follows upon the papers of announcements on their way out (`support/outgoing/following.py`)."""

from datetime import date

from sotay.agency.actor import Actor
from sotay.commands import refuse
from sotay.manual.announcements import commands, guards
from sotay.manual.announcements.guards import DECISION, NOTICE, STATEMENT
from sotay.support.models import OutgoingPaper
from sotay.support.outgoing.following import follows


@follows(DECISION, "signed")
def _signed(paper: OutgoingPaper, *, actor: Actor, on: date) -> None:
    """Hold the day a decision was signed against the day it says the announcement holds from, while it can still come back."""
    del actor
    refuse(guards.why_backdated(commands.announced_by(paper), on))


@follows(STATEMENT, "issued")
def _stated(paper: OutgoingPaper, *, actor: Actor, on: date) -> None:
    """Let the text of an announcement go out only after its decision."""
    del actor
    refuse(guards.why_not_state(commands.announced_by(paper), paper.dated or on))


follows(DECISION, "issued")(commands.announce)
follows(NOTICE, "issued")(commands.notify)
follows(DECISION, "withdrawn")(commands.take_back)
follows(NOTICE, "withdrawn")(commands.take_back)
