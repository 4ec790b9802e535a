"""Who gets which answer from the pages of units."""

import pytest

from tests.factories.agency import UnitFactory
from tests.permission_table import ADMINISTRATOR, HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db


def a_unit(agency):
    return {"slug": UnitFactory(agency=agency).slug}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}
TABLE = [
    Row("get", "organisation:unit_list", READ, guest=200),
    Row("get", "organisation:unit_detail", READ, kwargs=a_unit, guest=200),
    Row("get", "organisation:unit_create", {OFFICIAL: 403, HEAD: 403, SECRETARY: 200, ADMINISTRATOR: 200}),
    Row("post", "organisation:unit_create", {OFFICIAL: 403, SECRETARY: 422}),
    Row("get", "organisation:unit_change", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_unit),
    Row("post", "organisation:unit_change", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_unit),
    Row("get", "organisation:unit_end", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_unit),
    Row("post", "organisation:unit_end", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_unit),
    Row("get", "organisation:unit_notice", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_unit),
    Row("post", "organisation:unit_notice", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_unit),
]
test_who_gets_what = answers(TABLE)
