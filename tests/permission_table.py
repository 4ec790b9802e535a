"""The permission table: who gets which answer from every address.

A module `test_permissions.py` of a feature names its rows and asks for their tests:

    TABLE = [
        Row("get", "organisation:unit_list", {OFFICIAL: 200, SECRETARY: 200}),
        Row("post", "organisation:unit_end", {OFFICIAL: 403, SECRETARY: 422}, kwargs=lambda agency: {"slug": UnitFactory(agency=agency).slug}),
    ]
    test_who_gets_what = answers(TABLE)

Besides the seats a row names, each row is tried by an anonymous visitor (led to sign-in), by a secretary of another
agency and by somebody without any seat (404 for both), and by a guest with a grant (404, or 200 when `guest=200`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency, Grant, Seat
from tests.conftest import SignedIn
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory, UserFactory

OFFICIAL = Seat.Role.OFFICIAL
SECRETARY = Seat.Role.SECRETARY
HEAD = Seat.Role.HEAD
ADMINISTRATOR = Seat.Role.ADMINISTRATOR
CLERK = Seat.Role.CLERK
UNIT_HEAD = Seat.Role.UNIT_HEAD
ANONYMOUS, STRANGER, SEATLESS, GUEST = "anonymous", "stranger", "seatless", "guest"


@dataclass(frozen=True)
class Row:
    """One address, one method, and what each seat is answered.

    `kwargs` makes the records the address names (besides the agency) and returns its parts; `data` what is posted.
    """

    method: str
    name: str
    seats: dict[str, int]
    kwargs: Callable[[Agency], dict[str, Any]] = lambda _agency: {}
    data: Callable[[Agency], dict[str, Any]] = lambda _agency: {}
    guest: int = 404
    query: str = ""
    everyone: dict[str, int] = field(default_factory=dict)

    def cases(self) -> dict[str, int]:
        """Return every visitor and the answer expected."""
        return {ANONYMOUS: 302, STRANGER: 404, SEATLESS: 404, GUEST: self.guest} | dict(self.seats) | self.everyone


def answers(table: list[Row]) -> Any:
    """Return the test over a table's rows."""

    @pytest.mark.django_db
    @pytest.mark.parametrize("row", table, ids=lambda row: f"{row.method} {row.name}")
    def test_who_gets_what(row: Row) -> None:
        assert answered(row) == row.cases()

    test_who_gets_what.table = table
    return test_who_gets_what


def answered(row: Row) -> dict[str, int]:
    """Return what each visitor is answered; who changes nothing asks for the same record, who may change gets a new one."""
    shared, found = Asked(row), {}
    for who, expected in sorted(row.cases().items(), key=lambda case: changes(row, *case)):
        asked = Asked(row) if changes(row, who, expected) else shared
        found[who] = asked.by(who)
    return found


def changes(row: Row, who: str, expected: int) -> bool:
    """Return whether a visitor's request may change something."""
    return row.method == "post" and who != ANONYMOUS and expected not in {403, 404}


class Asked:
    """An address of a row, made with all it names in an agency of its own."""

    def __init__(self, row: Row) -> None:
        self.row, self.agency = row, AgencyFactory()
        self.url = reverse(row.name, kwargs={"agency": self.agency.short_name, **row.kwargs(self.agency)}) + row.query
        self.data = row.data(self.agency) if row.method == "post" else {}

    def by(self, who: str) -> int:
        """Ask as a visitor and return the status of the answer."""
        client = client_of(who, self.agency)
        if self.row.method == "get":
            return client.get(self.url).status_code
        return client.post(self.url, {"once": str(uuid4()), **self.data}).status_code


def client_of(who: str, agency: Agency) -> Client:
    """Return the client of a visitor: somebody new in a seat of the agency, or one of those without a seat."""
    since = today() - timedelta(days=30)
    if who == ANONYMOUS:
        return Client()
    if who == STRANGER:
        return SignedIn(_actor(SeatFactory(role=SECRETARY, from_date=since).user, agency))
    if who == SEATLESS:
        return SignedIn(_actor(UserFactory(), agency))
    if who == GUEST:
        inspector = UserFactory()
        Grant.objects.create(agency=agency, to_user=inspector, purpose="Kiểm tra", from_date=since, to_date=today())
        return SignedIn(_actor(inspector, agency))
    unit = UnitFactory(agency=agency) if who in Seat.IN_A_UNIT else None
    return SignedIn(_actor(SeatFactory(agency=agency, role=who, unit=unit, from_date=since).user, agency))


def _actor(user: Any, agency: Agency) -> Actor:
    return Actor(agency=agency, user=user)
