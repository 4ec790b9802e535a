"""Points: put up with an address of their own that stays, taken away, put up again; their prints lead to it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from sotay.agency.clock import today
from sotay.commands import UNCHANGED, Refused
from sotay.evaluation.satisfaction.surveys.points import commands
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory
from tests.factories.satisfaction import AnswerFactory, SurveyFactory, SurveyPointFactory
from tests.factories.services import ServiceFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db


def refused(act, *args, **more):
    with pytest.raises(Refused) as refusal:
        act(*args, **more)
    return refusal.value.codes


def test_a_point_gets_an_address_that_stays(agency, secretary, official):
    point = commands.add_point(agency, actor=secretary, kind="POSTER", name=" Quầy  1 ")

    assert (point.name, len(point.key)) == ("Quầy 1", 10)
    assert refused(commands.add_point, agency, actor=secretary, kind="POSTER", name="Quầy 1") == ("name_taken",)
    assert commands.add_point(agency, actor=secretary, kind="CARD", name="Quầy 1").key != point.key
    assert refused(commands.add_point, agency, actor=secretary, kind="CARD", name=" ") == ("name_missing",)
    with pytest.raises(PermissionDenied):
        commands.add_point(agency, actor=official, kind="CARD", name="Quầy 2")

    key = point.key
    assert commands.change_point(point, actor=secretary, version=1, name="Quầy 1") is UNCHANGED
    changed = commands.change_point(point, actor=secretary, version=1, name="Quầy 3", unit=UnitFactory(agency=agency))
    assert (changed.name, changed.key) == ("Quầy 3", key)


def test_a_point_names_nothing_of_another_agency(agency, other_agency, secretary):
    theirs = UnitFactory(agency=other_agency)

    codes = refused(commands.add_point, agency, actor=secretary, kind="CARD", name="Quầy", unit=theirs)
    assert codes == ("of_another_agency",)


def test_a_point_is_not_taken_away_before_its_last_answer(agency, secretary):
    point = SurveyPointFactory(agency=agency)
    AnswerFactory(survey=SurveyFactory(agency=agency), point=point, channel="QR", given_date=date(2026, 6, 10))
    act = {"actor": secretary, "version": 1, "on": TODAY}

    assert refused(commands.end_point, point, ended_date=date(2026, 6, 9), **act) == ("ended_before_answer",)
    assert commands.end_point(point, ended_date=date(2026, 6, 10), **act).ended_date == date(2026, 6, 10)


def test_a_point_that_was_taken_away_is_not_printed(agency, secretary, signed_in):
    point = SurveyPointFactory(agency=agency, ended_date=TODAY)
    page = reverse("evaluation:point_print", kwargs={"agency": agency.short_name, "uuid": point.uuid})

    assert signed_in(secretary).get(page).status_code == 404


def test_the_list_names_the_service_of_a_point_without_a_unit(agency, secretary, signed_in):
    service = ServiceFactory(agency=agency, name="Cấp giấy phép xuất bản bản tin")
    SurveyPointFactory(agency=agency, service=service)
    client, page = signed_in(secretary), reverse("evaluation:point_list", kwargs={"agency": agency.short_name})

    assert "Cấp giấy phép xuất bản bản tin" in client.get(page).content.decode()
    assert "Cấp giấy phép xuất bản bản tin" in b"".join(client.get(page, {"export": "csv"})).decode()


def test_a_point_is_taken_away_and_put_up_again(agency, secretary, official):
    point = SurveyPointFactory(agency=agency)
    act = {"actor": secretary, "version": 1, "on": TODAY}

    assert refused(commands.end_point, point, ended_date=date(2026, 6, 13), **act) == ("ended_later",)
    assert refused(commands.resume_point, point, actor=secretary) == ("not_ended",)
    ended = commands.end_point(point, ended_date=TODAY, **act)
    assert refused(commands.end_point, ended, ended_date=TODAY, **(act | {"version": 2})) == ("ended_already",)
    with pytest.raises(PermissionDenied):
        commands.resume_point(ended, actor=official)
    assert commands.resume_point(ended, actor=secretary).ended_date is None


@pytest.mark.parametrize(("kind", "name", "words"), [("POSTER", "survey_by_point", "poster-a4"), ("CARD", "survey_by_point", "poster-a6")])  # fmt: skip
def test_prints_lead_to_its_address(agency, secretary, signed_in, kind, name, words):
    point = SurveyPointFactory(agency=agency, kind=kind)
    page = reverse("evaluation:point_print", kwargs={"agency": agency.short_name, "uuid": point.uuid})
    shown = signed_in(secretary).get(page).content.decode()

    assert words in shown
    assert reverse(name, kwargs={"key": point.key}).rstrip("/") in shown
    assert "<svg" in shown


def test_the_page_says_where_it_leads_and_that_public_pages_are_off(agency, secretary, signed_in):
    survey = SurveyFactory(agency=agency)
    point = SurveyPointFactory(agency=agency, kind="KIOSK")
    page = reverse("evaluation:point_detail", kwargs={"agency": agency.short_name, "uuid": point.uuid})
    shown = signed_in(secretary).get(page).content.decode()

    assert reverse("survey_kiosk", kwargs={"key": point.key}) in shown
    assert "Trang công khai đang tắt" in shown
    assert survey.code in shown


def test_the_page_says_when_nobody_is_heard_there_though_a_survey_is_open(agency, secretary, signed_in):
    ParameterValueFactory(agency=agency, code="survey.public", value="SHOWN", valid_from_date=date(2026, 1, 1))
    survey = SurveyFactory(agency=agency, channels=["QR"], to_date=today())
    page = reverse("evaluation:point_detail", kwargs={"agency": agency.short_name, "uuid": SurveyPointFactory(agency=agency).uuid})  # fmt: skip
    shown = signed_in(secretary).get(page).content.decode()
    assert "Đang dẫn tới" in shown
    assert "không nhận được ý kiến" not in shown

    for kept in ({"channels": ["PAPER"]}, {"channels": ["QR"], "to_date": today() - timedelta(days=1)}):
        for name, value in kept.items():
            setattr(survey, name, value)
        survey.save()
        shown = signed_in(secretary).get(page).content.decode()
        assert "Đang dẫn tới" not in shown
        assert "không nhận được ý kiến" in shown


def test_the_list_asks_the_database_as_often_for_thirty_as_for_one(
    agency, secretary, signed_in, django_assert_max_num_queries
):
    client, url = signed_in(secretary), reverse("evaluation:point_list", kwargs={"agency": agency.short_name})
    SurveyPointFactory(agency=agency)
    client.get(url)
    with django_assert_max_num_queries(60) as one:
        client.get(url)
    for _ in range(24):
        SurveyPointFactory(agency=agency, unit=UnitFactory(agency=agency))
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(url)
