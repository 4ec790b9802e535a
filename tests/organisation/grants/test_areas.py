"""A grant narrowed to areas: what an inspector's account reads and does not, until which day, and that it never writes."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from sotay.agency.actor import Actor, actor_of
from sotay.agency.clock import today
from sotay.agency.models import Grant
from sotay.attachments.commands import attach
from sotay.commands import Refused
from sotay.organisation.grants.areas import AREAS, in_words
from sotay.organisation.grants.commands import give_grant
from sotay.ui import rail
from tests.architecture.test_addresses import agency_urls
from tests.conftest import SignedIn
from tests.factories.agency import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGES = {
    "manual": "manual:manual_detail",
    "context": "context:service_list",
    "leadership": "leadership:policy_detail",
    "planning": "planning:objectives",
    "support": "support:document_list",
    "operation": "operation:provider_list",
    "evaluation": "evaluation:inspection_list",
    "improvement": "improvement:nonconformity_list",
    "standard": "standard:obligation_list",
    "organisation": "organisation:unit_list",
}


def granted(agency, *areas, user=None, **days):
    user = user or UserFactory()
    since, until = days.get("since", today()), days.get("until", today())
    Grant.objects.create(
        agency=agency, to_user=user, purpose="Kiểm tra", from_date=since, to_date=until, areas=list(areas)
    )
    return user


def client_of(user, agency):
    return SignedIn(Actor(agency=agency, user=user))


def status(client, agency, name, **kwargs):
    return client.get(reverse(name, kwargs={"agency": agency.short_name, **kwargs})).status_code


@pytest.mark.parametrize("area", PAGES)
def test_pages_of_an_area_are_read_inside_it_and_not_found_outside(agency, area):
    inside = client_of(granted(agency, area), agency)
    outside = client_of(granted(agency, *(one for one in AREAS if one != area)), agency)
    everywhere = client_of(granted(agency), agency)

    assert [status(one, agency, PAGES[area]) for one in (inside, outside, everywhere)] == [200, 404, 200]


def test_every_area_with_a_page_for_guests_can_be_named():
    found = {
        name.partition(":")[0] for name, pattern in agency_urls() if getattr(pattern.callback, "open_to_guests", 0)
    }

    assert found - {"attachments"} == set(AREAS) == set(PAGES)


def test_grants_add_up_and_one_for_everything_opens_everything(agency):
    user = granted(agency, "manual")
    granted(agency, "planning", user=user)
    assert actor_of(user, agency=agency, on=today()).areas == {"manual", "planning"}

    granted(agency, user=user)
    assert actor_of(user, agency=agency, on=today()).may_enter("organisation")


def test_it_holds_from_its_first_to_its_last_day_and_ends_at_once_when_taken_back(agency):
    day = today()
    user = granted(agency, "manual", since=day - timedelta(days=2), until=day)
    assert actor_of(user, agency=agency, on=day - timedelta(days=3)) is None
    assert actor_of(user, agency=agency, on=day).may_enter("manual")
    assert actor_of(user, agency=agency, on=day + timedelta(days=1)) is None

    client = client_of(user, agency)
    assert status(client, agency, "manual:manual_detail") == 200
    Grant.objects.update(revoked_at=timezone.now())
    assert status(client, agency, "manual:manual_detail") == 404


def test_the_rail_the_tabs_and_the_first_page_lead_nowhere_else(agency):
    user = granted(agency, "planning")
    client = client_of(user, agency)
    actor = actor_of(user, agency=agency, on=today())

    assert [one.key for one in rail.entries(actor, "/")] == ["planning"]
    answer = client.get("/", follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"].startswith(f"/{agency.short_name}/planning/")
    own = set(re.findall(rf'href="/{agency.short_name}/([a-z]+)/', answer.content.decode()))
    assert own <= {"planning"}


def test_guests_do_not_search_and_read_no_journal(agency):
    client = client_of(granted(agency, *AREAS), agency)

    assert {status(client, agency, name) for name in ("web:search", "web:overview", "web:my_work")} == {404}


def test_exports_of_a_list_outside_are_not_found(agency):
    client = client_of(granted(agency, "manual"), agency)
    url = reverse("operation:provider_list", kwargs={"agency": agency.short_name})

    assert {client.get(url, {"export": kind}).status_code for kind in ("xlsx", "csv")} == {404}


def test_a_file_is_opened_only_where_its_record_stands_in_an_area_of_the_grant(agency, secretary):
    unit = UnitFactory(agency=agency)
    file = attach(unit, actor=secretary, file=b"So do to chuc", name="so-do.txt")
    url = reverse("attachments:file_open", kwargs={"agency": agency.short_name, "uuid": file.uuid})

    assert client_of(granted(agency, "organisation"), agency).get(url).status_code == 200
    assert client_of(granted(agency, "manual"), agency).get(url).status_code == 404


def test_a_guest_writes_nowhere(agency):
    client = client_of(granted(agency), agency)
    answered = {}
    for route in addresses(get_resolver(), ""):
        path = "/" + filled(route, agency)
        answered[route] = client.post(path, {"once": str(uuid4())}).status_code

    assert len(answered) > 300
    assert {route for route, code in answered.items() if code not in {404, 405}} == set()


def addresses(resolver, before):
    """Yield the route of every address below an agency."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from addresses(one, route)
        elif "<agency:agency>" in route:
            yield route


def filled(route, agency):
    """Return a route with something in every place of it."""
    route = route.replace("<agency:agency>", agency.short_name)
    route = re.sub(r"<uuid:\w+>", str(uuid4()), route)
    route = re.sub(r"<int:\w+>", "2026", route)
    return re.sub(r"<[^>]+>", "x", route)


def test_the_command_keeps_the_areas_in_their_order_and_refuses_what_is_none(agency, secretary, other_agency):
    days = {"from_date": today(), "to_date": today(), "purpose": "Kiểm tra", "on": today(), "actor": secretary}

    grant = give_grant(agency, to_agency=other_agency, areas=["standard", "manual"], **days)
    assert grant.areas == ["manual", "standard"]
    assert in_words(grant.areas) == "Sổ tay, tự kiểm tra; Việc phải làm"
    assert in_words([]) == "Mọi trang dành cho khách"
    with pytest.raises(Refused) as refusal:
        give_grant(agency, to_user=UserFactory(), areas=["manual", "web"], **days)
    assert refusal.value.codes == ("unknown_area",)


def test_the_form_takes_areas_and_the_list_tells_them(agency, secretary, other_agency, signed_in):
    client, url = signed_in(secretary), reverse("organisation:grant_give", kwargs={"agency": agency.short_name})
    sent = {"to_agency": other_agency.short_name, "from_date": "01/06/2026", "to_date": "31/12/2099", "purpose": "Xem"}

    assert client.send(url, {**sent, "areas": ["web"]}).status_code == 422
    assert client.send(url, {**sent, "areas": ["manual", "evaluation"]}).status_code == 302
    assert Grant.objects.get().areas == ["manual", "evaluation"]
    shown = client.get(reverse("organisation:grant_list", kwargs={"agency": agency.short_name})).content.decode()
    assert "Sổ tay, tự kiểm tra; Đánh giá nội bộ" in shown
