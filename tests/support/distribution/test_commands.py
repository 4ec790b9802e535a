"""Whom a document is for, readings and paper copies: done, refused by codes, denied."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.support.distribution.commands import (
    address_document,
    confirm_reading,
    give_copy,
    note_opening,
    remind_readers,
    take_back_copies,
)
from sotay.support.distribution.models import Opening, PaperCopy, Reading
from sotay.support.documents.commands import put_in_force
from sotay.support.documents.models import Revision
from sotay.work.notices.models import Notice
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.support import AudienceFactory, DocumentFactory, PaperCopyFactory, RevisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(agency):
    return DocumentFactory(agency=agency)


@pytest.fixture
def revision(document):
    return RevisionFactory(document=document, in_force=True)


def codes(refusal):
    return set(refusal.value.codes)


def audience(document):
    return {(one.unit_id, one.role, one.must_confirm) for one in document.audiences.all()}


def test_a_document_is_meant_for_units_and_roles(document, secretary):
    unit = UnitFactory(agency=document.agency)

    address_document(document, actor=secretary, version=1, units=[unit], roles=[Seat.Role.AUDITOR], must_confirm=True)

    assert audience(document) == {(unit.pk, "", True), (None, "AUDITOR", True)}
    assert Entry.objects.filter(action="support.document.addressed").count() == 1


def test_what_stays_addressed_keeps_its_day_and_what_does_not_is_taken_away(document, secretary):
    kept, gone = UnitFactory.create_batch(2, agency=document.agency)
    rows = [AudienceFactory(document=document, unit=unit) for unit in (kept, gone)]

    address_document(document, actor=secretary, version=1, units=[kept], must_confirm=True)

    assert list(document.audiences.all()) == [rows[0]]


def test_everybody_takes_the_place_of_units(document, secretary):
    AudienceFactory(document=document, unit=UnitFactory(agency=document.agency))

    address_document(document, actor=secretary, version=1, everyone=True, must_confirm=False)

    assert audience(document) == {(None, "", False)}


def test_a_role_in_one_unit_stays_as_it_is(document, secretary):
    one = AudienceFactory(document=document, unit=UnitFactory(agency=document.agency), role="UNIT_HEAD")

    address_document(document, actor=secretary, version=1, roles=["AUDITOR"])

    assert audience(document) == {(one.unit_id, "UNIT_HEAD", True), (None, "AUDITOR", True)}


def test_addressing_as_it_stands_changes_nothing(document, secretary):
    AudienceFactory(document=document)

    assert address_document(document, actor=secretary, version=1, everyone=True) is UNCHANGED


def test_addressing_is_refused_for_what_ended_denied_to_others_and_stale(document, secretary, official):
    with pytest.raises(PermissionDenied):
        address_document(document, actor=official, version=1, everyone=True)
    with pytest.raises(Stale):
        address_document(document, actor=secretary, version=9, everyone=True)
    document.state = "DROPPED"
    document.save()
    with pytest.raises(Refused) as refusal:
        address_document(document, actor=secretary, version=2, everyone=True)
    assert codes(refusal) == {"document_ended"}


def test_somebody_confirms_once(revision, official):
    confirm_reading(revision, actor=official, on=TODAY)

    assert confirm_reading(revision, actor=official, on=TODAY) is UNCHANGED
    assert Reading.objects.get().user == official.user
    assert Entry.objects.filter(action="support.revision.read").count() == 1


def test_only_what_is_in_force_is_confirmed(document, official):
    draft = RevisionFactory(document=document)

    with pytest.raises(Refused) as refusal:
        confirm_reading(draft, actor=official, on=TODAY)

    assert codes(refusal) == {"not_in_force"}


def test_nothing_is_confirmed_before_it_is_in_force(revision, official):
    with pytest.raises(Refused) as refusal:
        confirm_reading(revision, actor=official, on=revision.in_force_date - timedelta(days=1))

    assert codes(refusal) == {"read_before_in_force"}


def test_a_reading_of_another_agency_is_denied(revision, other_agency):
    with pytest.raises(PermissionDenied):
        confirm_reading(revision, actor=person(other_agency, Seat.Role.OFFICIAL), on=TODAY)


def test_who_has_not_confirmed_is_reminded_once_a_day(document, revision, secretary, official):
    AudienceFactory(document=document, role=Seat.Role.OFFICIAL)

    remind_readers(document, actor=secretary, on=TODAY)
    remind_readers(document, actor=secretary, on=TODAY)

    notice = Notice.objects.get()
    assert (notice.user, notice.link_name) == (official.user, "support:document_read")
    assert notice.link_kwargs == {"slug": document.slug}
    assert notice.due_date is not None


def put_into_force(document, secretary, **values):
    coming = RevisionFactory(document=document, approved=True, in_force_date=TODAY, **values)
    return put_in_force(coming, actor=secretary, on=TODAY)


def test_on_the_day_a_revision_comes_into_force_those_it_is_for_are_told(document, secretary, official):
    unit = UnitFactory(agency=document.agency)
    colleague = person(document.agency, Seat.Role.OFFICIAL, unit=unit)
    AudienceFactory(document=document, role=Seat.Role.OFFICIAL)
    AudienceFactory(document=document, unit=unit, must_confirm=False)
    AudienceFactory(document=document, role=Seat.Role.SECRETARY, must_confirm=False)

    revision = put_into_force(document, secretary)

    told = {one.user: one for one in Notice.objects.all()}
    assert set(told) == {official.user, colleague.user}  # the secretary did it, and knows
    notice = told[official.user]
    assert (notice.kind, notice.link_name) == (Notice.Kind.IN_FORCE, "support:document_read")
    assert notice.due_date == today() + timedelta(days=7)  # the document is meant for them from today
    assert revision.number in notice.subject_text
    assert "Đọc và xác nhận chậm nhất ngày" in notice.told


def test_who_only_must_know_is_told_without_a_day(document, secretary, official):
    AudienceFactory(document=document, role=Seat.Role.OFFICIAL, must_confirm=False)

    put_into_force(document, secretary)

    notice = Notice.objects.get()
    assert (notice.user, notice.due_date, notice.told) == (official.user, None, "")


def test_a_minor_change_tells_those_alone_who_have_not_confirmed(document, revision, secretary, official):
    other = person(document.agency, Seat.Role.OFFICIAL)
    AudienceFactory(document=document, role=Seat.Role.OFFICIAL)
    confirm_reading(revision, actor=official, on=TODAY)

    put_into_force(document, secretary, amendment=1, order=2, is_minor=True)

    assert Notice.objects.get().user == other.user


def test_what_nobody_is_to_know_tells_nobody_and_what_was_confirmed_waits_no_more(document, secretary, official):
    put_into_force(document, secretary)
    assert not Notice.objects.exists()
    AudienceFactory(document=document, role=Seat.Role.OFFICIAL)

    confirm_reading(put_into_force(document, secretary, edition=2, order=2), actor=official, on=TODAY)

    assert Notice.objects.get().read_at is not None


def test_a_newer_revision_overtakes_what_was_told_of_the_one_before(document, secretary, official):
    AudienceFactory(document=document, role=Seat.Role.OFFICIAL)
    put_into_force(document, secretary)

    newer = put_into_force(document, secretary, edition=2, order=2)

    assert newer.number in Notice.objects.get(read_at__isnull=True).subject_text
    assert Notice.objects.count() == 2


def test_nobody_is_reminded_when_all_have_confirmed(document, revision, secretary, official):
    AudienceFactory(document=document, role=Seat.Role.OFFICIAL)
    confirm_reading(revision, actor=official, on=TODAY)

    with pytest.raises(Refused) as refusal:
        remind_readers(document, actor=secretary, on=TODAY)

    assert codes(refusal) == {"nobody_to_remind"}


@pytest.mark.parametrize("act", ["give", "take_back"])
def test_paper_copies_are_not_given_or_taken_back_on_a_day_to_come(revision, secretary, act):
    tomorrow, document = today() + timedelta(days=1), revision.document
    copies = [PaperCopyFactory(revision=revision)]
    does = {
        "give": lambda: give_copy(document, actor=secretary, holder="Bộ phận Một cửa", given_date=tomorrow),
        "take_back": lambda: take_back_copies(
            document, actor=secretary, copies=copies, returned_date=tomorrow, fate="DESTROYED"
        ),
    }

    with pytest.raises(Refused) as refusal:
        does[act]()

    assert codes(refusal) == {"given_in_future" if act == "give" else "taken_back_in_future"}


def test_an_official_reminds_nobody(document, revision, official):
    with pytest.raises(PermissionDenied):
        remind_readers(document, actor=official, on=TODAY)


def test_paper_copies_are_numbered_one_after_the_other(document, revision, secretary):
    unit = UnitFactory(agency=document.agency)

    first = give_copy(document, actor=secretary, given_date=TODAY, unit=unit)
    other = give_copy(document, actor=secretary, given_date=TODAY, holder=" Một  cửa ", number=7)
    third = give_copy(document, actor=secretary, given_date=TODAY, holder="Lưu")

    assert [one.number for one in (first, other, third)] == [1, 7, 8]
    assert (first.revision, first.unit, other.holder) == (revision, unit, "Một cửa")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"holder": " "}, "holder_missing"),
        ({"holder": "x", "given_date": date(2020, 1, 1)}, "given_before_in_force"),
        ({"holder": "x", "number": 3}, "number_taken"),
    ],
)
def test_a_paper_copy_is_refused(document, revision, secretary, values, code):
    PaperCopyFactory(revision=revision, number=3)

    with pytest.raises(Refused) as refusal:
        give_copy(document, actor=secretary, **{"given_date": TODAY} | values)

    assert codes(refusal) == {code}
    assert PaperCopy.objects.count() == 1


def test_no_paper_copy_of_what_is_not_in_force(document, secretary, official):
    RevisionFactory(document=document)

    with pytest.raises(Refused) as refusal:
        give_copy(document, actor=secretary, given_date=TODAY, holder="x")
    assert codes(refusal) == {"not_in_force"}
    with pytest.raises(PermissionDenied):
        give_copy(document, actor=official, given_date=TODAY, holder="x")


def superseded(revision):
    revision.state, revision.ended_date = Revision.State.SUPERSEDED, TODAY
    revision.save()
    return RevisionFactory(document=revision.document, in_force=True, amendment=1, order=2, in_force_date=TODAY)


def test_old_copies_come_back_and_each_holder_gets_one_that_holds(document, revision, secretary):
    old = [PaperCopyFactory(revision=revision, number=number, holder=f"Nơi {number}") for number in (1, 2)]
    new = superseded(revision)

    take_back_copies(
        document, actor=secretary, copies=old, returned_date=TODAY, fate="DESTROYED", note="biên bản 1", renew=True
    )

    given = PaperCopy.objects.filter(revision=new).order_by("number")
    assert [(one.number, one.holder, one.given_date) for one in given] == [(3, "Nơi 1", TODAY), (4, "Nơi 2", TODAY)]
    old[0].refresh_from_db()
    assert (old[0].returned_date, old[0].fate, old[0].note) == (TODAY, "DESTROYED", "biên bản 1")


def test_taking_back_is_refused_with_all_reasons(document, revision, secretary, official):
    back = PaperCopyFactory(revision=revision, number=1, returned_date=TODAY, fate="LOST")
    out = PaperCopyFactory(revision=revision, number=2)

    with pytest.raises(Refused) as refusal:
        take_back_copies(
            document, actor=secretary, copies=[back, out], returned_date=out.given_date - timedelta(days=1), fate=""
        )
    assert codes(refusal) == {"fate_missing", "taken_back_already", "taken_back_before_given"}
    with pytest.raises(Refused) as refusal:
        take_back_copies(document, actor=secretary, copies=[], returned_date=TODAY, fate="LOST")
    assert codes(refusal) == {"copies_missing"}
    with pytest.raises(PermissionDenied):
        take_back_copies(document, actor=official, copies=[out], returned_date=TODAY, fate="LOST")


def test_a_copy_of_another_document_is_not_taken_back(document, revision, secretary):
    other = PaperCopyFactory(revision=RevisionFactory(document__agency=document.agency, in_force=True))

    with pytest.raises(Refused) as refusal:
        take_back_copies(document, actor=secretary, copies=[other], returned_date=TODAY, fate="LOST")

    assert codes(refusal) == {"copies_missing"}


def test_openings_are_kept_beside_the_journal(revision, official):
    note_opening(revision, actor=official, manner=Opening.Manner.PRINT)

    assert Opening.objects.get().user == official.user
    assert not Entry.objects.exists()
