"""Pages of questionnaires as the secretary uses them."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Grant
from sotay.evaluation.models import Question, Questionnaire, QuestionnaireVersion
from tests.factories.agency import UserFactory
from tests.factories.satisfaction import QuestionFactory, QuestionnaireFactory, SurveyFactory, VersionFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


@pytest.fixture
def client(secretary, signed_in):
    return signed_in(secretary)


def text_of(response):
    return response.content.decode()


def test_a_questionnaire_is_built_used_and_written_anew(agency, client):
    client.send(url(agency, "questionnaire_new"), {"made_from": "BLANK", "title": "Phiếu <b>thử</b>"})
    one = Questionnaire.objects.get()
    detail = url(agency, "questionnaire_detail", slug=one.slug)
    assert "Thêm câu hỏi đầu tiên" in text_of(client.get(detail))
    add = url(agency, "question_new", slug=one.slug)
    assert "Thêm câu 1" in text_of(client.get(add))
    again = client.send(
        add, {"text": "Vì sao đến?", "kind": "SINGLE", "factor": "OTHER", "options": "Một", "more": "1"}
    )
    assert again.url == add
    client.send(add, {"text": "Thái độ", "kind": "LIKERT", "factor": "OFFICIALS", "is_required": "on"})

    page = text_of(client.get(detail))
    assert "Phiếu &lt;b&gt;thử&lt;/b&gt;" in page
    for words in ("Chưa đưa vào sử dụng được", "Câu 1 cần ít nhất hai lựa chọn", "phải trả lời", "Chưa đủ tiếng Anh"):
        assert words in page
    question = Question.objects.get(position=1)
    change = url(agency, "question_change", slug=question.uuid)
    assert change in page
    assert "Một</textarea>" in text_of(client.get(change))
    told = {"text": "Vì sao đến?", "kind": "SINGLE", "factor": "OTHER", "options": "Một\n\n Hai ", "version": 1}
    client.send(change, told)
    question.refresh_from_db()
    assert question.options == ["Một", "Hai"]
    client.send(url(agency, "question_move", slug=question.uuid), {"down": "1", "version": 2})
    assert list(Question.objects.order_by("position").values_list("text", flat=True)) == ["Thái độ", "Vì sao đến?"]

    assert "Đưa vào sử dụng" in text_of(client.get(detail))
    use = url(agency, "questionnaire_use", slug=one.slug)
    client.send(use, {"in_use_date": f"{today():%d/%m/%Y}", "version": 1})
    page = text_of(client.get(detail))
    assert "Đang dùng" in page
    assert change not in page
    assert client.get(use).status_code == 404

    client.send(url(agency, "questionnaire_start", slug=one.slug))
    page = text_of(client.get(detail))
    assert "Lần 2" in page
    assert url(agency, "questionnaire_version", slug=one.slug, number=1) in page
    older = text_of(client.get(url(agency, "questionnaire_version", slug=one.slug, number=1)))
    assert add not in older
    assert client.get(url(agency, "questionnaire_version", slug=one.slug, number=9)).status_code == 404


def test_questions_nobody_saw_are_not_put_into_use_from_a_page_read_before(agency, client):
    client.send(url(agency, "questionnaire_new"), {"made_from": "short"})
    one = Questionnaire.objects.get()
    use = url(agency, "questionnaire_use", slug=one.slug)

    def read():
        seen = re.search(r'name="seen" value="([0-9a-f]{64})"', text_of(client.get(use)))[1]
        return {"in_use_date": f"{today():%d/%m/%Y}", "version": 1, "seen": seen}

    before = read()
    last = Question.objects.get(position=3)
    for change in (
        lambda: client.send(
            url(agency, "question_new", slug=one.slug), {"text": "Thêm", "kind": "LIKERT", "factor": "OTHER"}
        ),
        lambda: client.send(url(agency, "question_move", slug=last.uuid), {"up": "1", "version": last.version}),
    ):
        change()
        refused = client.send(use, before)
        assert refused.status_code == 422
        assert "vừa được sửa ở nơi khác" in text_of(refused)
        before = read()
    assert client.send(use, before).status_code == 302
    assert one.versions.get().state == "IN_USE"


def test_a_refused_question_keeps_what_was_typed(agency, client):
    one = VersionFactory(questionnaire__agency=agency, state="DRAFT", in_use_date=None).questionnaire
    typed = {"text": "Vì sao?", "kind": "SINGLE", "factor": "OTHER", "options": "Có\ncó"}
    refused = client.send(url(agency, "question_new", slug=one.slug), typed)
    page = text_of(refused)
    assert refused.status_code == 422
    assert "ghi hai lần" in page
    assert "Có\ncó</textarea>" in page


def test_a_blank_one_needs_a_name(agency, client):
    refused = client.send(url(agency, "questionnaire_new"), {"made_from": "BLANK"})
    assert refused.status_code == 422
    assert "Phiếu tự soạn cần có tên." in text_of(refused)


def test_a_second_start_says_that_a_draft_is_there(agency, client):
    one = VersionFactory(questionnaire__agency=agency, state="DRAFT", in_use_date=None).questionnaire
    client.send(url(agency, "questionnaire_start", slug=one.slug))
    assert "đang soạn; hãy sửa tiếp" in text_of(client.get(url(agency, "questionnaire_detail", slug=one.slug)))
    assert QuestionnaireVersion.objects.count() == 1


def test_the_preview_asks_in_both_languages_and_sends_nothing(agency, client):
    client.send(url(agency, "questionnaire_new"), {"made_from": "services"})
    one = Questionnaire.objects.get()
    preview = url(agency, "questionnaire_preview", slug=one.slug, number=1)
    page, english = text_of(client.get(preview)), text_of(client.get(preview, {"lang": "en"}))
    for words in ("Rất hài lòng", "Mức độ hài lòng chung", "Đúng hẹn", "Xem trước lần 1"):
        assert words in page
    for words in ("Very satisfied", "All in all, how satisfied", "On the day given", "Xem trước lần 1"):
        assert words in english
    assert "Rất hài lòng" not in english
    assert page.count('type="radio" name="q17"') == 5
    assert client.get(preview, {"lang": "<b>"}).status_code == 200


def test_the_blank_sheet_has_room_for_code_and_date_where_services_are_asked_about(agency, client):
    for made_from in ("services", "system"):
        client.send(url(agency, "questionnaire_new"), {"made_from": made_from})
    services, system = Questionnaire.objects.order_by("code")
    page = text_of(client.get(url(agency, "questionnaire_sheet", slug=services.slug, number=1)))
    for words in (agency.name, "PKS-", "Mã hồ sơ (nếu có)", "Ngày:", "Tiếp cận dịch vụ", "Số lần phải đến", "(5)"):
        assert words in page
    assert "Họ tên:" not in page
    english = text_of(client.get(url(agency, "questionnaire_sheet", slug=services.slug, number=1), {"lang": "en"}))
    assert "Very satisfied" in english
    other = text_of(client.get(url(agency, "questionnaire_sheet", slug=system.slug, number=1)))
    assert "Mã hồ sơ" not in other
    assert "(có thể chọn nhiều)" in other


def test_the_list_is_narrowed_and_leaves_as_it_is_shown(agency, other_agency, client):
    VersionFactory(questionnaire__agency=agency, questionnaire__title="Dịch vụ công", asking=True)
    VersionFactory(
        questionnaire__agency=agency, questionnaire__title="Hệ thống", questionnaire__about="SYSTEM", state="DRAFT",
        in_use_date=None,
    )  # fmt: skip
    ended = VersionFactory(questionnaire__agency=agency, questionnaire__title="Phiếu cũ")
    ended.questionnaire.ended_date = today()
    ended.questionnaire.save()
    VersionFactory(questionnaire__agency=other_agency, questionnaire__title="Của nơi khác")
    names = ("Dịch vụ công", "Hệ thống", "Phiếu cũ", "Của nơi khác")

    def shown(**query):
        page = text_of(client.get(url(agency, "questionnaire_list"), query)).partition("<tbody")[2]
        return [name for name in names if name in page]

    assert shown() == ["Dịch vụ công", "Hệ thống", "Phiếu cũ"]
    assert shown(about="SYSTEM") == ["Hệ thống"]
    assert shown(state="USED") == ["Dịch vụ công"]
    assert shown(state="WRITTEN") == ["Hệ thống"]
    assert shown(state="ENDED") == ["Phiếu cũ"]
    file = client.get(url(agency, "questionnaire_list"), {"export": "xlsx", "state": "USED"})
    cells = [cell.value for row in load_workbook(io.BytesIO(b"".join(file.streaming_content))).active for cell in row]
    assert "Dịch vụ công" in cells
    assert "Hệ thống" not in cells
    assert 4 in cells


def test_it_is_found_by_the_words_of_its_questions(agency, client):
    client.send(url(agency, "questionnaire_new"), {"made_from": "short"})
    assert (
        "PKS-" in text_of(client.get(url(agency, "questionnaire_list"), {"words": "dung hen"})).partition("<tbody")[2]
    )
    assert (
        "PKS-" not in text_of(client.get(url(agency, "questionnaire_list"), {"words": "bầu cử"})).partition("<tbody")[2]
    )


def test_the_questions_leave_as_a_file(agency, client):
    client.send(url(agency, "questionnaire_new"), {"made_from": "services"})
    one = Questionnaire.objects.get()
    file = client.get(url(agency, "questionnaire_detail", slug=one.slug), {"export": "csv"})
    told = b"".join(file.streaming_content).decode("utf-8-sig")
    assert "Đúng hẹn" in told
    assert "how satisfied" in told
    assert told.count("\n") >= 18


def test_an_empty_list_says_how_to_begin(agency, client, official, signed_in):
    page = text_of(client.get(url(agency, "questionnaire_list")))
    assert "Chưa có phiếu khảo sát nào" in page
    assert url(agency, "questionnaire_new") in page
    assert url(agency, "questionnaire_new") not in text_of(signed_in(official).get(url(agency, "questionnaire_list")))


def test_a_guest_sees_what_was_used_and_no_draft(agency, signed_in):
    inspector = UserFactory()
    Grant.objects.create(agency=agency, to_user=inspector, purpose="Kiểm tra", from_date=today(), to_date=today())
    one = VersionFactory(questionnaire__agency=agency, questionnaire__title="Dịch vụ công", asking=True).questionnaire
    VersionFactory(questionnaire=one, number=2, state="DRAFT", in_use_date=None)
    VersionFactory(questionnaire__agency=agency, questionnaire__title="Chưa dùng", state="DRAFT", in_use_date=None)
    guest = signed_in(Actor(agency=agency, user=inspector))
    page = text_of(guest.get(url(agency, "questionnaire_list")))
    assert ("Dịch vụ công" in page, "Chưa dùng" in page) == (True, False)
    assert "Lần 2" not in text_of(guest.get(url(agency, "questionnaire_detail", slug=one.slug)))
    assert guest.get(url(agency, "questionnaire_version", slug=one.slug, number=2)).status_code == 404
    assert guest.get(url(agency, "questionnaire_preview", slug=one.slug, number=2)).status_code == 404


def test_the_page_leads_to_the_surveys_that_ask_by_it_and_tells_which_stand_in_the_way(agency, client):
    version = VersionFactory(questionnaire__agency=agency, asking=True)
    survey = SurveyFactory(agency=agency, asks=version)
    one, there = version.questionnaire, url(agency, "survey_detail", slug=survey.slug)
    assert there in text_of(client.get(url(agency, "questionnaire_detail", slug=one.slug)))
    told = {"ended_date": f"{today():%d/%m/%Y}", "reason": "Thay phiếu", "version": one.version}
    refused = client.send(url(agency, "questionnaire_end", slug=one.slug), told)
    assert refused.status_code == 422
    assert there in text_of(refused)


def test_the_list_and_the_page_ask_as_often_for_30_as_for_1(agency, client):
    def add(count):
        for _number in range(count):
            version = VersionFactory(questionnaire__agency=agency, asking=True)
            SurveyFactory(agency=agency, asks=version, is_standing=False)

    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    add(1)
    listed = url(agency, "questionnaire_list")
    draft = VersionFactory(questionnaire=QuestionnaireFactory(agency=agency), state="DRAFT", in_use_date=None)
    QuestionFactory(version_of=draft, position=1)
    page = url(agency, "questionnaire_detail", slug=draft.questionnaire.slug)
    before = asked(listed), asked(page)
    add(29)
    for place in range(2, 31):
        QuestionFactory(version_of=draft, position=place)
    for number in range(2, 31):
        VersionFactory(questionnaire=draft.questionnaire, number=number, state="RETIRED", asking=True)
    assert (asked(listed), asked(page)) == before
