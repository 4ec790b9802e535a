"""An answer is one row, kept once, with how it came and what proves it; words and contact stand apart."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sotay.evaluation.models import Answer, AnswerContact, AnswerText
from sotay.evaluation.satisfaction.marks import Marked
from sotay.evaluation.satisfaction.public import commands
from sotay.evaluation.satisfaction.public.commands import AnsweredAlready, Contact, take_answer
from tests.conftest import TODAY
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import SurveyFactory, SurveyPointFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(agency):
    return SurveyFactory(agency=agency)


@pytest.fixture
def dossier(agency):
    return DossierFactory(agency=agency)


def take(survey, marked=None, **more):
    marked = marked or Marked([4, 5, 1, None])
    given = {"channel": "QR", "nonce": uuid4(), "given_date": TODAY} | more
    return take_answer(survey, marked=marked, **given)


def test_an_answer_is_one_insert(survey):
    point = SurveyPointFactory(agency=survey.agency)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = take(survey, point=point)
    assert len([one for one in asked if one["sql"].startswith("INSERT")]) == 1
    assert all(one["sql"].startswith(("INSERT", "SAVEPOINT", "RELEASE")) for one in asked)
    answer.refresh_from_db()
    assert (answer.marks, answer.channel, answer.proof, answer.point) == ([4, 5, 1, None], "QR", "NONE", point)
    assert (answer.agency, answer.given_date, answer.invalid_reason, answer.texts_hash) == (
        survey.agency,
        TODAY,
        "",
        "",
    )
    assert not AnswerText.objects.exists()
    assert not AnswerContact.objects.exists()


def test_words_and_contact_stand_apart_and_the_hash_stays(survey):
    answer = take(survey, Marked([4, None, None, None], {4: "Chờ lâu"}), contact=Contact(phone="0905 000 111"))
    assert [(one.position, one.text) for one in answer.texts.all()] == [(4, "Chờ lâu")]
    assert answer.contact.phone == "0905 000 111"
    assert answer.texts_hash == commands.hash_of({4: "Chờ lâu"})
    answer.texts.all().delete()
    answer.refresh_from_db()
    assert len(answer.texts_hash) == 64


def test_what_is_sent_twice_is_kept_once(survey):
    nonce = uuid4()
    first = take(survey, nonce=nonce)
    assert take(survey, Marked([1, 1, 0, None]), nonce=nonce) == first
    assert Answer.objects.get().marks == [4, 5, 1, None]


def test_a_dossier_answers_once_with_each_proof(survey, dossier):
    nonce = uuid4()
    first = take(survey, dossier=dossier, proof="TOKEN", nonce=nonce)
    assert (first.service, first.unit) == (dossier.service, dossier.unit)
    assert take(survey, dossier=dossier, proof="TOKEN", nonce=nonce) == first
    with pytest.raises(AnsweredAlready) as caught:
        take(survey, dossier=dossier, proof="TOKEN")
    assert caught.value.answer == first
    take(survey, dossier=dossier, proof="CODE")
    assert Answer.objects.count() == 2


def test_within_a_transaction_of_another_command_a_second_one_breaks_nothing(survey, dossier):
    with transaction.atomic():
        take(survey, dossier=dossier, proof="CODE")
        with pytest.raises(AnsweredAlready):
            take(survey, dossier=dossier, proof="CODE")
        take(survey)
    assert Answer.objects.count() == 2


def test_a_sheet_set_invalid_keeps_its_reason_and_leaves_room_for_a_valid_one(survey, dossier, secretary):
    spoilt = take(survey, dossier=dossier, proof="CODE", entered_by=secretary.user, invalid_reason="Bỏ trống")
    assert spoilt.invalid_by == secretary.user
    assert take(survey, dossier=dossier, proof="CODE").invalid_reason == ""
