"""Who gets which answer from the pages of documents and revisions."""

from datetime import timedelta

import pytest

from sotay.agency.clock import today
from sotay.support.models import Document, Revision
from tests.factories.support import DocumentFactory, RevisionFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a_draft(agency):
    return {"slug": RevisionFactory(document__agency=agency).document.slug}


def in_force(agency):
    return {"slug": RevisionFactory(document__agency=agency, in_force=True).document.slug}


def limited(agency):
    document = DocumentFactory(agency=agency, label=Document.Label.LIMITED)
    return {"slug": RevisionFactory(document=document, in_force=True).document.slug}


def draft_revision(agency):
    return {"slug": RevisionFactory(document__agency=agency).uuid}


def revision_in_force(agency):
    return {"slug": RevisionFactory(document__agency=agency, in_force=True).uuid}


def approved(agency):
    return {"slug": RevisionFactory(document__agency=agency, approved=True).uuid}


def coming(agency):
    on = today() + timedelta(days=1)
    return {"slug": RevisionFactory(document__agency=agency, approved=True, in_force_date=on).uuid}


def limited_revision(agency):
    document = DocumentFactory(agency=agency, label=Document.Label.LIMITED)
    return {"slug": RevisionFactory(document=document, in_force=True).uuid}


def no_file(agency):
    return revision_in_force(agency) | {"what": "pdf"}


ALL = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 200, CLERK: 200}
OVERSEERS = {OFFICIAL: 404, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 404, CLERK: 404}
WRITE = {OFFICIAL: 404, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 404, CLERK: 404}
SEND = WRITE | {SECRETARY: 422}
OF_ONE_IN_FORCE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403, CLERK: 403}
ISSUE = OF_ONE_IN_FORCE | {CLERK: 200}
TABLE = [
    Row("get", "support:document_list", ALL, guest=200),
    Row("get", "support:document_list", ALL, guest=200, query="?export=xlsx"),
    Row("get", "support:document_export", ALL, guest=200),
    Row("get", "support:document_new", ALL),
    Row("post", "support:document_new", dict.fromkeys(ALL, 422)),
    Row("get", "support:document_detail", ALL, kwargs=in_force, guest=200),
    Row("get", "support:document_detail", OVERSEERS, kwargs=a_draft),
    Row("get", "support:document_detail", OVERSEERS, kwargs=limited),
    Row("get", "support:document_change", OF_ONE_IN_FORCE, kwargs=in_force),
    Row("get", "support:document_change", WRITE, kwargs=a_draft),
    Row("post", "support:document_change", OF_ONE_IN_FORCE | {SECRETARY: 422}, kwargs=in_force),
    Row("get", "support:document_withdraw", ISSUE, kwargs=in_force),
    Row("post", "support:document_withdraw", ISSUE | {SECRETARY: 422, CLERK: 422}, kwargs=in_force),
    Row("get", "support:revision_begin", OF_ONE_IN_FORCE, kwargs=in_force),
    Row("post", "support:revision_begin", OF_ONE_IN_FORCE | {SECRETARY: 422}, kwargs=in_force),
    Row("get", "support:revision_detail", ALL, kwargs=revision_in_force, guest=200),
    Row("get", "support:revision_detail", ALL, kwargs=coming, guest=200),
    Row("get", "support:revision_detail", OVERSEERS, kwargs=draft_revision),
    Row("get", "support:revision_detail", OVERSEERS, kwargs=limited_revision),
    Row("get", "support:revision_change", WRITE, kwargs=draft_revision),
    Row("post", "support:revision_change", SEND, kwargs=draft_revision),
    Row("get", "support:revision_submit", WRITE, kwargs=draft_revision),
    Row("post", "support:revision_submit", SEND, kwargs=draft_revision),
    Row("get", "support:revision_drop", WRITE, kwargs=draft_revision),
    Row("post", "support:revision_drop", SEND, kwargs=draft_revision),
    Row("get", "support:revision_reopen", WRITE | {CLERK: 403}, kwargs=approved),
    Row("post", "support:revision_reopen", SEND | {CLERK: 403}, kwargs=approved),
    Row("get", "support:revision_file", dict.fromkeys(ALL, 404), kwargs=no_file),
]
test_who_gets_what = answers(TABLE)


def test_states_of_the_table_are_those_of_the_model():
    assert set(Revision.PREPARED) | set(Revision.ISSUED) | {Revision.State.DROPPED} == set(Revision.State)
