"""Twenty paper sheets entered by keyboard alone: figures go on by themselves, Enter saves, a broken connection loses nothing."""

import time
from datetime import date

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from sotay.agency.clock import today
from sotay.evaluation.models import Answer, AnswerBatch
from sotay.web.demo.building import cast
from tests.browser.conftest import DESK, copied_database, type_in, watch
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory, UserFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import QuestionFactory, SurveyFactory, VersionFactory

pytestmark = pytest.mark.browser

CLERK = "mot-cua"
SHEETS = 20
LIKERT = 9
MOST_SECONDS = 15
ASKED = (
    "Nơi ngồi chờ có đủ chỗ ngồi",
    "Trang thiết bị phục vụ người dân hiện đại",
    "Thủ tục được niêm yết công khai, đầy đủ",
    "Thành phần hồ sơ đúng quy định",
    "Công chức có thái độ lịch sự",
    "Công chức hướng dẫn hồ sơ tận tình, chu đáo",
    "Kết quả đúng quy định",
    "Kết quả có thông tin đầy đủ, chính xác",
    "Nhìn chung, ông/bà có hài lòng về việc giải quyết thủ tục không",
)


@pytest.fixture
def survey(empty_template, django_db_blocker):
    """An agency whose desk has a survey of twelve questions to enter, in a database of its own."""
    with copied_database(django_db_blocker, empty_template):
        agency = AgencyFactory(short_name="stttt")
        unit = UnitFactory(agency=agency, code="VP", name="Văn phòng")
        user = UserFactory(username=CLERK, password=make_password(cast()["password"]))
        SeatFactory(agency=agency, user=user, role="ONE_STOP", unit=unit, from_date=date(2020, 1, 1))
        version = VersionFactory(questionnaire__agency=agency)
        for place, words in enumerate(ASKED, start=1):
            QuestionFactory(version_of=version, position=place, text=words)
        choices = ["Trực tiếp", "Trực tuyến", "Bưu chính"]
        QuestionFactory(
            version_of=version, position=10, kind="SINGLE", text="Ông/bà nộp hồ sơ bằng cách nào", options=choices
        )
        QuestionFactory(version_of=version, position=11, kind="YES_NO", text="Kết quả được trả đúng hẹn")
        QuestionFactory(version_of=version, position=12, kind="TEXT", text="Ý kiến khác")
        first = date(today().year, 1, 1)
        yield SurveyFactory(
            agency=agency, asks=version, from_date=first, to_date=date(first.year, 12, 31), opened_date=first
        )


@pytest.fixture
def page(chromium, server, survey):
    """The page of the one-stop official, signed in; it may not have complained at the end."""
    context = chromium.new_context(viewport=DESK, base_url=server, locale="vi-VN")
    context.set_default_timeout(20_000)
    page = watch(context.new_page())
    type_in(page, CLERK)
    yield page
    said = page.complaints
    context.close()
    assert said == []


def open_batch(page, expected=SHEETS):
    """Begin a batch of today's sheets."""
    page.goto("/stttt/evaluation/answers/batches/new/")
    page.locator("details.form-fold summary").click()
    page.get_by_label("Số phiếu trong lô").fill(str(expected))
    page.get_by_label("Số phiếu trong lô").press("Enter")
    expect(page.get_by_role("heading", name="Phiếu số 1", exact=True)).to_be_visible()


def marks_of(number):
    """Return what stands on a sheet: nine levels, how the dossier was handed in, whether it came in time."""
    return "".join(str(5 - (number + place) % 3) for place in range(LIKERT)) + str(number % 3 + 1) + str(number % 2)


