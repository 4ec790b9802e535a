"""Pages of the policy as people use them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.approvals.models import Approval
from sotay.leadership.models import Policy, Posting, Reading
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.leadership import PolicyFactory, ReadingFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"leadership:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_a_policy_is_written_changed_and_submitted_by_its_forms(agency, secretary, head, signed_in):
    client = signed_in(secretary)
    assert "Soạn chính sách" in client.get(url(agency, "policy_detail")).content.decode()

    client.send(url(agency, "policy_prepare"), {"text": "- Phục vụ", "reason": ""})
    policy = Policy.objects.get()
    client.send(url(agency, "policy_edit", slug=policy.uuid), {"text": "- Phục vụ **tốt**", "version": "1"})
    page = client.get(url(agency, "policy_edition", slug=policy.uuid)).content.decode()
    assert "<strong>tốt</strong>" in page
    client.send(url(agency, "policy_submit", slug=policy.uuid), {"note": "", "version": "2"})

    approval = Approval.objects.get()
    seen = signed_in(head).get(
        reverse("approvals:approval_detail", kwargs={"agency": agency.short_name, "slug": approval.uuid})
    )
    assert "<strong>tốt</strong>" in seen.content.decode()


def test_somebody_confirms_with_one_click_and_is_thanked_with_the_day(agency, official, signed_in):
    PolicyFactory(agency=agency, in_force=True)
    client = signed_in(official)
    assert "Tôi đã đọc và hiểu" in client.get(url(agency, "policy_detail")).content.decode()

    client.send(url(agency, "policy_read"))

    assert Reading.objects.get().user == official.user
    page = client.get(url(agency, "policy_detail")).content.decode()
    assert "Anh, chị đã xác nhận ngày" in page
    assert "Tôi đã đọc và hiểu" not in page


def test_without_a_policy_in_force_nothing_can_be_confirmed(agency, official, signed_in):
    assert signed_in(official).send(url(agency, "policy_read")).status_code == 404


def test_a_sample_says_what_must_be_done_before_it_is_submitted(agency, secretary, signed_in):
    policy = PolicyFactory(agency=agency, is_sample=True)

    page = signed_in(secretary).get(url(agency, "policy_edition", slug=policy.uuid)).content.decode()

    assert "bản mẫu" in page
    assert url(agency, "policy_submit", slug=policy.uuid) not in page


def test_postings_stand_on_the_page(agency, secretary, signed_in):
    policy = PolicyFactory(agency=agency, in_force=True)
    client = signed_in(secretary)

    client.send(url(agency, "policy_post", slug=policy.uuid), {"place": "Bộ phận Một cửa", "posted_date": "05/06/2026"})

    assert Posting.objects.get().place == "Bộ phận Một cửa"
    assert "05/06/2026" in client.get(url(agency, "policy_detail")).content.decode()


def test_readers_are_filtered_exported_and_reminded(agency, secretary, signed_in):
    policy = PolicyFactory(agency=agency, in_force=True)
    unit = UnitFactory(agency=agency, name="Phòng Bưu chính")
    waiting = person(agency, Seat.Role.OFFICIAL, unit=unit).user
    done = person(agency, Seat.Role.OFFICIAL).user
    ReadingFactory(policy=policy, user=done)
    client, path = signed_in(secretary), url(agency, "policy_readers")

    page = client.get(path).content.decode()
    assert f"- {waiting.full_name} (Phòng Bưu chính), hạn " in page
    assert f"- {done.full_name}" not in page
    narrowed = client.get(path, {"words": "buu chinh"}, headers={"HX-Request": "true"}).content.decode()
    assert waiting.full_name in narrowed
    assert done.full_name not in narrowed
    file = client.get(path, {"state": "READ", "export": "csv"}).getvalue().decode("utf-8-sig")
    assert done.full_name in file
    assert waiting.full_name not in file


def test_the_pages_ask_as_often_for_30_people_as_for_one(agency, secretary, signed_in):
    policy = PolicyFactory(agency=agency, in_force=True)
    client = signed_in(secretary)

    def asked(name):
        client.get(url(agency, name))
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, name))
        return len(seen)

    few = {name: asked(name) for name in ("policy_detail", "policy_readers")}
    for n in range(29):
        user = person(agency, Seat.Role.OFFICIAL, unit=UnitFactory(agency=agency) if n % 2 else None).user
        ReadingFactory(policy=policy, user=user)
    assert {name: asked(name) for name in few} == few
    assert max(few.values()) <= 14
