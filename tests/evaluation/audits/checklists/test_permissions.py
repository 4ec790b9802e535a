"""Who gets which answer from the pages of visits: those audited none before the closing meeting."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sotay.evaluation.models import Audit
from tests.evaluation.audits.checklists.conftest import acting
from tests.factories.blobs import png
from tests.factories.checklists import LineFactory, VisitFactory, seated
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a_visit(**how):
    return lambda agency: {"slug": VisitFactory(audit__agency=agency, **how).slug}


def a_line(agency):
    line = LineFactory(visit__audit__agency=agency)
    return {"slug": line.visit.slug, "uuid": line.uuid}


def a_saving(agency):
    return {"slug": VisitFactory(audit__agency=agency).slug, "uuid": uuid4()}


MET = {"audit__state": Audit.State.MET, "audit__closed_meeting_date": date(2026, 6, 12)}
NOT_AUDITED_ONES = {OFFICIAL: 404, UNIT_HEAD: 404}
READ = NOT_AUDITED_ONES | {SECRETARY: 200, HEAD: 200}
PREPARE = NOT_AUDITED_ONES | {SECRETARY: 200, HEAD: 403}
NOBODY = NOT_AUDITED_ONES | {SECRETARY: 403, HEAD: 403}


def sent(table, answer=302):
    return {who: answer if was == 200 else was for who, was in table.items()}


def question(_agency):
    return {"question": "Ai giữ?", "version": 1}


TABLE = [
    Row("get", "evaluation:visit_worker", dict.fromkeys((OFFICIAL, SECRETARY, HEAD), 200)),
    Row("get", "evaluation:visit_detail", READ, kwargs=a_visit()),
    Row(
        "get",
        "evaluation:visit_detail",
        dict.fromkeys((OFFICIAL, UNIT_HEAD, HEAD), 200),
        kwargs=a_visit(**MET),
        guest=200,
    ),
    Row("get", "evaluation:visit_print", READ, kwargs=a_visit()),
    Row("get", "evaluation:visit_print", dict.fromkeys((OFFICIAL, UNIT_HEAD), 200), kwargs=a_visit(**MET), guest=200),
    Row("get", "evaluation:visit_state", NOBODY, kwargs=a_visit()),
    Row("get", "evaluation:saving_detail", NOBODY, kwargs=a_saving),
    Row("get", "evaluation:visit_add", PREPARE, kwargs=a_visit()),
    Row(
        "post", "evaluation:visit_add", sent(PREPARE), kwargs=a_visit(), data=lambda _one: {"picks": ["LIBRARY:4.1/1"]}
    ),
    Row("get", "evaluation:visit_own", PREPARE, kwargs=a_visit()),
    Row("post", "evaluation:visit_own", sent(PREPARE), kwargs=a_visit(), data=question),
    Row("get", "evaluation:visit_prepare", PREPARE, kwargs=a_visit()),
    Row("post", "evaluation:visit_prepare", sent(PREPARE), kwargs=a_visit()),
    Row("get", "evaluation:line_change", PREPARE, kwargs=a_line),
    Row("post", "evaluation:line_change", sent(PREPARE), kwargs=a_line, data=question),
    Row("get", "evaluation:line_take_out", PREPARE, kwargs=a_line),
    Row("post", "evaluation:line_take_out", sent(PREPARE), kwargs=a_line),
    Row("get", "evaluation:line_save", NOBODY, kwargs=a_line),
    Row("post", "evaluation:line_save", NOBODY, kwargs=a_line, data=lambda _one: {"base": 1, "evidence": "x"}),
    Row("get", "evaluation:line_file", NOBODY, kwargs=a_line),
    Row("post", "evaluation:line_file", NOBODY, kwargs=a_line),
    Row("get", "evaluation:aside_settle", NOBODY, kwargs=a_saving),
    Row("post", "evaluation:aside_settle", NOBODY, kwargs=a_saving, data=lambda _one: {"take": "1"}),
    Row("get", "evaluation:visit_finish", NOBODY, kwargs=a_visit()),
    Row("post", "evaluation:visit_finish", NOBODY, kwargs=a_visit(), data=lambda _one: {"version": 1}),
    Row("get", "evaluation:visit_reopen", NOBODY, kwargs=a_visit()),
    Row(
        "post", "evaluation:visit_reopen", NOBODY, kwargs=a_visit(), data=lambda _one: {"version": 1, "reason": "Lý do"}
    ),
]
test_who_gets_what = answers(TABLE)


def test_auditors_of_the_visit_open_and_send_all_of_it(signed_in, agency):
    user = seated(agency)
    visit = VisitFactory(audit__agency=agency, by=user, lead=user)
    line = LineFactory(visit=visit)
    client = signed_in(acting(user, agency))
    base = f"/{agency.short_name}/evaluation/visits/{visit.slug}/"
    for name in ("", "print/", "add/", "own/", "prepare/", "finish/", "reopen/", "state/"):
        assert client.get(base + name).status_code == 200, name
    for name in ("change/", "take-out/", "save/", "file/"):
        assert client.get(f"{base}lines/{line.uuid}/{name}").status_code == 200, name
    assert client.send(f"{base}lines/{line.uuid}/save/", {"base": 1, "result": "CONFORMS"}).status_code == 302
    assert client.send(f"{base}finish/", {"version": 1}).status_code == 302
    assert client.send(f"{base}reopen/", {"version": 2, "reason": "Thiếu mẫu"}).status_code == 302


def test_who_is_audited_opens_no_photo_of_a_line_before_the_closing_meeting(signed_in, agency, official):
    user = seated(agency)
    visit = VisitFactory(audit__agency=agency, by=user, lead=user)
    line = LineFactory(visit=visit)
    client = signed_in(acting(user, agency))
    address = f"/{agency.short_name}/evaluation/visits/{visit.slug}/lines/{line.uuid}/file/"
    client.send(address, {"file": upload(png())})
    place = {"agency": agency.short_name, "subject_type": "evaluation.checklistline", "uuid": line.uuid}
    of_line = reverse("attachments:record_detail", kwargs=place)
    assert client.get(of_line).status_code == 200
    assert signed_in(official).get(of_line).status_code == 404


def upload(content, name="anh.png"):
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="image/png")
