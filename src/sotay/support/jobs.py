"""Jobs of this area: what comes into force on its day, and files that are made readable as pages."""

import logging

from django.db.models import F
from django.db.models.functions import Coalesce

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.commands import Refused
from sotay.config.schedule import every
from sotay.support.distribution import rendering
from sotay.support.distribution.permissions import JOB as MAKE_RENDITIONS
from sotay.support.distribution.queries import list_sources_without_pdf
from sotay.support.documents.commands import put_in_force
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.permissions import JOB
from sotay.support.issuing.commands import withdraw_what_is_due
from sotay.support.issuing.models import Issue

log = logging.getLogger(__name__)


@every(at="00:12", name=JOB)
def put_revisions_in_force() -> None:
    """Put every issued revision whose day has come into force, then withdraw what was issued to end that day."""
    due = Revision.objects.filter(state=Revision.State.APPROVED, in_force_date__lte=today())
    for one in due.select_related("agency", "document__unit").order_by("agency_id", "in_force_date", "pk"):
        put_in_force(one, actor=Actor.system(JOB, agency=one.agency), on=today())
    lists = Issue.objects.annotate(day=Coalesce(F("in_force_date"), F("decision__date")))
    ending = lists.filter(
        state=Issue.State.ISSUED,
        day__lte=today(),
        items__revision__isnull=True,
        items__left_out_reason="",
        items__document__state=Document.State.IN_FORCE,
    )
    for issue in ending.select_related("agency", "decision").distinct().order_by("agency_id", "pk"):
        try:
            withdraw_what_is_due(issue, actor=Actor.system(JOB, agency=issue.agency), on=today())
        except Refused as refused:  # its page says why, and it waits for who keeps the papers
            log.warning("withdrawal refused", extra={"issue": str(issue.uuid), "codes": refused.codes})


@every(seconds=30, name=MAKE_RENDITIONS)
def make_renditions() -> None:
    """Make PDFs of some files that are edited, where the server has LibreOffice; the others wait for the next time."""
    if rendering.program():
        for source in list_sources_without_pdf(most=5):
            rendering.make_rendition(source)
