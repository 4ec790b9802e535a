"""Anybody may answer, on a phone, without a session; nothing is dropped, nothing doubled, nothing told of who exists."""

import io
import logging
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import now
from sotay.agency.models import Agency, Unit
from sotay.config.logs import NoSecrets
from sotay.evaluation import open_forms
from sotay.evaluation.feedback import public_urls as feedback_urls
from sotay.evaluation.models import Answer, Questionnaire, QuestionnaireVersion, Slip, SlipBatch, Survey
from sotay.evaluation.satisfaction.public import urls, views, ways
from sotay.evaluation.satisfaction.surveys import tokens
from sotay.evaluation.satisfaction.synthesis import public_urls as results_urls
from sotay.operation.dossiers import secret
from sotay.standard.parameters.models import ParameterValue
from sotay.ui import asking
from tests.conftest import TODAY
from tests.factories.account import entered, person_with_password
from tests.factories.agency import SeatFactory, UnitFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import QuestionFactory, SurveyFactory, SurveyPointFactory, VersionFactory
from tests.factories.services import ServiceFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
RIGHT = {"q1": "4", "q2": "5", "q3": "1"}


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
def survey(shown):
    return SurveyFactory(agency=shown)


@pytest.fixture
def point(survey):
    return SurveyPointFactory(agency=survey.agency)


def path_of(point):
    return reverse("survey_kiosk" if point.kind == "KIOSK" else "survey_by_point", kwargs={"key": point.key})


def settled(agency):
    return DossierFactory(agency=agency, returned=True)


def slip_of(dossier, survey, channel="QR"):
    batch = SlipBatch.objects.create(agency=survey.agency, survey=survey, channel=channel, made_date=TODAY)
    slip = Slip(agency=survey.agency, batch=batch, dossier=dossier)
    slip.token_hash = tokens.hash_of(tokens.draw(slip))
    slip.save()
    return reverse("survey_by_token", kwargs={"token": tokens.draw(slip)})


def hidden(path, **query):
    answer = Client().get(path, query)
    assert answer.status_code == 200, answer.content.decode()
    return dict(HIDDEN.findall(answer.content.decode()))


def send(path, *, form=None, client=None, **typed):
    return (client or Client(enforce_csrf_checks=True)).post(path, (form or hidden(path)) | typed)


def test_a_poster_leads_to_an_answer_that_says_how_it_came(point):
    answer = send(path_of(point), **RIGHT, q4="Chờ hơi lâu")
    assert answer.status_code == 303
    assert answer["Location"].startswith(f"{path_of(point)}?done=")
    kept = Answer.objects.get()
    assert (kept.channel, kept.proof, kept.point, kept.marks) == ("QR", "NONE", point, [4, 5, 1, None])
    assert (kept.given_date, kept.entered_by, kept.dossier, kept.is_english) == (TODAY, None, None, False)
    assert kept.texts.get().text == "Chờ hơi lâu"
    assert "Đã nhận được ý kiến" in Client().get(answer["Location"]).content.decode()


def test_nobody_reads_that_something_arrived_which_nobody_sent(survey, point, clock):
    told = send(path_of(point), **RIGHT)["Location"]
    word = parse_qs(urlsplit(told).query)["done"][0]
    other = path_of(SurveyPointFactory(agency=survey.agency))
    for path, done in ((path_of(point), "1"), (path_of(point), f"{word}x"), (other, word)):
        text = Client().get(path, {"done": done}).content.decode()
        assert "Đã nhận được ý kiến" not in text
        assert '<form method="post"' in text
    thanks = Client().get(told).content.decode()
    (english,) = re.findall(r'href="([^"]+)" lang="en"', thanks)
    assert "Your answer has arrived" in Client().get(unescape(english)).content.decode()
    clock[0] += open_forms.ACKNOWLEDGED
    assert '<form method="post"' in Client().get(told).content.decode()
    ParameterValue.objects.filter(agency=survey.agency).update(value="HIDDEN")
    assert survey.agency.name not in Client().get(path_of(point), {"done": "1"}).content.decode()


