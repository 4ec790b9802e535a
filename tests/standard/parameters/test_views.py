"""Pages of parameters: value in use and default, history, setting with a reason."""

import pytest
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.standard.models import ParameterValue
from tests.conftest import person
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(agency, signed_in):
    return signed_in(person(agency, Seat.Role.SECRETARY, on=today(), from_date=today()))


def page(agency, name, **kwargs):
    return reverse(f"standard:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_the_list_shows_value_default_and_basis(agency, other_agency, client):
    ParameterValueFactory(agency=agency, value="10-31")
    ParameterValueFactory(agency=other_agency, value="07-07", code="review.yearly.due")

    shown = client.get(page(agency, "parameter_list")).content.decode()

    assert "31/10" in shown
    assert "trước ngày 10/6" in shown
    assert "7/7" not in shown
    assert shown.count("do cơ quan đặt") == 1


def test_a_parameter_shows_its_history_and_what_it_judges(agency, client):
    ParameterValueFactory(agency=agency, value="10-31", reason="Theo Kế hoạch số 5")

    shown = client.get(page(agency, "parameter_detail", code="audit.yearly.due")).content.decode()

    assert "Theo Kế hoạch số 5" in shown
    assert "Đánh giá nội bộ hằng năm" in shown


def test_a_parameter_is_set_from_its_form(agency, client):
    sent = {"value": "10/6", "valid_from_date": "01/01/2026", "reason": "Theo Kế hoạch số 5"}

    response = client.send(page(agency, "parameter_set", code="objectives.half.due"), sent)

    assert response.status_code == 302
    assert ParameterValue.objects.get().value == "06-10"


def test_a_choice_is_chosen_and_nothing_else_taken(agency, client):
    url = page(agency, "parameter_set", code="dossiers.source")
    sent = {"valid_from_date": "01/01/2026", "reason": "x"}

    assert client.send(url, sent | {"value": "DOCUMENT_SYSTEM"}).status_code == 422
    assert client.send(url, sent | {"value": "SOTAY"}).status_code == 302


def test_what_cannot_be_read_is_said_beside_the_field_and_kept(agency, client):
    sent = {"value": "31/9", "valid_from_date": "01/01/2026", "reason": "Theo Kế hoạch số 5"}

    response = client.send(page(agency, "parameter_set", code="audit.yearly.due"), sent)

    assert response.status_code == 422
    assert "Hãy ghi ngày và tháng có trong mọi năm" in response.content.decode()
    assert "Theo Kế hoạch số 5" in response.content.decode()
