"""Anybody may send feedback without a session, once; follow it by its code; read what was made known."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from sotay.evaluation import open_forms
from sotay.evaluation.feedback import codes
from sotay.evaluation.feedback.public import views
from sotay.evaluation.models import Feedback, FeedbackContent
from sotay.journal.models import Entry, Touched
from sotay.search.queries import find
from sotay.ui import asking
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.feedback import FeedbackFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
SAID = {"kind": "REFLECTION", "text": "Chờ hai giờ"}


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Let a minute pass between the page and what is sent, and count no floods of other tests."""
    cache.clear()
    asking._counted.clear()
    moment = [1_000_000.0]

    def later():
        moment[0] += 60
        return moment[0]

    monkeypatch.setattr(open_forms, "time", later)
    monkeypatch.setattr(views, "today", lambda: TODAY)
    return moment


@pytest.fixture
def shown(agency):
    ParameterValueFactory(agency=agency, code="survey.public", value="SHOWN")
    return agency


@pytest.fixture
def anybody():
    return Client(enforce_csrf_checks=True)


def address(agency, name="feedback_send", **kwargs):
    return reverse(name, kwargs={"office": agency.short_name, **kwargs})


def body(response):
    return response.content.decode()


def hidden(client, agency):
    return dict(HIDDEN.findall(body(client.get(address(agency)))))


def send(client, agency, **values):
    return client.post(address(agency), hidden(client, agency) | SAID | values)


def test_it_is_sent_without_a_session_and_leads_to_its_receipt(shown, anybody):
    sent = send(anybody, shown, name="Nguyễn Văn An", phone="0912345678")
    one = Feedback.objects.get()
    code = codes.code_of(one)

    assert sent.status_code == 303
    assert sent.url.startswith(address(shown, "feedback_follow", code=code))
    assert (one.channel, one.state, one.code, one.received_by) == ("PAGE", "RECEIVED", "PA-2026-001", None)
    assert (one.due_date is not None, one.content.text, one.content.name) == (True, "Chờ hai giờ", "Nguyễn Văn An")
    assert not anybody.cookies
    receipt = body(anybody.get(sent.url))
    assert codes.grouped(code) in receipt
    assert not any(words in receipt for words in ("Chờ hai giờ", "Nguyễn Văn An", "0912345678"))
    assert not Entry.objects.filter(action__startswith="evaluation.feedback").exists()  # sealed by the hour
    assert Touched.objects.filter(agency=shown, action="evaluation.feedback.received").exists()


def test_sent_twice_it_is_kept_once(shown, anybody):
    form = hidden(anybody, shown)
    first = anybody.post(address(shown), form | SAID)
    again = anybody.post(address(shown), form | SAID)
    assert (first.status_code, again.status_code, first.url) == (303, 303, again.url)
    assert Feedback.objects.count() == 1
    assert FeedbackContent.objects.count() == 1


def test_sent_again_with_other_words_it_is_not_said_to_be_taken_in(shown, anybody):
    form = hidden(anybody, shown)
    anybody.post(address(shown), form | SAID)
    other = anybody.post(address(shown), form | SAID | {"text": "Thiếu ghế chờ"})
    assert (other.status_code, "Thiếu ghế chờ" in body(other), "chưa gửi" in body(other)) == (409, True, True)
    assert Feedback.objects.count() == 1
    sent = anybody.post(address(shown), dict(HIDDEN.findall(body(other))) | SAID | {"text": "Thiếu ghế chờ"})
    assert sent.status_code == 303
    assert {one.text for one in FeedbackContent.objects.all()} == {"Chờ hai giờ", "Thiếu ghế chờ"}


