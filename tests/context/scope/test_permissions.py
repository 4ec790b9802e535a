"""Who gets which answer from the pages of the scope."""

import pytest

from tests.factories.context import ScopeItemFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db


def a_draft(agency):
    return {"slug": ScopeItemFactory(scope__agency=agency).scope.uuid}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}
WRITE = {OFFICIAL: 403, HEAD: 403, SECRETARY: 200}
SEND = {OFFICIAL: 403, SECRETARY: 422}
TABLE = [
    Row("get", "context:scope_detail", READ, guest=200),
    Row("get", "context:scope_edition", READ, kwargs=a_draft),
    Row("get", "context:scope_prepare", WRITE),
    Row("post", "context:scope_prepare", SEND),
    Row("get", "context:scope_edit", WRITE, kwargs=a_draft),
    Row("post", "context:scope_edit", SEND, kwargs=a_draft),
    Row("get", "context:scope_submit", WRITE, kwargs=a_draft),
    Row("post", "context:scope_submit", SEND, kwargs=a_draft),
]
test_who_gets_what = answers(TABLE)
