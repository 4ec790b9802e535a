"""What follows upon the papers of announcements on their way out (`support/outgoing/following.py`)."""

from sotay.manual.announcements import commands
from sotay.manual.announcements.guards import DECISION, NOTICE
from sotay.support.outgoing.following import follows

follows(DECISION, "issued")(commands.announce)
follows(NOTICE, "issued")(commands.notify)
follows(DECISION, "withdrawn")(commands.take_back)
follows(NOTICE, "withdrawn")(commands.take_back)
