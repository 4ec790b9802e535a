"""Who gets which answer from the pages of issues."""

from sotay.support.issuing.models import Issue
from tests.factories.agency import DecisionFactory
from tests.factories.support import DocumentFactory, IssueFactory, IssueItemFactory, RevisionFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, Row, answers


def draft(agency):
    return {"slug": IssueFactory(agency=agency).slug}


def approved(agency):
    return {"slug": IssueFactory(agency=agency, state=Issue.State.APPROVED, approved_date="2026-06-01").slug}


def issued(agency):
    paper = DecisionFactory(agency=agency)
    one = IssueFactory(agency=agency, state=Issue.State.ISSUED, approved_date=paper.date, decision=paper)
    return {"slug": one.slug}


def line(agency):
    revision = RevisionFactory(document=DocumentFactory(agency=agency))
    item = IssueItemFactory(issue=IssueFactory(agency=agency), revision=revision)
    return {"slug": item.issue.slug, "item": item.uuid}


ALL = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, CLERK: 200}
OVERSEERS = {OFFICIAL: 404, SECRETARY: 200, HEAD: 200, CLERK: 200}
WRITERS = {OFFICIAL: 404, HEAD: 403, SECRETARY: 200, CLERK: 200}
SENT = {OFFICIAL: 404, HEAD: 403, SECRETARY: 422, CLERK: 422}

TABLE = [
    Row("get", "support:issue_list", ALL, guest=200),
    Row("get", "support:issue_new", {OFFICIAL: 403, HEAD: 403, SECRETARY: 200, CLERK: 200}),
    Row("post", "support:issue_new", {OFFICIAL: 403, HEAD: 403, SECRETARY: 422, CLERK: 422}),
    Row("get", "support:issue_detail", OVERSEERS, kwargs=draft),
    Row("get", "support:issue_detail", ALL, kwargs=issued, guest=200),
    Row("get", "support:issue_print", OVERSEERS, kwargs=draft),
    Row("get", "support:issue_print", ALL, kwargs=issued, guest=200),
    Row("get", "support:issue_change", WRITERS, kwargs=draft),
    Row("post", "support:issue_change", SENT, kwargs=draft),
    Row("get", "support:issue_submit", WRITERS, kwargs=draft),
    Row("post", "support:issue_submit", SENT, kwargs=draft),
    Row("get", "support:issue_together", WRITERS, kwargs=draft),
    Row("post", "support:issue_together", SENT, kwargs=draft),
    Row("get", "support:issue_reopen", WRITERS, kwargs=approved),
    Row("post", "support:issue_reopen", SENT, kwargs=approved),
    Row("get", "support:issue_cancel", WRITERS, kwargs=draft),
    Row("post", "support:issue_cancel", SENT, kwargs=draft),
    Row("get", "support:issue_add", WRITERS, kwargs=draft),
    Row("post", "support:issue_add", SENT, kwargs=draft),
    Row("get", "support:issue_withdrawal_add", WRITERS, kwargs=draft),
    Row("post", "support:issue_withdrawal_add", SENT, kwargs=draft),
    Row("get", "support:issue_unit", WRITERS, kwargs=draft),
    Row("post", "support:issue_unit", SENT, kwargs=draft),
    Row("post", "support:issue_item_remove", {OFFICIAL: 404, HEAD: 403, SECRETARY: 302, CLERK: 302}, kwargs=line),
]
test_who_gets_what = answers(TABLE)
