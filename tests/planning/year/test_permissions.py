"""Who gets which answer from the pages of a year."""

import pytest

from sotay.agency.clock import today
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def this_year(_agency):
    return {"year": today().year}


READ = {OFFICIAL: 200, UNIT_HEAD: 200, SECRETARY: 200, HEAD: 200}
TABLE = [
    Row("get", "planning:objectives", READ, guest=200),
    Row("get", "planning:objective_list", READ, guest=200),
    Row(
        "get",
        "planning:sets_submit",
        {OFFICIAL: 403, UNIT_HEAD: 200, SECRETARY: 200, HEAD: 200},
        kwargs=this_year,
    ),
    Row(
        "post",
        "planning:sets_submit",
        {OFFICIAL: 403, UNIT_HEAD: 422, SECRETARY: 422, HEAD: 422},
        kwargs=this_year,
    ),
]
test_who_gets_what = answers(TABLE)
