"""Who gets which answer from the pages of reports of audits."""

import pytest

from tests.factories.findings import AuditFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def an_audit(**how):
    return lambda agency: {"slug": AuditFactory(agency=agency, **how).slug}


ALL = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
HIDDEN = {OFFICIAL: 404, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 404, CLERK: 404}
WRITE = {OFFICIAL: 404, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 404}
SUBMIT = {OFFICIAL: 404, SECRETARY: 404, HEAD: 403, UNIT_HEAD: 404}

TABLE = [
    Row("get", "evaluation:audit_report", HIDDEN, kwargs=an_audit(met=True)),
    Row("get", "evaluation:audit_report", HIDDEN, kwargs=an_audit()),
    Row("get", "evaluation:audit_report", ALL, kwargs=an_audit(reported=True), guest=200),
    Row("get", "evaluation:report_print", HIDDEN, kwargs=an_audit(met=True)),
    Row("get", "evaluation:report_print", ALL, kwargs=an_audit(reported=True), guest=200),
    Row("get", "evaluation:report_write", WRITE, kwargs=an_audit(met=True)),
    Row(
        "post",
        "evaluation:report_write",
        WRITE | {SECRETARY: 302},
        kwargs=an_audit(met=True),
        data=lambda _agency: {"conclusion": "Tốt"},
    ),
    Row("get", "evaluation:report_submit", SUBMIT, kwargs=an_audit(met=True)),
    Row("post", "evaluation:report_submit", SUBMIT, kwargs=an_audit(met=True)),
]
test_who_gets_what = answers(TABLE)