def test_a_form_sent_again_with_other_answers_is_told_which_were_kept(point):
    form = hidden(path_of(point))
    send(path_of(point), form=form, **RIGHT, q4="Chờ lâu")
    for other in ({**RIGHT, "q1": "1", "q4": "Chờ lâu"}, {**RIGHT, "q4": "Nhanh"}):
        answer = send(path_of(point), form=form, **other)
        text = answer.content.decode()
        assert answer.status_code == 409
        assert "câu trả lời ấy được giữ" in text
        assert Answer.objects.count() == 1
    assert "Nhanh" in text
    assert send(path_of(point), form=dict(HIDDEN.findall(text)), **other).status_code == 303
    assert list(Answer.objects.order_by("pk").values_list("texts__text", flat=True)) == ["Chờ lâu", "Nhanh"]


def test_a_slip_sent_again_with_other_answers_says_that_the_first_stays(survey):
    path = slip_of(settled(survey.agency), survey)
    form = hidden(path)
    assert send(path, form=form, **RIGHT).status_code == 303
    again = send(path, form=form, **RIGHT | {"q1": "1"})
    assert again.status_code == 409
    assert "đã có ý kiến" in again.content.decode()
    assert Answer.objects.get().marks[0] == 4


def test_forms_bear_no_key_of_the_database(survey, point):
    dossier = settled(survey.agency)
    for path in (path_of(point), slip_of(dossier, survey)):
        kind, key, asked = about_of(hidden(path), path).split("|")[1:]
        assert asked == survey.uuid.hex
        assert (kind, key) in {("p", point.key), ("t", Slip.objects.get().uuid.hex if kind == "t" else "")}


def test_no_file_is_read(point, monkeypatch):
    def read(*_args, **_options):
        pytest.fail("a file was read")

    monkeypatch.setattr(MemoryFileUploadHandler, "receive_data_chunk", read)
    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", read)
    form = hidden(path_of(point))
    answer = Client().post(path_of(point), form | RIGHT | {"website": SimpleUploadedFile("a.bin", b"a" * 100_000)})
    assert answer.status_code in {303, 409, 422}


def test_an_official_who_left_a_locked_session_behind_locks_no_kiosk(survey):
    point = SurveyPointFactory(agency=survey.agency, kind="KIOSK")
    user = person_with_password()
    SeatFactory(agency=survey.agency, user=user, role="SECRETARY")
    device = entered(user)
    with time_machine.travel(now() + timedelta(hours=2), tick=True):
        assert device.get("/accounts/").status_code == 302
        assert device.get(path_of(point)).status_code == 200
        assert send(path_of(point), client=device, **RIGHT).status_code == 303
    assert Answer.objects.get().entered_by is None


def test_no_session_no_cookie_and_nothing_to_find_it_by(point, survey):
    for path in (path_of(point), reverse("survey_start", kwargs={"office": survey.agency.short_name})):
        answer = Client().get(path)
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not send(path, **RIGHT).cookies
    assert {one.name for one in Answer._meta.fields}.isdisjoint({"ip", "address", "agent", "session"})


def test_the_page_is_small_and_needs_no_script(point, survey):
    for number in range(60):
        ServiceFactory(agency=survey.agency, name=f"Cấp giấy phép bưu chính loại {number} theo quy định của pháp luật")
    text = Client().get(path_of(point)).content.decode()
    size = len(text.encode())
    for name in re.findall(r'(?:href|src)="/static/([^"]+)"', text):
        size += Path(finders.find(name)).stat().st_size
    assert size <= 60_000
    assert '<form method="post"' in text
    assert 'type="submit"' in text
    assert not re.search(r"\sstyle=|\son\w+=", text)


def test_an_answer_asks_the_database_little(point):
    form = hidden(path_of(point))
    with CaptureQueriesContext(connection) as asked:
        assert send(path_of(point), form=form, **RIGHT).status_code == 303
    told = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(told) == 2, told
    assert sum(one.startswith("INSERT") for one in told) == 1


