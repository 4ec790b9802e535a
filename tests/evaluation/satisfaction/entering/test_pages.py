"""Pages of entering as the desk uses them."""

import io
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.evaluation.models import Answer, AnswerBatch
from sotay.work.waiting.registry import Asked, all_waiting
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import AnswerBatchFactory, AnswerFactory, SurveyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(agency):
    day = today()
    return SurveyFactory(agency=agency, from_date=day.replace(month=1, day=1), to_date=day.replace(month=12, day=31))


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def sheet(**values):
    day = f"{today():%d/%m/%Y}"
    return {"nonce": str(uuid.uuid4()), "given_date": day, "q1": "5", "q2": "4", "q3": "1", "q4": ""} | values


def test_a_batch_is_opened_entered_and_finished_by_its_forms(agency, survey, secretary, signed_in):
    client = signed_in(secretary)
    assert f'value="{survey.pk}" selected' in client.get(url(agency, "batch_new")).content.decode()
    typed = {"survey": survey.pk, "channel": "PAPER", "given_date": f"{today():%d/%m/%Y}", "expected": 2}

    answered = client.send(url(agency, "batch_new"), typed)

    batch = AnswerBatch.objects.get()
    enter = url(agency, "sheet_enter", slug=batch.slug)
    assert answered["Location"] == enter
    page = client.get(enter).content.decode()
    for words in ("Phiếu số 1", "Thái độ phục vụ", "Rất không hài lòng", "Mã hồ sơ trên phiếu"):
        assert words in page
    assert client.send(enter, sheet())["Location"] == enter
    assert "Đã lưu phiếu số 1." in client.get(enter).content.decode()
    detail = url(agency, "batch_detail", slug=batch.slug)
    assert client.send(enter, sheet(invalid_reason="Phiếu để trắng"))["Location"] == detail
    shown = client.get(detail).content.decode()
    for words in ("Đã nhập đủ số phiếu", "Phiếu để trắng", "hợp lệ", "Thêm tệp"):
        assert words in shown
    client.send(url(agency, "batch_finish", slug=batch.slug), {"done_date": f"{today():%d/%m/%Y}", "version": 1})
    assert "Đã nhập xong" in client.get(detail).content.decode()
    assert client.get(enter)["Location"] == detail


def test_what_was_typed_stays_beside_what_is_wrong(agency, survey, secretary, signed_in):
    client = signed_in(secretary)
    batch = AnswerBatchFactory(survey=survey, given_date=today())
    enter = url(agency, "sheet_enter", slug=batch.slug)

    refused = client.send(enter, sheet(q1="8", q4="Chờ hai tiếng", code="KHONG-CO"))

    page = refused.content.decode()
    assert refused.status_code == 422
    for words in ('value="8"', "Chờ hai tiếng", 'value="KHONG-CO"', "Hãy chọn một mức từ 1"):
        assert words in page
    refused = client.send(enter, sheet(code="KHONG-CO")).content.decode()
    assert "Không có hồ sơ nào mang mã" in refused
    assert Answer.objects.count() == 0


def test_a_difference_is_said_before_a_batch_is_finished(agency, survey, secretary, signed_in):
    client = signed_in(secretary)
    batch = AnswerBatchFactory(survey=survey, given_date=today(), expected=5)
    AnswerFactory(survey=survey, batch=batch, sheet=1)

    assert "Lô ghi 5 phiếu: hãy đếm lại" in client.get(url(agency, "batch_finish", slug=batch.slug)).content.decode()
    client.send(url(agency, "batch_finish", slug=batch.slug), {"done_date": f"{today():%d/%m/%Y}", "version": 1})
    detail = client.get(url(agency, "batch_detail", slug=batch.slug)).content.decode()
    assert "Lô ghi 5 phiếu, đã nhập 1 phiếu." in detail


def test_a_code_is_matched_while_it_is_typed(agency, survey, secretary, signed_in):
    client = signed_in(secretary)
    dossier = DossierFactory(agency=agency, returned=True)
    match = url(agency, "sheet_match")

    assert dossier.service.name in client.get(match, {"code": dossier.code}).content.decode()
    assert "Không có hồ sơ nào" in client.get(match, {"code": "X-1"}).content.decode()
    assert client.get(match, {"code": ""}).content.decode().strip() == ""
    batch = AnswerBatchFactory(survey=survey)
    AnswerFactory(survey=survey, batch=batch, sheet=7, dossier=dossier, proof="CODE")
    told = client.get(match, {"code": dossier.code}).content.decode()
    assert f"phiếu số 7 của lô {batch.code}" in told
    assert url(agency, "batch_detail", slug=batch.slug) in told


def test_answers_are_narrowed_and_leave_with_their_questions(agency, survey, secretary, official, signed_in):
    client = signed_in(secretary)
    dossier = DossierFactory(agency=agency, returned=True)
    batch = AnswerBatchFactory(survey=survey)
    AnswerFactory(survey=survey, batch=batch, sheet=1, dossier=dossier, proof="CODE", entered_by=secretary.user)
    AnswerFactory(survey=survey, channel="QR", marks=[1, 2, 0, None])
    AnswerFactory(survey=survey, batch=batch, sheet=2, invalid_reason="Tẩy xóa", invalid_by=secretary.user)
    listed = url(agency, "answer_list")

    def count(**query):
        return client.get(listed, query).content.decode().count("/answers/") - client.get(
            listed, {"code": "0"}
        ).content.decode().count("/answers/")

    assert count() - count(channel="QR") > 0
    assert "Tẩy xóa" in client.get(listed, {"standing": "INVALID"}).content.decode()
    assert "Tẩy xóa" not in client.get(listed, {"standing": "VALID"}).content.decode()
    file = client.get(listed, {"export": "xlsx", "survey": survey.pk})
    rows = list(load_workbook(io.BytesIO(b"".join(file.streaming_content))).active.iter_rows(values_only=True))
    assert rows[0][-3:] == ("1. Thái độ phục vụ", "2. Mức độ hài lòng chung", "3. Trả kết quả đúng hẹn")
    assert sorted(row[-3] for row in rows[1:]) == [1, 4, 4]
    assert any(dossier.code in row for row in rows)
    others = signed_in(official).get(listed, {"export": "csv"})
    assert dossier.code not in b"".join(others.streaming_content).decode()


