"""Pages of announcements, with every paper of a record within reach."""

import pytest
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.papers import forms
from tests.conftest import person
from tests.factories.announcements import AnnouncementFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(agency, signed_in):
    """The secretary as of today, since pages look at today."""
    return signed_in(person(agency, Seat.Role.SECRETARY, on=today()))


def test_the_minutes_of_a_posting_are_reached_from_its_announcement(agency, browser):
    one = AnnouncementFactory(agency=agency)
    posting = PostingFactory(announcement=one)
    PostingFactory(announcement=one, kind="PORTAL", place="", address="https://a.gov.vn/cong-bo")
    answer = browser.get(reverse("manual:announcement_detail", kwargs={"agency": agency.short_name, "slug": one.slug}))
    assert answer.status_code == 200
    page = answer.content.decode()
    where = {"agency": agency.short_name, "code": "I7", "uuid": posting.uuid, "face": "pdf"}
    minutes = reverse("papers:record_print", kwargs=where)
    assert page.count("/papers/forms/I7/") == 2  # PDF and DOCX of the one at the office
    assert minutes in page
    assert browser.get(minutes).content.startswith(b"%PDF-1.")


@pytest.mark.parametrize("code", [one.code for one in forms.everyone()])
def test_every_form_has_its_page(code):
    assert reverse("papers:form_detail", kwargs={"agency": "stn", "code": code})
