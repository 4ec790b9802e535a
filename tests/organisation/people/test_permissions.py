"""Who gets which answer from the pages of people and seats."""

import pytest

from tests.factories.agency import SeatFactory, UnitFactory
from tests.permission_table import ADMINISTRATOR, HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db


def a_person(agency):
    return {"uuid": SeatFactory(agency=agency).user.uuid}


def a_seat(agency):
    return {"uuid": SeatFactory(agency=agency, unit=UnitFactory(agency=agency)).uuid}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}
TABLE = [
    Row("get", "organisation:person_list", READ),
    Row("get", "organisation:person_detail", READ, kwargs=a_person),
    Row("get", "organisation:person_create", {OFFICIAL: 403, HEAD: 403, SECRETARY: 200, ADMINISTRATOR: 200}),
    Row("post", "organisation:person_create", {OFFICIAL: 403, HEAD: 403, SECRETARY: 422}),
    Row("get", "organisation:person_password", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_person),
    Row("post", "organisation:person_password", {OFFICIAL: 403, SECRETARY: 302}, kwargs=a_person),
    Row("get", "organisation:person_password_shown", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_person),
    Row("get", "organisation:seat_give", {OFFICIAL: 403, SECRETARY: 200}),
    Row("post", "organisation:seat_give", {OFFICIAL: 403, SECRETARY: 422}),
    Row("get", "organisation:seat_appoint", {OFFICIAL: 403, SECRETARY: 200}),
    Row("post", "organisation:seat_appoint", {OFFICIAL: 403, SECRETARY: 422}),
    Row("get", "organisation:seat_detail", READ, kwargs=a_seat),
    Row("get", "organisation:seat_change", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_seat),
    Row("post", "organisation:seat_change", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_seat),
    Row("get", "organisation:seat_end", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_seat),
    Row("post", "organisation:seat_end", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_seat),
    Row("get", "organisation:seat_transfer", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_seat),
    Row("post", "organisation:seat_transfer", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_seat),
]
test_who_gets_what = answers(TABLE)
