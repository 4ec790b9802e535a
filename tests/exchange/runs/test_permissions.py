"""Who gets which answer from the pages of imports."""

from tests.factories.exchange import RunFactory
from tests.permission_table import ADMINISTRATOR, CLERK, OFFICIAL, SECRETARY, Row, answers


def units(_agency):
    return {"kind": "units"}


def a_run(agency):
    return {"uuid": RunFactory(agency=agency).uuid}


TABLE = [
    Row("get", "exchange:import_list", {OFFICIAL: 403, CLERK: 200, SECRETARY: 200, ADMINISTRATOR: 200}),
    Row("get", "exchange:import_start", {OFFICIAL: 404, SECRETARY: 200, ADMINISTRATOR: 200}, kwargs=units),
    Row("post", "exchange:import_start", {OFFICIAL: 404, SECRETARY: 422}, kwargs=units),
    Row("get", "exchange:import_template", {OFFICIAL: 404, SECRETARY: 200}, kwargs=units),
    Row("get", "exchange:run_detail", {OFFICIAL: 404, SECRETARY: 200, ADMINISTRATOR: 200}, kwargs=a_run),
    Row("post", "exchange:run_confirm", {OFFICIAL: 404, SECRETARY: 302}, kwargs=a_run),
]
test_who_gets_what = answers(TABLE)
