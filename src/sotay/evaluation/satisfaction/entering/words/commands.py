"""Deleting words and contacts of answers: the answer stays and counts; the journal says who deleted, never what."""

from sotay.agency.actor import Actor
from sotay.commands import command, lock, refuse, require, why_no_reason
from sotay.evaluation.satisfaction.models import AnswerContact, AnswerText
from sotay.journal.recording import record


@command
def remove_words(text: AnswerText, *, actor: Actor, reason: str) -> None:
    """Delete what somebody wrote (it names a person, or may not be kept), with a reason; its hash stays with the answer."""
    require(actor, "evaluation.see_contacts", text)
    text = lock(text)
    refuse(why_no_reason(reason))

    answer = text.answer
    record(
        "evaluation.words.removed",
        actor=actor,
        subject=answer.survey,
        reason=reason.strip(),
        answer=str(answer.uuid),
        position=text.position,
    )
    text.delete()


@command
def remove_contact(contact: AnswerContact, *, actor: Actor, reason: str) -> None:
    """Delete how somebody can be reached, as asked for or when it is needed no more (law on personal data)."""
    require(actor, "evaluation.see_contacts", contact)
    contact = lock(contact)
    refuse(why_no_reason(reason))

    answer = contact.answer
    record(
        "evaluation.contact.removed",
        actor=actor,
        subject=answer.survey,
        reason=reason.strip(),
        answer=str(answer.uuid),
    )
    contact.delete()
