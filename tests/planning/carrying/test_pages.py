"""The page that carries objectives, as a secretary and a unit head use it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.planning.objectives.models import ObjectiveSet
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, PlanLineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(agency):
    return [UnitFactory(agency=agency, slug=f"u{n}", order=n) for n in range(2)]


def approved(agency, unit):
    objective = ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=unit, in_force=True, year=today().year))
    PlanLineFactory(objective=objective)


def here(agency):
    return reverse("planning:sets_carry", kwargs={"agency": agency.short_name, "year": today().year + 1})


def test_all_are_chosen_beforehand_and_carried_as_drafts(agency, secretary, units, signed_in):
    for unit in (None, *units):
        approved(agency, unit)
    client = signed_in(secretary)

    page = client.get(here(agency)).content.decode()
    answer = client.send(here(agency), {"units": ["co-quan", "u0"]})

    assert page.count("checked") == 3
    assert answer.status_code == 302
    made = ObjectiveSet.objects.filter(year=today().year + 1)
    assert {(one.unit, one.state) for one in made} == {(None, "DRAFT"), (units[0], "DRAFT")}


def test_keeping_submits_at_once(agency, secretary, head, units, signed_in):
    approved(agency, units[0])

    answer = signed_in(secretary).send(here(agency), {"units": ["u0"], "keep": "1", "note": "Như năm nay"})

    assert answer.status_code == 302
    one = ObjectiveSet.objects.get(year=today().year + 1)
    assert (one.state, one.is_kept) == ("SUBMITTED", True)


def test_a_unit_head_is_offered_the_own_unit_alone(agency, units, signed_in):
    for unit in (None, *units):
        approved(agency, unit)
    client = signed_in(person(agency, Seat.Role.UNIT_HEAD, unit=units[1], on=today()))

    page = client.get(here(agency)).content.decode()

    assert ('value="u1"' in page, 'value="u0"' in page, 'value="co-quan"' in page) == (True, False, False)
    assert client.send(here(agency), {"units": ["u0"]}).status_code == 422


def test_a_year_before_without_objectives_says_so(agency, secretary, signed_in):
    page = signed_in(secretary).get(here(agency)).content.decode()

    assert "chưa có bộ mục tiêu nào được phê duyệt để chép sang" in page


def test_the_page_asks_as_often_for_30_units_as_for_1(agency, secretary, signed_in, units):
    client = signed_in(secretary)

    def asked():
        client.get(here(agency))
        with CaptureQueriesContext(connection) as seen:
            client.get(here(agency))
        return len(seen)

    approved(agency, units[0])
    few = asked()
    for _number in range(29):
        approved(agency, UnitFactory(agency=agency))
    assert asked() == few
