"""The demonstration agency shows nonconforming outputs in every state, and a kind that repeats itself."""

import pytest

from sotay.agency.actor import Actor
from sotay.operation.models import NonconformingOutput
from sotay.operation.outputs.queries import list_repeated
from tests.web.demo.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(built, db):
    return built


def test_every_state_is_there_and_what_repeats_itself(agency):
    outputs = NonconformingOutput.objects.filter(agency=agency)

    assert set(outputs.values_list("state", flat=True)) == set(NonconformingOutput.State.values)
    (repeated,) = list_repeated(viewer=Actor(agency=agency), on=TODAY)
    assert (repeated.kind, repeated.count, repeated.unit.code) == ("LATE", 3, "BCVT")
