"""Who gets which answer from the pages of feedback."""

import pytest

from sotay.agency.clock import today
from tests.factories.agency import UnitFactory
from tests.factories.feedback import FeedbackFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def one(**how):
    return lambda agency: {"slug": FeedbackFactory(agency=agency, **how).slug}


def day():
    return f"{today():%d/%m/%Y}"


def given(values):
    return lambda _agency: values() if callable(values) else values


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
RECEIVE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200, CLERK: 200}
SORT = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 403, CLERK: 200}
LEAD = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 403, CLERK: 403}
HELD_BACK = {OFFICIAL: 404, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 404, CLERK: 404}


def sent(answers_):
    return {who: 302 if answer == 200 else answer for who, answer in answers_.items()}


def received():
    return {"channel": "DESK", "kind": "REFLECTION", "received_date": day(), "text": "Chờ lâu"}


def noted():
    return {"kind": "COMPLAINT", "received_date": day(), "reference_number": "1/ĐKN"}


def assigned(agency):
    return {"unit": UnitFactory(agency=agency).pk, "assigned_date": day(), "version": 1}


def answered():
    return {"answer": "Đã sửa", "answered_date": day(), "version": 1}


def ended():
    return {"reason": "Sở Xây dựng", "ended_date": day(), "version": 1}


def published():
    return {"public_text": "Thiếu ghế", "published_date": day(), "version": 1}


def forms(name, answers_, data, **how):
    """Return the rows of a form: asked for, and sent."""
    return [
        Row("get", f"evaluation:{name}", answers_, kwargs=one(**how)),
        Row("post", f"evaluation:{name}", sent(answers_), kwargs=one(**how), data=data),
    ]


TABLE = [
    Row("get", "evaluation:feedback_list", READ, guest=200),
    Row("get", "evaluation:feedback_print", READ, guest=200),
    Row("get", "evaluation:feedback_detail", READ, kwargs=one(), guest=200),
    Row("get", "evaluation:feedback_detail", HELD_BACK, kwargs=one(restricted=True)),
    Row("get", "evaluation:feedback_receipt", RECEIVE, kwargs=one()),
    Row("get", "evaluation:feedback_new", RECEIVE),
    Row("post", "evaluation:feedback_new", sent(RECEIVE), data=given(received)),
    Row("get", "evaluation:feedback_note", RECEIVE),
    Row("post", "evaluation:feedback_note", sent(RECEIVE), data=given(noted)),
    *forms("feedback_sort", SORT, given({"kind": "PETITION", "version": 1})),
    *forms("feedback_only_noted", SORT, given({"kind": "COMPLAINT", "version": 1})),
    *forms("feedback_assign", LEAD, assigned),
    *forms("feedback_answer", LEAD, given(answered)),
    *forms("feedback_thank", LEAD, given({"version": 1}), kind="PRAISE"),
    *forms("feedback_forward", LEAD, given(ended)),
    *forms("feedback_refuse", LEAD, given(ended)),
    *forms("feedback_publish", LEAD, given(published), answered=True),
    *forms("feedback_withdraw", LEAD, given({"reason": "Ghi nhầm", "version": 1}), published=True),
    *forms("feedback_empty", LEAD, given({"reason": "Người gửi yêu cầu"}), said__name="Nguyễn Văn An", said="Chờ lâu"),
    *forms("feedback_answer", HELD_BACK, given(answered), restricted=True),
]
test_who_gets_what = answers(TABLE)
