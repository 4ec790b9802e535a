"""Who gets which answer from the pages of yearly programmes."""

import pytest

from sotay.agency.clock import today
from sotay.agency.models import Seat
from tests.factories.agency import SeatFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammeLineFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db
COMMITTEE_HEAD = Seat.Role.COMMITTEE_HEAD


def approved(agency):
    return {"slug": ProgrammeFactory(agency=agency, approved=True).slug}


def draft(agency):
    SeatFactory(agency=agency, role=COMMITTEE_HEAD)
    return {"slug": ProgrammeLineFactory(programme__agency=agency).programme.slug}


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, COMMITTEE_HEAD), 200)
OVERSEEN = {OFFICIAL: 404, UNIT_HEAD: 404, SECRETARY: 200, HEAD: 403, COMMITTEE_HEAD: 403}
DONE = OVERSEEN | {SECRETARY: 302}
HELD = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, COMMITTEE_HEAD: 403}
KEEP = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403}


def why(_agency):
    return {"reason": "Đột xuất", "version": 1}


TABLE = [
    Row("get", "evaluation:programme_list", READ, guest=200),
    Row("get", "evaluation:programme_detail", READ, kwargs=approved, guest=200),
    Row("get", "evaluation:programme_detail", OVERSEEN | {HEAD: 200, COMMITTEE_HEAD: 200}, kwargs=draft),
    Row("get", "evaluation:programme_print", READ, kwargs=approved, guest=200),
    Row("get", "evaluation:programme_new", KEEP),
    Row("post", "evaluation:programme_new", KEEP | {SECRETARY: 302}, data=lambda _agency: {"year": today().year}),
    Row("get", "evaluation:programme_change", OVERSEEN, kwargs=draft),
    Row(
        "post",
        "evaluation:programme_change",
        DONE,
        kwargs=draft,
        data=lambda _agency: {"purpose": "a", "version": 1},
    ),
    Row("get", "evaluation:programme_submit", OVERSEEN, kwargs=draft),
    Row("post", "evaluation:programme_submit", DONE, kwargs=draft, data=lambda _agency: {"version": 1}),
    Row("get", "evaluation:programme_revise", HELD, kwargs=approved),
    Row("post", "evaluation:programme_revise", HELD | {SECRETARY: 302}, kwargs=approved, data=why),
    Row("get", "evaluation:programme_drop", OVERSEEN, kwargs=draft),
    Row("post", "evaluation:programme_drop", DONE, kwargs=draft, data=why),
]
test_who_gets_what = answers(TABLE)