def test_what_is_written_between_two_requests_is_seen_by_the_next(survey):
    unit = UnitFactory(agency=survey.agency, name="Phòng Một")
    point = SurveyPointFactory(agency=survey.agency, unit=unit)
    asked, start = survey.asks, reverse("survey_start", kwargs={"office": survey.agency.short_name})

    def page(path=None, status=200):
        answer = Client().get(path or path_of(point))
        assert answer.status_code == status
        return answer.content.decode()

    assert "Phòng Một" in page()
    Unit.objects.filter(pk=unit.pk).update(name="Phòng Hai")
    assert "Phòng Hai" in page()
    page(start)
    Questionnaire.objects.filter(pk=asked.questionnaire_id).update(title="Phiếu đã đổi tên")
    QuestionnaireVersion.objects.filter(pk=asked.pk).update(intro="Xin ghi đủ")
    for path in (None, start):
        assert "Phiếu đã đổi tên" in page(path)
        assert "Xin ghi đủ" in page(path)
    Agency.objects.filter(pk=survey.agency_id).update(name="Sở Đã Đổi Tên")
    assert "Sở Đã Đổi Tên" in page()
    Survey.objects.filter(pk=survey.pk).update(channels=["LINK"])
    page(status=404)
    page(start)
    ParameterValue.objects.filter(agency=survey.agency).update(value="HIDDEN")
    page(start, status=404)


def test_a_version_still_being_written_is_read_anew(survey):
    asked = survey.asks
    assert ways.questions_of(survey) == ways.questions_of(survey)
    version = VersionFactory(questionnaire__agency=survey.agency, state="DRAFT", in_use_date=None)
    draft = SurveyFactory(agency=survey.agency, asks=version, is_standing=False, state="DRAFT", opened_date=None)
    assert ways.questions_of(draft) == []
    QuestionFactory(version_of=version, position=1, key="moi")
    assert [one.key for one in ways.questions_of(draft)] == ["moi"]
    assert asked != version


def test_what_is_sent_twice_is_kept_once(point):
    form = hidden(path_of(point))
    said = [send(path_of(point), form=form, **RIGHT).status_code for _number in range(2)]
    assert said == [303, 303]
    assert Answer.objects.count() == 1


def test_what_is_missing_is_said_beside_it_and_what_was_typed_stays(survey, point):
    survey.asks.questions.filter(position=1).update(is_required=True)
    form = hidden(path_of(point))
    answer = send(path_of(point), form=form, q2="3", q4="<script>alert(1)</script>", email="sai", code="H47-1")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Hãy trả lời câu hỏi này." in text
    assert "ten@vidu.vn" in text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
    assert re.search(r'name="q2" value="3" checked', text)
    assert 'value="H47-1"' in text
    assert dict(HIDDEN.findall(text))["form"] == form["form"]
    assert not Answer.objects.exists()


