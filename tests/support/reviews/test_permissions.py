"""Who gets which answer from the pages of the periodic look at documents."""

import pytest

from tests.factories.agency import UnitFactory
from tests.factories.support import RevisionFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db


def in_force(agency):
    return {"slug": RevisionFactory(document__agency=agency, in_force=True).document.slug}


def a_unit(agency):
    return {"slug": UnitFactory(agency=agency).slug}


TABLE = [
    Row("get", "support:review_list", {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}),
    Row("get", "support:unit_reviews", {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}, kwargs=a_unit),
    Row("get", "support:document_look", {OFFICIAL: 403, HEAD: 403, SECRETARY: 200}, kwargs=in_force),
    Row("post", "support:document_look", {OFFICIAL: 403, HEAD: 403, SECRETARY: 422}, kwargs=in_force),
]
test_who_gets_what = answers(TABLE)
