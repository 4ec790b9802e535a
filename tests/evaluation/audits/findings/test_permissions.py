"""Who gets which answer from the pages of findings; drafts are found by the team and who oversees alone."""

import pytest

from tests.factories.findings import AuditFactory, FindingFactory, LineFactory, VisitFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a_finding(**how):
    return lambda agency: {"slug": FindingFactory(audit=AuditFactory(agency=agency, **how)).slug}


def an_audit(agency):
    return {"slug": AuditFactory(agency=agency).slug}


def a_line(agency):
    return {"uuid": LineFactory(visit=VisitFactory(audit=AuditFactory(agency=agency))).uuid}


ALL = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
HIDDEN = {OFFICIAL: 404, SECRETARY: 403, HEAD: 403, UNIT_HEAD: 404}
SEEN = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD), 403)
DRAFT = ALL | {OFFICIAL: 404, UNIT_HEAD: 404, CLERK: 404}

TABLE = [
    Row("get", "evaluation:finding_list", ALL, guest=200),
    Row("get", "evaluation:finding_log", ALL, query="?export=csv", guest=200),
    Row("get", "evaluation:finding_detail", DRAFT, kwargs=a_finding()),
    Row("get", "evaluation:finding_detail", ALL, kwargs=a_finding(met=True), guest=200),
    Row("get", "evaluation:finding_new", SEEN, kwargs=an_audit),
    Row("post", "evaluation:finding_new", SEEN, kwargs=an_audit),
    Row("post", "evaluation:finding_from_line", SEEN, kwargs=a_line),
    Row("get", "evaluation:finding_change", HIDDEN, kwargs=a_finding()),
    Row("post", "evaluation:finding_change", HIDDEN, kwargs=a_finding()),
    Row("get", "evaluation:finding_drop", HIDDEN, kwargs=a_finding()),
    Row("post", "evaluation:finding_drop", HIDDEN, kwargs=a_finding()),
    Row("get", "evaluation:finding_correct", SEEN, kwargs=a_finding(met=True)),
    Row("post", "evaluation:finding_correct", SEEN, kwargs=a_finding(met=True)),
    Row("get", "evaluation:finding_opinion", SEEN, kwargs=a_finding(met=True)),  # a head of another unit
    Row("post", "evaluation:finding_opinion", SEEN, kwargs=a_finding(met=True)),
]
test_who_gets_what = answers(TABLE)
