"""Who gets which answer from the pages of forms."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.papers import FormTemplateFactory, template
from tests.factories.support import ChangeRequestFactory, DocumentFactory, RevisionFactory
from tests.permission_table import ADMINISTRATOR, CLERK, HEAD, OFFICIAL, SECRETARY, Row, answers


def a_form(_agency):
    return {"code": "A3"}


def a_face(_agency):
    return {"code": "A3", "face": "html"}


def a_record(agency):
    document = RevisionFactory(document=DocumentFactory(agency=agency), in_force=True).document
    one = ChangeRequestFactory(document=document, complete=True, state="SUBMITTED")
    return {"code": "A3", "uuid": one.uuid, "face": "html"}


def a_template(agency):
    return {"uuid": FormTemplateFactory(agency=agency).uuid}


def codes(_agency):
    return {"code": "BM.01.07", "edition": "02"}


def a_file(_agency):
    return {"file": SimpleUploadedFile("mau.docx", template("{{ so_phieu }}"))}


def why(_agency):
    return {"reason": "Theo mẫu mới của tỉnh", "version": 1}


READ = {OFFICIAL: 200, SECRETARY: 200, HEAD: 200, CLERK: 200}
MANAGE = {OFFICIAL: 403, HEAD: 403, SECRETARY: 200, CLERK: 200, ADMINISTRATOR: 200}
DONE = {OFFICIAL: 403, HEAD: 403, SECRETARY: 302, CLERK: 302, ADMINISTRATOR: 302}
TABLE = [
    Row("get", "papers:form_list", READ),
    Row("get", "papers:form_detail", READ, kwargs=a_form),
    Row("get", "papers:form_print", READ, kwargs=a_face, query="?blank=1"),
    Row("get", "papers:record_print", READ, kwargs=a_record),
    Row("get", "papers:form_change", MANAGE, kwargs=a_form),
    Row("post", "papers:form_change", DONE, kwargs=a_form, data=codes),
    Row("get", "papers:template_bring", MANAGE, kwargs=a_form),
    Row("post", "papers:template_bring", DONE, kwargs=a_form, data=a_file),
    Row("get", "papers:template_file", READ, kwargs=a_template),
    Row("get", "papers:template_end", MANAGE, kwargs=a_template),
    Row("post", "papers:template_end", DONE, kwargs=a_template, data=why),
]
test_who_gets_what = answers(TABLE)
