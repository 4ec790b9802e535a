"""Việc của tôi leaves nothing out that waits, and an official's day begins there."""

import pytest
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from tests.conftest import person
from tests.factories.leadership import PolicyFactory

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
