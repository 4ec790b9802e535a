"""Who gets which answer from the pages of nonconforming outputs."""

import pytest

from sotay.agency.clock import today
from tests.factories.agency import UnitFactory
from tests.factories.outputs import OutputFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def an(**how):
    return lambda agency: {"slug": OutputFactory(agency=agency, **how).slug}


def day():
    return f"{today():%d/%m/%Y}"


def logged(agency):
    return {"kind": "LATE", "what": "Trả chậm", "found_date": day(), "unit": UnitFactory(agency=agency).pk}


def decided(_agency):
    return {"action": "FIX", "action_text": "Sửa", "decided_date": day(), "version": 1}


def done(_agency):
    return {"done_text": "Đã sửa", "done_date": day(), "version": 1}


def checked(_agency):
    return {"outcome": "CONFORMS", "checked_date": day(), "version": 1}


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
DECIDE = {OFFICIAL: 403, SECRETARY: 403, HEAD: 200, UNIT_HEAD: 403}  # a head of another unit
FINISH = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 403}


def sent(answers_):
    return {who: 302 if answer == 200 else answer for who, answer in answers_.items()}


TABLE = [
    Row("get", "operation:output_list", READ, guest=200),
    Row("get", "operation:output_detail", READ, kwargs=an(), guest=200),
    Row("get", "operation:output_print", READ, kwargs=an(), guest=200),
    Row("get", "operation:output_new", READ),
    Row("post", "operation:output_new", sent(READ), data=logged),
    Row("get", "operation:output_decide", DECIDE, kwargs=an()),
    Row("post", "operation:output_decide", sent(DECIDE), kwargs=an(), data=decided),
    Row("get", "operation:output_done", FINISH, kwargs=an(decided=True)),
    Row("post", "operation:output_done", sent(FINISH), kwargs=an(decided=True), data=done),
    Row("get", "operation:output_check", FINISH, kwargs=an(done=True)),
    Row("post", "operation:output_check", sent(FINISH), kwargs=an(done=True), data=checked),
    Row("get", "operation:output_cancel", FINISH, kwargs=an()),
    Row(
        "post",
        "operation:output_cancel",
        sent(FINISH),
        kwargs=an(),
        data=lambda _agency: {"reason": "Ghi nhầm", "version": 1},
    ),
]
test_who_gets_what = answers(TABLE)
