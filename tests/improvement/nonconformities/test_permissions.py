"""Who gets which answer from the pages of nonconformities."""

import pytest

from sotay.agency.clock import today
from tests.factories.agency import UnitFactory
from tests.factories.findings import AuditFactory, FindingFactory
from tests.factories.improvement import NonconformityFactory, RoundFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def an(**how):
    return lambda agency: {"slug": NonconformityFactory(agency=agency, **how).slug}


def running(agency):
    return {"slug": RoundFactory(nonconformity=NonconformityFactory(agency=agency, analysing=True)).nonconformity.slug}


def verifying(agency):
    sheet = NonconformityFactory(agency=agency, verifying=True)
    RoundFactory(nonconformity=sheet, verify_from=today(), actions_done_date=today())
    return {"slug": sheet.slug}


def planned(agency):
    one = RoundFactory(nonconformity=NonconformityFactory(agency=agency, analysing=True))
    one.actions.create(
        agency=agency, position=1, what="Sửa biểu", due_date=today(), owner_user=one.nonconformity.owner_user
    )
    return {"slug": one.nonconformity.slug, "position": 1}


def audited(agency):
    return {"slug": FindingFactory(audit=AuditFactory(agency=agency, met=True)).audit.slug}


def day():
    return f"{today():%d/%m/%Y}"


def logged(agency):
    return {"what": "Sai ngày", "found_date": day(), "unit": UnitFactory(agency=agency).pk, "source": "SELF"}


def sent(answers_):
    return {who: 302 if answer == 200 else answer for who, answer in answers_.items()}


def version(_agency, **more):
    return {"version": 1} | more


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
DECIDE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 403}  # a head of another unit
CHANGED = lambda agency: logged(agency) | {"version": 1}  # noqa: E731
NAME = "improvement:nonconformity_"
TABLE = [
    Row("get", f"{NAME}list", READ, guest=200),
    Row("get", f"{NAME}detail", READ, kwargs=an()),
    Row("get", f"{NAME}detail", READ, kwargs=an(accepted=True), guest=200),
    Row("get", f"{NAME}print", READ, kwargs=an()),
    Row("get", f"{NAME}print", READ, kwargs=an(accepted=True), guest=200),
    Row("get", f"{NAME}new", READ),
    Row("post", f"{NAME}new", sent(READ), data=logged),
    Row("get", f"{NAME}alike", READ),
    Row("get", f"{NAME}from_audit", {OFFICIAL: 403, SECRETARY: 200, HEAD: 200}, kwargs=audited),
    Row("post", f"{NAME}from_audit", {OFFICIAL: 403, SECRETARY: 422}, kwargs=audited),
    Row("get", f"{NAME}change", DECIDE, kwargs=an()),
    Row("post", f"{NAME}change", sent(DECIDE), kwargs=an(), data=CHANGED),
    Row("get", f"{NAME}accept", DECIDE, kwargs=an()),
    Row("post", f"{NAME}accept", {OFFICIAL: 403, SECRETARY: 422}, kwargs=an(), data=version),
    Row("get", f"{NAME}reject", DECIDE, kwargs=an()),
    Row("post", f"{NAME}reject", sent(DECIDE), kwargs=an(), data=lambda a: version(a, reason="Trùng")),
    Row("get", f"{NAME}correct", DECIDE, kwargs=an(accepted=True)),
    Row(
        "post",
        f"{NAME}correct",
        sent(DECIDE),
        kwargs=an(accepted=True),
        data=lambda a: version(a, correction="Đã sửa", correction_date=day()),
    ),
    Row("get", f"{NAME}need", DECIDE, kwargs=an(corrected=True)),
    Row(
        "post",
        f"{NAME}need",
        sent(DECIDE),
        kwargs=an(corrected=True),
        data=lambda a: version(a, need="ACTION", need_date=day()),
    ),
    Row("get", f"{NAME}hand_over", DECIDE, kwargs=an(accepted=True)),
    Row("post", f"{NAME}hand_over", {OFFICIAL: 403, SECRETARY: 422}, kwargs=an(accepted=True), data=version),
    Row("get", f"{NAME}reopen", DECIDE, kwargs=an(closed=True)),
    Row("post", f"{NAME}reopen", {OFFICIAL: 403, SECRETARY: 422}, kwargs=an(closed=True), data=version),
    Row("get", f"{NAME}analysis", DECIDE, kwargs=running),
    Row("post", f"{NAME}analysis", sent(DECIDE), kwargs=running, data=lambda a: version(a, why_1="Thiếu ô")),
    Row("get", f"{NAME}submit", DECIDE, kwargs=running),
    Row("post", f"{NAME}submit", {OFFICIAL: 403, SECRETARY: 422}, kwargs=running, data=version),
    Row("get", f"{NAME}changes", DECIDE, kwargs=running),
    Row(
        "post",
        f"{NAME}changes",
        sent(DECIDE),
        kwargs=running,
        data=lambda a: version(a, changes_risks="no", changes_system="no"),
    ),
    Row("get", f"{NAME}verify", DECIDE, kwargs=verifying),
    Row("post", f"{NAME}verify", {OFFICIAL: 403, SECRETARY: 422}, kwargs=verifying, data=version),
    Row("get", "improvement:action_new", DECIDE, kwargs=running),
    Row("post", "improvement:action_new", {OFFICIAL: 403, SECRETARY: 422}, kwargs=running, data=version),
    Row("get", "improvement:action_change", DECIDE, kwargs=planned),
    Row("post", "improvement:action_change", {OFFICIAL: 403, SECRETARY: 422}, kwargs=planned, data=version),
    Row("post", "improvement:action_remove", sent(DECIDE), kwargs=planned),
    Row("get", "improvement:action_again", DECIDE, kwargs=planned),
    Row("post", "improvement:action_again", {OFFICIAL: 403, SECRETARY: 422}, kwargs=planned, data=version),
]
test_who_gets_what = answers(TABLE)
