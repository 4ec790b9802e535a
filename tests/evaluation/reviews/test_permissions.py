"""Who gets which answer from the pages of management reviews and of the monthly look."""

from datetime import date

import pytest

from sotay.agency.clock import today
from sotay.agency.models import Seat
from tests.conftest import person
from tests.factories.agency import SeatFactory
from tests.factories.reviews import MonthlyLookFactory, ReviewDecisionFactory, ReviewFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a(**how):
    """Return what makes a review whose head chairs it."""

    def made(agency):
        chair = person(agency, Seat.Role.HEAD, from_date=date(2026, 1, 1)).user
        return {"slug": ReviewFactory(agency=agency, chair=chair, **how).slug}

    return made


def an_input(agency):
    return a()(agency) | {"key": "c1"}


def a_decision(agency):
    one = ReviewDecisionFactory(review=ReviewFactory(agency=agency, held=True))
    return {"slug": one.review.slug, "uuid": one.uuid}


def a_whole_one(agency):
    """Return a review whose minutes lack nothing."""
    one = ReviewFactory(agency=agency, held=True, judgement="SUITABLE", policy_suitable=True)
    one.none_kinds = ["IMPROVEMENT", "CHANGE", "RESOURCES"]
    one.save()
    one.inputs.update(conclusion="Đã xem")
    SeatFactory(agency=agency, role="HEAD", from_date=date(2026, 1, 1))
    return {"slug": one.slug}


def month(_agency):
    return {"slug": "2026-05"}


def a_month(agency):
    MonthlyLookFactory(agency=agency)
    return {"slug": "2026-05"}


def day(one):
    return f"{one:%d/%m/%Y}"


def plan(_agency):
    on = today()
    first = date(on.year, 1, 1)
    return {"title": "Xem xét", "meeting_date": day(on), "from_date": day(first), "to_date": day(on), "version": 1}


def said(**values):
    return lambda _agency: {"version": 1} | values


def sent(answers_):
    return {who: 302 if answer == 200 else answer for who, answer in answers_.items()}


OPEN_TO_ALL = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
PREPARED = {OFFICIAL: 404, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 404}  # the invitations were not sent yet
INVITED = {OFFICIAL: 404, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200}
RUNS = {OFFICIAL: 404, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 404}
RUNS_INVITED = {OFFICIAL: 404, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 403}
PLANS = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 403}
ENTERS = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403, CLERK: 200}

E_ = "evaluation:"
TABLE = [
    Row("get", f"{E_}review_list", OPEN_TO_ALL, guest=200),
    Row("get", f"{E_}review_decision_list", OPEN_TO_ALL, guest=200),
    *(
        Row("get", f"{E_}{name}", OPEN_TO_ALL, kwargs=a(concluded=True), guest=200)
        for name in ("review_detail", "review_pack", "review_minutes_read", "review_decisions", "review_plan_print")
    ),
    *(
        Row("get", f"{E_}{name}", OPEN_TO_ALL, kwargs=a(concluded=True), guest=200)
        for name in ("review_pack_print", "review_minutes_print", "review_notice_print")
    ),
    Row("get", f"{E_}review_detail", PREPARED, kwargs=a()),
    Row("get", f"{E_}review_pack", INVITED, kwargs=a(invited=True)),
    Row("get", f"{E_}review_new", PLANS),
    Row("post", f"{E_}review_new", sent(PLANS), data=plan),
    Row("get", f"{E_}review_change", RUNS, kwargs=a()),
    Row("post", f"{E_}review_change", sent(RUNS), kwargs=a(), data=plan),
    Row("get", f"{E_}review_reports", RUNS, kwargs=a()),
    Row("post", f"{E_}review_reports", sent(RUNS), kwargs=a(), data=said()),
    Row("get", f"{E_}review_invite", RUNS, kwargs=a()),
    Row("post", f"{E_}review_invite", sent(RUNS), kwargs=a(), data=said(invited_date="25/05/2026")),
    Row("get", f"{E_}review_input", RUNS, kwargs=an_input),
    Row("post", f"{E_}review_input", sent(RUNS), kwargs=an_input, data=said(text="Chưa khảo sát")),
    Row("get", f"{E_}review_comment", INVITED, kwargs=a(invited=True)),
    Row("post", f"{E_}review_comment", INVITED | {SECRETARY: 302, HEAD: 302, UNIT_HEAD: 422}, kwargs=a(invited=True),
        data=said(key="d", text="Thiếu máy quét", unit="")),
    Row("get", f"{E_}review_hold", RUNS_INVITED, kwargs=a(invited=True)),
    Row("post", f"{E_}review_hold", sent(RUNS_INVITED), kwargs=a(invited=True),
        data=said(held_date="05/06/2026", present="Giám đốc")),
    Row("get", f"{E_}review_cancel", RUNS, kwargs=a()),
    Row("post", f"{E_}review_cancel", sent(RUNS), kwargs=a(), data=said(reason="Dời lịch")),
    Row("get", f"{E_}review_minutes", RUNS_INVITED, kwargs=a(held=True)),
    Row("post", f"{E_}review_minutes", sent(RUNS_INVITED), kwargs=a(held=True), data=said(absent="Phòng A")),
    Row("get", f"{E_}review_decision_new", RUNS_INVITED, kwargs=a(held=True)),
    Row("post", f"{E_}review_decision_new", sent(RUNS_INVITED), kwargs=a(held=True),
        data=said(kind="CHANGE", text="Sửa quy trình")),
    Row("get", f"{E_}review_decision_change", RUNS_INVITED, kwargs=a_decision),
    Row("post", f"{E_}review_decision_change", sent(RUNS_INVITED), kwargs=a_decision,
        data=said(kind="CHANGE", text="Sửa quy trình")),
    Row("get", f"{E_}review_decision_remove", RUNS_INVITED, kwargs=a_decision),
    Row("post", f"{E_}review_decision_remove", sent(RUNS_INVITED), kwargs=a_decision, data=said()),
    Row("get", f"{E_}review_submit", RUNS_INVITED, kwargs=a_whole_one),
    Row("post", f"{E_}review_submit", sent(RUNS_INVITED), kwargs=a_whole_one, data=said(version=2)),
    Row("get", f"{E_}review_notice", ENTERS, kwargs=a(concluded=True)),
    Row("post", f"{E_}review_notice", sent(ENTERS), kwargs=a(concluded=True),
        data=said(new_number="30/TB", new_date="09/06/2026")),
    Row("get", f"{E_}monthly_look", PLANS),
    Row("get", f"{E_}month_list", PLANS),
    Row("get", f"{E_}month_detail", PLANS, kwargs=a_month),
    Row("get", f"{E_}month_print", PLANS, kwargs=month),
    Row("get", f"{E_}month_keep", PLANS, kwargs=month),
    Row("post", f"{E_}month_keep", sent(PLANS), kwargs=month,
        data=lambda _agency: {"held_date": "02/06/2026", "note": "Đôn đốc"}),
]  # fmt: skip
test_who_gets_what = answers(TABLE)
