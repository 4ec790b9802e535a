"""The page of a visit with and without scripts, what devices are answered, the paper, the number of queries."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.attachments.models import Attachment
from sotay.evaluation.audits.checklists.queries import aside_of
from sotay.evaluation.models import Audit, ChecklistLine, DeviceSaving
from sotay.journal.models import Entry
from tests.evaluation.audits.checklists.test_permissions import upload
from tests.factories.blobs import png
from tests.factories.checklists import LineFactory

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}


def base(visit):
    return f"/{visit.agency.short_name}/evaluation/visits/{visit.slug}/"


def save_url(line):
    return f"{base(line.visit)}lines/{line.uuid}/save/"


def body(response):
    return response.content.decode()


def now(line):
    return ChecklistLine.objects.get(pk=line.pk)


def test_a_device_is_told_what_was_kept_and_the_same_when_it_sends_again(signed_in, auditor, line):
    client, number = signed_in(auditor), str(uuid4())
    said = {"base": 1, "evidence": "Đã xem", "result": "CONFORMS", "typed_at": "2026-06-11T02:00:00.000Z"}
    first = client.send(save_url(line), said, token=number, **JSON)
    assert (first.status_code, first.json()["kept"], first.json()["version"]) == (201, True, 2)
    again = client.post(save_url(line), {"once": number, **said}, follow=True, **JSON)
    assert (again.status_code, again.json()) == (200, first.json())
    assert DeviceSaving.objects.get().typed_at.hour == 2
    other = client.post(save_url(line), {"once": number, **said, "evidence": "Khác"}, **JSON)
    assert other.status_code == 409
    assert now(line).evidence == "Đã xem"


def test_the_first_answer_begins_the_audit(signed_in, auditor, line):
    audit = line.visit.audit
    Audit.objects.filter(pk=audit.pk).update(state="PLANNED")

    for _each in range(2):
        answer = signed_in(auditor).send(save_url(line), {"base": now(line).version, "evidence": "Đã xem"}, **JSON)
        assert answer.status_code == 201

    audit.refresh_from_db()
    assert audit.state == "UNDERWAY"
    assert Entry.objects.filter(action="evaluation.audit.started").count() == 1


def test_a_conflict_is_answered_with_both_and_lies_aside(signed_in, auditor, lead, line):
    signed_in(lead).send(save_url(line), {"base": 1, "evidence": "Của trưởng đoàn"}, **JSON)
    client, number = signed_in(auditor), str(uuid4())
    said = {"base": 1, "evidence": "Của tôi", "result": "NOTE"}
    answer = client.send(save_url(line), said, token=number, **JSON)
    assert answer.status_code == 409
    told = answer.json()
    assert (told["kept"], told["now"]["evidence"], told["why"]) == (False, "Của trưởng đoàn", ["written_meanwhile"])
    assert "Của tôi" in told["aside"]
    again = client.post(save_url(line), {"once": number, **said}, follow=True, **JSON)
    assert (again.status_code, again.json()["kept"]) == (409, False)

    page = body(client.get(base(line.visit)))
    assert "Của tôi" in page
    assert "Bản để riêng của" in page
    [saving] = aside_of(line.visit)
    settled = client.send(f"{base(line.visit)}savings/{saving.number}/settle/", {"take": "1"})
    assert settled.status_code == 302
    assert now(line).evidence == "Của tôi"
    assert "Bản để riêng của" not in body(client.get(base(line.visit)))


def test_the_plain_form_saves_and_says_so(signed_in, auditor, lead, line):
    client = signed_in(auditor)
    answer = client.post(save_url(line), {"once": str(uuid4()), "base": 1, "evidence": "Bằng tay"}, follow=True)
    assert "Đã lưu trên máy chủ." in body(answer)
    assert answer.redirect_chain[-1][0].endswith(f"#q-{line.uuid}")
    late = client.post(save_url(line), {"once": str(uuid4()), "base": 1, "evidence": "Cửa sổ khác"}, follow=True)
    assert "Bản của bạn để riêng bên dưới câu hỏi" in body(late)
    assert now(line).evidence == "Bằng tay"


def test_a_device_is_told_why_something_is_refused(signed_in, auditor, line):
    client = signed_in(auditor)
    refused = client.send(save_url(line), {"base": 1, "result": "MAJOR"}, **JSON)
    assert (refused.status_code, len(refused.json()["reasons"])) == (422, 1)
    no_kind = client.send(f"{base(line.visit)}lines/{line.uuid}/file/", {"file": upload(b"MZ\x90", "a.exe")}, **JSON)
    assert no_kind.status_code == 422
    assert no_kind.json()["reasons"]


def test_a_photo_sent_twice_is_there_once(signed_in, auditor, line):
    client, number = signed_in(auditor), str(uuid4())
    address = f"{base(line.visit)}lines/{line.uuid}/file/"
    first = client.send(address, {"file": upload(png())}, token=number, **JSON)
    assert (first.status_code, first.json()) == (201, {"files": ["anh.png"]})
    again = client.post(address, {"once": number, "file": upload(png())}, follow=True, **JSON)
    assert (again.status_code, again.json()) == (200, {"files": ["anh.png"]})
    assert Attachment.objects.count() == 1
    assert "anh.png" in body(client.get(base(line.visit)))


def test_the_state_tells_who_is_signed_in_and_how_the_lines_stand(signed_in, auditor, line):
    told = signed_in(auditor).get(f"{base(line.visit)}state/").json()
    assert told["owner"] == str(auditor.user.uuid)
    assert told["answers"] is True
    assert told["lines"] == {str(line.uuid): {"version": 1, "evidence": "", "samples": "", "result": ""}}


def test_the_worker_is_given_from_below_the_visits_alone(signed_in, auditor, visit):
    answer = signed_in(auditor).get(f"/{visit.agency.short_name}/evaluation/visits/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert b"addEventListener" in answer.content


def test_questions_are_chosen_where_they_are_offered(signed_in, auditor, visit):
    client = signed_in(auditor)
    page = body(client.get(f"{base(visit)}add/"))
    assert 'value="LIBRARY:7.5.3/1"' in page
    assert 'value="LIBRARY:4.1/1"' not in page
    assert 'value="LIBRARY:4.1/1"' in body(client.get(f"{base(visit)}add/?all=1"))
    client.send(f"{base(visit)}add/", {"picks": ["LIBRARY:7.5.3/1", "LIBRARY:7.5.3/2"]})
    assert ChecklistLine.objects.count() == 2
    assert "Đã có trên phiếu" in body(client.get(f"{base(visit)}add/"))
    refused = client.send(f"{base(visit)}add/", {})
    assert refused.status_code == 422
    for source in ("steps", "earlier"):
        assert client.get(f"{base(visit)}add/?source={source}").status_code == 200


def test_they_are_put_in_order_on_a_page(signed_in, auditor, visit):
    a, b = LineFactory.create_batch(2, visit=visit)
    signed_in(auditor).send(f"{base(visit)}prepare/", {f"place_{a.uuid}": 2, f"place_{b.uuid}": 1})
    assert list(ChecklistLine.objects.values_list("pk", flat=True)) == [b.pk, a.pk]


def test_what_is_missing_is_told_before_it_is_finished(signed_in, auditor, line):
    client = signed_in(auditor)
    assert "1 câu hỏi chưa có kết luận: 1." in body(client.get(f"{base(line.visit)}finish/"))
    assert client.send(f"{base(line.visit)}finish/", {"version": 1}).status_code == 422
    client.send(save_url(line), {"base": 1, "result": "CONFORMS"})
    assert "1 câu kết luận phù hợp mà chưa ghi bằng chứng" in body(client.get(f"{base(line.visit)}finish/"))
    client.send(f"{base(line.visit)}finish/", {"version": 1})
    page = body(client.get(base(line.visit)))
    assert "Mã niêm phong" in page
    assert "<textarea" not in page.partition('aria-label="Phiếu ghi chép"')[2].partition("</section>")[0]
    ChecklistLine.objects.update(evidence="Sửa lén")
    assert "Phiếu không còn như lúc niêm phong" in body(client.get(base(line.visit)))


def test_the_paper_is_blank_or_filled_in(signed_in, auditor, visit):
    LineFactory(visit=visit, answered=True, question="Ai giữ hồ sơ?")
    client = signed_in(auditor)
    filled, blank = body(client.get(f"{base(visit)}print/")), body(client.get(f"{base(visit)}print/?blank=1"))
    assert "PHIẾU HỎI VÀ GHI CHÉP ĐÁNH GIÁ NỘI BỘ" in filled
    assert "Đã xem ba hồ sơ." in filled
    assert "Ai giữ hồ sơ?" in blank
    assert "Đã xem ba hồ sơ." not in blank


def test_another_agency_finds_nothing(signed_in, line, other_agency, auditor):
    client = signed_in(auditor)
    there = base(line.visit).replace(line.visit.agency.short_name, other_agency.short_name)
    assert client.get(there).status_code == 404


@pytest.mark.parametrize("where", ["", "print/", "prepare/", "finish/"])
def test_as_many_queries_for_thirty_questions_as_for_one(signed_in, auditor, visit, where):
    client = signed_in(auditor)

    def count():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(base(visit) + where).status_code == 200
        return len(asked)

    LineFactory(visit=visit, answered=True, source="LIBRARY", source_code="7.5.3/1")
    count()
    one = count()
    for number in range(29):
        LineFactory(visit=visit, answered=True, source="LIBRARY", source_code=f"7.5.3/{number}")
    assert count() == one
