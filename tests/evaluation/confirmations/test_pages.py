"""Pages of the confirmation of effectiveness as the secretary and the head use them."""

import pytest
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals.commands import approve
from sotay.approvals.models import Approval
from sotay.evaluation.models import Confirmation
from tests.conftest import person
from tests.factories.findings import AuditFactory, FindingFactory
from tests.factories.reviews import ReviewFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_what_is_missing_is_told_with_links_then_it_is_begun_submitted_and_printed(agency, signed_in):
    secretary = signed_in(person(agency, Seat.Role.SECRETARY, on=today()))
    confirmer = person(agency, Seat.Role.HEAD, on=today())
    head = signed_in(confirmer)
    listed = url(agency, "confirmation_list")
    page = secretary.get(listed).content.decode()
    for words in ("Chưa lập được bản xác nhận mới", url(agency, "audit_list"), url(agency, "review_list")):
        assert words in page
    assert url(agency, "confirmation_new") not in page
    refused = secretary.send(url(agency, "confirmation_new"))
    assert (refused.status_code, Confirmation.objects.count()) == (422, 0)

    audit = AuditFactory(agency=agency, reported=True)
    FindingFactory(audit=audit, grade="NONCONFORMITY")
    review = ReviewFactory(agency=agency, concluded=True)
    assert url(agency, "confirmation_new") in secretary.get(listed).content.decode()
    answer = secretary.send(url(agency, "confirmation_new"))
    one = Confirmation.objects.get()
    assert answer.url == url(agency, "confirmation_detail", slug=one.slug)
    page = secretary.get(answer.url).content.decode()
    for words in (audit.code, review.code, "1 điểm không phù hợp", "Trình người đứng đầu"):
        assert words in page
    secretary.send(url(agency, "confirmation_change", slug=one.slug), {"text": "Hệ thống có hiệu lực", "version": 1})
    secretary.send(url(agency, "confirmation_submit", slug=one.slug), {"version": 2})
    approval = Approval.objects.get()
    shown = head.get(reverse("approvals:approval_detail", kwargs={"agency": agency.short_name, "slug": approval.uuid}))
    assert ("Hệ thống có hiệu lực" in shown.content.decode(), audit.code in shown.content.decode()) == (True, True)
    paper = head.get(url(agency, "confirmation_print", slug=one.slug)).content.decode()
    for words in (
        "Bản đang soạn, chưa được xác nhận",
        "Hệ thống có hiệu lực",
        audit.code,
        review.code,
        "1 điểm không phù hợp",
    ):
        assert words in paper
    approve(approval, actor=confirmer, version=approval.version, on=today())
    paper = head.get(url(agency, "confirmation_print", slug=one.slug)).content.decode()
    assert f"Xác nhận trên hệ thống ngày {today():%d/%m/%Y}: {confirmer.user}." in paper


def test_drafts_are_seen_by_who_prepares_and_oversees_alone(agency, official, secretary, signed_in):
    Confirmation.objects.create(agency=agency, slug="2026", text="x")
    Confirmation.objects.create(agency=agency, slug="2025", text="x", state="CONFIRMED", confirmed_date=today())

    def seen(actor):
        page = signed_in(actor).get(url(agency, "confirmation_list")).content.decode()
        return [slug for slug in ("2025", "2026") if f"/confirmations/{slug}/" in page]

    assert (seen(official), seen(secretary)) == (["2025"], ["2025", "2026"])
    assert signed_in(official).get(url(agency, "confirmation_detail", slug="2026")).status_code == 404
