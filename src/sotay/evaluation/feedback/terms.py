"""By when a feedback is answered: so many days after it was received, by the parameter `feedback.days`."""

from datetime import date

from sotay.agency.models import Agency
from sotay.agency.models.calendar import calendar_of
from sotay.agency.workdays import TermUnit
from sotay.evaluation.feedback.models import Feedback
from sotay.standard.parameters.queries import value_of

DAYS, PUBLIC = "feedback.days", "survey.public"


def due_of(agency: Agency, kind: str, *, received: date) -> date | None:
    """Return the last day for an answer; None for what is only noted."""
    if kind in Feedback.ONLY_NOTED:
        return None
    length = value_of(agency.pk, DAYS, on=received)
    return calendar_of(agency).due(received, length.count, TermUnit(length.unit))


def is_shown(agency: Agency, *, on: date) -> bool:
    """Return whether the agency has its public pages of surveys and feedback shown."""
    return bool(value_of(agency.pk, PUBLIC, on=on) == "SHOWN")