def test_the_desk_does_not_see_whose_answer_came_by_a_slip(agency, survey, secretary, signed_in):
    own, sent = DossierFactory(agency=agency, returned=True), DossierFactory(agency=agency, returned=True)
    batch = AnswerBatchFactory(survey=survey)
    AnswerFactory(survey=survey, batch=batch, sheet=1, dossier=own, proof="CODE")
    slip = AnswerFactory(survey=survey, dossier=sent, proof="TOKEN", channel="QR")
    listed, detail = url(agency, "answer_list"), url(agency, "answer_detail", uuid=slip.uuid)

    def told(client):
        file = b"".join(client.get(listed, {"export": "csv"}).streaming_content).decode()
        found = str(slip.uuid) in client.get(listed, {"code": sent.code}).content.decode()
        return own.code in file, sent.code in file, found, sent.code in client.get(detail).content.decode()

    assert told(signed_in(person(agency, Seat.Role.CLERK))) == (True, False, False, False)
    assert told(signed_in(secretary)) == (True,) * 4


def test_a_batch_left_open_waits_for_who_began_it_or_the_secretary(agency, survey, secretary):
    clerk = person(agency, Seat.Role.CLERK)
    mine = AnswerBatchFactory(survey=survey, entered_by=clerk.user, expected=3)
    AnswerFactory(survey=survey, batch=mine, sheet=1)
    left = AnswerBatchFactory(survey=survey)
    AnswerBatchFactory(survey=survey, entered_by=clerk.user, state="DONE", done_date=today())

    def waits(on):
        return [one for one in all_waiting(Asked((agency.pk,), on)) if one.key.startswith("batch:")]

    assert waits(today()) == []
    first, second = waits(today() + timedelta(days=1))
    assert (first.user_ids, first.title, first.params["sheets"]) == (frozenset({clerk.user.pk}), mine.code, "1")
    assert first.reason.startswith("Lô lập ngày %(day)s, đã nhập %(sheets)s trên %(expected)s phiếu")
    assert (second.user_ids, second.link_kwargs) == (frozenset({secretary.user.pk}), {"slug": left.slug})


def test_a_batch_of_a_unit_that_ended_is_still_changed(agency, survey, secretary, signed_in):
    ended = UnitFactory(agency=agency, ended_date=today() - timedelta(days=1))
    batch = AnswerBatchFactory(survey=survey, given_date=today(), unit=ended)
    typed = {
        "survey": survey.pk,
        "channel": "PAPER",
        "given_date": f"{today():%d/%m/%Y}",
        "unit": ended.pk,
        "note": "Hòm thư",
        "version": 1,
    }

    assert signed_in(secretary).send(url(agency, "batch_change", slug=batch.slug), typed).status_code == 302
    batch.refresh_from_db()
    assert (batch.note, batch.unit) == ("Hòm thư", ended)


def test_batches_are_narrowed_and_leave_as_shown(agency, survey, secretary, other_agency, signed_in):
    client = signed_in(secretary)
    AnswerBatchFactory(survey=survey, code="LP-2026-701", channel="PHONE")
    AnswerBatchFactory(survey=survey, code="LP-2026-702")
    AnswerBatchFactory(survey=SurveyFactory(agency=other_agency), code="LP-2026-703")

    def shown(**query):
        page = client.get(url(agency, "batch_list"), query).content.decode()
        return [code for code in ("LP-2026-701", "LP-2026-702", "LP-2026-703") if code in page]

    assert shown() == ["LP-2026-701", "LP-2026-702"]
    assert shown(channel="PHONE") == ["LP-2026-701"]
    assert shown(state="DONE") == []
    file = client.get(url(agency, "batch_list"), {"export": "csv", "channel": "PHONE"})
    assert b"".join(file.streaming_content).decode().count("LP-2026") == 1


def test_empty_pages_say_what_to_do(agency, secretary, signed_in):
    client = signed_in(secretary)

    assert "Chưa nhập phiếu nào" in client.get(url(agency, "batch_list")).content.decode()
    assert "Chưa có số liệu nào" in client.get(url(agency, "rating_list")).content.decode()
    assert "Chưa có đợt khảo sát nào nhận tệp" in client.get(url(agency, "answer_import")).content.decode()


@pytest.mark.parametrize("name", ["batch_list", "answer_list"])
def test_lists_ask_as_often_for_30_as_for_1(agency, survey, secretary, signed_in, name):
    client = signed_in(secretary)

    def more(count):
        for _number in range(count):
            batch = AnswerBatchFactory(survey=survey)
            AnswerFactory(survey=survey, batch=batch, sheet=1, dossier=DossierFactory(agency=agency, returned=True))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(url(agency, name))
        return len(queries)

    more(1)
    asked()
    few = asked()
    more(24)
    assert asked() == few
