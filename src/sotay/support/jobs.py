"""Jobs of this area: what comes into force on its day, and files that are made readable as pages."""

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.config.schedule import every
from sotay.support.distribution import rendering
from sotay.support.distribution.permissions import JOB as MAKE_RENDITIONS
from sotay.support.distribution.queries import list_sources_without_pdf
from sotay.support.documents.commands import put_in_force
from sotay.support.documents.models import Revision
from sotay.support.documents.permissions import JOB


@every(at="00:12", name=JOB)
def put_revisions_in_force() -> None:
    """Put every issued revision whose day has come into force; each is one command."""
    due = Revision.objects.filter(state=Revision.State.APPROVED, in_force_date__lte=today())
    for one in due.select_related("agency", "document__unit").order_by("agency_id", "in_force_date", "pk"):
        put_in_force(one, actor=Actor.system(JOB, agency=one.agency), on=today())


@every(seconds=30, name=MAKE_RENDITIONS)
def make_renditions() -> None:
    """Make PDFs of some files that are edited, where the server has LibreOffice; the others wait for the next time."""
    if rendering.program():
        for source in list_sources_without_pdf(most=5):
            rendering.make_rendition(source)
