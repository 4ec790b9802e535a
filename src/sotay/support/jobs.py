"""Jobs of this area: what comes into force on its day."""

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.config.schedule import every
from sotay.support.documents.commands import put_in_force
from sotay.support.documents.models import Revision
from sotay.support.documents.permissions import JOB


@every(at="00:12", name=JOB)
def put_revisions_in_force() -> None:
    """Put every issued revision whose day has come into force; each is one command."""
    due = Revision.objects.filter(state=Revision.State.APPROVED, in_force_date__lte=today())
    for one in due.select_related("agency", "document__unit").order_by("agency_id", "in_force_date", "pk"):
        put_in_force(one, actor=Actor.system(JOB, agency=one.agency), on=today())
