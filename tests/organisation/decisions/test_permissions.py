"""Who gets which answer from the pages of decisions."""

import pytest

from sotay.blobs.storage import store
from tests.factories.agency import DecisionFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db


def a_decision(agency):
    blob = store("Quyết định".encode(), name="qd.txt")
    return {"uuid": DecisionFactory(agency=agency, file=blob, file_name="qd.txt").uuid}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}
TABLE = [
    Row("get", "organisation:decision_list", READ, guest=200),
    Row("get", "organisation:decision_detail", READ, kwargs=a_decision, guest=200),
    Row("get", "organisation:decision_file", READ, kwargs=a_decision, guest=200),
    Row("get", "organisation:decision_create", {OFFICIAL: 403, HEAD: 403, SECRETARY: 200, CLERK: 200}),
    Row("post", "organisation:decision_create", {OFFICIAL: 403, SECRETARY: 422, CLERK: 422}),
    Row("get", "organisation:decision_change", {OFFICIAL: 403, SECRETARY: 200, CLERK: 200}, kwargs=a_decision),
    Row("post", "organisation:decision_change", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_decision),
]
test_who_gets_what = answers(TABLE)
