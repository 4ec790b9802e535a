"""The intake of feedback from the public page: kept once however often it is sent, never a line of the journal for each."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError

from sotay.agency.models import Agency, Unit
from sotay.commands import intake
from sotay.evaluation.feedback.models import Feedback
from sotay.evaluation.feedback.queries import content_of
from sotay.evaluation.feedback.said import Said
from sotay.evaluation.feedback.terms import due_of
from sotay.evaluation.feedback.writing import keep
from sotay.journal.models import Touched
from sotay.operation.models import Dossier
from sotay.search import index

RECEIVED = "evaluation.feedback.received"


def take_feedback(
    agency: Agency,
    *,
    kind: str,
    said: Said,
    nonce: UUID,
    on: date,
    about_unit: Unit | None = None,
    dossier: Dossier | None = None,
    concerns_official: bool = False,
) -> Feedback:
    """Keep what somebody sent; sent again with the same `nonce` it is what was kept before."""
    feedback = Feedback(
        agency=agency,
        kind=kind,
        channel=Feedback.Channel.PAGE,
        received_date=on,
        about_unit=about_unit or (dossier.unit if dossier else None),
        service=dossier.service if dossier else None,
        dossier=dossier,
        concerns_official=concerns_official,
        due_date=due_of(agency, kind, received=on),
        nonce=nonce,
    )
    try:
        return _keep(feedback, said)
    except IntegrityError:
        there = Feedback.objects.filter(agency=agency, nonce=nonce).select_related("agency", "content").first()
        if there is None:
            raise
        return there


def says(feedback: Feedback, said: Said) -> bool:
    """Return whether what is kept is what was sent; not so once it was deleted."""
    content = content_of(feedback)
    return content is not None and (content.text, content.name, content.phone, content.email) == (
        said.text, said.name, said.phone, said.email,
    )  # fmt: skip


@intake
def _keep(feedback: Feedback, said: Said) -> Feedback:
    keep(feedback, said)
    index.keep([feedback])
    # What waits for whom is looked at again within seconds, as after a command.
    Touched.objects.bulk_create(
        [Touched(agency_id=feedback.agency_id, action=RECEIVED)],
        update_conflicts=True,
        unique_fields=["agency", "action"],
        update_fields=["action"],
    )
    return feedback
