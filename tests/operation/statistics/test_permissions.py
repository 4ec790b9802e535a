"""Who gets which answer from the pages of statistics and counts."""

import pytest

from sotay.agency.models import Seat
from tests.factories.statistics import MonthlyCountFactory
from tests.factories.support import RevisionFactory
from tests.permission_table import ADMINISTRATOR, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db
ONE_STOP = Seat.Role.ONE_STOP


def counts(agency):
    return {"uuid": MonthlyCountFactory(agency=agency).uuid}


def procedure(agency):
    return {"slug": RevisionFactory(document__agency=agency, in_force=True).document.slug}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200, ONE_STOP: 200, ADMINISTRATOR: 200}
WRITE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403, ONE_STOP: 200}
SEND = {OFFICIAL: 403, SECRETARY: 422, HEAD: 403, UNIT_HEAD: 403, ONE_STOP: 422}
TABLE = [
    Row("get", "operation:statistics", READ, guest=200),
    Row("get", "operation:statistics", READ, guest=200, query="?export=xlsx"),
    Row("get", "operation:procedure_times", READ, guest=200, kwargs=procedure),
    Row("get", "operation:count_list", READ),
    Row("get", "operation:count_detail", READ, kwargs=counts),
    Row("get", "operation:count_new", WRITE),
    Row("post", "operation:count_new", SEND),
    Row("get", "operation:count_change", WRITE, kwargs=counts),
    Row("post", "operation:count_change", SEND, kwargs=counts),
    Row("get", "operation:count_remove", WRITE, kwargs=counts),
    Row("post", "operation:count_remove", SEND, kwargs=counts),
    Row("get", "operation:count_import", {OFFICIAL: 403, SECRETARY: 302, HEAD: 403, UNIT_HEAD: 403, ONE_STOP: 302}),
]
test_who_gets_what = answers(TABLE)
