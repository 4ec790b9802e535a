"""Who gets which answer from the page that carries objectives."""

import pytest

from sotay.agency.clock import today
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def next_year(_agency):
    return {"year": today().year + 1}


TABLE = [
    Row("get", "planning:sets_carry", {OFFICIAL: 403, UNIT_HEAD: 200, SECRETARY: 200, HEAD: 200}, kwargs=next_year),
    Row("post", "planning:sets_carry", {OFFICIAL: 403, UNIT_HEAD: 422, SECRETARY: 422, HEAD: 422}, kwargs=next_year),
]
test_who_gets_what = answers(TABLE)
