"""The papers of an announcement: what they say, within the decree, blank and filled, by how many queries."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from pypdf import PdfReader

from sotay.manual.announcements.commands import begin_announcement, draft_announcement_paper
from sotay.manual.announcements.models import Announcement
from sotay.papers import forms
from sotay.papers.docx import docx
from sotay.papers.forms import Making
from sotay.papers.linter import why_not_nd30
from sotay.papers.pdf import pdf
from tests.conftest import TODAY
from tests.factories.announcements import (
    AnnouncedServiceFactory,
    AnnouncementFactory,
    PostingFactory,
    grounds,
    issue,
)

pytestmark = pytest.mark.django_db
CODES = ("I5", "I5.1", "I6", "I7")


@pytest.fixture
def agency(agency):
    agency.letter_code, agency.place_name, agency.parent_name = "STTTT", "Hà Nội", "Ủy ban nhân dân tỉnh"
    agency.save()
    return agency


def made(code, record, agency, viewer):
    return forms.find(code).build(record, Making(agency=agency, viewer=viewer, on=TODAY, year=2026))


def text_of(paper):
    return " ".join(
        "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf(paper))).pages).replace("\u200b", "").split()
    )


@pytest.mark.parametrize("code", [code for code in CODES if forms.find(code).has_blank])
def test_a_blank_one_keeps_to_the_decree(agency, secretary, code):
    paper = made(code, None, agency, secretary)
    assert why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper)) == []


@pytest.mark.parametrize("code", CODES)
def test_each_is_vietnamese_whatever_the_language_of_the_screen(agency, secretary, code):
    one = AnnouncementFactory(agency=agency, number="05/QĐ-STTTT", fields=["Báo chí"])
    record = PostingFactory(announcement=one) if code == "I7" else one
    with override("en"):
        there = made(code, record, agency, secretary)
    with override("vi"):
        assert there == made(code, record, agency, secretary)


@pytest.mark.parametrize("code", CODES)
def test_a_filled_one_keeps_to_the_decree(agency, secretary, code):
    one = AnnouncementFactory(agency=agency, number="05/QĐ-STTTT", fields=["Báo chí"], places=["Số 6 Trần Phú"])
    for _service in range(40):
        AnnouncedServiceFactory(announcement=one, procedure="QT 01 Quy trình cấp phép\nQT 02 Quy trình khác")
    record = PostingFactory(announcement=one) if code == "I7" else one
    paper = made(code, record, agency, secretary)
    assert why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper)) == []


def test_the_decision_says_what_the_annex_of_the_law_asks_for(agency, secretary):
    grounds(agency)
    one = begin_announcement(agency, actor=secretary, effective_date=date(2026, 7, 1), on=TODAY)
    said = text_of(made("I5", one, agency, secretary))
    for words in (
        "QUYẾT ĐỊNH",
        "Về việc công bố hệ thống quản lý chất lượng phù hợp Tiêu chuẩn quốc gia TCVN ISO 9001:2015",
        "Quyết định số 19/2014/QĐ-TTg",
        "xác nhận hiệu lực của hệ thống ngày 08 tháng 6 năm 2026",
        "có hiệu lực kể từ ngày 01 tháng 7 năm 2026",
        "BẢN CÔNG BỐ",
        "DANH MỤC THỦ TỤC HÀNH CHÍNH TRONG PHẠM VI CÔNG BỐ",
        one.services.first().name,
        "Báo chí",
        "Số 6 Trần Phú",
    ):
        assert words in said, words


def test_one_made_again_names_the_reason_and_what_it_replaces(agency, secretary):
    before = AnnouncementFactory(agency=agency, number="210/QĐ-STTTT", issued_date=date(2025, 12, 10))
    grounds(agency)
    one = begin_announcement(agency, actor=secretary, reason="WIDENED", reason_text="thêm hai thủ tục", on=TODAY)
    said = text_of(made("I5", one, agency, secretary))
    assert "Công bố lại do mở rộng phạm vi áp dụng: thêm hai thủ tục." in said
    assert "thay thế Quyết định số 210/QĐ-STTTT ngày 10 tháng 12 năm 2025" in said
    assert before.state == Announcement.State.ISSUED
    assert "Thay thế: Quyết định số 210/QĐ-STTTT" in text_of(made("I5.1", one, agency, secretary))


def test_a_first_announcement_has_no_line_for_what_it_replaces(agency, secretary):
    grounds(agency)
    one = begin_announcement(agency, actor=secretary, on=TODAY)
    assert "Thay thế" not in text_of(made("I5.1", one, agency, secretary))
    assert "Thay thế" in text_of(made("I5.1", None, agency, secretary))


def test_the_notice_tells_number_day_and_extent(agency, secretary):
    grounds(agency)
    one = begin_announcement(agency, actor=secretary, on=TODAY)
    issue(draft_announcement_paper(one, actor=secretary, form="I5", on=TODAY), on=TODAY, number="05")
    one = Announcement.objects.get(pk=one.pk)
    said = text_of(made("I6", one, agency, secretary))
    assert "Quyết định số 05/QĐ-STTTT" in said
    assert "ngày 12 tháng 6 năm 2026" in said
    assert "2 thủ tục hành chính" in said
    assert "Kính gửi: Sở Khoa học và Công nghệ" in said


def test_the_queries_do_not_grow_with_the_list(agency, secretary):
    one = AnnouncementFactory(agency=agency)

    def asked():
        record = Announcement.objects.select_related("agency__overseer", "replaces", "confirmation").get(pk=one.pk)
        with CaptureQueriesContext(connection) as queries:
            made("I5", record, agency, secretary)
        return len(queries)

    AnnouncedServiceFactory(announcement=one)
    few = asked()
    for _one in range(30):
        AnnouncedServiceFactory(announcement=one)
    assert asked() == few
