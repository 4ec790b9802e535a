"""Reads of the agency itself."""

from dataclasses import dataclass
from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, AgencySuccession, Seat
from sotay.organisation.people.queries import holders_of

LEADING = (
    Seat.Role.HEAD,
    Seat.Role.COMMITTEE_HEAD,
    Seat.Role.QMR,
    Seat.Role.SECRETARY,
)


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """What the page of the agency shows: who leads it, whom it came from and went into."""

    agency: Agency
    leading: tuple[tuple[str, tuple[Seat, ...]], ...]
    came_from: tuple[AgencySuccession, ...]
    went_into: tuple[AgencySuccession, ...]


def get_agency_page(*, viewer: Actor, on: date) -> AgencyPage:
    """Return the viewer's agency with those who lead it on a day; a seat that is empty names who stands in."""
    agency = Agency.objects.select_related("overseer", "logo").get(pk=viewer.agency.pk)
    roles = [role for role in LEADING if role != Seat.Role.QMR or agency.wants_qmr]
    return AgencyPage(
        agency=agency,
        leading=tuple((str(role.label), holders_of(agency, role, on=on)) for role in roles),
        came_from=tuple(agency.predecessions.select_related("predecessor").order_by("date")),
        went_into=tuple(agency.successions.select_related("successor").order_by("date")),
    )
