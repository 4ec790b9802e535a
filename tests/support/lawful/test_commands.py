"""Units say what a law changes: does it, refuses, denied."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.commands import Refused, Stale
from sotay.context.models import LawReview, Replacement
from sotay.support.documents.models import Document, LegalBasis
from sotay.support.lawful import commands, forms, queries
from sotay.support.models import AffectedDocument, ChangeRequest
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.context import LawFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
Finding = LawReview.Finding


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


@pytest.fixture
def law(agency):
    return LawFactory(agency=agency, effective_date=date(2026, 6, 1))


@pytest.fixture
def review(agency, law, unit):
    return LawReview.objects.create(agency=agency, law=law, unit=unit)


@pytest.fixture
def document(agency, unit):
    return RevisionFactory(document=DocumentFactory(agency=agency, unit=unit), in_force=True).document


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as raised:
        act(*args, **kwargs)
    return raised.value.codes


def affects(review, actor, *documents):
    review.refresh_from_db()
    return commands.find_affected(review, actor=actor, version=review.version, documents=documents, on=TODAY)


def test_a_unit_says_with_a_reason_that_a_law_has_no_effect(review, unit_head, official):
    with pytest.raises(PermissionDenied):
        commands.find_no_effect(review, actor=official, version=1, reason="x", on=TODAY)
    assert refused(commands.find_no_effect, review, actor=unit_head, version=1, reason=" ", on=TODAY) == (
        "reason_missing",
    )

    commands.find_no_effect(review, actor=unit_head, version=1, reason="Không có quy trình", on=TODAY)

    review.refresh_from_db()
    assert (review.finding, review.decided_by, review.decided_date) == (Finding.NO_EFFECT, unit_head.user, TODAY)
    with pytest.raises(Stale):
        commands.find_no_effect(review, actor=unit_head, version=1, reason="x", on=TODAY)


def test_a_unit_names_the_documents_and_may_say_otherwise_until_work_began(review, document, unit_head):
    other = RevisionFactory(document=DocumentFactory(agency=review.agency, unit=review.unit), in_force=True).document
    affects(review, unit_head, document, other)

    affects(review, unit_head, document)
    assert [one.document for one in review.affected.all()] == [document]
    commands.ask_changes(review, actor=unit_head, on=TODAY)
    review.refresh_from_db()
    assert refused(affects, review, unit_head, other) == ("request_open",)
    assert refused(commands.find_no_effect, review, actor=unit_head, version=review.version, reason="x", on=TODAY) == (
        "request_open",
    )
    ChangeRequest.objects.update(state="CANCELLED", state_reason="Nhầm")
    review.refresh_from_db()
    commands.find_no_effect(review, actor=unit_head, version=review.version, reason="Nhầm", on=TODAY)
    assert AffectedDocument.objects.count() == 0


def test_only_documents_in_force_are_named_and_by_the_unit_alone(review, document, unit_head, other_agency):
    draft = DocumentFactory(agency=review.agency, unit=review.unit)
    foreign = RevisionFactory(document__agency=other_agency, in_force=True).document
    stranger = person(review.agency, Seat.Role.UNIT_HEAD, unit=UnitFactory(agency=review.agency))

    assert refused(affects, review, unit_head) == ("documents_missing",)
    assert refused(affects, review, unit_head, draft, foreign) == ("not_in_force", "not_in_force")
    for who in (stranger, person(review.agency, Seat.Role.HEAD)):
        with pytest.raises(PermissionDenied):
            affects(review, who, document)
        with pytest.raises(PermissionDenied):
            commands.ask_changes(review, actor=who, on=TODAY)


def test_one_click_opens_a_request_for_each_document_that_has_none(review, law, document, unit_head):
    second = RevisionFactory(document=DocumentFactory(agency=review.agency, unit=review.unit), in_force=True).document
    followed = RevisionFactory(document=DocumentFactory(agency=review.agency, unit=review.unit), in_force=True)
    LegalBasis.objects.create(agency=review.agency, revision=followed, law=law)
    affects(review, unit_head, document, second, followed.document)

    opened = commands.ask_changes(review, actor=unit_head, on=TODAY)

    assert {one.document for one in opened} == {document, second}
    one = opened[0]
    assert (one.cause, one.law, one.due_date, one.state, one.origin_uuid) == (
        "LAW", law, date(2026, 9, 1), "DRAFT", law.uuid,
    )  # fmt: skip
    assert refused(commands.ask_changes, review, actor=unit_head, on=TODAY) == ("nothing_to_ask",)


def test_documents_that_name_the_law_or_the_one_it_replaces_are_suggested(review, law, document, unit_head):
    old = LawFactory(agency=review.agency, number="61/2018/NĐ-CP", key="61/2018/ndcp")
    Replacement.objects.create(agency=review.agency, new=law, old=old)
    by_text = RevisionFactory(
        document=DocumentFactory(agency=review.agency, unit=review.unit),
        in_force=True,
        text="Theo Nghị định số 61/2018/NĐ-CP của Chính phủ.",
    ).document
    based = RevisionFactory(document=DocumentFactory(agency=review.agency, unit=review.unit), in_force=True)
    LegalBasis.objects.create(agency=review.agency, revision=based, law=old)
    elsewhere = RevisionFactory(document=DocumentFactory(agency=review.agency), in_force=True)
    LegalBasis.objects.create(agency=review.agency, revision=elsewhere, law=old)

    assert queries.suggested(review, viewer=unit_head) == {by_text.pk, based.document_id}


def test_two_units_name_one_document_and_share_one_request(review, law, document, unit_head):
    other = UnitFactory(agency=review.agency)
    second = LawReview.objects.create(agency=review.agency, law=law, unit=other)
    its_head = person(review.agency, Seat.Role.UNIT_HEAD, unit=other)
    affects(review, unit_head, document)
    affects(second, its_head, document)
    assert [one.review for one in AffectedDocument.objects.order_by("pk")] == [review, second]

    (request,) = commands.ask_changes(second, actor=its_head, on=TODAY)

    assert {one.request for one in AffectedDocument.objects.all()} == {request}
    assert refused(commands.ask_changes, review, actor=unit_head, on=TODAY) == ("nothing_to_ask",)
    third = LawReview.objects.create(agency=review.agency, law=law, unit=UnitFactory(agency=review.agency))
    affects(third, person(review.agency, Seat.Role.UNIT_HEAD, unit=third.unit), document)
    assert third.affected.get().request == request
    review.refresh_from_db()
    commands.find_no_effect(review, actor=unit_head, version=review.version, reason="Đơn vị khác sửa", on=TODAY)
    assert AffectedDocument.objects.filter(request=request).count() == 2


def test_a_document_withdrawn_since_stays_on_the_list_and_hinders_no_other_change_of_it(review, document, unit_head):
    other = RevisionFactory(document=DocumentFactory(agency=review.agency, unit=review.unit), in_force=True).document
    affects(review, unit_head, document)
    Document.objects.filter(pk=document.pk).update(state="WITHDRAWN", withdrawn_date=TODAY, withdrawn_reason="Hết việc")
    review.refresh_from_db()
    sent = {"documents": [other.pk], "others": "", "version": review.version}
    form = forms.AffectedForm(sent, review=review, viewer=unit_head)

    assert form.is_valid(), form.errors
    commands.find_affected(review, actor=unit_head, on=TODAY, **form.cleaned_data)

    assert {one.document for one in review.affected.all()} == {document, other}


def test_nothing_is_asked_for_a_law_that_expired(review, law, document, unit_head):
    affects(review, unit_head, document)
    law.expiry_date = TODAY
    law.save()

    assert refused(commands.ask_changes, review, actor=unit_head, on=TODAY) == ("law_expired",)
