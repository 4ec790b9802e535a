"""The tables of the ground floor."""

from sotay.agency.models.agency import Agency, AgencySuccession
from sotay.agency.models.calendar import CalendarDay, CalendarYear
from sotay.agency.models.decision import Decision
from sotay.agency.models.grant import Grant
from sotay.agency.models.owned import AgencyOwned, HistoryEvent, OwnedQuerySet, Versioned
from sotay.agency.models.seat import Delegation, Seat
from sotay.agency.models.unit import Unit, UnitSuccession
from sotay.agency.models.user import User

__all__ = [
    "Agency",
    "AgencyOwned",
    "AgencySuccession",
    "CalendarDay",
    "CalendarYear",
    "Decision",
    "Delegation",
    "Grant",
    "HistoryEvent",
    "OwnedQuerySet",
    "Seat",
    "Unit",
    "UnitSuccession",
    "User",
    "Versioned",
]
