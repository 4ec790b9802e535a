"""Who gets which answer from the pages of the working calendar."""

from datetime import date

import pytest

from sotay.agency.models import CalendarDay
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db


def a_year(_agency):
    return {"year": 2026}


def a_day(agency):
    day = CalendarDay.objects.create(agency=agency, date=date(2026, 3, 2), kind="HOLIDAY", name="Nghỉ", basis="TB")
    return {"uuid": day.uuid}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}
TABLE = [
    Row("get", "organisation:calendar_year", READ, kwargs=a_year, guest=200),
    Row("post", "organisation:calendar_take", {OFFICIAL: 403, SECRETARY: 302}, kwargs=a_year),
    Row("get", "organisation:calendar_decide", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_year),
    Row("post", "organisation:calendar_decide", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_year),
    Row("get", "organisation:calendar_day_set", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_year),
    Row("post", "organisation:calendar_day_set", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_year),
    Row("get", "organisation:calendar_day_remove", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_day),
    Row("post", "organisation:calendar_day_remove", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_day),
]
test_who_gets_what = answers(TABLE)
