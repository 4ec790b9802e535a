"""Who gets which answer from the pages of distribution."""

import pytest

from sotay.blobs.storage import store
from sotay.support.documents.models import Revision
from tests.factories.agency import UnitFactory
from tests.factories.support import AudienceFactory, DocumentFactory, PaperCopyFactory, RevisionFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, Row, answers
from tests.support.distribution.test_copies import pages, written

pytestmark = pytest.mark.django_db


def in_force(agency):
    return {"slug": RevisionFactory(document__agency=agency, in_force=True).document.slug}


def limited(agency):
    document = DocumentFactory(agency=agency, label="LIMITED")
    RevisionFactory(document=document, in_force=True)
    return {"slug": document.slug}


def unread(agency):
    revision = RevisionFactory(document__agency=agency, in_force=True)
    AudienceFactory(document=revision.document)
    return {"slug": revision.document.slug}


def a_copy(agency):
    return {"slug": PaperCopyFactory(revision=RevisionFactory(document__agency=agency, in_force=True)).document.slug}


def a_revision(agency):
    return {"slug": RevisionFactory(document__agency=agency, in_force=True).uuid}


def the_revision(agency):
    return {"revision": str(Revision.objects.filter(agency=agency).latest("pk").uuid)}


def a_pdf(agency):
    pdf = store(written(pages()), name="a.pdf")
    revision = RevisionFactory(document__agency=agency, in_force=True, pdf=pdf, pdf_name="a.pdf")
    return {"slug": revision.uuid, "what": "pdf"}


def a_draft(agency):
    return {"slug": RevisionFactory(document__agency=agency).uuid}


def a_limited_revision(agency):
    document = DocumentFactory(agency=agency, label="LIMITED")
    return {"slug": RevisionFactory(document=document, in_force=True).uuid}


def a_unit(agency):
    return {"slug": UnitFactory(agency=agency).slug}


EVERYBODY = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, CLERK: 200}
TABLE = [
    Row("get", "support:document_audience", {OFFICIAL: 403, HEAD: 403, SECRETARY: 200}, kwargs=in_force),
    Row("post", "support:document_audience", {OFFICIAL: 403, HEAD: 403, SECRETARY: 422}, kwargs=in_force),
    Row("get", "support:document_readers", {OFFICIAL: 403, HEAD: 200, SECRETARY: 200}, kwargs=in_force),
    Row("get", "support:document_readers", {OFFICIAL: 404, HEAD: 200, SECRETARY: 200}, kwargs=limited),
    Row("post", "support:document_remind", {OFFICIAL: 403, HEAD: 302, SECRETARY: 302}, kwargs=unread),
    Row("get", "support:document_read", EVERYBODY, kwargs=in_force),
    Row("get", "support:document_read", {OFFICIAL: 404, CLERK: 404, SECRETARY: 200}, kwargs=limited),
    Row("post", "support:document_read", dict.fromkeys(EVERYBODY, 302), kwargs=in_force, data=the_revision),
    Row("get", "support:revision_file", EVERYBODY | {OFFICIAL: 302, HEAD: 302, CLERK: 302}, kwargs=a_pdf, guest=302),
    Row("get", "support:unit_readings", EVERYBODY, kwargs=a_unit),
    Row("get", "support:copy_list", {OFFICIAL: 403, CLERK: 200, SECRETARY: 200, HEAD: 200}),
    Row("get", "support:copy_check", EVERYBODY),
    Row("get", "support:controlled_copy", EVERYBODY, kwargs=a_revision, guest=200),
    Row("get", "support:controlled_copy", {OFFICIAL: 404, CLERK: 404, SECRETARY: 200, HEAD: 200}, kwargs=a_draft),
    Row("get", "support:controlled_copy", {OFFICIAL: 404, SECRETARY: 200}, kwargs=a_limited_revision),
    Row("get", "support:document_copies", {OFFICIAL: 403, CLERK: 200, SECRETARY: 200, HEAD: 200}, kwargs=a_copy),
    Row("get", "support:copy_give", {OFFICIAL: 403, HEAD: 403, CLERK: 200, SECRETARY: 200}, kwargs=in_force),
    Row("post", "support:copy_give", {OFFICIAL: 403, HEAD: 403, CLERK: 422, SECRETARY: 422}, kwargs=in_force),
    Row("get", "support:copy_take_back", {OFFICIAL: 403, HEAD: 403, CLERK: 200, SECRETARY: 200}, kwargs=a_copy),
    Row("post", "support:copy_take_back", {OFFICIAL: 403, HEAD: 403, CLERK: 422, SECRETARY: 422}, kwargs=a_copy),
    Row("get", "support:document_openings", {OFFICIAL: 403, CLERK: 403, HEAD: 200, SECRETARY: 200}, kwargs=in_force),
]
test_who_gets_what = answers(TABLE)
