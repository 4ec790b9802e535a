"""The one question about a document in force: answered, refused by codes, denied; and when it is asked again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sotay.agency.models import Seat
from sotay.agency.workdays import add_months
from sotay.approvals.purposes import hash_of
from sotay.commands import Refused, Stale
from sotay.support.documents.commands import change_document, issue_revision
from sotay.support.documents.intervals import INTERVALS, months_of, next_review
from sotay.support.documents.models import Revision
from sotay.support.documents.writing import content_of
from sotay.support.reviews.commands import look_at_document
from sotay.support.reviews.models import DocumentReview
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, DecisionFactory, UnitFactory
from tests.factories.standard import ParameterValueFactory
from tests.factories.support import DocumentFactory, RevisionFactory
from tests.soaking import tries

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(agency):
    document = DocumentFactory(agency=agency, unit=UnitFactory(agency=agency))
    RevisionFactory(document=document, in_force=True)
    return document


def look(document, actor, **values):
    return look_at_document(
        document,
        actor=actor,
        **{"version": document.version, "answer": "STILL_RIGHT", "reason": "Đúng", "reviewed_date": TODAY, "on": TODAY}
        | values,
    )


def test_still_right_starts_the_clock_again(document, secretary):
    one = look(document, secretary, reason=" Vẫn  đúng ")

    document.refresh_from_db()
    assert document.next_review_date == date(2027, 6, 12)
    assert (one.reason, one.revision.state, one.draft) == ("Vẫn đúng", "IN_FORCE", None)


def test_one_entered_late_does_not_turn_the_clock_back(document, secretary):
    look(document, secretary)
    document.refresh_from_db()

    look(document, secretary, reviewed_date=TODAY - timedelta(days=5))

    document.refresh_from_db()
    assert document.next_review_date == date(2027, 6, 12)


def test_to_be_changed_begins_a_draft_with_the_reason(document, secretary):
    before = document.next_review_date

    one = look(document, secretary, answer="CHANGE", reason="Mẫu 2 đã đổi")

    document.refresh_from_db()
    assert (one.draft.state, one.draft.summary, one.draft.number) == (
        "DRAFT", "Mẫu 2 đã đổi", "lần ban hành 01, sửa đổi 01",
    )  # fmt: skip
    assert document.next_review_date == before


def test_a_draft_that_is_there_already_is_taken(document, secretary):
    draft = RevisionFactory(document=document, order=2, amendment=1)

    assert look(document, secretary, answer="CHANGE").draft == draft
    assert document.revisions.count() == 2


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"reviewed_date": TODAY + timedelta(days=1)}, "reviewed_in_future"),
        ({"reviewed_date": date(2020, 1, 1)}, "reviewed_before_in_force"),
    ],
)
def test_an_answer_is_refused(document, secretary, values, code):
    with pytest.raises(Refused) as refusal:
        look(document, secretary, **values)

    assert refusal.value.codes == (code,)
    assert not DocumentReview.objects.exists()


def test_only_what_is_in_force_is_looked_at_by_those_who_write_it(document, secretary, official):
    with pytest.raises(PermissionDenied):
        look(document, official)
    with pytest.raises(Stale):
        look(document, secretary, version=99)
    with pytest.raises(Refused) as refusal:
        look(DocumentFactory(agency=document.agency), secretary)
    assert refusal.value.codes == ("not_in_force",)


def test_the_head_of_the_unit_answers(document):
    head = person(document.agency, Seat.Role.UNIT_HEAD, unit=document.unit)

    assert look(document, head).reviewer == head.user


def test_the_clock_starts_with_the_day_of_force(agency, secretary):
    document = DocumentFactory(agency=agency)
    revision = RevisionFactory(document=document, approved=True, approved_date=date(2026, 6, 1))

    issue_revision(
        revision,
        actor=secretary,
        decision=DecisionFactory(agency=agency, date=date(2026, 6, 1)),
        in_force_date=date(2026, 6, 5),
        on=TODAY,
    )

    document.refresh_from_db()
    assert document.next_review_date == date(2027, 6, 5)


def test_another_interval_moves_the_day(document, secretary):
    look(document, secretary)
    document.refresh_from_db()

    change_document(document, actor=secretary, version=document.version, on=TODAY, review_months=24)

    document.refresh_from_db()
    assert document.next_review_date == date(2028, 6, 12)


def test_the_agency_sets_the_interval_of_a_kind(document):
    ParameterValueFactory(agency=document.agency, code=INTERVALS["PROCEDURE"], value="36")

    assert months_of(document, on=TODAY) == 36
    document.review_months = 6
    assert months_of(document, on=TODAY) == 6


class NextReview(TestCase):
    """The day is months after the last look, or after the first day of use for what is older; never before it."""

    @settings(max_examples=tries(60), deadline=None)
    @given(
        after=st.dates(date(2000, 1, 1), date(2060, 1, 1)),
        used=st.none() | st.dates(date(2000, 1, 1), date(2060, 1, 1)),
        months=st.integers(1, 120),
    )
    def test_it_is_months_after_the_later_day(self, after, used, months):
        document = DocumentFactory.build(
            agency=AgencyFactory.build(in_use_from_date=used), unit=None, review_months=months
        )

        assert next_review(document, after=after) == add_months(max(after, used or after), months)


def test_a_revision_that_follows_starts_it_anew(document, secretary):
    draft = look(document, secretary, answer="CHANGE").draft
    Revision.objects.filter(pk=draft.pk).update(
        state="APPROVED", approved_date=date(2026, 6, 11), approved_hash=hash_of(content_of(draft))
    )
    draft.refresh_from_db()

    issue_revision(
        draft, actor=secretary, decision=DecisionFactory(agency=document.agency), in_force_date=TODAY, on=TODAY
    )

    document.refresh_from_db()
    assert document.next_review_date == date(2027, 6, 12)
