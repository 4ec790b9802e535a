"""Who gets which answer from the pages of requests."""

from datetime import timedelta

import pytest

from sotay.agency.clock import today
from tests.factories.agency import UnitFactory
from tests.factories.support import ChangeRequestFactory, DocumentFactory, RevisionFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def document(agency):
    return RevisionFactory(document=DocumentFactory(agency=agency), in_force=True).document


def a_draft(agency):
    return {"slug": ChangeRequestFactory(document=document(agency), complete=True).slug}


def submitted(agency):
    return {"slug": ChangeRequestFactory(document=document(agency), complete=True, state="SUBMITTED").slug}


def accepted(agency):
    return {"slug": ChangeRequestFactory(document=document(agency), complete=True, accepted=True).slug}


def asking_for_new(agency):
    about = {"agency": agency, "unit": UnitFactory(agency=agency), "document": None}
    one = ChangeRequestFactory(**about, complete=True, accepted=True, manner="NEW", title="Mới")
    return {"slug": one.slug}


def why(_agency):
    return {"reason": "Nhầm", "version": 1}


def due(_agency):
    return {"manner": "NEW", "cause": "OTHER", "title": "Mới", "reason": "Chưa có", "due_date": today() + timedelta(9)}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200}
DRAFT = {OFFICIAL: 404, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 404}
WRITE = {OFFICIAL: 404, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 404}
RUN = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403}
TABLE = [
    Row("get", "support:request_list", READ),
    Row("get", "support:request_new", READ),
    Row("post", "support:request_new", dict.fromkeys(READ, 422)),
    Row("post", "support:request_new", dict.fromkeys(READ, 302), data=due, query="?sent"),
    Row("get", "support:request_detail", DRAFT, kwargs=a_draft),
    Row("get", "support:request_detail", READ, kwargs=submitted),
    Row("get", "support:request_print", DRAFT, kwargs=a_draft),
    Row("get", "support:request_print", READ, kwargs=submitted),
    Row("get", "support:request_change", WRITE, kwargs=a_draft),
    Row("post", "support:request_change", WRITE | {SECRETARY: 422}, kwargs=a_draft),
    Row("get", "support:request_submit", WRITE, kwargs=a_draft),
    Row("post", "support:request_submit", WRITE | {SECRETARY: 422}, kwargs=a_draft),
    Row("get", "support:request_cancel", WRITE, kwargs=a_draft),
    Row("post", "support:request_cancel", WRITE | {SECRETARY: 302}, kwargs=a_draft, data=why),
    Row("get", "support:request_reject", dict.fromkeys(READ, 404), kwargs=submitted),
    Row("post", "support:request_reject", dict.fromkeys(READ, 404), kwargs=submitted, data=why),
    Row("post", "support:request_begin", RUN | {SECRETARY: 302}, kwargs=accepted),
    Row("get", "support:request_document", RUN, kwargs=asking_for_new),
    Row("post", "support:request_document", RUN | {SECRETARY: 422}, kwargs=asking_for_new),
]
test_who_gets_what = answers(TABLE)
