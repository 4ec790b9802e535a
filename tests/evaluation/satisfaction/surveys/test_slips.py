"""Slips: one for each settled dossier not asked yet, printed again with the same token; no name of a citizen anywhere."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from sotay.agency.clock import today
from sotay.commands import Refused
from sotay.evaluation.models import Slip
from sotay.evaluation.satisfaction.surveys import figures, tokens
from sotay.evaluation.satisfaction.surveys.slips import commands, queries, views
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import AnswerFactory, SurveyFactory, VersionFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
WHEN = {"from_date": date(2026, 6, 1), "to_date": date(2026, 6, 30), "on": TODAY}


@pytest.fixture
def survey(agency):
    ParameterValueFactory(agency=agency, code="survey.public", value="SHOWN", valid_from_date=date(2026, 1, 1))
    return SurveyFactory(agency=agency)


def made(survey, actor, **more):
    return commands.make_slips(survey, actor=actor, **(WHEN | more))


def refused(act, *args, **more):
    with pytest.raises(Refused) as refusal:
        act(*args, **more)
    return refusal.value.codes


def codes_of(batch):
    return [one.dossier.code for one in queries.slips_of(batch)]


def test_a_slip_is_made_for_each_settled_dossier_that_was_not_asked(agency, secretary, survey):
    ready, returned = DossierFactory(agency=agency, ready=True), DossierFactory(agency=agency, returned=True)
    answered = DossierFactory(agency=agency, returned=True)
    DossierFactory(agency=agency)
    DossierFactory(agency=agency, refused=True)
    AnswerFactory(survey=survey, dossier=answered, proof="CODE")

    batch = made(survey, secretary)

    assert set(codes_of(batch)) == {ready.code, returned.code}
    assert refused(made, survey, secretary) == ("nothing_to_ask",)
    late = DossierFactory(agency=agency, late=True)
    assert codes_of(made(survey, secretary)) == [late.code]


def test_an_answer_set_invalid_leaves_its_dossier_to_be_asked(agency, secretary, survey):
    dossier = DossierFactory(agency=agency, returned=True)
    AnswerFactory(survey=survey, dossier=dossier, proof="CODE", invalid_reason="Phiếu hỏng")

    assert codes_of(made(survey, secretary)) == [dossier.code]


def test_slips_follow_unit_service_and_what_counts_as_settled(agency, secretary, survey):
    unit = UnitFactory(agency=agency)
    here = DossierFactory(agency=agency, returned=True, unit=unit)
    ready = DossierFactory(agency=agency, ready=True)

    assert codes_of(made(survey, secretary, unit=unit)) == [here.code]
    ParameterValueFactory(agency=agency, code="survey.settled", value="RETURNED", valid_from_date=date(2026, 1, 1))
    assert refused(made, survey, secretary) == ("nothing_to_ask",)
    ready.refresh_from_db()
    assert refused(made, survey, secretary, services=[ready.service]) == ("nothing_to_ask",)


def test_slips_are_refused_where_nobody_could_answer(agency, secretary, official, survey):
    DossierFactory(agency=agency, returned=True)
    closed = SurveyFactory(agency=agency, state="CLOSED", closed_date=TODAY, channels=["PAPER"])
    system = VersionFactory(questionnaire__agency=agency, questionnaire__about="SYSTEM")
    other = SurveyFactory(agency=agency, asks=system, is_standing=False, to_date=date(2026, 6, 11))

    assert refused(made, closed, secretary) == ("not_open", "channel_off")
    assert refused(made, other, secretary) == ("ran_out", "not_about_services")
    assert refused(made, survey, secretary, to_date=date(2026, 5, 31)) == ("ends_before_start",)
    with pytest.raises(PermissionDenied):
        made(survey, official)
    ParameterValueFactory(agency=agency, code="survey.public", value="HIDDEN", valid_from_date=date(2026, 2, 1))
    assert refused(made, survey, secretary) == ("public_off",)


def test_a_batch_is_printed_again_with_the_same_tokens_and_without_names(agency, secretary, signed_in, survey):
    dossier = DossierFactory(agency=agency, returned=True, with_person=True)
    batch = made(survey, secretary)
    (slip,) = Slip.objects.all()
    token = tokens.token_of(slip)
    url = reverse("evaluation:slip_batch_print", kwargs={"agency": agency.short_name, "uuid": batch.uuid})

    first, second = (signed_in(secretary).get(url).content.decode() for _ in range(2))
    for page in (first, second):
        assert tokens.grouped(token) in page
        assert dossier.code in page
        assert dossier.person.name not in page
    assert token not in slip.token_hash
    assert signed_in(secretary).get(url)["Cache-Control"] == "no-store"


def test_eight_slips_stand_on_a_sheet(agency, secretary, signed_in, survey):
    for _ in range(9):
        DossierFactory(agency=agency, returned=True)
    batch = made(survey, secretary)
    url = reverse("evaluation:slip_batch_print", kwargs={"agency": agency.short_name, "uuid": batch.uuid})
    page = signed_in(secretary).get(url).content.decode()

    assert page.count('class="slips-sheet"') == 2
    assert page.count('class="survey-slip"') == 9


def test_a_large_batch_is_printed_in_parts_that_hold_each_slip_once(agency, secretary, signed_in, survey, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 8)
    dossiers = [DossierFactory(agency=agency, returned=True) for _ in range(9)]
    batch = made(survey, secretary)
    url = reverse("evaluation:slip_batch_print", kwargs={"agency": agency.short_name, "uuid": batch.uuid})
    parts = [signed_in(secretary).get(url, {"page": number}).content.decode() for number in (1, 2)]

    assert [part.count('class="survey-slip"') for part in parts] == [8, 1]
    assert all(sum(f"Hồ sơ {one.code}<br>" in part for part in parts) == 1 for one in dossiers)
    assert "phiếu 1–8 trong 9" in parts[0]
    assert "page=2" in parts[0]


def test_what_is_handed_out_counts_slips_once_for_a_dossier(agency, secretary, survey):
    dossier = DossierFactory(agency=agency, returned=True)
    DossierFactory(agency=agency, ready=True)
    made(survey, secretary)
    AnswerFactory(survey=survey, channel="QR", proof="TOKEN", dossier=dossier)
    AnswerFactory(survey=survey, channel="QR", invalid_reason="Trống")
    survey.handouts.create(agency=agency, channel="PAPER", count=30, given_date=date(2026, 6, 1))
    AnswerFactory(survey=survey, channel="PAPER")

    rows, together = figures.came(survey)
    by_way = {one.channel: one for one in rows}

    assert (by_way["QR"].handed_out, by_way["QR"].returned, by_way["QR"].valid, by_way["QR"].by_token) == (2, 2, 1, 1)
    assert (by_way["PAPER"].handed_out, by_way["PAPER"].without) == (30, 1)
    assert by_way["KIOSK"].handed_out is None
    assert (together.handed_out, together.returned, together.valid) == (32, 3, 2)
    assert figures.slips(survey) == figures.Slips(made=2, answered=1)


def test_the_form_tells_how_many_wait_and_makes_them(agency, secretary, signed_in):
    ParameterValueFactory(agency=agency, code="survey.public", value="SHOWN", valid_from_date=date(2026, 1, 1))
    survey = SurveyFactory(agency=agency, to_date=today().replace(month=12, day=31))
    DossierFactory(agency=agency, returned=True)
    client = signed_in(secretary)
    url = reverse("evaluation:slips_new", kwargs={"agency": agency.short_name, "slug": survey.slug})

    assert "hiện có 1 hồ sơ chưa được hỏi" in client.get(url).content.decode()
    answer = client.send(url, {"from_date": "01/06/2026", "to_date": "30/06/2026"})
    batch = survey.slip_batches.get()
    page = reverse("evaluation:slip_batch", kwargs={"agency": agency.short_name, "uuid": batch.uuid})
    assert (answer.status_code, answer.url) == (302, page)
    assert "In phiếu" in client.get(page).content.decode()
    assert "chưa được hỏi" in client.send(url, {"from_date": "01/06/2026", "to_date": "30/06/2026"}).content.decode()