def type_sheet(page, number, *, code="", words=""):
    """Type a sheet from the first box on: no mouse, no Tab."""
    expect(page.locator("#id_code")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.locator("#id_q1")).to_be_focused()
    page.keyboard.type(marks_of(number))
    expect(page.locator("#id_q12")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def test_twenty_sheets_are_entered_by_keyboard(page, survey):
    dossiers = [
        DossierFactory(agency=survey.agency, returned=True, received_date=today(), happened=()) for _ in range(2)
    ]
    for one in dossiers:
        type(one).objects.filter(pk=one.pk).update(state="RETURNED", result_date=today(), returned_date=today())
    open_batch(page)
    began = time.monotonic()

    for number in range(1, SHEETS):
        code = dossiers[number - 1].code if number <= len(dossiers) else ""
        type_sheet(page, number, code=code, words="Chờ hơi lâu" if number == 3 else "")
        expect(page.get_by_role("heading", name=f"Phiếu số {number + 1}", exact=True)).to_be_visible()
    seconds = (time.monotonic() - began) / (SHEETS - 1)

    page.keyboard.press(
        "Enter"
    )  # no code; a level that does not exist stays where it is, the spoilt sheet has its reason
    page.keyboard.type("8")
    expect(page.locator("#id_q1")).to_be_focused()
    expect(page.locator("#id_q1")).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Delete")
    page.keyboard.type("*Phiếu để trắng")
    expect(page.locator("#id_invalid_reason")).to_have_value("Phiếu để trắng")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã nhập đủ số phiếu")).to_be_visible()

    rows = list(Answer.objects.order_by("sheet"))
    assert [one.sheet for one in rows] == list(range(1, SHEETS + 1))
    assert ["".join(map(str, one.marks[:11])) for one in rows[:-1]] == [marks_of(number) for number in range(1, SHEETS)]
    assert [one.proof for one in rows[:3]] == ["CODE", "CODE", "NONE"]
    assert (rows[2].texts.get().text, rows[-1].invalid_reason) == ("Chờ hơi lâu", "Phiếu để trắng")
    assert seconds < MOST_SECONDS
    page.get_by_role("link", name="Ghi đã nhập xong").press("Enter")
    expect(page.get_by_text("Đã nhập 20 phiếu, hợp lệ 19 phiếu.")).to_be_visible()
    page.get_by_role("textbox", name="Ngày nhập xong").press("Enter")
    expect(page.locator("main")).to_contain_text("Đã nhập xong")
    assert AnswerBatch.objects.get().state == "DONE"


def test_a_sheet_in_progress_outlives_a_broken_connection(page, survey):
    open_batch(page, expected=2)
    page.keyboard.press("Enter")
    page.keyboard.type(marks_of(1) + "Đang nói dở")

    page.context.set_offline(True)
    page.on("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    page.goto(f"/stttt/evaluation/answers/batches/{AnswerBatch.objects.get().slug}/sheet/")

    expect(page.locator("[data-restored]")).to_be_visible()
    expect(page.locator("#id_q12")).to_have_value("Đang nói dở")
    page.locator("#id_q12").press("Enter")
    expect(page.get_by_role("heading", name="Phiếu số 2", exact=True)).to_be_visible()
    expect(page.locator("[data-restored]")).to_be_hidden()
    expect(page.locator("#id_q1")).to_have_value("")
    assert "".join(map(str, Answer.objects.get().marks[:11])) == marks_of(1)


def test_a_second_sheet_for_a_dossier_is_refused_while_it_is_typed(page, survey):
    dossier = DossierFactory(agency=survey.agency, returned=True, received_date=date(today().year, 1, 5), happened=())
    type(dossier).objects.filter(pk=dossier.pk).update(state="RETURNED", result_date=today(), returned_date=today())
    open_batch(page, expected=3)
    type_sheet(page, 1, code=dossier.code)
    expect(page.get_by_role("heading", name="Phiếu số 2", exact=True)).to_be_visible()

    page.keyboard.type(dossier.code)
    page.keyboard.press("Enter")
    expect(page.locator("#match")).to_contain_text("đã có phiếu số 1 của lô")
    page.keyboard.type(marks_of(2))
    page.keyboard.press("Enter")
    expect(page.locator("#id_code_error")).to_contain_text("Mỗi hồ sơ chỉ tính một phiếu")
    assert Answer.objects.count() == 1
