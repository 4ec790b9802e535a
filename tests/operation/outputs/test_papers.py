"""Papers of nonconforming outputs: the sheet of one, the log of a year."""

from datetime import date

import pytest

from sotay.papers.model import words
from tests.factories.agency import UserFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.outputs import OutputFactory
from tests.paper_words import asked, built, is_empty, signers, table, values

pytestmark = pytest.mark.django_db


def test_the_sheet_tells_what_who_decided_what_was_done_and_found_again(agency, secretary):
    dossier = DossierFactory(agency=agency)
    one = OutputFactory(agency=agency, closed=True, dossier=dossier, stage="BEFORE_RETURN", assigned_to=UserFactory())
    paper = built("E2", one, secretary)
    told = values(paper)
    assert words(paper.blocks[0].text) == f"Số: {one.code} – Đã đóng"
    assert told["kind"].startswith("■ Kết quả sai, thiếu")
    assert (told["dossier"], told["what"]) == (dossier.code, "Sai năm trên giấy phép")
    assert told["stage"] == "■ Trước khi trả kết quả   □ Sau khi trả kết quả"
    assert told["found"] == f"{one.found_by}, ngày 01/06/2026"
    assert told["action"].startswith("■ Khắc phục, sửa lại")
    assert told["decided"] == f"{one.decided_by}, ngày 02/06/2026"
    assert (told["done_text"], told["checked_text"]) == ("Đã sửa", "đạt")
    assert signers(paper) == [
        ("Người xử lý", str(one.done_by), "Ngày 03/06/2026"),
        ("Người kiểm tra lại", str(one.checked_by), "Ngày 04/06/2026"),
        ("Người quyết định", str(one.decided_by), "Ngày 02/06/2026"),
    ]


def test_one_sent_back_says_what_is_missing_and_how_late_it_is_and_nobody_signs_for_the_check(agency, secretary):
    one = OutputFactory(
        agency=agency, decided=True, checked_text="Thiếu dấu", checked_by=UserFactory(), checked_date=date(2026, 6, 5),
        due_date=date(2026, 6, 8),
    )  # fmt: skip
    paper = built("E2", one, secretary)
    assert values(paper)["checked_text"] == "Thiếu dấu"
    assert values(paper)["due_date"] == "08/06/2026 (quá hạn 4 ngày)"
    assert signers(paper)[1][1] == ""
    cancelled = built("E2", OutputFactory(agency=agency, cancelled=True), secretary)
    assert (cancelled.mark, values(cancelled)["cancelled_reason"]) == ("ĐÃ HỦY BỎ", "Ghi nhầm")


def test_the_log_lists_those_of_the_year_the_first_found_first(agency, secretary):
    closed = OutputFactory(agency=agency, closed=True, found_date=date(2026, 5, 1))
    left = OutputFactory(agency=agency)
    OutputFactory(agency=agency, found_date=date(2025, 12, 31))
    OutputFactory()
    paper = built("E2-SO", None, secretary)
    rows = table(paper, "outputs")
    assert [row[1] for row in rows] == [closed.code, left.code]
    assert rows[0][2] == "01/05/2026"
    assert rows[0][5:8] == [
        "Kết quả sai, thiếu: Sai năm trên giấy phép",
        "Sau khi trả kết quả",
        "Khắc phục, sửa lại\nSửa lại",
    ]
    assert rows[0][9] == f"Đã sửa\n{closed.done_by}, ngày 03/06/2026"
    assert rows[1][7:] == ["", "", "", "", "Chờ quyết định xử lý"]
    assert words(paper.blocks[1].text) == "Tổng số 2, chưa đóng 1. Số liệu ngày 12/06/2026."
    assert len(paper.behind[0].rows) == 2


def test_a_blank_is_empty_and_thirty_ask_no_more_than_one(agency, secretary):
    blank = built("E2", None, secretary)
    assert is_empty(blank)
    OutputFactory(agency=agency, closed=True)
    few = asked(lambda: built("E2-SO", None, secretary))
    for _number in range(30):
        OutputFactory(agency=agency, closed=True)
    assert asked(lambda: built("E2-SO", None, secretary)) == few
