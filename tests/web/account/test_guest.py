"""A guest who signs in stands on a page he may read, and nothing offered to him leads nowhere."""

import re

import pytest
from django.test import Client

from sotay.agency.clock import today
from sotay.agency.models import Grant
from tests.factories.account import PASSWORD, person_with_password, tried
from tests.factories.manual import ManualFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(agency):
    user, on = person_with_password(), today()
    Grant.objects.create(agency=agency, to_user=user, purpose="Kiểm tra", from_date=on, to_date=on)
    client = Client()
    tried(user.username, PASSWORD, client=client)
    return client


def test_a_guest_begins_with_the_manual(agency, guest):
    ManualFactory(agency=agency, issued=True)

    answer = guest.get("/", follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == f"/{agency.short_name}/manual/"


def test_every_link_of_a_guests_frame_can_be_opened(agency, guest):
    page = guest.get("/", follow=True).content.decode()
    frame = page[: page.index("<main")]
    links = set(re.findall(r'(?:href|action)="(/[^"#]*)"', re.sub(r"<head>.*</head>", "", frame, flags=re.DOTALL)))

    assert f"/{agency.short_name}/standard/obligations/" in links
    for link in links - {"/accounts/logout/", "/language/"}:
        if "static" not in link:
            assert guest.get(link, follow=True).status_code == 200, link
