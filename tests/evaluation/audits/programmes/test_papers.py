"""The programme of a year as a paper: its texts, and the matrix of units and months."""

import pytest

from sotay.papers.model import words
from tests.factories.agency import UserFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammeLineFactory
from tests.paper_words import asked, built, prose, table

pytestmark = pytest.mark.django_db


def test_it_tells_its_texts_and_an_x_for_every_month_something_is_audited_in(agency, secretary, head):
    one = ProgrammeFactory(agency=agency, approved=True, scope="Toàn cơ quan")
    lead = UserFactory()
    line = ProgrammeLineFactory(
        programme=one, months=[3, 9], clauses=["8.5"], priority="RESULTS", priority_text="2 điểm không phù hợp", lead=lead,
    )  # fmt: skip
    ProgrammeLineFactory(programme=one, months=[])
    paper = built("D2", one, secretary)

    assert (paper.abbreviation, paper.heading) == ("CTr", "CHƯƠNG TRÌNH")
    assert paper.number.symbol == f"CTr-{agency.letter_code}"
    assert "năm 2026" in paper.subject
    assert paper.signature.name == str(head.user)
    assert prose(paper, "purpose") == "Xem hệ thống có hiệu lực"
    assert prose(paper, "scope") == "Toàn cơ quan"
    (row,) = table(paper, "matrix")
    assert row[1] == str(line.unit)
    assert [month for month, cell in enumerate(row[2:14], start=1) if cell == "x"] == [3, 9]
    assert row[14:] == ["8.5", "Kết quả đánh giá lần trước: 2 điểm không phù hợp", str(lead)]
    said = [words(one.text) for one in paper.blocks if hasattr(one, "text")]
    assert "2 lượt đánh giá tại 1 đơn vị, quá trình (chi tiết tại Phụ lục kèm theo):" in said
    (listed,) = [one.items for one in paper.blocks if hasattr(one, "items")]
    assert listed == (f"Tháng 3: {line.unit}.", f"Tháng 9: {line.unit}.")
    assert paper.annexes[0].landscape


def test_a_plan_is_called_one_and_a_revision_says_why(agency, secretary):
    one = ProgrammeFactory(agency=agency, is_plan=True, revision=1, reason="Sáp nhập đơn vị")
    paper = built("D2", one, secretary)
    assert (paper.abbreviation, paper.heading) == ("KH", "KẾ HOẠCH")
    assert words(paper.blocks[0].text) == "(Điều chỉnh lần 1. Lý do: Sáp nhập đơn vị)"


def test_a_blank_has_rows_to_write_on_and_thirty_lines_ask_no_more_than_one(agency, secretary):
    blank = built("D2", None, secretary)
    assert blank.annexes[0].blocks[0].blank_rows
    assert prose(blank, "purpose") == ""
    one = ProgrammeFactory(agency=agency, approved=True)
    ProgrammeLineFactory(programme=one)
    few = asked(lambda: built("D2", one, secretary))
    for _number in range(30):
        ProgrammeLineFactory(programme=one)
    assert asked(lambda: built("D2", one, secretary)) == few
    assert built("D2", one, secretary).number.number == ""
