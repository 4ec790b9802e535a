"""What is kept of files of revisions that are opened as they are, beside the copies."""

from sotay.agency.actor import Actor
from sotay.support.distribution.commands import note_opening
from sotay.support.distribution.models import Opening
from sotay.support.documents.models import Revision
from sotay.support.documents.openings import on_opening


@on_opening
def keep_opening(revision: Revision, actor: Actor, saved: bool) -> None:
    """Keep who viewed or saved a file."""
    note_opening(revision, actor=actor, manner=Opening.Manner.DOWNLOAD if saved else Opening.Manner.VIEW)