def test_it_says_what_it_is_about_and_a_code_nobody_knows_is_left_aside(shown, anybody):
    unit, dossier = UnitFactory(agency=shown), DossierFactory(agency=shown)
    send(anybody, shown, unit=str(unit.uuid), concerns="1")
    send(anybody, shown, code=dossier.code)
    send(anybody, shown, code="H00.000")
    about_unit, about_dossier, about_none = Feedback.objects.order_by("pk")
    assert (about_unit.about_unit, about_unit.concerns_official) == (unit, True)
    assert (about_dossier.dossier, about_dossier.service) == (dossier, dossier.service)
    assert about_none.dossier is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": " "}, "Hãy ghi nội dung."),
        ({"kind": "DENUNCIATION"}, "Hãy chọn một loại."),
        ({"text": "a" * 10_001}, "quá 10000"),
        ({"email": "không phải"}, "Địa chỉ thư điện tử chưa đúng"),
        ({"name": "A" * 201}, "Không quá 200 ký tự."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(shown, anybody, typed, said):
    refused = send(anybody, shown, phone="0912345678", **typed)
    assert refused.status_code == 422
    assert said in body(refused)
    assert "0912345678" in body(refused)
    assert not Feedback.objects.exists()


def test_a_trap_a_forged_a_stale_and_a_hasty_form_are_shown_again(shown, anybody, clock):
    form = hidden(anybody, shown)
    stale = dict(form)
    for changes in ({"website": "http://x"}, {"form": "forged"}):
        again = anybody.post(address(shown), form | SAID | changes)
        assert (again.status_code, "Chờ hai giờ" in body(again)) == (422, True)
    clock[0] += open_forms.LONGEST
    again = anybody.post(address(shown), stale | SAID)
    assert (again.status_code, "mở quá lâu" in body(again)) == (422, True)
    assert not Feedback.objects.exists()
    anybody.post(address(shown), dict(HIDDEN.findall(body(again))) | SAID)
    assert Feedback.objects.count() == 1


def test_a_flood_is_stopped_and_nothing_typed_is_lost(shown, anybody, monkeypatch):
    monkeypatch.setattr(views, "PER_MINUTE", 1)
    send(anybody, shown)
    stopped = send(anybody, shown, text="Lần hai")
    assert stopped.status_code == 429
    assert "Lần hai" in body(stopped)
    assert Feedback.objects.count() == 1


def test_scripts_and_signs_the_database_cannot_keep_do_no_harm(shown, anybody, signed_in, secretary):
    send(anybody, shown, text="<script>alert(1)</script>\x00 xong")
    one = Feedback.objects.get()
    assert one.content.text == "<script>alert(1)</script> xong"
    page = reverse("evaluation:feedback_detail", kwargs={"agency": shown.short_name, "slug": one.slug})
    assert "<script>alert(1)" not in body(signed_in(secretary).get(page))


def test_where_nothing_is_shown_the_page_says_where_to_go(agency, anybody):
    FeedbackFactory(agency=agency, published=True)
    for name in ("feedback_send", "feedback_look_up", "feedback_published"):
        closed = anybody.get(address(agency, name))
        assert (closed.status_code, "hòm thư góp ý" in body(closed)) == (404, True)


def test_the_status_tells_the_answer_but_not_what_was_said(shown, anybody):
    one = FeedbackFactory(agency=shown, answered=True, said="Chờ hai giờ", said__name="Nguyễn Văn An")
    found = anybody.post(address(shown, "feedback_look_up"), {"code": codes.grouped(codes.code_of(one)).lower()})
    told = body(anybody.get(found.url))
    assert (found.status_code, "Đã bổ sung ghế chờ." in told, one.unit.name in told) == (303, True, True)
    assert not any(words in told for words in ("Chờ hai giờ", "Nguyễn Văn An"))


def test_of_what_concerns_an_official_the_status_tells_no_answer(shown, anybody):
    one = FeedbackFactory(agency=shown, answered=True, restricted=True)
    told = body(anybody.get(address(shown, "feedback_follow", code=codes.code_of(one))))
    assert "Đã trả lời" in told
    assert "Đã bổ sung ghế chờ." not in told
    assert one.unit.name not in told


def test_a_code_of_nobody_or_of_another_agency_finds_nothing_and_tries_are_counted(
    shown, other_agency, anybody, monkeypatch
):
    theirs = FeedbackFactory(agency=other_agency)
    monkeypatch.setattr(views, "ASKED_PER_MINUTE", 2)
    for code in ("0000000000000000", codes.code_of(theirs)):
        assert anybody.get(address(shown, "feedback_follow", code=code)).status_code == 404
    assert anybody.get(address(shown, "feedback_follow", code="0000000000000001")).status_code == 429


def test_what_was_made_known_stands_there_with_its_answer(shown, anybody):
    FeedbackFactory(agency=shown, published=True, said="Chờ hai giờ", said__name="Nguyễn Văn An")
    FeedbackFactory(agency=shown, answered=True, answer="Chưa công khai đâu")
    told = body(anybody.get(address(shown, "feedback_published")))
    assert "Thiếu ghế chờ ở sảnh." in told
    assert "Đã bổ sung ghế chờ." in told
    assert not any(words in told for words in ("Chờ hai giờ", "Nguyễn Văn An", "Chưa công khai đâu"))


def test_the_pages_speak_english_too_from_one_to_the_next(shown, anybody):
    page = body(anybody.get(address(shown), {"lang": "en"}))
    assert '<html lang="en">' in page
    for name in ("feedback_look_up", "feedback_published"):
        assert f'href="{address(shown, name)}?lang=en"' in page
    kinds = re.findall(r'name="kind"[^>]*><span>([^<]+)', page)
    assert kinds == ["Report", "Petition", "Praise", "Suggestion"]
    assert "<h1>Received</h1>" in body(anybody.get(send(anybody, shown, lang="en").url))
    one = FeedbackFactory(agency=shown)
    found = anybody.post(address(shown, "feedback_look_up"), {"code": codes.code_of(one), "lang": "en"})
    status = body(anybody.get(found.url))
    assert '<html lang="en">' in status
    assert f'href="{address(shown)}?lang=en"' in status


def test_what_was_sent_is_found_by_its_code_but_not_by_whom_it_is_hidden_from(shown, anybody, secretary, official):
    send(anybody, shown)
    send(anybody, shown, concerns="1")
    found = {who: [hit.known.title for hit in find("PA-2026", viewer=who)] for who in (secretary, official)}
    assert found[secretary] == ["PA-2026-001 (Phản ánh)", "PA-2026-002 (Phản ánh)"]
    assert found[official] == ["PA-2026-001 (Phản ánh)"]
    assert not find("Chờ hai giờ", viewer=secretary)


def weight(text):
    """Return how many bytes a page is, with its styles and scripts."""
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', text)
    return len(text.encode()) + sum(Path(finders.find(name)).stat().st_size for name in files)


def test_the_form_is_small_however_many_units(shown, anybody):
    for number in range(80):
        UnitFactory(agency=shown, name=f"Trung tâm Kiểm định và Công nghệ thông tin số {number} tỉnh Thử nghiệm")
    assert weight(body(anybody.get(address(shown)))) <= 60_000


def test_what_was_made_known_is_told_by_small_pages(shown, anybody):
    long, short = 12, 30
    for number in range(short):
        FeedbackFactory(agency=shown, published=True, public_text=f"Ngắn {number:02}.")
    for number in range(long):
        FeedbackFactory(agency=shown, published=True, public_text=f"Dài {number:02}.", answer="Đã trả lời đủ. " * 500)
    told, at = [], address(shown, "feedback_published")
    while at:
        page = body(anybody.get(at))
        assert weight(page) <= 60_000
        told += re.findall(r"<p>((?:Dài|Ngắn) \d\d)\.</p>", page)
        older = re.search(r'href="(\?from=[^"]+)"', page)
        at = f"{address(shown, 'feedback_published')}{unescape(older[1])}" if older else ""
    assert told == [f"Dài {n:02}" for n in reversed(range(long))] + [f"Ngắn {n:02}" for n in reversed(range(short))]
    for wrong in ("x", "-1", "0", "999", "99999999999999999999999"):
        assert anybody.get(address(shown, "feedback_published"), {"from": wrong}).status_code == 200
