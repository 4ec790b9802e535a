"""Who gets which answer from the pages of the policy."""

import pytest

from tests.factories.leadership import PolicyFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db


def a_draft(agency):
    return {"slug": PolicyFactory(agency=agency).uuid}


def in_force(agency):
    return {"slug": PolicyFactory(agency=agency, in_force=True).uuid}


def one_stands(agency):
    PolicyFactory(agency=agency, in_force=True)
    return {}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}
WRITE = {OFFICIAL: 403, HEAD: 403, SECRETARY: 200}
SEND = {OFFICIAL: 403, HEAD: 403, SECRETARY: 422}
TABLE = [
    Row("get", "leadership:policy_detail", READ, guest=200),
    Row("get", "leadership:policy_edition", READ, kwargs=in_force, guest=200),
    Row("get", "leadership:policy_edition", READ, kwargs=a_draft),
    Row("post", "leadership:policy_read", {OFFICIAL: 302, SECRETARY: 302, HEAD: 302}, kwargs=one_stands),
    Row("get", "leadership:policy_readers", WRITE, kwargs=one_stands),
    Row("get", "leadership:policy_prepare", WRITE),
    Row("post", "leadership:policy_prepare", SEND),
    Row("get", "leadership:policy_edit", WRITE, kwargs=a_draft),
    Row("post", "leadership:policy_edit", SEND, kwargs=a_draft),
    Row("get", "leadership:policy_submit", WRITE, kwargs=a_draft),
    Row("post", "leadership:policy_submit", SEND, kwargs=a_draft),
    Row("get", "leadership:policy_post", WRITE, kwargs=in_force),
    Row("post", "leadership:policy_post", SEND, kwargs=in_force),
]
test_who_gets_what = answers(TABLE)
