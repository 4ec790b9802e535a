"""What the code on a copy says on each day, and the page behind the QR."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sotay.support.distribution import status, status_views
from sotay.support.distribution.status import status_of_token
from sotay.support.documents.models import Document, Revision
from tests.conftest import TODAY
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
CHANGE = date(2026, 6, 10)


@pytest.fixture
def old():
    return RevisionFactory(in_force=True, document__code="QT 05", in_force_date=date(2026, 6, 3))


def supersede(old):
    old.state, old.ended_date = Revision.State.SUPERSEDED, CHANGE
    old.save()
    return RevisionFactory(document=old.document, in_force=True, edition=2, order=2, in_force_date=CHANGE)


def word(revision, on=TODAY):
    said = status_of_token(revision.token, on=on)
    return (said.word, said.since, said.by) if said else None


def test_it_holds_from_its_day_on(old):
    assert word(old) == (status.IN_FORCE, date(2026, 6, 3), "")
    assert word(old, date(2026, 6, 2)) == (status.NOT_YET, date(2026, 6, 3), "")


def test_a_superseded_one_names_what_took_its_place_from_that_day_on(old):
    new = supersede(old)

    assert word(old, CHANGE - timedelta(days=1))[0] == status.IN_FORCE
    assert word(old, CHANGE) == (status.REPLACED, CHANGE, new.number)
    assert word(new) == (status.IN_FORCE, CHANGE, "")


def test_of_two_that_followed_the_one_in_force_is_named(old):
    middle = supersede(old)
    middle.state, middle.ended_date = Revision.State.SUPERSEDED, CHANGE + timedelta(days=1)
    middle.save()
    last = RevisionFactory(
        document=old.document, in_force=True, edition=3, order=3, in_force_date=CHANGE + timedelta(days=1)
    )

    assert word(old) == (status.REPLACED, last.in_force_date, last.number)


def test_what_ended_before_its_document_was_withdrawn_ended_on_its_own_day(old):
    new = supersede(old)
    new.state, new.ended_date = Revision.State.WITHDRAWN, TODAY
    new.save()
    Document.objects.filter(pk=old.document_id).update(state="WITHDRAWN", withdrawn_date=TODAY, withdrawn_reason="x")

    assert word(old, TODAY) == (status.ENDED, CHANGE, "")


@pytest.mark.parametrize("replaced", [True, False])
def test_a_withdrawn_document_holds_no_more(old, replaced):
    by = DocumentFactory(agency=old.agency, code="QT 09") if replaced else None
    old.state, old.ended_date = Revision.State.WITHDRAWN, TODAY
    old.save()
    Document.objects.filter(pk=old.document_id).update(
        state="WITHDRAWN", withdrawn_date=TODAY, withdrawn_reason="x", replaced_by=by
    )

    assert word(old) == ((status.REPLACED, TODAY, "QT 09") if replaced else (status.ENDED, TODAY, ""))


@pytest.mark.parametrize("state", ["DRAFT", "SUBMITTED", "DROPPED"])
def test_what_was_never_issued_is_not_told_of(state):
    assert word(RevisionFactory(state=state)) is None


def test_what_is_approved_and_issued_for_a_day_to_come_does_not_hold_yet():
    coming = RevisionFactory(approved=True, in_force_date=TODAY + timedelta(days=1))

    assert word(coming) == (status.NOT_YET, TODAY + timedelta(days=1), "")
    assert word(RevisionFactory(approved=True)) is None


@given(st.text(max_size=30))
def test_whatever_else_is_typed_is_nothing(token):
    assert status_of_token(token, on=TODAY) is None


@pytest.fixture
def page(db):
    def opened(token, **headers):
        return Client().get(f"/c/{token}/", headers=headers)

    return opened


def test_anybody_sees_code_edition_and_standing_and_nothing_else(page, old, monkeypatch):
    monkeypatch.setattr(status_views, "today", lambda: TODAY)
    supersede(old)

    answer = page(old.token.upper())
    text = answer.content.decode()

    assert answer.status_code == 200
    assert "QT 05" in text
    assert "Đã được thay thế bằng lần ban hành 02, sửa đổi 00, từ ngày 10/06/2026." in text
    assert old.document.title not in text
    assert old.agency.name not in text
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "no-store"


def test_it_is_told_in_english_too(page, old):
    client = Client()
    client.cookies["sotay_language"] = "en"

    assert "In force" in client.get(f"/c/{old.token}/").content.decode()


def test_an_unknown_code_is_not_found(page):
    assert page("a" * 16).status_code == 404
    assert page("khong-phai-ma").status_code == 404


def test_who_asks_too_often_waits(page, old, monkeypatch):
    monkeypatch.setattr(status_views, "PER_MINUTE", 2)

    assert [page(old.token).status_code for _time in range(4)].count(429) >= 1


def test_the_page_asks_the_database_a_few_times(old):
    supersede(old)
    with CaptureQueriesContext(connection) as seen:
        status_of_token(old.token, on=TODAY)
    assert len(seen) <= 2
