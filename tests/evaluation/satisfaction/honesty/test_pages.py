"""Pages of answers to be looked at again: list, side by side, decided upon, with a constant number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.evaluation.satisfaction.models import SuspectAnswer, Suspicion
from sotay.work.waiting.registry import Asked, all_waiting
from tests.conftest import TODAY, person
from tests.factories.agency import SeatFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import AnswerBatchFactory, AnswerFactory, SurveyFactory

pytestmark = pytest.mark.django_db


def group_of(answers, *, number=1, **columns):
    one = Suspicion.objects.create(
        agency=answers[0].agency, kind="ONE_OFFICIAL", key=str(number), slug=f"xl-2026-{number:03d}",
        survey=answers[0].survey, day=answers[0].given_date, found_date=date(2026, 3, 2), of_user=answers[0].entered_by,
        **columns,
    )  # fmt: skip
    for answer in answers:
        SuspectAnswer.objects.create(agency=one.agency, suspicion=one, answer=answer)
    return one


def url(agency, name="suspicion_list", **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_a_group_shows_its_answers_side_by_side_and_the_limits(signed_in, secretary, agency):
    survey, user = SurveyFactory(agency=agency), SeatFactory(agency=agency, role=Seat.Role.ONE_STOP).user
    one = group_of(AnswerFactory.create_batch(3, agency=agency, survey=survey, entered_by=user))

    page = signed_in(secretary).get(url(agency, "suspicion_detail", slug=one.slug)).content.decode()

    assert str(user) in page
    assert page.count("Câu 1") == 4
    assert "Thái độ phục vụ" in page
    assert "Từ 40 phiếu do một người nhập" in page
    assert url(agency, "suspicion_decide", slug=one.slug) in page


def test_only_those_entitled_see_whose_dossier_an_answer_is(signed_in, secretary, official, agency):
    dossier = DossierFactory(agency=agency, returned=True)
    survey = SurveyFactory(agency=agency)
    batch = AnswerBatchFactory(survey=survey)
    sent = AnswerFactory(survey=survey, dossier=dossier, proof="TOKEN", channel="QR")
    spoilt = AnswerFactory(survey=survey, batch=batch, sheet=1, invalid_reason="Tẩy xóa")
    path = url(agency, "suspicion_detail", slug=group_of([sent, spoilt]).slug)

    shown = signed_in(secretary).get(path).content.decode()
    assert dossier.code in shown
    assert "không hợp lệ: Tẩy xóa" in shown
    for viewer in (official, person(agency, Seat.Role.CLERK)):
        assert dossier.code not in signed_in(viewer).get(path).content.decode()


def test_the_one_who_entered_them_is_told_that_a_second_person_decides(signed_in, agency):
    writer = person(agency, Seat.Role.SECRETARY)
    survey = SurveyFactory(agency=agency)
    one = group_of([AnswerFactory(agency=agency, survey=survey, entered_by=writer.user)])
    Suspicion.objects.update(of_user=None)

    page = signed_in(writer).get(url(agency, "suspicion_detail", slug=one.slug)).content.decode()

    assert "người thứ hai xem lại" in page
    assert url(agency, "suspicion_decide", slug=one.slug) not in page


def test_a_decision_stands_on_page_and_list(signed_in, secretary, agency):
    one = group_of([AnswerFactory(agency=agency, survey__agency=agency)])
    client = signed_in(secretary)
    path = url(agency, "suspicion_decide", slug=one.slug)
    assert client.send(path, {"outcome": "UPHELD", "reason": "", "version": 1}).status_code == 422

    assert client.send(path, {"outcome": "UPHELD", "reason": "Không có phiếu gốc", "version": 1}).status_code == 302

    for page in (url(agency), url(agency, "suspicion_detail", slug=one.slug)):
        assert "Không có phiếu gốc" in client.get(page).content.decode()


def test_another_agencys_group_is_not_found(signed_in, secretary, agency, other_agency):
    one = group_of([AnswerFactory(agency=other_agency, survey__agency=other_agency)])
    assert signed_in(secretary).get(url(agency, "suspicion_detail", slug=one.slug)).status_code == 404


def test_the_list_is_saved_as_it_is_shown_and_costs_the_same_queries_for_thirty(signed_in, secretary, agency):
    client, survey = signed_in(secretary), SurveyFactory(agency=agency)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(agency)).status_code == 200
        return len(captured)

    group_of([AnswerFactory(agency=agency, survey=survey)])
    one = asked()
    for number in range(2, 31):
        group_of([AnswerFactory(agency=agency, survey=survey)], number=number)
    assert asked() == one
    saved = client.get(url(agency) + "?export=csv&state=WAITING")
    assert b"XL-2026-030" in b"".join(saved.streaming_content)


def test_it_waits_for_the_secretary_or_where_he_entered_them_for_the_head(agency):
    secretary, head = (person(agency, role) for role in (Seat.Role.SECRETARY, Seat.Role.HEAD))
    survey = SurveyFactory(agency=agency)
    group_of([AnswerFactory(agency=agency, survey=survey)])
    group_of([AnswerFactory(agency=agency, survey=survey, entered_by=secretary.user)], number=2)
    group_of([AnswerFactory(agency=agency, survey=survey, entered_by=secretary.user)], number=3)
    Suspicion.objects.filter(slug="xl-2026-003").update(of_user=None)  # entered by several

    waits = [one for one in all_waiting(Asked((agency.pk,), TODAY)) if one.key.startswith("suspicion:")]

    assert [one.user_ids for one in waits] == [
        frozenset({secretary.user.pk}),
        frozenset({head.user.pk}),
        frozenset({head.user.pk}),
    ]
