"""Pages of the periodic look at documents as people use them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.support.documents.models import Document
from sotay.support.reviews.models import DocumentReview
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"support:{name}", kwargs={"agency": agency.short_name, **kwargs})


def text(response):
    return response.content.decode()


def in_force(unit, day=None, **values):
    document = DocumentFactory(agency=unit.agency, unit=unit, next_review_date=day or today(), **values)
    RevisionFactory(document=document, in_force=True)
    return document


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def head_of_unit(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


def test_the_question_is_answered_from_the_list(agency, unit, head_of_unit, signed_in):
    document = in_force(unit)
    client = signed_in(head_of_unit)
    look = url(agency, "document_look", slug=document.slug)
    assert look in text(client.get(url(agency, "review_list")))
    assert "Tài liệu còn phù hợp" in text(client.get(look))

    sent = {"answer": "STILL_RIGHT", "reason": "Đã đối chiếu", "reviewed_date": f"{today():%d/%m/%Y}"}
    client.send(look, sent | {"version": str(document.version)})

    assert DocumentReview.objects.get().reviewer == head_of_unit.user
    page = text(client.get(url(agency, "document_detail", slug=document.slug)))
    assert "Vẫn phù hợp" in page
    assert "Đã đối chiếu" in page


def test_to_be_changed_leads_to_the_draft(agency, unit, head_of_unit, signed_in):
    document = in_force(unit)
    sent = {"answer": "CHANGE", "reason": "x", "reviewed_date": f"{today():%d/%m/%Y}", "version": str(document.version)}

    answer = signed_in(head_of_unit).send(url(agency, "document_look", slug=document.slug), sent)

    draft = document.revisions.get(state="DRAFT")
    assert answer["Location"] == url(agency, "revision_change", slug=draft.uuid)


def test_what_was_typed_is_kept_and_each_mistake_told_beside_its_field(agency, unit, head_of_unit, signed_in):
    document = in_force(unit)
    sent = {
        "answer": "STILL_RIGHT",
        "reason": "lý do của tôi",
        "reviewed_date": "01/01/2000",
        "version": str(document.version),
    }

    answer = signed_in(head_of_unit).send(url(agency, "document_look", slug=document.slug), sent)

    assert answer.status_code == 422
    assert "đứng trước ngày có hiệu lực" in text(answer)
    assert "lý do của tôi" in text(answer)


@pytest.mark.parametrize(("due", "days"), [("LATE", -1), ("SOON", 0), ("SOON", 30), ("OPEN", 31), ("CHANGING", 0)])
def test_the_list_is_narrowed_by_when_it_is_due(agency, unit, head_of_unit, signed_in, due, days):
    wanted = in_force(unit, today() + timedelta(days=days), title="Tìm thấy")
    if due == "CHANGING":
        RevisionFactory(document=wanted, order=2, amendment=1)
    client = signed_in(head_of_unit)

    for word in ("LATE", "SOON", "OPEN", "CHANGING"):
        page = text(client.get(url(agency, "review_list"), {"due": word}, headers={"HX-Request": "true"}))
        assert ("Tìm thấy" in page) == (word == due)


def test_the_list_of_a_unit_shows_its_own_alone_and_exports_it(agency, unit, head_of_unit, signed_in):
    in_force(unit, title="Của phòng")
    in_force(UnitFactory(agency=agency), title="Của phòng khác")
    client = signed_in(head_of_unit)

    page = text(client.get(url(agency, "unit_reviews", slug=unit.slug)))
    file = client.get(url(agency, "unit_reviews", slug=unit.slug), {"export": "csv"}).getvalue().decode("utf-8-sig")

    assert "Của phòng" in page
    assert "Của phòng khác" not in page
    assert "Sắp đến hạn" in file
    assert "<" not in file


def test_a_list_asks_as_often_for_30_rows_as_for_one(agency, unit, head_of_unit, signed_in):
    client = signed_in(head_of_unit)

    def asked():
        client.get(url(agency, "review_list"))
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, "review_list"))
        return len(seen)

    in_force(unit)
    one = asked()
    for _number in range(29):
        document = in_force(unit)
        DocumentReview.objects.create(
            agency=agency,
            document=document,
            revision=document.revisions.get(),
            reviewed_date=today(),
            answer="STILL_RIGHT",
            reason="x",
            reviewer=head_of_unit.user,
        )
    assert Document.objects.count() == 30
    assert asked() == one
