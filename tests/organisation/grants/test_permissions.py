"""Who gets which answer from the pages of grants."""

import pytest

from tests.factories.organisation import GrantFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db


def a_grant(agency):
    return {"uuid": GrantFactory(agency=agency).uuid}


TABLE = [
    Row("get", "organisation:grant_list", {OFFICIAL: 403, SECRETARY: 200, HEAD: 200}),
    Row("get", "organisation:grant_give", {OFFICIAL: 403, SECRETARY: 200, HEAD: 200}),
    Row("post", "organisation:grant_give", {OFFICIAL: 403, SECRETARY: 422}),
    Row("get", "organisation:grant_revoke", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_grant),
    Row("post", "organisation:grant_revoke", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_grant),
]
test_who_gets_what = answers(TABLE)
