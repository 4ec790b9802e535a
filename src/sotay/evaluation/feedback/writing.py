"""What taking in feedback writes, from a form of the desk or of anybody: the next code, its receipt, the words apart."""

from datetime import date

from sotay.agency.models.owned import forget_history
from sotay.attachments import commands as attachments
from sotay.evaluation.feedback import codes
from sotay.evaluation.feedback.models import Feedback, FeedbackContent
from sotay.evaluation.feedback.said import Said
from sotay.work.numbers import next_number

SERIES = "feedback"


def keep(feedback: Feedback, said: Said | None) -> None:
    """Give a feedback the next code of the year it was received in and the hash of its receipt; keep what was said apart."""
    number = next_number(feedback.agency, series=SERIES, year=feedback.received_date.year)
    feedback.code = f"PA-{feedback.received_date.year}-{number:03d}"
    feedback.slug = feedback.code.lower()
    feedback.follow_hash = codes.hash_of(codes.draw(feedback))
    feedback.save(force_insert=True)
    if said is not None:
        FeedbackContent.objects.create(
            agency_id=feedback.agency_id, feedback=feedback, text=said.text, name=said.name, phone=said.phone,
            email=said.email, address=said.address,
        )  # fmt: skip


def delete_what_was_told(feedback: Feedback) -> None:
    """Delete words, sender, files and remarks of a feedback, and what its row said before, whom it named among it."""
    FeedbackContent.objects.filter(feedback=feedback).delete()
    attachments.forget(feedback)
    forget_history(Feedback, [feedback.pk])


def as_only_noted(feedback: Feedback, *, kind: str, number: str, field: str, on: date) -> None:
    """Make it a complaint or denunciation that was only noted: nothing else is told of it."""
    feedback.kind, feedback.reference_number, feedback.field = kind, number, field
    feedback.about_unit = feedback.service = feedback.dossier = feedback.unit = None
    feedback.concerns_official, feedback.about_official = False, None
    feedback.assigned_date = feedback.assigned_by = feedback.due_date = None
    feedback.state, feedback.ended_date = Feedback.State.NOTED, on
