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


def test_its_papers_are_drafted_by_its_own_gate_alone(agency, browser):
    """A second decision, bound to no announcement, could be submitted and the list changed after it."""
    one = AnnouncementFactory(agency=agency)
    page = browser.get(reverse("manual:announcement_detail", kwargs={"agency": agency.short_name, "slug": one.slug}))
    draft = reverse("support:paper_draft", kwargs={"agency": agency.short_name})
    assert draft not in page.content.decode()
    for code in ("I5", "I5.1", "I6", "PLAN", "COMMITTEE"):
        assert browser.get(f"{draft}?form={code}&type=manual.announcement&uuid={one.uuid}").status_code == 404
    assert "form=I5" not in browser.get(draft).content.decode()


def test_a_scope_that_has_not_moved_is_said_before_anything_is_typed(agency, browser):
    AnnouncementFactory(agency=agency)
    page = browser.get(reverse("manual:scope_change_decide", kwargs={"agency": agency.short_name}))
    assert page.status_code == 200
    assert "Không có thay đổi phạm vi nào chờ quyết định." in page.text
    assert "Chưa thực hiện được" in page.text
    assert "Chưa lưu được" not in page.text
