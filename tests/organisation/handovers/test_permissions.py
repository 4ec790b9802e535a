"""Who gets which answer from the pages of hand-overs; others than giver, taker and administrators find nothing."""

import pytest

from tests.factories.agency import SeatFactory
from tests.factories.organisation import HandoverFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db


def a_seat(agency):
    return {"uuid": SeatFactory(agency=agency).uuid}


def a_handover(agency):
    return {"uuid": HandoverFactory(agency=agency).uuid}


TABLE = [
    Row("get", "organisation:handover_list", {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}),
    Row("get", "organisation:handover_detail", {OFFICIAL: 404, SECRETARY: 200, HEAD: 404}, kwargs=a_handover),
    Row("get", "organisation:handover_paper", {OFFICIAL: 404, SECRETARY: 200}, kwargs=a_handover),
    Row("get", "organisation:handover_prepare", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_seat),
    Row("post", "organisation:handover_prepare", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_seat),
    Row("post", "organisation:handover_confirm", {OFFICIAL: 404, SECRETARY: 403}, kwargs=a_handover),
    Row("get", "organisation:handover_sign", {OFFICIAL: 404, SECRETARY: 200}, kwargs=a_handover),
    Row("post", "organisation:handover_sign", {OFFICIAL: 404, SECRETARY: 422}, kwargs=a_handover),
    Row("get", "organisation:handover_cancel", {OFFICIAL: 404, SECRETARY: 200}, kwargs=a_handover),
    Row("post", "organisation:handover_cancel", {OFFICIAL: 404, SECRETARY: 422}, kwargs=a_handover),
]
test_who_gets_what = answers(TABLE)
