"""Surveys: every command does it, refuses, is denied; what is asked is pinned, one stands, what is handed out is counted."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.commands import UNCHANGED, Refused
from sotay.evaluation.models import Handout, Survey
from sotay.evaluation.satisfaction.surveys import commands, guards, queries
from sotay.journal.models import Entry
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory
from tests.factories.satisfaction import AnswerFactory, SurveyFactory, VersionFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
State = Survey.State
DAYS = {"from_date": date(2026, 1, 1), "to_date": date(2026, 6, 30)}


@pytest.fixture
def asks(agency):
    return VersionFactory(questionnaire__agency=agency, asking=True)


def created(agency, actor, asks, **more):
    values = {"title": " Khảo sát  6 tháng ", "asks": asks, "channels": ["PAPER", "QR"], **DAYS} | more
    return commands.create_survey(agency, actor=actor, **values)


def opened(survey, actor, day=TODAY):
    return commands.open_survey(survey, actor=actor, version=survey.version, opened_date=day, on=TODAY)


def refused(act, *args, **more):
    with pytest.raises(Refused) as refusal:
        act(*args, **more)
    return refusal.value.codes


def test_it_is_prepared_with_a_number_of_its_year(agency, secretary, asks):
    survey = created(agency, secretary, asks)

    assert (survey.code, survey.slug, survey.title) == ("KS-2026-01", "ks-2026-01", "Khảo sát 6 tháng")
    assert (survey.channels, survey.state, survey.is_standing) == (["QR", "PAPER"], State.DRAFT, True)
    assert Entry.objects.filter(action="evaluation.survey.created").count() == 1


def test_preparing_refuses_and_is_denied(agency, other_agency, secretary, official, asks):
    draft = VersionFactory(questionnaire__agency=agency, state="DRAFT", in_use_date=None)
    retired = VersionFactory(questionnaire__agency=agency, state="RETIRED")
    on_the_system = VersionFactory(questionnaire__agency=agency, questionnaire__about="SYSTEM")

    assert refused(created, agency, secretary, asks, title=" ", channels=[], to_date=date(2025, 12, 31)) == (
        "title_missing",
        "ends_before_start",
        "no_channel",
    )
    assert refused(created, agency, secretary, draft) == ("version_is_draft",)
    assert refused(created, agency, secretary, retired) == ("version_retired",)
    assert refused(created, agency, secretary, on_the_system) == ("standing_asks_others",)
    assert created(agency, secretary, on_the_system, is_standing=False).pk
    theirs = VersionFactory(questionnaire__agency=other_agency)
    assert refused(created, agency, secretary, theirs) == ("of_another_agency",)
    with pytest.raises(PermissionDenied):
        created(agency, official, asks)


def test_opening_pins_what_is_asked(agency, secretary, official, asks):
    survey = created(agency, secretary, asks)
    other = VersionFactory(questionnaire__agency=agency, asking=True)

    assert refused(opened, survey, secretary, date(2026, 6, 13)) == ("opened_later",)
    assert refused(opened, survey, secretary, date(2026, 7, 1)) == ("opened_later", "opened_after_end")
    with pytest.raises(PermissionDenied):
        opened(survey, official)
    survey = opened(survey, secretary)
    assert (survey.state, survey.opened_date) == (State.OPEN, TODAY)
    assert refused(opened, survey, secretary) == ("not_draft",)

    same = {"title": survey.title, "asks": asks, "channels": survey.channels, "is_standing": True, **DAYS}
    change = {"actor": secretary, "version": survey.version}
    assert commands.change_survey(survey, **change, **same) is UNCHANGED
    pinned = same | {"asks": other, "from_date": date(2026, 2, 1)}
    assert refused(commands.change_survey, survey, **change, **pinned) == ("version_pinned", "start_pinned")
    longer = commands.change_survey(survey, **change, **(same | {"to_date": date(2026, 7, 31)}))
    assert longer.to_date == date(2026, 7, 31)


def test_a_version_that_was_replaced_meanwhile_is_not_opened(agency, secretary, asks):
    survey = created(agency, secretary, asks)
    asks.state = "RETIRED"
    asks.save()

    assert refused(opened, survey, secretary) == ("version_retired",)


def test_by_a_questionnaire_that_ended_meanwhile_nobody_is_asked(agency, secretary, asks):
    survey = created(agency, secretary, asks)
    asks.questionnaire.ended_date = TODAY
    asks.questionnaire.save()

    assert refused(opened, survey, secretary) == ("questionnaire_ended",)
    assert refused(created, agency, secretary, asks) == ("questionnaire_ended",)


def test_an_open_survey_does_not_end_before_it_opened_or_was_answered(agency, secretary):
    survey = SurveyFactory(agency=agency, opened_date=date(2026, 2, 1))
    AnswerFactory(survey=survey, given_date=date(2026, 6, 10))

    def until(day):
        values = {"title": survey.title, "asks": survey.asks, "channels": survey.channels, "is_standing": True}
        days = {"from_date": survey.from_date, "to_date": day}
        return commands.change_survey(survey, actor=secretary, version=1, **values, **days)

    assert refused(until, date(2026, 1, 31)) == ("ends_before_opened", "ends_before_answer")
    assert refused(until, date(2026, 6, 9)) == ("ends_before_answer",)
    assert until(date(2026, 6, 10)).to_date == date(2026, 6, 10)


def test_nothing_was_handed_out_after_the_end(agency, secretary):
    survey = SurveyFactory(agency=agency, state="CLOSED", closed_date=date(2026, 5, 31))
    act = {"actor": secretary, "on": TODAY, "channel": "PAPER", "count": 5}

    assert refused(commands.add_handout, survey, given_date=date(2026, 6, 1), **act) == ("outside_days",)
    assert commands.add_handout(survey, given_date=date(2026, 5, 31), **act).count == 5


def test_two_surveys_never_come_to_stand_together(agency, secretary, django_assert_max_num_queries):
    """Whether another one stands is asked under a lock of the agency, in two tabs too."""
    survey = SurveyFactory(agency=agency, is_standing=False)
    values = {"title": "Đợt", "asks": survey.asks, "channels": survey.channels, "is_standing": True}
    days = {"from_date": survey.from_date, "to_date": survey.to_date}
    with django_assert_max_num_queries(60) as asked:
        commands.change_survey(survey, actor=secretary, version=1, **values, **days)

    locks = [one["sql"] for one in asked.captured_queries if "FOR UPDATE" in one["sql"]]
    assert "agency_agency" in locks[0]


def test_public_addresses_lead_to_one_survey(agency, secretary, asks):
    first, second = created(agency, secretary, asks), created(agency, secretary, asks)
    first = opened(first, secretary)

    assert refused(opened, second, secretary) == ("another_stands",)
    assert queries.standing_survey(agency.pk) == first
    commands.close_survey(first, actor=secretary, version=first.version, closed_date=TODAY, on=TODAY)
    assert queries.standing_survey(agency.pk) is None
    assert opened(second, secretary).state == State.OPEN


def test_it_is_closed_once_and_not_before_its_last_answer(agency, secretary, official):
    survey = SurveyFactory(agency=agency, opened_date=date(2026, 2, 1))
    AnswerFactory(survey=survey, given_date=date(2026, 6, 10))
    act = {"actor": secretary, "version": 1, "on": TODAY}

    assert refused(commands.close_survey, survey, closed_date=date(2026, 6, 13), **act) == ("closed_later",)
    assert refused(commands.close_survey, survey, closed_date=date(2026, 1, 31), **act) == (
        "closed_before_opened",
        "closed_before_answer",
    )
    with pytest.raises(PermissionDenied):
        commands.close_survey(survey, closed_date=TODAY, **(act | {"actor": official}))
    closed = commands.close_survey(survey, closed_date=TODAY, **act)
    assert (closed.state, closed.closed_date) == (State.CLOSED, TODAY)
    assert refused(commands.close_survey, closed, closed_date=TODAY, **(act | {"version": 2})) == ("not_open",)
    same = {"title": "Khác", "asks": closed.asks, "channels": closed.channels, "is_standing": True}
    days = {"from_date": closed.from_date, "to_date": closed.to_date}
    assert refused(commands.change_survey, closed, actor=secretary, version=2, **same, **days) == ("closed",)


def test_only_what_was_never_opened_is_taken_out(agency, secretary, asks):
    survey = created(agency, secretary, asks)
    act = {"actor": secretary, "version": 1}

    assert refused(commands.drop_survey, survey, reason=" ", **act) == ("reason_missing",)
    commands.drop_survey(survey, reason="Lập nhầm", **act)
    assert not Survey.objects.filter(pk=survey.pk).exists()
    assert Entry.objects.get(action="evaluation.survey.dropped").reason == "Lập nhầm"
    assert refused(commands.drop_survey, SurveyFactory(agency=agency), reason="Bỏ", **act) == ("not_draft",)


def test_what_is_handed_out_is_counted_and_a_mistake_taken_out(agency, other_agency, secretary, official):
    survey = SurveyFactory(agency=agency)
    act = {"actor": secretary, "on": TODAY, "channel": "PAPER"}

    handout = commands.add_handout(survey, count=40, given_date=date(2026, 6, 1), **act)
    assert (handout.count, handout.entered_by) == (40, secretary.user)
    wrong = {"count": 0, "given_date": date(2026, 6, 13), "unit": UnitFactory(agency=other_agency)}
    codes = refused(commands.add_handout, survey, **wrong, **(act | {"channel": "QR"}))
    assert codes == ("not_by_hand", "none", "given_later", "of_another_agency")
    before = {"count": 1, "given_date": date(2025, 12, 31)}
    assert refused(commands.add_handout, survey, **before, **act) == ("outside_days",)
    with pytest.raises(PermissionDenied):
        commands.add_handout(survey, count=1, given_date=TODAY, **(act | {"actor": official}))

    drop = {"actor": secretary, "version": 1}
    assert refused(commands.drop_handout, handout, reason="", **drop) == ("reason_missing",)
    with pytest.raises(PermissionDenied):
        commands.drop_handout(handout, reason="Nhầm", actor=official, version=1)
    commands.drop_handout(handout, reason="Ghi hai lần", **drop)
    assert not Handout.objects.exists()
    assert Entry.objects.get(action="evaluation.survey.handout_dropped").data["count"] == 40


def test_it_is_answered_publicly_only_while_it_is_open_and_shown(agency):
    survey = SurveyFactory(agency=agency, to_date=date(2026, 6, 30))

    def why(on=TODAY, channel="QR", survey=survey):
        return [reason.code for reason in guards.why_not_public(survey, channel=channel, on=on)]

    assert why() == ["public_off"]
    ParameterValueFactory(agency=agency, code="survey.public", value="SHOWN", valid_from_date=date(2026, 1, 1))
    assert why() == []
    assert why(on=date(2026, 6, 30)) == []
    assert why(on=date(2026, 7, 1)) == ["ended"]
    assert why(on=date(2025, 12, 31)) == ["not_open"]
    assert why(survey=None) == ["not_open"]
    survey.channels = ["PAPER"]
    assert why() == ["channel_off"]
    survey.state = State.CLOSED
    assert why(channel="PAPER") == ["ended"]
