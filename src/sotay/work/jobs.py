"""Jobs of this area: the reminders of the morning, the mail of the day, and what cannot wait for it."""

from sotay.agency.clock import now, today
from sotay.config.schedule import every
from sotay.work.notices.mail import send_mails
from sotay.work.reminders.commands import remind_all


@every(at="06:30", name="work.remind")
def remind_everybody() -> None:
    """Remind people of what falls due or stays overdue."""
    remind_all(on=today())


@every(at="07:00", name="work.mail_digests", lock="work.mail")
def mail_digests() -> None:
    """Mail everybody what was not read, once a day.

    Reminds first what was not reminded yet: a machine that starts late does both jobs of the morning at the same time.
    """
    remind_all(on=today())
    send_mails(now=now())


@every(seconds=30, name="work.mail_at_once", lock="work.mail")
def mail_at_once() -> None:
    """Mail what was returned or is overdue from today, and what the mail of the day left over."""
    send_mails(now=now(), at_once=True)
