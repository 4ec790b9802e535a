"""Pages of the self-check: read by members and guests, on a past day too, the same queries however much lies there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Grant
from sotay.evaluation.inspections.contents import LINES
from tests.conftest import SignedIn
from tests.factories.agency import UnitFactory, UserFactory
from tests.factories.inspections import InspectionFactory, InspectionFindingFactory
from tests.factories.providers import ProviderEvaluationFactory, ProviderFactory

pytestmark = pytest.mark.django_db
NAMES = ("manual:selfcheck", "manual:inspection_tomorrow", "manual:inspection_file")


def url(agency, name):
    return reverse(name, kwargs={"agency": agency.short_name})


@pytest.mark.parametrize("name", NAMES)
def test_every_line_stands_on_each_page(agency, official, signed_in, name):
    shown = signed_in(official).get(url(agency, name)).content.decode()

    assert all(f"{line.key}. " in shown for line in LINES)


def test_a_past_day_is_shown_and_one_ahead_is_today(agency, official, signed_in):
    client, there = signed_in(official), url(agency, "manual:inspection_tomorrow")
    past, ahead = today() - timedelta(days=40), today() + timedelta(days=40)

    assert f"{past:%d/%m/%Y}" in client.get(there, {"on": f"{past:%d/%m/%Y}"}).content.decode()
    assert f"{today():%d/%m/%Y}" in client.get(there, {"on": f"{ahead:%d/%m/%Y}"}).content.decode()
    assert client.get(there, {"on": "abc"}).status_code == 200


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("days", [0, 40])
def test_the_pages_ask_as_often_for_much_as_for_little(agency, official, signed_in, name, days):
    client, query = signed_in(official), {"on": f"{today() - timedelta(days=days):%d/%m/%Y}"}

    def asked():
        client.get(url(agency, name), query)
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, name), query)
        return len(seen)

    def more(count):
        for _number in range(count):
            unit = UnitFactory(agency=agency)
            ProviderEvaluationFactory(
                provider=ProviderFactory(agency=agency, unit=unit), date=today() - timedelta(days=50)
            )
            InspectionFindingFactory(inspection=InspectionFactory(agency=agency, fixed=True))

    more(1)
    few = asked()
    more(12)
    assert asked() == few


def test_a_guest_reads_them_within_the_grant_and_follows_no_link_outside(agency):
    def client(*areas):
        user = UserFactory()
        Grant.objects.create(
            agency=agency, to_user=user, purpose="Kiểm tra", from_date=today(), to_date=today(), areas=list(areas)
        )
        return SignedIn(Actor(agency=agency, user=user))

    InspectionFindingFactory(inspection=InspectionFactory(agency=agency, fixed=True))
    there = url(agency, "manual:inspection_tomorrow")
    assert client("evaluation").get(there).status_code == 404
    narrow = client("manual").get(there).content.decode()
    assert "Biên bản kiểm tra" in narrow
    assert "/evaluation/inspections/" not in narrow
    assert "/evaluation/inspections/" in client("manual", "evaluation").get(there).content.decode()
    assert "Đến nơi thực hiện" not in narrow
