"""Who gets which answer from the page that carries objectives."""

import pytest

from sotay.agency.clock import today
from tests.factories.agency import UnitFactory
from tests.factories.planning import ObjectiveSetFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def next_year(_agency):
    return {"year": today().year + 1}


def of_an_ended_unit(agency):
    unit = UnitFactory(agency=agency, ended_date=today())
    return {"slug": ObjectiveSetFactory(agency=agency, unit=unit, in_force=True).slug}


TABLE = [
    Row("get", "planning:sets_carry", {OFFICIAL: 403, UNIT_HEAD: 200, SECRETARY: 200, HEAD: 200}, kwargs=next_year),
    Row("post", "planning:sets_carry", {OFFICIAL: 403, UNIT_HEAD: 422, SECRETARY: 422, HEAD: 422}, kwargs=next_year),
    Row(
        "get",
        "planning:set_hand_over",
        {OFFICIAL: 403, UNIT_HEAD: 403, SECRETARY: 200, HEAD: 403},
        kwargs=of_an_ended_unit,
    ),
    Row(
        "post",
        "planning:set_hand_over",
        {OFFICIAL: 403, UNIT_HEAD: 403, SECRETARY: 422, HEAD: 403},
        kwargs=of_an_ended_unit,
    ),
]
test_who_gets_what = answers(TABLE)
