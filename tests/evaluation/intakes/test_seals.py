"""What came in from outside is sealed every hour, and what is changed, taken away or slipped in afterwards is named."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection

from sotay.agency.actor import Actor
from sotay.config.schedule import cron_in_hour
from sotay.evaluation.intakes import commands
from sotay.evaluation.intakes.permissions import JOB
from sotay.evaluation.intakes.queries import SEALED, verify
from sotay.evaluation.models import Answer, Feedback, IntakeSeal
from sotay.journal.models import Entry
from tests.conftest import TODAY
from tests.factories.satisfaction import AnswerFactory, SurveyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(agency):
    return SurveyFactory(agency=agency)


@pytest.fixture
def sealed(survey):
    """Three answers under a seal, two under the next."""
    AnswerFactory.create_batch(3, survey=survey)
    commands.seal_all()
    AnswerFactory.create_batch(2, survey=survey)
    commands.seal_all()
    return survey.agency


def told(agency):
    return verify(agency, kind="answers").why


def raw(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_one_line_for_the_rows_of_an_hour(sealed):
    lines = Entry.objects.filter(agency=sealed, action=SEALED).order_by("seq")
    assert [(one.data["kind"], one.data["count"]) for one in lines] == [("answers", 3), ("answers", 2)]
    assert {one.origin for one in lines} == {f"job:{JOB}"}
    found = verify(sealed, kind="answers")
    assert (found.seals, found.count, found.waiting, found.why) == (2, 5, 0, "")


def test_nothing_new_needs_no_seal(sealed):
    assert commands.seal_all() == 0
    assert IntakeSeal.objects.count() == 2


def test_agencies_and_kinds_have_seals_of_their_own(sealed, other_agency):
    AnswerFactory(survey=SurveyFactory(agency=other_agency))
    Feedback.objects.create(agency=sealed, code="PA-1", slug="pa-1", received_date=TODAY, nonce=uuid4())
    assert commands.seal_all() == 2
    assert verify(other_agency, kind="answers").count == 1
    assert verify(sealed, kind="feedback").count == 1


def test_rows_of_this_hour_wait(sealed, survey):
    AnswerFactory(survey=survey)
    assert verify(sealed, kind="answers").waiting == 1


def test_an_answer_set_invalid_and_words_deleted_break_no_seal(sealed, secretary):
    Answer.objects.filter(agency=sealed).update(invalid_reason="Phiếu hỏng", invalid_by=secretary.user)
    assert told(sealed) == ""


@pytest.mark.parametrize(
    "change", ["marks = '{5,5,1,NULL}'", "given_date = '2026-02-01'", "channel = 'QR'", "nonce = gen_random_uuid()"]
)
def test_a_changed_answer_is_named(sealed, change):
    raw(f"UPDATE evaluation_answer SET {change} WHERE id = (SELECT max(id) FROM evaluation_answer)")  # noqa: S608  ours
    assert "đã bị thay đổi" in told(sealed)


def test_an_answer_taken_away_is_named(sealed):
    raw("DELETE FROM evaluation_answer WHERE id = (SELECT min(id) FROM evaluation_answer)")
    assert "đã niêm phong 3 bản ghi, nay còn 2" in told(sealed)


def test_an_answer_slipped_in_is_named(sealed, survey):
    first = Answer.objects.filter(agency=sealed).order_by("pk").first()
    Answer.objects.filter(pk=AnswerFactory(survey=survey).pk).update(id=first.pk - 1)
    assert "nay có 4" in told(sealed)


def test_a_seal_made_anew_does_not_fit_its_line_in_the_journal(sealed):
    raw("UPDATE evaluation_answer SET marks = '{5,5,1,NULL}'")
    for one in IntakeSeal.objects.order_by("pk"):
        IntakeSeal.objects.filter(pk=one.pk).update(sealed_hash="0" * 64)
    assert "không khớp dòng nhật ký" in told(sealed)


def test_a_seal_taken_away_or_added_is_named(sealed):
    last = IntakeSeal.objects.order_by("-last_id").first()
    IntakeSeal.objects.filter(pk=last.pk).update(last_id=last.last_id + 1000)
    assert "không khớp" in told(sealed)
    IntakeSeal.objects.filter(pk=last.pk).update(last_id=last.last_id)
    IntakeSeal.objects.create(agency=sealed, kind="answers", first_id=1, last_id=10**9, count=1, sealed_hash="1" * 64)
    assert "không có dòng nhật ký" in told(sealed)


def test_the_job_alone_seals(survey, secretary):
    answer = AnswerFactory(survey=survey)
    for actor in (secretary, Actor.system("another.job", agency=survey.agency)):
        with pytest.raises(PermissionDenied):
            commands.seal(survey.agency, kind="answers", last_id=answer.pk, actor=actor)
    assert not IntakeSeal.objects.exists()


def test_the_command_line_says_what_holds_and_names_what_does_not(sealed):
    out = StringIO()
    call_command("intake", "verify", agency=sealed.short_name, stdout=out)
    assert f"{sealed.short_name} answers: 2 niêm phong, 5 bản ghi nguyên vẹn" in out.getvalue()
    raw("DELETE FROM evaluation_answer WHERE id = (SELECT max(id) FROM evaluation_answer)")
    with pytest.raises(CommandError, match="nay còn 1") as caught:
        call_command("intake", "verify", stdout=StringIO())
    assert caught.value.returncode == 1


def test_each_hour_at_a_minute():
    assert cron_in_hour(7) == "7 * * * *"
    with pytest.raises(ValueError, match="no minute 60"):
        cron_in_hour(60)
