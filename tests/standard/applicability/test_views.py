"""Pages of clauses: what applies, why not, and deciding it."""

import pytest
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.standard.models import Applicability
from tests.conftest import person
from tests.factories.standard import ApplicabilityFactory

pytestmark = pytest.mark.django_db

WHY = "Cơ quan chỉ cung cấp dịch vụ theo quy định."


@pytest.fixture
def client(agency, signed_in):
    return signed_in(person(agency, Seat.Role.SECRETARY, on=today(), from_date=today()))


def page(agency, name, **kwargs):
    return reverse(f"standard:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_the_list_shows_what_is_not_applied_and_by_which_clause(agency, other_agency, client):
    ApplicabilityFactory(agency=agency, reason=WHY)
    ApplicabilityFactory(agency=other_agency, reason="Lý do của cơ quan khác")

    shown = client.get(page(agency, "clause_list")).content.decode()

    assert WHY in shown
    assert shown.count("theo điều 8.3") == 6
    assert "Lý do của cơ quan khác" not in shown


def test_a_clause_says_why_it_must_apply(agency, client):
    shown = client.get(page(agency, "clause_detail", clause="9.2")).content.decode()

    assert "Điều khoản 9.2 phải được áp dụng" in shown
    assert page(agency, "clause_decide", clause="9.2") not in shown
    assert "9.2.2 f)" in shown


def test_a_clause_is_decided_and_shows_its_reason(agency, client):
    sent = {"applicable": "no", "reason": WHY, "valid_from_date": "01/01/2026", "decided_date": "30/12/2025"}

    response = client.send(page(agency, "clause_decide", clause="8.3"), sent)

    assert response.status_code == 302
    assert Applicability.objects.get().reason == WHY
    shown = client.get(page(agency, "clause_detail", clause="8.3")).content.decode()
    assert WHY in shown
    assert "Quyết định việc áp dụng điều khoản" in shown


def test_a_clause_that_must_apply_is_refused_with_the_rule(agency, client):
    sent = {"applicable": "no", "reason": WHY, "valid_from_date": "01/01/2026"}

    response = client.send(page(agency, "clause_decide", clause="9.2"), sent)

    assert response.status_code == 422
    assert "phải được áp dụng" in response.content.decode()
    assert not Applicability.objects.exists()