def test_nothing_at_all_is_no_answer(point):
    answer = send(path_of(point))
    assert answer.status_code == 422
    assert "ít nhất một câu" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"q1": "9"}, "mức từ 1"),
        ({"q1": "80%"}, "phần trăm"),
        ({"q3": "có lẽ"}, "Có hoặc Không"),
        ({"q4": "a" * 10_001}, "Ý kiến dài 10001 ký tự"),
        ({**RIGHT, "name": "n" * 201}, "Không quá 200"),
    ],
)
def test_bad_input_is_said_in_words(point, typed, said):
    answer = send(path_of(point), **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Answer.objects.exists()


def test_signs_the_database_cannot_keep_are_left_out(point):
    answer = send(path_of(point), **RIGHT, q4="a\x00b", code="\x00H\x00", name="An\x00", service="\x00", survey="\x00")
    assert answer.status_code in {303, 409}
    answer = send(path_of(point), **RIGHT, q4="a\x00b", code="\x00H\x00", name="An\x00", service="\x00")
    assert answer.status_code == 303
    assert [one.texts.get().text for one in Answer.objects.all()] == ["ab"]


def test_contact_is_apart_and_only_when_given(point):
    send(path_of(point), **RIGHT)
    send(path_of(point), **RIGHT, name="Nguyễn Văn An", phone="0905 000 111")
    without, with_one = Answer.objects.order_by("pk")
    assert not hasattr(without, "contact")
    assert (with_one.contact.name, with_one.contact.email) == ("Nguyễn Văn An", "")


def test_the_point_or_the_chosen_service_says_what_it_is_about(shown, survey):
    unit = UnitFactory(agency=shown)
    service = ServiceFactory(agency=shown, unit=unit)
    start = reverse("survey_start", kwargs={"office": shown.short_name})
    send(start, **RIGHT, service=str(service.uuid))
    send(start, **RIGHT, service=str(uuid4()))
    send(path_of(SurveyPointFactory(agency=shown, unit=unit)), **RIGHT)
    told = Answer.objects.order_by("pk").values_list("unit", "service", "channel")
    assert list(told) == [(unit.pk, service.pk, "LINK"), (None, None, "LINK"), (unit.pk, None, "QR")]


def test_a_code_is_matched_without_a_word_of_whether_it_exists(point, other_agency):
    dossier, theirs = settled(point.agency), settled(other_agency)
    opened = DossierFactory(agency=point.agency)
    pages = [
        send(path_of(point), **RIGHT, code=code).content
        for code in (f" {dossier.code.lower()} ", dossier.code, opened.code, theirs.code, "KHÔNG CÓ")
    ]
    assert len(set(pages)) == 1
    told = Answer.objects.order_by("pk").values_list("proof", "dossier", "service")
    once = ("CODE", dossier.pk, dossier.service_id)
    assert list(told) == [once, ("NONE", None, dossier.service_id)] + [("NONE", None, None)] * 3


def test_a_token_is_good_for_one_answer(survey):
    dossier = settled(survey.agency)
    path = slip_of(dossier, survey)
    assert dossier.service.name in Client().get(path).content.decode()
    form = hidden(path)
    assert [send(path, form=form, **RIGHT).status_code for _number in range(2)] == [303, 303]
    kept = Answer.objects.get()
    assert (kept.proof, kept.dossier, kept.service) == ("TOKEN", dossier, dossier.service)
    again = Client().get(path)
    assert again.status_code == 200
    assert "đã có ý kiến" in again.content.decode()
    late = send(path, form=form | {"form": open_forms.make(about_of(form, path))}, **RIGHT)
    assert late.status_code == 409
    assert "đã có ý kiến" in late.content.decode()
    assert Answer.objects.count() == 1


def about_of(form, _path):
    return form["form"].rsplit("|", 2)[0]


def test_two_slips_of_one_dossier_and_its_receipt_make_one_answer(survey):
    dossier = settled(survey.agency)
    dossier.secret_hash = secret.hash_of(secret.draw(dossier))
    dossier.save()
    receipt = reverse("survey_by_receipt", kwargs={"secret": secret.grouped(secret.draw(dossier)).lower()})
    one, other = slip_of(dossier, survey), slip_of(dossier, survey, "LINK")
    forms = {path: hidden(path) for path in (receipt, one, other)}
    assert [send(path, form=form, **RIGHT).status_code for path, form in forms.items()] == [303, 409, 409]
    assert Answer.objects.get().proof == "TOKEN"


def test_the_public_page_of_a_settled_dossier_leads_to_the_survey(survey):
    ParameterValueFactory(agency=survey.agency, code="dossiers.source", value="SOTAY")
    for dossier, is_asked in ((settled(survey.agency), True), (DossierFactory(agency=survey.agency), False)):
        dossier.secret_hash = secret.hash_of(secret.draw(dossier))
        dossier.save()
        kwargs = {"secret": secret.draw(dossier)}
        text = Client().get(reverse("dossier_status", kwargs=kwargs)).content.decode()
        assert (f'href="{reverse("survey_by_receipt", kwargs=kwargs)}"' in text) is is_asked


def test_the_receipt_of_a_dossier_that_is_not_settled_leads_nowhere(survey):
    dossier = DossierFactory(agency=survey.agency)
    dossier.secret_hash = secret.hash_of(secret.draw(dossier))
    dossier.save()
    assert Client().get(reverse("survey_by_receipt", kwargs={"secret": secret.draw(dossier)})).status_code == 404


@pytest.mark.parametrize(
    "path", ["/s/khong-co/", "/s/p/khong-co/", "/s/k/khong-co/", "/s/t/0000/", "/s/h/-/", "/s/t/%00/"]
)
def test_an_address_there_is_not_says_where_to_go(path, survey):
    answer = Client().get(path)
    assert answer.status_code == 404
    assert "ghi phiếu giấy" in answer.content.decode()


def test_where_public_pages_are_off_nothing_is_asked(agency):
    point = SurveyPointFactory(agency=SurveyFactory(agency=agency).agency)
    for answer in (Client().get(path_of(point)), Client().post(path_of(point), RIGHT)):
        assert answer.status_code == 404
        assert agency.name not in answer.content.decode()
        assert "ghi phiếu giấy" in answer.content.decode()
    assert not Answer.objects.exists()


def test_an_agency_that_is_no_more_asks_nothing(point):
    point.agency.ended_date = date(2026, 6, 1)
    point.agency.save()
    assert Client().get(path_of(point)).status_code == 404


def test_a_way_that_the_survey_does_not_take_is_closed(survey, point):
    survey.channels = ["PAPER"]
    survey.save()
    assert Client().get(path_of(point)).status_code == 404


def close(survey):
    survey.state, survey.closed_date = "CLOSED", TODAY
    survey.save()


def test_a_closed_survey_takes_no_more_and_says_so(survey, point):
    form, kept = hidden(path_of(point)), hidden(path_of(point))
    send(path_of(point), form=kept, **RIGHT)
    close(survey)
    assert Client().get(path_of(point)).status_code == 410
    answer = send(path_of(point), form=form, **RIGHT)
    assert answer.status_code == 410
    assert "đã kết thúc" in answer.content.decode()
    assert survey.agency.name in answer.content.decode()
    assert reverse("feedback_send", kwargs={"office": survey.agency.short_name}) in answer.content.decode()
    assert send(path_of(point), form=kept, **RIGHT).status_code == 303  # it had arrived: only the word of it was lost
    assert Answer.objects.count() == 1


def test_a_survey_past_its_last_day_is_closed_to_the_public(survey, point):
    survey.to_date = date(2026, 6, 11)
    survey.save()
    assert Client().get(path_of(point)).status_code == 410


def test_what_was_typed_for_an_older_survey_moves_to_the_new_one(survey, point):
    form = hidden(path_of(point))
    close(survey)
    version = VersionFactory(questionnaire__agency=survey.agency)
    QuestionFactory(version_of=version, position=1, key="moi", text="Câu mới")
    QuestionFactory(version_of=version, position=2, key="chung", factor="OVERALL", text="Mức độ hài lòng chung")
    new = SurveyFactory(agency=survey.agency, asks=version)
    answer = send(path_of(point), form=form, **RIGHT, name="An")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "đợt đang mở" in text
    assert re.search(r'name="q2" value="5" checked', text)
    assert not re.search(r'name="q1" value="\d" checked', text)
    sent = send(path_of(point), form=dict(HIDDEN.findall(text)), q1="3", q2="5")
    assert sent.status_code == 303
    assert Answer.objects.get().survey == new


def test_an_old_form_is_taken_while_its_survey_is_open(survey, point):
    form = hidden(path_of(point))
    survey.is_standing = False
    survey.save()
    new = SurveyFactory(agency=survey.agency)
    assert send(path_of(point), form=form, **RIGHT).status_code == 303
    assert Answer.objects.get().survey == survey != new


def test_a_form_of_another_point_or_agency_is_not_taken(point, other_agency):
    ParameterValueFactory(agency=other_agency, code="survey.public", value="SHOWN")
    theirs = SurveyPointFactory(agency=SurveyFactory(agency=other_agency).agency)
    mine = SurveyPointFactory(agency=point.agency)
    for other in (theirs, mine):
        answer = send(path_of(point), form=hidden(path_of(other)), **RIGHT)
        assert answer.status_code in {409, 422}
        assert re.search(r'name="q2" value="5" checked', answer.content.decode()) or other is theirs
    assert not Answer.objects.exists()


def test_stale_quick_and_trapped_forms_are_shown_again_with_their_number(point, clock, monkeypatch):
    form = hidden(path_of(point))
    nonce = form["form"].rsplit("|", 2)[1]
    monkeypatch.setattr(open_forms, "LONGEST", 10)
    stale = send(path_of(point), form=form, **RIGHT)
    monkeypatch.setattr(open_forms, "LONGEST", 10_000)
    monkeypatch.setattr(open_forms, "QUICKEST", 10_000)
    quick = send(path_of(point), form=form, **RIGHT)
    monkeypatch.setattr(open_forms, "QUICKEST", 2)
    trapped = send(path_of(point), form=form, **RIGHT, website="http://spam")
    for answer in (stale, quick, trapped):
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "gửi lần nữa" in text
        assert re.search(r'name="q2" value="5" checked', text)
        assert nonce in dict(HIDDEN.findall(text))["form"]
    assert not Answer.objects.exists()
    assert send(path_of(point), form=dict(HIDDEN.findall(stale.content.decode())), **RIGHT).status_code == 303


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
        ("10.0.0.1", "10.0.0.2", False),
        ("", "10.0.0.2", False),
        ("a:b", "a:c", False),
    ],
)
def test_a_sender_does_not_multiply_by_addresses_he_chooses(rf, monkeypatch, settings, one, other, is_same):
    monkeypatch.setattr("sotay.ui.asking.time", lambda: 1_000_000)
    told = [asking.sends_too_often(rf.get("/", REMOTE_ADDR=address), "x", per_minute=1) for address in (one, other)]
    assert told == [False, is_same]
    kept = next(iter(asking._counted))
    asking._counted.clear()
    settings.SECRET_KEY = "another"
    asking.sends_too_often(rf.get("/", REMOTE_ADDR=one), "x", per_minute=1)
    assert next(iter(asking._counted)) != kept


