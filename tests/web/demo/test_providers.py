"""The demonstration agency shows providers in every state, and one that waits to be evaluated."""

import pytest

from sotay.operation.models import Provider, ProviderEvaluation
from sotay.operation.providers.waiting import providers_to_evaluate
from sotay.standard.standings.judging import standings_of
from sotay.work.waiting.registry import Asked
from tests.web.demo.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(built, db):
    return built


def test_every_outcome_is_there_and_a_withdrawn_one(agency):
    made = ProviderEvaluation.objects.filter(agency=agency)
    assert set(made.standing().values_list("outcome", flat=True)) == {"KEEP", "WATCH", "END"}
    assert made.filter(withdrawn_date__isnull=False).count() == 1
    providers = Provider.objects.filter(agency=agency)
    assert set(providers.values_list("state", flat=True)) == {"ACTIVE", "ENDED"}
    assert set(providers.values_list("supplies", flat=True)) == {"GOODS", "SERVICE", "PROCESS", "EXPERTISE"}
    assert providers.filter(evaluations=None).count() == 1


def test_what_is_not_evaluated_is_due_and_waits_for_its_unit(agency):
    (line,) = standings_of(agency, on=TODAY, codes={"providers.evaluated"})
    assert line.standing == "OPEN"
    assert "trên 7" in line.why

    waiting = {
        one.title.split()[0]: one.user_ids
        for one in providers_to_evaluate(Asked((agency.pk,), TODAY.replace(month=12, day=2)))
    }
    assert set(waiting) == {"NCC-05", "NCC-06"}
    assert all(len(people) == 1 for people in waiting.values())
