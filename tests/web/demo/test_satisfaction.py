"""Surveys in the demonstration agency: more than half of the settled dossiers answered, some sheets to be looked at again."""

import pytest
from django.urls import reverse

from sotay.agency.actor import actor_of
from sotay.agency.models import Seat
from sotay.evaluation.models import Answer, Survey, SurveyPoint, Suspicion, Synthesis
from sotay.evaluation.satisfaction.coverage.figures import coverage
from sotay.evaluation.satisfaction.coverage.periods import days_of
from sotay.evaluation.satisfaction.surveys import figures
from sotay.standard.catalogue.periods import HALF, Period
from tests.conftest import SignedIn
from tests.web.demo.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(built, db):
    return built


def standing(agency):
    return Survey.objects.get(agency=agency, state="OPEN", is_standing=True)


def test_one_half_is_over_one_is_asked_and_officials_were_asked(agency):
    rows = Survey.objects.filter(agency=agency)

    assert set(rows.values_list("state", flat=True)) == {"OPEN", "CLOSED"}
    assert rows.filter(is_standing=True, state="OPEN").count() == 1
    assert rows.filter(asks__questionnaire__about="SYSTEM").count() == 1
    assert set(SurveyPoint.objects.filter(agency=agency).values_list("kind", flat=True)) == {"POSTER", "CARD", "KIOSK"}


def test_answers_came_on_paper_by_codes_and_a_device_some_by_token(agency):
    rows, together = figures.came(standing(agency))
    ways = {one.channel: one for one in rows}

    assert ways["PAPER"].returned > ways["PAPER"].valid > 0
    assert ways["QR"].by_token > 0
    assert ways["KIOSK"].without > 0
    assert together.flagged > 0
    assert Answer.objects.filter(agency=agency, answered_at__date__gt=TODAY).count() == 0


def test_more_than_half_of_the_settled_dossiers_answered_in_both_halves(agency):
    for half in (1, 2):
        found = coverage(agency, days_of(agency.pk, Period(HALF, TODAY.year, half)), on=TODAY)
        assert found.whole.passes


def test_a_group_waits_and_one_was_decided_upon(agency):
    assert set(Suspicion.objects.filter(agency=agency).values_list("state", flat=True)) == {"WAITING", "UPHELD"}


def test_its_pages_can_be_looked_at(agency):
    client = SignedIn(actor_of(agency_user(agency), agency=agency, on=TODAY))
    for slug in Survey.objects.filter(agency=agency).values_list("slug", flat=True):
        page = reverse("evaluation:survey_detail", kwargs={"agency": agency.short_name, "slug": slug})
        assert client.get(page).status_code == 200


def agency_user(agency):
    return Seat.objects.get(agency=agency, role="SECRETARY").user


def test_the_half_that_is_over_is_reported_published_and_its_page_can_be_read(agency, client):
    issued = Synthesis.objects.filter(agency=agency, state="ISSUED")
    written = Synthesis.objects.get(agency=agency, state="DRAFT")

    assert f"{TODAY.year}-H1" in issued.values_list("period_key", flat=True)
    assert written.to_date == TODAY
    for one in issued:
        assert one.to_date < one.submitted_date <= one.issued_date <= one.published_date <= TODAY
        page = client.get(reverse("survey_results_page", kwargs={"office": agency.short_name, "slug": one.slug}))
        assert page.status_code == 200
    signed_in = SignedIn(actor_of(agency_user(agency), agency=agency, on=TODAY))
    for one in (*issued, written):
        page = reverse("evaluation:synthesis_detail", kwargs={"agency": agency.short_name, "slug": one.slug})
        assert signed_in.get(page).status_code == 200
