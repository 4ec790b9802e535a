"""Who gets which answer from the pages of providers."""

from datetime import timedelta

import pytest

from sotay.agency.clock import today
from tests.factories.agency import UnitFactory
from tests.factories.providers import ProviderEvaluationFactory, ProviderFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a_provider(agency):
    return {"slug": ProviderFactory(agency=agency).slug}


def an_ended_one(agency):
    return {"slug": ProviderFactory(agency=agency, ended=True).slug}


def an_evaluation(agency):
    return {"slug": ProviderEvaluationFactory(provider=ProviderFactory(agency=agency)).uuid}


def typed(agency):
    unit = UnitFactory(agency=agency)
    return {
        "name": "Bưu điện", "subject": "Chuyển phát", "unit": unit.pk, "from_date": "01/01/2026", "criteria": "Đúng hạn",
    }  # fmt: skip


def evaluated(_agency):
    day = today() - timedelta(days=1)
    return {"date": f"{day:%d/%m/%Y}", "outcome": "KEEP", "findings": "Đúng hạn", "version": 1}


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
OF_ITS_UNIT = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403}  # a head of another unit
SEND = OF_ITS_UNIT | {SECRETARY: 302}
REASON = {"reason": "Hết hợp đồng", "version": 1}
TABLE = [
    Row("get", "operation:provider_list", READ, guest=200),
    Row("get", "operation:provider_print", READ, guest=200),
    Row("get", "operation:provider_detail", READ, kwargs=a_provider, guest=200),
    Row("get", "operation:provider_evaluation", READ, kwargs=an_evaluation, guest=200),
    Row("get", "operation:provider_import", {OFFICIAL: 403, SECRETARY: 302, UNIT_HEAD: 403}),
    Row("get", "operation:provider_new", {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 200}),
    Row("post", "operation:provider_new", {OFFICIAL: 403, SECRETARY: 302, HEAD: 403, UNIT_HEAD: 422}, data=typed),
    Row("get", "operation:provider_change", OF_ITS_UNIT, kwargs=a_provider),
    Row(
        "post",
        "operation:provider_change",
        SEND,
        kwargs=a_provider,
        data=lambda agency: typed(agency) | {"version": 1},
    ),
    Row("get", "operation:provider_end", OF_ITS_UNIT, kwargs=a_provider),
    Row(
        "post",
        "operation:provider_end",
        SEND,
        kwargs=a_provider,
        data=lambda _agency: REASON | {"ended_date": f"{today():%d/%m/%Y}"},
    ),
    Row("get", "operation:provider_resume", OF_ITS_UNIT, kwargs=an_ended_one),
    Row("post", "operation:provider_resume", SEND, kwargs=an_ended_one, data=lambda _agency: REASON),
    Row("get", "operation:provider_evaluate", OF_ITS_UNIT, kwargs=a_provider),
    Row("post", "operation:provider_evaluate", SEND, kwargs=a_provider, data=evaluated),
    Row("get", "operation:provider_evaluation_withdraw", OF_ITS_UNIT, kwargs=an_evaluation),
    Row(
        "post",
        "operation:provider_evaluation_withdraw",
        SEND,
        kwargs=an_evaluation,
        data=lambda _agency: {"reason": "Ghi nhầm"},
    ),
]
test_who_gets_what = answers(TABLE)
