"""Who gets which answer from the pages of answers to be looked at again."""

from datetime import date

import pytest

from sotay.evaluation.satisfaction.models import SuspectAnswer, Suspicion
from tests.factories.satisfaction import AnswerFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a_group(agency):
    answer = AnswerFactory(agency=agency, survey__agency=agency)
    one = Suspicion.objects.create(
        agency=agency, kind="BURST", key="1", slug="xl-2026-001", survey=answer.survey, day=answer.given_date,
        found_date=date(2026, 3, 2),
    )  # fmt: skip
    SuspectAnswer.objects.create(agency=agency, suspicion=one, answer=answer)
    return {"slug": one.slug}


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD), 200)
DECIDE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 403}
SEND = {OFFICIAL: 403, SECRETARY: 302, HEAD: 302, UNIT_HEAD: 403}
TABLE = [
    Row("get", "evaluation:suspicion_list", READ, guest=200),
    Row("get", "evaluation:suspicion_detail", READ, kwargs=a_group, guest=200),
    Row("get", "evaluation:suspicion_decide", DECIDE, kwargs=a_group),
    Row(
        "post",
        "evaluation:suspicion_decide",
        SEND,
        kwargs=a_group,
        data=lambda _agency: {"outcome": "CLEARED", "reason": "Đã đối chiếu phiếu gốc", "version": 1},
    ),
]
test_who_gets_what = answers(TABLE)
