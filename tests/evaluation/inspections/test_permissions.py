"""Who gets which answer from the pages of inspections and rounds."""

from datetime import date

import pytest

from sotay.agency.clock import today
from tests.factories.blobs import stored
from tests.factories.inspections import InspectionFactory, InspectionFindingFactory, InspectionRoundFactory
from tests.permission_table import ADMINISTRATOR, CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def an_inspection(agency):
    return {"slug": InspectionFactory(agency=agency, from_date=date(2026, 1, 5)).slug}


def with_minutes(agency):
    return {"slug": InspectionFactory(agency=agency, minuted=True).slug}


def with_a_finding(agency):
    return {"slug": a_found(agency).inspection.slug}


def with_fixes(agency):
    return {"slug": InspectionFactory(agency=agency, fixed=True).slug}


def a_found(agency, **state):
    return InspectionFindingFactory(inspection=InspectionFactory(agency=agency, **(state or {"minuted": True})))


def a_finding(agency):
    return {"slug": a_found(agency).slug}


def a_fixed_finding(agency):
    return {"slug": a_found(agency, fixed=True).slug}


def a_paper(agency):
    one = InspectionFactory(agency=agency, minuted=True)
    one.minutes.file, one.minutes.file_name = stored(), "bien-ban.txt"
    one.minutes.save()
    return {"slug": one.slug, "which": "minutes"}


def a_round(agency):
    return {"slug": overseer(InspectionRoundFactory(agency=agency, by_file=1)).slug}


def a_finished_round(agency):
    return {"slug": overseer(InspectionRoundFactory(agency=agency, by_file=1, finished_date=date(2026, 5, 4))).slug}


def overseer(one):
    one.agency.kind = "OVERSEER"
    one.agency.save()
    return one


def an_overseer(agency):
    agency.kind = "OVERSEER"
    agency.save()
    return {}


def day(_agency=None):
    return f"{today():%d/%m/%Y}"


def paper(_agency):
    return {"version": 1, "new_number": "05/BB-ĐKT", "new_date": day()}


def typed(_agency):
    return {"body": "Sở KH&CN", "manner": "FILE", "from_date": "05/01/2026"}


ALL = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
WRITE = {OFFICIAL: 403, HEAD: 403, UNIT_HEAD: 403, SECRETARY: 200, CLERK: 200}
SEND = WRITE | {SECRETARY: 302, CLERK: 302}
ROUND = {OFFICIAL: 403, HEAD: 403, SECRETARY: 200, CLERK: 200}
ROUND_SEND = ROUND | {SECRETARY: 302, CLERK: 302}
LET = {OFFICIAL: 403, CLERK: 403, SECRETARY: 200, HEAD: 200, ADMINISTRATOR: 200}


def both(name, kwargs, data):
    return [
        Row("get", f"evaluation:{name}", WRITE, kwargs=kwargs),
        Row("post", f"evaluation:{name}", SEND, kwargs=kwargs, data=data),
    ]


TABLE = [
    Row("get", "evaluation:inspection_list", ALL, guest=200),
    Row("get", "evaluation:inspection_detail", ALL, kwargs=with_a_finding, guest=200),
    Row("get", "evaluation:inspection_print", ALL, kwargs=with_a_finding, guest=200),
    Row("get", "evaluation:inspection_paper", ALL, kwargs=a_paper, guest=200),
    Row("get", "evaluation:inspection_finding", ALL, kwargs=a_finding, guest=200),
    *both("inspection_new", lambda _agency: {}, typed),
    *both("inspection_change", an_inspection, lambda agency: typed(agency) | {"version": 1, "team": "Ông A"}),
    *both("inspection_hold", an_inspection, lambda _agency: {"version": 1, "to_date": day()}),
    *both("inspection_minutes", an_inspection, paper),
    *both("inspection_lines", with_minutes, lambda _agency: {"version": 1, "verdict_A1": "CONFORMS"}),
    *both("inspection_fixes", with_a_finding, paper),
    *both("inspection_answer", with_fixes, lambda _agency: {"version": 1, "answer": "Chấp nhận", "answer_date": day()}),
    *both("inspection_close", with_fixes, lambda _agency: {"version": 1, "closed_date": day()}),
    *both("inspection_cancel", an_inspection, lambda _agency: {"version": 1, "reason": "Tỉnh hoãn"}),
    *both("inspection_finding_new", with_minutes, lambda _agency: {"version": 1, "what": "Chưa niêm yết"}),
    *both("inspection_finding_change", a_finding, lambda _agency: {"version": 1, "what": "Chưa niêm yết"}),
    *both("inspection_finding_drop", a_finding, lambda _agency: {"version": 1, "reason": "Nhập nhầm"}),
    *both("inspection_finding_check", a_fixed_finding, lambda _agency: {"version": 1, "date": day(), "text": "Xong"}),
    Row("get", "evaluation:inspection_let_read", LET, kwargs=an_inspection),
    Row(
        "post",
        "evaluation:inspection_let_read",
        LET | {SECRETARY: 422, HEAD: 422, ADMINISTRATOR: 422},
        kwargs=an_inspection,
    ),
    Row("get", "evaluation:round_list", ALL),
    Row("get", "evaluation:round_detail", ALL, kwargs=a_round),
    Row("get", "evaluation:round_new", ROUND, kwargs=an_overseer),
    Row(
        "post",
        "evaluation:round_new",
        ROUND_SEND,
        kwargs=an_overseer,
        data=lambda _agency: {"title": "Đợt 1", "from_date": "02/03/2026", "bodies": 60},
    ),
    Row("get", "evaluation:round_change", ROUND, kwargs=a_round),
    Row(
        "post",
        "evaluation:round_change",
        ROUND_SEND,
        kwargs=a_round,
        data=lambda _agency: {"version": 1, "title": "Đợt 1", "from_date": "02/03/2026", "bodies": 61},
    ),
    Row("get", "evaluation:round_finish", ROUND, kwargs=a_round),
    Row(
        "post",
        "evaluation:round_finish",
        ROUND_SEND,
        kwargs=a_round,
        data=lambda _agency: {"version": 1, "finished_date": day()},
    ),
    Row("get", "evaluation:round_reopen", ROUND, kwargs=a_finished_round),
    Row(
        "post",
        "evaluation:round_reopen",
        ROUND_SEND,
        kwargs=a_finished_round,
        data=lambda _agency: {"version": 1, "reason": "Sửa số liệu"},
    ),
]
test_who_gets_what = answers(TABLE)
