"""Who gets which answer from what stands on records."""

from tests.factories.agency import UnitFactory
from tests.factories.attachments import AttachmentFactory, LinkFactory
from tests.permission_table import CLERK, OFFICIAL, SECRETARY, Row, answers


def on_a_unit(agency):
    return {"subject_type": "agency.unit", "uuid": UnitFactory(agency=agency).uuid}


def a_file(agency):
    return {"uuid": AttachmentFactory(agency=agency).uuid}


def a_link(agency):
    return {"uuid": LinkFactory(agency=agency).uuid}


def remark(_agency):
    return {"text": "Nhờ xem lại."}


def reason(_agency):
    return {"reason": "nhầm", "version": 1}


TABLE = [
    Row("get", "attachments:record_detail", {OFFICIAL: 200, SECRETARY: 200}, kwargs=on_a_unit),
    Row("get", "attachments:file_add", {OFFICIAL: 200, SECRETARY: 200}, kwargs=on_a_unit),
    Row("post", "attachments:file_add", {OFFICIAL: 422, SECRETARY: 422}, kwargs=on_a_unit),
    Row("get", "attachments:comment_add", {OFFICIAL: 200}, kwargs=on_a_unit),
    Row("post", "attachments:comment_add", {OFFICIAL: 302}, kwargs=on_a_unit, data=remark),
    Row("get", "attachments:link_add", {OFFICIAL: 200}, kwargs=on_a_unit),
    Row("post", "attachments:link_add", {OFFICIAL: 422}, kwargs=on_a_unit),
    Row("get", "attachments:file_detail", {OFFICIAL: 302}, kwargs=a_file, guest=302),
    Row("get", "attachments:file_open", {OFFICIAL: 200, SECRETARY: 200}, kwargs=a_file, guest=200),
    Row("get", "attachments:file_remove", {OFFICIAL: 403, SECRETARY: 200, CLERK: 200}, kwargs=a_file),
    Row("post", "attachments:file_remove", {OFFICIAL: 403, SECRETARY: 302, CLERK: 302}, kwargs=a_file, data=reason),
    Row("get", "attachments:link_remove", {OFFICIAL: 200}, kwargs=a_link),
    Row("post", "attachments:link_remove", {OFFICIAL: 302}, kwargs=a_link, data=reason),
]
test_who_gets_what = answers(TABLE)
