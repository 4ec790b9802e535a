"""Who gets what from every address of the manual."""

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from sotay.agency.clock import today
from sotay.manual.models import Amendment
from tests.factories.manual import AmendmentFactory, DraftFactory, ManualFactory, StatementFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers


def a_manual(agency):
    StatementFactory(manual=ManualFactory(agency=agency, issued=True))
    return {}


def an_undeclared_manual(agency):
    StatementFactory(manual=ManualFactory(agency=agency), approved_date=None)
    return {}


def a_statement(agency):
    return {"slug": StatementFactory(manual=ManualFactory(agency=agency, issued=True)).slug}


def a_draft(agency, **state):
    statement = StatementFactory(manual=ManualFactory(agency=agency, issued=True))
    amendment = AmendmentFactory(manual=statement.manual, **state)
    return DraftFactory(statement=statement, amendment=amendment)


def an_amendment(agency):
    return {"slug": a_draft(agency).amendment.slug}


def an_issued_amendment(agency):
    return {"slug": a_draft(agency, issued=True).amendment.slug}


def an_approved_amendment(agency):
    return {"slug": a_draft(agency, state=Amendment.State.APPROVED, approved_date=today()).amendment.slug}


def a_part(agency):
    draft = a_draft(agency)
    return {"slug": draft.amendment.slug, "part": draft.statement.slug}


def an_upload(_agency):
    return {"token": signing.dumps(["0" * 64, "a.txt", "x", "y"], salt="manual.import")}


def a_question(_agency):
    return {"question": "audit"}


def file(_agency):
    text = "4.1. Bối cảnh\nSở xem xét bối cảnh hằng năm.\n".encode()
    return {"file": SimpleUploadedFile("so-tay.txt", text)}


def text(_agency):
    return {"text": "Văn bản mới.", "reason": "Đổi quy định", "base_version": 1}


def decision(_agency):
    return {"number": "5/QĐ-STN", "date": today().isoformat(), "edition": 1, "revision": 0, "version": 1}


def paper(_agency):
    return {"number": "5/BC-STN", "date": "2026-01-05"}


TABLE = [
    Row("get", "manual:manual_detail", {OFFICIAL: 200, SECRETARY: 200}, kwargs=a_manual, guest=200),
    Row("get", "manual:manual_detail", {OFFICIAL: 200, SECRETARY: 200}, guest=200),
    Row("get", "manual:statement_detail", {OFFICIAL: 200, SECRETARY: 200}, kwargs=a_statement, guest=200),
    Row("get", "manual:statement_detail", {OFFICIAL: 200}, kwargs=lambda _a: {"slug": "8.3.1"}, guest=200),
    Row("get", "manual:statement_detail", {OFFICIAL: 404}, kwargs=lambda _a: {"slug": "11.4"}),
    Row("get", "manual:statement_history", {OFFICIAL: 200}, kwargs=a_statement, guest=200),
    Row("get", "manual:manual_print", {OFFICIAL: 200}, kwargs=a_manual, guest=200),
    Row("get", "manual:manual_export", {OFFICIAL: 200}, kwargs=a_manual, query="?format=docx", guest=200),
    Row("get", "manual:manual_export", {OFFICIAL: 404}, kwargs=a_manual, query="?format=exe"),
    Row("post", "manual:manual_begin", {OFFICIAL: 403, UNIT_HEAD: 403, SECRETARY: 302}),
    Row("post", "manual:manual_sample", {OFFICIAL: 403, SECRETARY: 302}),
    Row("get", "manual:import_manual", {OFFICIAL: 403, SECRETARY: 200}),
    Row("post", "manual:import_manual", {OFFICIAL: 403, SECRETARY: 302}, data=file),
    Row("get", "manual:import_preview", {OFFICIAL: 403, SECRETARY: 404}, kwargs=an_upload),
    Row("post", "manual:import_preview", {OFFICIAL: 403, SECRETARY: 404}, kwargs=an_upload),
    Row("get", "manual:manual_declare", {OFFICIAL: 403, CLERK: 200}, kwargs=an_undeclared_manual),
    Row(
        "post",
        "manual:manual_declare",
        {OFFICIAL: 403, CLERK: 302, SECRETARY: 302},
        kwargs=an_undeclared_manual,
        data=decision,
    ),
    Row("get", "manual:amendment_list", {OFFICIAL: 200, SECRETARY: 200}, guest=200),
    Row(
        "get",
        "manual:amendment_list",
        {OFFICIAL: 200},
        kwargs=lambda a: an_amendment(a) and {},
        query="?export=xlsx",
        guest=200,
    ),
    Row("get", "manual:amendment_create", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_manual),
    Row(
        "post",
        "manual:amendment_create",
        {OFFICIAL: 403, UNIT_HEAD: 302},
        kwargs=a_manual,
        data=lambda _a: {"reason": "Đổi"},
    ),
    Row("get", "manual:amendment_detail", {OFFICIAL: 200, SECRETARY: 200}, kwargs=an_amendment, guest=404),
    Row("get", "manual:amendment_detail", {OFFICIAL: 200}, kwargs=an_approved_amendment, guest=404),
    Row("get", "manual:amendment_detail", {OFFICIAL: 200}, kwargs=an_issued_amendment, guest=200),
    Row("get", "manual:amendment_submit", {OFFICIAL: 403, UNIT_HEAD: 403, SECRETARY: 200}, kwargs=an_amendment),
    Row(
        "post",
        "manual:amendment_submit",
        {OFFICIAL: 403, SECRETARY: 422},
        kwargs=an_amendment,
        data=lambda _a: {"version": 1},
    ),
    Row("get", "manual:amendment_issue", {OFFICIAL: 403, HEAD: 403, CLERK: 200}, kwargs=an_approved_amendment),
    Row("post", "manual:amendment_issue", {OFFICIAL: 403, SECRETARY: 302}, kwargs=an_approved_amendment, data=decision),
    Row("get", "manual:amendment_withdraw", {OFFICIAL: 403, SECRETARY: 200}, kwargs=an_amendment),
    Row(
        "post",
        "manual:amendment_withdraw",
        {OFFICIAL: 403, SECRETARY: 302},
        kwargs=an_amendment,
        data=lambda _a: {"reason": "Thôi", "version": 1},
    ),
    Row("get", "manual:statement_edit", {OFFICIAL: 403, UNIT_HEAD: 200, SECRETARY: 200}, kwargs=a_statement),
    Row("post", "manual:statement_edit", {OFFICIAL: 403, SECRETARY: 302}, kwargs=a_statement, data=text),
    Row(
        "post", "manual:statement_edit", {SECRETARY: 422}, kwargs=a_statement, data=lambda a: text(a) | {"preview": "1"}
    ),
    Row("post", "manual:draft_drop", {OFFICIAL: 403, SECRETARY: 302}, kwargs=a_part),
    Row("get", "manual:startup", {OFFICIAL: 200, SECRETARY: 200}),
    Row("get", "manual:startup_question", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_question),
    Row("post", "manual:startup_question", {OFFICIAL: 403, SECRETARY: 302}, kwargs=a_question, data=paper),
    Row("post", "manual:startup_pass", {OFFICIAL: 403, SECRETARY: 302}, kwargs=a_question),
]

test_who_gets_what = answers(TABLE)
