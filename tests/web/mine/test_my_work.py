"""Việc của tôi leaves nothing out that waits, and an official's day begins there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sotay.agency.actor import actor_of
from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.standard.standings.commands import refresh
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word
from sotay.web.mine.queries import is_asked
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.leadership import PolicyFactory
from tests.factories.organisation import DelegationFactory

pytestmark = pytest.mark.django_db

OVERVIEW = '<span class="rail-label">Tổng quan</span>'


@pytest.fixture
def mine(agency):
    return reverse("web:my_work", kwargs={"agency": agency.short_name})


@pytest.fixture
def clerk(agency):
    return person(agency, Seat.Role.OFFICIAL, on=today())


def test_a_policy_not_confirmed_yet_waits_until_it_is(agency, clerk, mine, signed_in):
    PolicyFactory(agency=agency, in_force=True)
    client = signed_in(clerk)
    page = client.get(mine).content.decode()
    assert "Đọc và xác nhận: Chính sách chất lượng" in page
    assert "Hiện không có việc nào chờ" not in page

    client.send(reverse("leadership:policy_read", kwargs={"agency": agency.short_name}))

    assert "Đọc và xác nhận" not in client.get(mine).content.decode()


def test_the_secretary_finds_the_questions_of_the_first_day(agency, secretary, mine, signed_in):
    page = signed_in(secretary).get(mine).content.decode()

    assert reverse("manual:startup", kwargs={"agency": agency.short_name}) in page
    assert "Hiện không có việc nào chờ" not in page


def test_an_official_begins_with_his_own_work_and_has_a_short_rail(clerk, mine, signed_in):
    client = signed_in(clerk)

    assert client.get("/")["Location"] == mine
    assert OVERVIEW not in client.get(mine).content.decode()


@pytest.mark.parametrize("role", [Seat.Role.HEAD, Seat.Role.AUDITOR, Seat.Role.SECRETARY])
def test_whoever_answers_for_more_begins_with_the_overview(agency, mine, role, signed_in):
    client = signed_in(person(agency, role, on=today()))

    assert client.get("/")["Location"] == reverse("web:overview", kwargs={"agency": agency.short_name})
    assert OVERVIEW in client.get(mine).content.decode()


def test_a_unit_head_with_everything_waiting_asks_twelve_questions_at_most(
    agency, mine, signed_in, django_assert_max_num_queries
):
    from_date = today() - timedelta(days=400)
    agency.in_use_from_date = from_date
    agency.save()
    unit = UnitFactory(agency=agency)
    leader = person(agency, Seat.Role.UNIT_HEAD, unit=unit, from_date=from_date, on=today())
    person(agency, Seat.Role.HEAD, from_date=from_date, on=today())
    for _number in range(20):
        person(agency, Seat.Role.OFFICIAL, from_date=from_date, on=today())
    PolicyFactory(agency=agency, in_force=True)
    refresh([agency], on=today())
    client = signed_in(leader)
    client.get(mine)

    with django_assert_max_num_queries(12):
        page = client.get(mine).content.decode()
    assert "Đọc và xác nhận" in page


def test_what_a_lent_seat_is_asked_waits_for_whoever_it_is_lent_to(agency, clerk):
    head = person(agency, Seat.Role.UNIT_HEAD, unit=UnitFactory(agency=agency), on=today())
    seat = Seat.objects.get(user=head.user)
    other = UnitFactory(agency=agency)
    before = actor_of(clerk.user, agency=agency, on=today())
    DelegationFactory(
        agency=agency, seat=seat, to_user=clerk.user, from_date=today(), to_date=today() + timedelta(days=5)
    )
    after = actor_of(clerk.user, agency=agency, on=today())

    def asked(actor, unit):
        return is_asked(actor, Line(agency.pk, "objectives.set", unit.pk, "2026", Word.OVERDUE))

    assert (asked(before, seat.unit), asked(after, seat.unit), asked(after, other)) == (False, True, False)


def test_what_every_official_owes_waits_for_each_of_them(agency, clerk, head):
    line = Line(agency.pk, "records.archive", None, "2026", Word.OVERDUE)

    assert is_asked(clerk, line)
    assert not is_asked(head, line)
