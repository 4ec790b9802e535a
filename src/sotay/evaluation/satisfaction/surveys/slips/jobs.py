"""The job that mails links."""

from sotay.agency.clock import now, today
from sotay.config.schedule import every
from sotay.evaluation.satisfaction.surveys.slips.mail import send_links


@every(seconds=30, name="evaluation.survey_links", lock="evaluation.survey_links")
def mail_links() -> None:
    """Mail the links that wait, some at a time."""
    send_links(now=now(), on=today())
