"""The one decision about mails: which of them a person wants."""

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.commands import UNCHANGED, command, lock, require
from sotay.journal.recording import record
from sotay.work.notices.models import MailChoice
from sotay.work.notices.queries import mail_choice


@command
def choose_mail(agency: Agency, *, actor: Actor, wants: str) -> MailChoice | object:
    """Choose which mails one gets of an agency."""
    require(actor, "work.view_notices", agency)
    lock(actor.person)  # twice at once leaves one choice
    chosen = mail_choice(viewer=actor) or MailChoice(agency=agency, user=actor.person, wants="")
    former = chosen.wants or MailChoice.Wants.ALL
    if wants == former:
        return UNCHANGED
    chosen.wants = wants
    chosen.save()
    record("work.mail.chosen", actor=actor, subject=chosen, wants=wants)
    return chosen
