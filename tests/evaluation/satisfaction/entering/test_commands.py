"""Batches and sheets: entered as they lie there, tied to a dossier once, set invalid, finished."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused
from sotay.evaluation.models import Answer, AnswerBatch, AnswerContact, AnswerText
from sotay.evaluation.satisfaction.entering import commands
from sotay.evaluation.satisfaction.public.commands import Contact
from sotay.journal.models import Entry
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import AnswerBatchFactory, AnswerFactory, SurveyFactory

pytestmark = pytest.mark.django_db
MARKS = [5, 4, 1, None]


@pytest.fixture
def batch(agency, secretary):
    return AnswerBatchFactory(survey=SurveyFactory(agency=agency), entered_by=secretary.user)


def enter(batch, actor, **values):
    typed = {"nonce": uuid.uuid4(), "given_date": date(2026, 6, 10), "marks": MARKS, "texts": {}}
    return commands.enter_sheet(batch, actor=actor, on=TODAY, **typed | values)


def refused(act, *args, **values):
    with pytest.raises(Refused) as caught:
        act(*args, **values)
    return caught.value.codes


def last():
    return Entry.objects.order_by("-pk").first()


def test_a_batch_is_opened_with_a_code_of_its_year(agency, secretary):
    survey = SurveyFactory(agency=agency)
    values = {"survey": survey, "channel": "PAPER", "given_date": date(2026, 6, 1), "expected": 20, "note": "Hòm  thư"}

    batch = commands.open_batch(agency, actor=secretary, on=TODAY, **values)

    assert (batch.code, batch.slug, batch.note, batch.entered_by) == (
        "LP-2026-001",
        "lp-2026-001",
        "Hòm thư",
        secretary.user,
    )
    assert (last().action, last().data["survey"]) == ("evaluation.batch.opened", survey.code)


def test_a_batch_is_refused_for_a_survey_that_takes_none_and_for_a_wrong_day(agency, secretary, official):
    draft = SurveyFactory(agency=agency, state="DRAFT", opened_date=None, channels=["PAPER"])
    closed = SurveyFactory(agency=agency, state="CLOSED", closed_date=date(2026, 5, 31), is_standing=False)

    def opening(survey, day, channel="PAPER", actor=secretary):
        values = {"survey": survey, "channel": channel, "given_date": day}
        return refused(commands.open_batch, agency, actor=actor, on=TODAY, **values)

    assert opening(draft, TODAY, "PHONE") == ("survey_draft", "channel_closed")
    assert opening(closed, TODAY) == ("day_outside",)
    assert opening(SurveyFactory(agency=agency, is_standing=False), TODAY + timedelta(days=1)) == ("day_to_come",)
    late = {"survey": closed, "channel": "PAPER", "given_date": date(2026, 5, 31)}
    assert commands.open_batch(agency, actor=secretary, on=TODAY, **late).survey == closed
    with pytest.raises(PermissionDenied):
        commands.open_batch(agency, actor=official, on=TODAY, **late)


def test_a_sheet_is_kept_as_it_lies_there(batch, secretary):
    made = enter(batch, secretary, texts={4: "Chờ lâu"}, contact=Contact(phone="0905 000 000"), is_english=True)

    answer = Answer.objects.get()
    assert (made.sheet, answer.marks, answer.proof, answer.channel) == (1, MARKS, "NONE", "PAPER")
    assert (answer.entered_by, answer.is_english, answer.given_date) == (secretary.user, True, date(2026, 6, 10))
    assert (AnswerText.objects.get().text, AnswerContact.objects.get().phone) == ("Chờ lâu", "0905 000 000")
    assert len(answer.texts_hash) == 64
    told = last()
    assert (told.action, told.data["sheet"]) == ("evaluation.sheet.entered", 1)
    assert "Chờ" not in str(told.data)
    assert "0905" not in str(told.data)
    assert enter(batch, secretary).sheet == 2


def test_a_sheet_sent_twice_is_kept_once(batch, secretary):
    nonce = uuid.uuid4()
    enter(batch, secretary, nonce=nonce)

    assert enter(batch, secretary, nonce=nonce) is UNCHANGED
    assert Answer.objects.count() == 1


def test_a_sheet_sent_twice_to_two_batches_is_kept_once(batch, secretary):
    nonce = uuid.uuid4()
    enter(batch, secretary, nonce=nonce)
    before = Entry.objects.count()

    assert enter(AnswerBatchFactory(survey=batch.survey), secretary, nonce=nonce) is UNCHANGED
    assert Entry.objects.count() == before


@pytest.mark.parametrize("channel", ["QR", "LINK", "KIOSK", "FILE", "PORTAL"])
def test_nothing_typed_passes_for_what_people_sent_themselves(batch, agency, secretary, channel):
    values = {"survey": batch.survey, "channel": channel, "given_date": TODAY}

    assert refused(commands.open_batch, agency, actor=secretary, on=TODAY, **values) == ("not_entered_by_hand",)
    changing = {"actor": secretary, "on": TODAY, "version": 1, "channel": channel}
    assert refused(commands.change_batch, batch, **changing) == ("not_entered_by_hand",)


def test_a_sheet_rests_on_a_settled_dossier_once(batch, agency, secretary):
    dossier = DossierFactory(agency=agency, returned=True)
    made = enter(batch, secretary, code=f" {dossier.code.lower()} ")
    other = AnswerBatchFactory(survey=batch.survey, code="LP-2026-900")

    assert (made.proof, made.dossier, made.unit, made.service) == ("CODE", dossier, dossier.unit, dossier.service)
    with pytest.raises(Refused) as caught:
        enter(other, secretary, code=dossier.code)
    assert caught.value.codes == ("dossier_answered",)
    assert batch.code in str(caught.value)
    assert enter(other, secretary, code=dossier.code, invalid_reason="Trùng hồ sơ", marks=[None] * 4).invalid_reason
    commands.set_invalid(made, actor=secretary, reason="Nhập nhầm hồ sơ")
    assert enter(other, secretary, code=dossier.code).proof == "CODE"


def test_a_dossier_answered_by_its_token_takes_no_sheet(batch, agency, secretary):
    dossier = DossierFactory(agency=agency, returned=True)
    AnswerFactory(survey=batch.survey, dossier=dossier, proof="TOKEN", channel="QR")

    with pytest.raises(Refused) as caught:
        enter(batch, secretary, code=dossier.code)
    assert "Quét mã QR" in str(caught.value)


def test_what_is_wrong_with_a_sheet_is_said(batch, agency, secretary):
    pending = DossierFactory(agency=agency)
    late = DossierFactory(agency=agency, returned=True)

    assert refused(enter, batch, secretary, code="KHONG-CO") == ("no_dossier",)
    assert refused(enter, batch, secretary, code=pending.code) == ("dossier_not_settled",)
    assert refused(enter, batch, secretary, code=late.code, given_date=date(2026, 5, 1)) == ("before_reception",)
    assert refused(enter, batch, secretary, given_date=TODAY + timedelta(days=1)) == ("day_to_come",)
    assert refused(enter, batch, secretary, marks=[None] * 4) == ("nothing_answered",)
    assert Answer.objects.count() == 0


def test_another_agencys_dossier_is_no_dossier(batch, other_agency, secretary):
    theirs = DossierFactory(agency=other_agency, returned=True)

    assert refused(enter, batch, secretary, code=theirs.code) == ("no_dossier",)


def test_a_spoilt_sheet_came_back_and_does_not_count(batch, secretary):
    made = enter(batch, secretary, marks=[None] * 4, invalid_reason="Phiếu để trắng")

    assert (made.invalid_reason, made.invalid_by) == ("Phiếu để trắng", secretary.user)
    assert last().data["invalid"] == "Phiếu để trắng"


def test_only_those_at_the_desk_enter(batch, agency, official):
    with pytest.raises(PermissionDenied):
        enter(batch, official)
    clerk = person(agency, Seat.Role.CLERK)
    desk = person(agency, Seat.Role.ONE_STOP, unit=UnitFactory(agency=agency))

    assert [enter(batch, clerk).sheet, enter(batch, desk).sheet] == [1, 2]


def test_a_sheet_is_set_invalid_once_and_stays_as_it_is(batch, secretary, official):
    made = enter(batch, secretary)
    sent = AnswerFactory(survey=batch.survey, channel="QR")

    with pytest.raises(PermissionDenied):
        commands.set_invalid(made, actor=official, reason="Nhầm")
    assert refused(commands.set_invalid, made, actor=secretary, reason=" ") == ("reason_missing",)
    assert refused(commands.set_invalid, sent, actor=secretary, reason="Không thích") == ("sent_by_itself",)
    commands.set_invalid(made, actor=secretary, reason="Nhập nhầm câu 2")
    made.refresh_from_db()
    assert (made.invalid_reason, made.marks) == ("Nhập nhầm câu 2", MARKS)
    assert last().reason == "Nhập nhầm câu 2"
    assert refused(commands.set_invalid, made, actor=secretary, reason="Nữa") == ("invalid_already",)


def test_a_batch_is_changed_while_it_has_no_sheet(batch, agency, secretary, official):
    unit = UnitFactory(agency=agency)
    changed = commands.change_batch(batch, actor=secretary, on=TODAY, version=1, unit=unit, expected=5)
    assert (changed.unit, changed.expected) == (unit, 5)
    assert commands.change_batch(batch, actor=secretary, on=TODAY, version=2, unit=unit) is UNCHANGED

    enter(batch, secretary)
    again = {"actor": secretary, "on": TODAY, "version": 2}
    assert refused(commands.change_batch, batch, **again, unit=None) == ("has_sheets",)
    assert commands.change_batch(batch, **again, expected=6, note="Thêm một phiếu").expected == 6
    with pytest.raises(PermissionDenied):
        commands.change_batch(batch, actor=official, on=TODAY, version=3, expected=7)


def test_a_batch_is_finished_with_both_numbers_in_the_journal(batch, secretary, official):
    batch.expected = 3
    batch.save()
    finish = {"on": TODAY, "version": batch.version, "done_date": TODAY}
    assert refused(commands.finish_batch, batch, actor=secretary, **finish) == ("no_sheets",)
    enter(batch, secretary)
    with pytest.raises(PermissionDenied):
        commands.finish_batch(batch, actor=official, **finish)

    later, before = TODAY + timedelta(days=1), date(2026, 6, 9)
    assert refused(commands.finish_batch, batch, actor=secretary, **finish | {"done_date": later}) == ("done_later",)
    assert refused(commands.finish_batch, batch, actor=secretary, **finish | {"done_date": before}) == (
        "done_before_sheet",
    )
    commands.finish_batch(batch, actor=secretary, **finish)

    batch.refresh_from_db()
    assert (batch.state, batch.done_date) == ("DONE", TODAY)
    assert (last().data["sheets"], last().data["expected"]) == (1, 3)
    assert refused(enter, batch, secretary) == ("batch_done",)


def test_an_empty_batch_is_removed(batch, secretary, official):
    with pytest.raises(PermissionDenied):
        commands.remove_batch(batch, actor=official, version=1)
    full = AnswerBatchFactory(survey=batch.survey, code="LP-2026-900")
    enter(full, secretary)

    commands.remove_batch(batch, actor=secretary, version=1)

    assert list(AnswerBatch.objects.all()) == [full]
    assert refused(commands.remove_batch, full, actor=secretary, version=1) == ("has_sheets",)
