"""Pages of surveys: what came by each way, how lists ask the database, what waits and is handed over."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Grant, Seat
from sotay.evaluation.models import Survey
from sotay.evaluation.satisfaction.surveys import figures
from sotay.evaluation.satisfaction.surveys.handover import surveys_of
from sotay.evaluation.satisfaction.surveys.queries import get_survey
from sotay.evaluation.satisfaction.surveys.survey_page import SurveyShown
from sotay.evaluation.satisfaction.surveys.waiting import surveys_to_see_to
from sotay.work.waiting.registry import Asked
from tests.conftest import person
from tests.factories.agency import UnitFactory, UserFactory
from tests.factories.satisfaction import AnswerFactory, SurveyFactory, VersionFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_a_survey_is_prepared_opened_and_closed_by_its_pages(agency, secretary, signed_in):
    asks, client = VersionFactory(questionnaire__agency=agency, asking=True), signed_in(secretary)
    assert f'value="{asks.pk}" selected' in client.get(url(agency, "survey_new")).content.decode()
    typed = {
        "title": "Khảo sát",
        "asks": asks.pk,
        "from_date": f"{today():01/%m/%Y}",
        "to_date": f"{today() + timedelta(days=30):%d/%m/%Y}",
        "channels": ["QR", "PAPER"],
        "is_standing": "on",
    }
    client.send(url(agency, "survey_new"), typed)
    survey = Survey.objects.get()
    assert "Mở đợt khảo sát" in client.get(url(agency, "survey_detail", slug=survey.slug)).content.decode()

    client.send(url(agency, "survey_open", slug=survey.slug), {"version": 1, "opened_date": f"{today():%d/%m/%Y}"})
    shown = client.get(url(agency, "survey_detail", slug=survey.slug)).content.decode()
    assert "Trang công khai đang tắt" in shown
    client.send(
        url(agency, "handout_new", slug=survey.slug),
        {"channel": "PAPER", "count": "1.000", "given_date": f"{today():%d/%m/%Y}"},
    )
    client.send(url(agency, "survey_close", slug=survey.slug), {"version": 2, "closed_date": f"{today():%d/%m/%Y}"})
    survey.refresh_from_db()
    assert survey.state == Survey.State.CLOSED


def test_a_way_nobody_counted_is_no_zero_and_more_back_than_out_is_said(agency, secretary, signed_in):
    survey = SurveyFactory(agency=agency)
    AnswerFactory.create_batch(2, survey=survey, channel="PAPER")
    survey.handouts.create(agency=agency, channel="PAPER", count=1, given_date=today())
    shown = signed_in(secretary).get(url(agency, "survey_detail", slug=survey.slug)).content.decode()

    assert '<td class="num" data-label="Phát ra">–</td>' in shown
    assert "Phiếu giấy: thu về 2, nhiều hơn số phát ra đã ghi (1)" in shown


def test_the_portal_is_no_way_of_a_survey_and_no_zero_of_it_is_told(agency, secretary, signed_in):
    survey = SurveyFactory(agency=agency, channels=["PAPER", "PORTAL"])
    client = signed_in(secretary)

    assert 'value="PORTAL"' not in client.get(url(agency, "survey_new")).content.decode()
    rows, _together = figures.came(survey)
    assert [one.channel for one in rows] == ["PAPER"]


@pytest.mark.parametrize("name", ["survey_list"])
def test_the_list_asks_the_database_as_often_for_thirty_as_for_one(
    agency, secretary, signed_in, django_assert_max_num_queries, name
):
    client = signed_in(secretary)
    asks = VersionFactory(questionnaire__agency=agency, asking=True)
    SurveyFactory(agency=agency, asks=asks, is_standing=False)
    client.get(url(agency, name))
    with django_assert_max_num_queries(60) as one:
        client.get(url(agency, name))
    SurveyFactory.create_batch(24, agency=agency, asks=asks, is_standing=False)
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(url(agency, name))


def test_the_page_asks_the_database_as_often_for_many_as_for_few(agency, secretary, django_assert_max_num_queries):
    survey = SurveyFactory(agency=agency)

    def page():
        shown = SurveyShown(get_survey(survey.slug, viewer=secretary), secretary, on=today())
        return shown.came, shown.slips, shown.batches, [str(row["one"].unit) for row in shown.handouts]

    def handed():
        survey.handouts.create(agency=agency, count=1, given_date=today(), unit=UnitFactory(agency=agency))
        survey.slip_batches.create(agency=agency, made_date=today(), unit=UnitFactory(agency=agency))

    handed()
    with django_assert_max_num_queries(30) as few:
        page()
    for _ in range(10):
        handed()
    with django_assert_max_num_queries(len(few.captured_queries)):
        page()


def test_the_list_is_narrowed_and_leaves_as_a_file(agency, secretary, signed_in):
    SurveyFactory(agency=agency, code="KS-1", is_standing=False, to_date=today() - timedelta(days=1), from_date=today() - timedelta(days=9))  # fmt: skip
    SurveyFactory(agency=agency, code="KS-2", is_standing=False, to_date=today())
    client, page = signed_in(secretary), url(agency, "survey_list")

    shown = client.get(page, {"state": "RAN_OUT"}).content.decode()
    assert "KS-1" in shown
    assert "KS-2" not in shown
    file = b"".join(client.get(page, {"state": "RAN_OUT", "export": "csv"})).decode()
    assert "KS-1" in file
    assert "KS-2" not in file


def test_a_guest_sees_no_survey_that_is_only_prepared(agency, secretary, signed_in):
    inspector = UserFactory()
    Grant.objects.create(agency=agency, to_user=inspector, purpose="Kiểm tra", from_date=today(), to_date=today())
    draft = SurveyFactory(agency=agency, state="DRAFT", opened_date=None, title="Đợt đang soạn")
    client, page = signed_in(Actor(agency=agency, user=inspector)), url(agency, "survey_detail", slug=draft.slug)

    assert client.get(page).status_code == 404
    assert "Đợt đang soạn" not in client.get(url(agency, "survey_list")).content.decode()
    assert signed_in(secretary).get(page).status_code == 200


def test_what_should_have_begun_or_ended_waits_for_the_secretary(agency, secretary):
    ran_out = SurveyFactory(agency=agency, from_date=today() - timedelta(days=9), to_date=today() - timedelta(days=1))
    draft = SurveyFactory(agency=agency, state="DRAFT", opened_date=None, from_date=today())
    SurveyFactory(agency=agency, is_standing=False)
    SurveyFactory(agency=agency, state="CLOSED", closed_date=today())

    found = {one.key: one for one in surveys_to_see_to(Asked([agency.pk], on=today()))}

    assert set(found) == {f"survey:{ran_out.uuid}:OPEN", f"survey:{draft.uuid}:DRAFT"}
    assert {one.link for one in found.values()} == {"evaluation:survey_close", "evaluation:survey_open"}
    assert all(one.user_ids == {secretary.user.pk} for one in found.values())


def test_surveys_are_handed_over_with_the_secretary(agency, secretary):
    survey = SurveyFactory(agency=agency)
    seat = Seat.objects.get(user=secretary.user)
    other = Seat.objects.get(user=person(agency, Seat.Role.OFFICIAL).user)

    assert [item.record for item in surveys_of(seat, on=today(), until=today())] == [survey]
    assert list(surveys_of(other, on=today(), until=today())) == []