def test_a_flood_is_told_to_wait_and_loses_nothing(point, monkeypatch):
    monkeypatch.setattr("sotay.ui.asking.time", lambda: 1_000_000)
    monkeypatch.setattr(views, "PER_MINUTE", 3)
    answers = [send(path_of(point), **RIGHT) for _number in range(4)]
    assert [one.status_code for one in answers] == [303, 303, 303, 429]
    text = answers[-1].content.decode()
    assert "sau một phút" in text
    assert re.search(r'name="q2" value="5" checked', text)
    assert send(path_of(point), client=Client(REMOTE_ADDR="10.0.0.9"), **RIGHT).status_code == 303
    assert Answer.objects.count() == 4


def test_in_english(point, survey):
    survey.asks.questions.filter(position=2).update(text_en="Overall satisfaction")
    answer = Client().get(path_of(point), {"lang": "en"})
    text = answer.content.decode()
    assert answer["Content-Language"] == "en"
    assert '<html lang="en">' in text
    assert "Overall satisfaction" in text
    send(path_of(point), form=hidden(path_of(point), lang="en"), **RIGHT)
    assert Answer.objects.get().is_english


def test_a_kiosk_asks_for_no_code_and_starts_again_by_itself(survey):
    point = SurveyPointFactory(agency=survey.agency, kind="KIOSK")
    dossier = settled(survey.agency)
    text = Client().get(path_of(point)).content.decode()
    assert 'name="code"' not in text
    assert 'name="phone"' not in text
    assert 'href="#screen-2"' in text
    answer = send(path_of(point), **RIGHT, code=dossier.code, name="An")
    assert answer.status_code == 303
    kept = Answer.objects.get()
    assert (kept.channel, kept.proof, hasattr(kept, "contact")) == ("KIOSK", "NONE", False)
    assert f'content="8;url={path_of(point)}"' in Client().get(answer["Location"]).content.decode()
    assert Client().get(reverse("survey_by_point", kwargs={"key": point.key})).status_code == 404


def test_a_point_taken_away_leads_nowhere(point):
    point.ended_date = TODAY
    point.save()
    assert Client().get(path_of(point)).status_code == 404


def test_the_log_tells_no_token(survey):
    path = slip_of(settled(survey.agency), survey)
    handler = next(one for one in logging.getLogger().handlers if one.get_name() == "console")
    kept = handler.setStream(io.StringIO())
    try:
        Client().delete(path)
        Client().get(f"{path}x")
        written = handler.stream.getvalue()
    finally:
        handler.setStream(kept)
    assert "/s/t/…" in written
    assert path.split("/")[3][-6:] not in written


def test_the_log_tells_no_code_of_a_feedback():
    path = "/public/stttt/feedback/follow/7KQ2-M3XA-0000-1111/"
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Too Many Requests: %s", (path,), None)
    assert NoSecrets().filter(record)
    assert record.getMessage() == "Too Many Requests: /public/stttt/feedback/follow/…"


@pytest.mark.parametrize("addresses", [urls, feedback_urls, results_urls])
def test_no_session_left_on_the_device_stands_before_a_public_page(addresses):
    assert addresses.urlpatterns
    assert all(one.callback.sessionless for one in addresses.urlpatterns)
