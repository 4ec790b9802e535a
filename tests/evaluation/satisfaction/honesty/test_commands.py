"""Flagging and deciding: each does it, refuses, is denied."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from procrastinate.contrib.django.models import ProcrastinateJob

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.evaluation.satisfaction.entering.commands import finish_batch
from sotay.evaluation.satisfaction.honesty.commands import JOB, decide_suspicion, flag_answers
from sotay.evaluation.satisfaction.honesty.jobs import AFTER_A_BATCH, look_for_patterns
from sotay.evaluation.satisfaction.honesty.looking import find_groups
from sotay.evaluation.satisfaction.models import Answer, Suspicion
from sotay.journal.models import Entry
from tests.conftest import person
from tests.factories.agency import SeatFactory
from tests.factories.satisfaction import AnswerBatchFactory, AnswerFactory, SurveyFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture
def entered(agency):
    """Return answers of one official, dated on one day, as many as are told."""
    ParameterValueFactory(agency=agency, code="survey.flag.official", value="3", valid_from_date=date(2026, 1, 1))
    user = SeatFactory(agency=agency, role=Seat.Role.ONE_STOP).user
    survey = SurveyFactory(agency=agency)
    return AnswerFactory.create_batch(3, agency=agency, survey=survey, entered_by=user, given_date=DAY)


def job(agency):
    return Actor.system(JOB, agency=agency)


def look(agency, **more):
    found = find_groups(agency.pk, on=today(), days=[DAY])
    return flag_answers(agency, actor=job(agency), on=today(), groups=found, **more)


def decide(suspicion, actor, *, upheld=False, reason="Đã đối chiếu 3 phiếu giấy", version=None):
    return decide_suspicion(
        suspicion, actor=actor, version=version or suspicion.version, on=today(), upheld=upheld, reason=reason
    )


def test_a_group_is_flagged_once_with_its_answers_and_a_journal_line(agency, entered):
    (one,) = look(agency)

    assert (one.kind, one.of_user, one.survey, one.state) == (
        "ONE_OFFICIAL",
        entered[0].entered_by,
        entered[0].survey,
        "WAITING",
    )
    assert {member.answer_id for member in one.members.all()} == {answer.pk for answer in entered}
    assert Entry.objects.filter(action="evaluation.suspicion.found").count() == 1
    assert look(agency) is UNCHANGED
    assert Suspicion.objects.count() == 1


def test_what_comes_later_joins_a_group_that_waits(agency, entered):
    (one,) = look(agency)
    more = AnswerFactory(agency=agency, survey=entered[0].survey, entered_by=entered[0].entered_by, given_date=DAY)

    assert look(agency) == [one]
    assert one.members.filter(answer=more).exists()
    assert Entry.objects.filter(action="evaluation.suspicion.grown").count() == 1


def test_nobody_decides_upon_answers_his_page_did_not_show(agency, entered, secretary):
    (one,) = look(agency)
    AnswerFactory(agency=agency, survey=entered[0].survey, entered_by=entered[0].entered_by, given_date=DAY)
    look(agency)

    with pytest.raises(Stale):
        decide(one, secretary, version=1)
    assert Suspicion.objects.get().state == "WAITING"


def test_what_comes_after_a_decision_is_looked_at_by_itself(agency, entered, secretary):
    (one,) = look(agency)
    decide(one, secretary)
    more = AnswerFactory(agency=agency, survey=entered[0].survey, entered_by=entered[0].entered_by, given_date=DAY)

    (second,) = look(agency)

    assert second.pk != one.pk
    assert [member.answer_id for member in second.members.all()] == [more.pk]
    assert look(agency) is UNCHANGED


def test_invalid_sheets_are_not_looked_at(agency, entered):
    Answer.objects.update(invalid_reason="Phiếu trắng")

    assert find_groups(agency.pk, on=today(), days=[DAY]) == []


def test_only_the_job_flags(agency, entered, secretary):
    groups = find_groups(agency.pk, on=today(), days=[DAY])
    with pytest.raises(PermissionDenied):
        flag_answers(agency, actor=secretary, on=today(), groups=groups)
    assert not Suspicion.objects.exists()


def test_the_nightly_job_looks_at_the_days_of_what_came_in_lately(agency, other_agency, entered):
    look_for_patterns()

    assert Suspicion.objects.get().agency == agency
    look_for_patterns()
    assert Suspicion.objects.count() == 1


def test_old_answers_are_not_looked_at_each_night(agency, entered):
    Answer.objects.update(answered_at=entered[0].answered_at - timedelta(days=9))

    assert find_groups(agency.pk, on=today()) == []


@pytest.mark.parametrize(("upheld", "state"), [(False, "CLEARED"), (True, "UPHELD")])
def test_a_second_person_decides_with_a_reason(agency, entered, secretary, upheld, state):
    (one,) = look(agency)

    decided = decide(one, secretary, upheld=upheld)

    assert (decided.state, decided.decided_by, decided.decided_date) == (state, secretary.user, today())
    assert Answer.objects.filter(invalid_reason="").count() == 3
    assert Entry.objects.filter(action=f"evaluation.suspicion.{state.lower()}").count() == 1


def test_no_decision_without_a_reason_or_twice(agency, entered, secretary):
    (one,) = look(agency)
    with pytest.raises(Refused) as refused:
        decide(one, secretary, reason=" ")
    assert [reason.code for reason in refused.value.reasons] == ["reason_missing"]
    one = decide(one, secretary)
    with pytest.raises(Refused) as refused:
        decide(one, secretary, upheld=True)
    assert [reason.code for reason in refused.value.reasons] == ["decided"]


def test_nobody_decides_upon_what_he_entered(agency, entered):
    writer = person(agency, Seat.Role.SECRETARY)
    Answer.objects.update(entered_by=writer.user)
    (one,) = look(agency)
    with pytest.raises(PermissionDenied):
        decide(one, writer)
    Suspicion.objects.update(of_user=None)
    one.refresh_from_db()
    with pytest.raises(Refused) as refused:
        decide(one, writer)
    assert [reason.code for reason in refused.value.reasons] == ["entered_by_oneself"]


def test_an_official_does_not_decide(agency, entered, official):
    (one,) = look(agency)
    with pytest.raises(PermissionDenied):
        decide(one, official)


def test_a_batch_is_looked_at_as_soon_as_it_is_finished(agency, secretary):
    batch = AnswerBatchFactory(survey=SurveyFactory(agency=agency))
    AnswerFactory(survey=batch.survey, batch=batch, sheet=1)

    finish_batch(batch, actor=secretary, on=today(), version=batch.version, done_date=today())

    assert ProcrastinateJob.objects.get(task_name=AFTER_A_BATCH).args == {"agency": agency.pk}
