"""Papers of management reviews: plan, report on the inputs, minutes, notice, how tasks are followed, the look at a month."""

from datetime import date

import pytest

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.evaluation.models import ReviewInput
from sotay.evaluation.reviews.models import Input, InputComment
from sotay.papers import forms
from sotay.papers.model import Table, words
from tests.conftest import person
from tests.factories.agency import DecisionFactory, UnitFactory, UserFactory
from tests.factories.reviews import MonthlyLookFactory, ReviewDecisionFactory, ReviewFactory
from tests.factories.work import AssignmentFactory
from tests.paper_words import asked, built, is_empty, links, prose, signers, table, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(agency):
    return ReviewFactory(agency=agency, concluded=True, chair=UserFactory(), secretary=UserFactory(), absent="Phòng B")


def test_the_plan_says_which_unit_reports_on_what_until_when(agency, secretary):
    unit = UnitFactory(agency=agency)
    review = ReviewFactory(
        agency=agency, chair=UserFactory(), comments_due_date=date(2026, 6, 1), part_of="Giao ban tháng 6"
    )
    ReviewInput.objects.filter(review=review, key="c1").update(unit=unit)
    paper = built("F1", review, secretary)
    rows = table(paper, "inputs")
    assert [row[0] for row in rows] == Input.values
    assert rows[2][1:] == ["Sự hài lòng và phản hồi của tổ chức, cá nhân", str(unit), "01/06/2026"]
    assert rows[0][2] == "Thư ký chuẩn bị"
    told = values(paper)
    assert told["meeting_at"] == "08 giờ 00 phút, ngày 05/06/2026"
    assert (told["part_of"], told["place"], told["chair"]) == ("Giao ban tháng 6", "Phòng họp A", str(review.chair))
    assert told["figures"] == "từ ngày 01/01/2026 đến ngày 31/05/2026"


def test_the_report_on_inputs_has_a_row_for_each_with_frozen_numbers_that_lead_to_their_records(
    agency, review, secretary
):
    kept = {
        "code": "work.overdue", "title": "Việc quá hạn", "value": 3, "measure": "việc", "said": "", "query": {},
        "link": "work:assignment_list", "link_kwargs": {},
    }  # fmt: skip
    one = ReviewInput.objects.get(review=review, key="c5")
    one.numbers, one.text = [kept], "Cần đôn đốc"
    one.save()
    unit = UnitFactory(agency=agency)
    review.comments_due_date = date(2026, 6, 1)
    review.save()
    InputComment.objects.create(
        agency=agency, input=one, unit=unit, author=UserFactory(), text="Thiếu người", made_date=date(2026, 6, 2)
    )
    paper = built("F2", review, secretary)

    rows = {row[0]: row for row in table(paper, "inputs")}
    assert list(rows) == Input.values
    assert rows["c5"][2] == "Việc quá hạn: 3 việc"
    assert rows["c5"][3] == f"Cần đôn đốc\n{unit} (02/06/2026, muộn): Thiếu người"
    assert rows["d"][2] == "Chưa có dữ liệu trong hệ thống."
    assert list(links(paper, "inputs")) == ["3 việc"]
    assert "chốt ngày 05/06/2026" in words(paper.blocks[0].text)
    (sheet,) = paper.behind
    assert ("c5", "Kết quả theo dõi, đo lường", "Việc quá hạn", 3, "việc", None, "") in sheet.rows


def test_the_minutes_tell_each_input_what_was_decided_and_what_there_is_none_of(review, secretary):
    ReviewInput.objects.filter(review=review, key="a").update(discussion="Đã làm xong", conclusion="Tiếp tục")
    ReviewInput.objects.filter(review=review, key="b").update(why_none="Không có thay đổi")
    decision = ReviewDecisionFactory(review=review)
    review.none_kinds = ["CHANGE"]
    review.judgement_text = "Hệ thống được duy trì"
    review.save()
    paper = built("F3", review, secretary)

    assert (paper.abbreviation, paper.heading, paper.dated, paper.mark) == ("BB", "BIÊN BẢN", date(2026, 6, 5), "")
    rows = {row[0]: row for row in table(paper, "inputs")}
    titles = [
        one.title
        for block in paper.blocks
        if isinstance(block, Table) and block.key == "inputs"
        for one in block.columns
    ]
    assert titles == ["Mục", "Đầu vào", "Ý kiến tại cuộc họp", "Kết luận"]
    assert rows["a"][2:] == ["Đã làm xong", "Tiếp tục"]
    assert rows["b"][3] == "Không kết luận: Không có thay đổi"
    assert table(paper, "decided_improvement") == [["1", decision.text, str(decision.owner_user), "31/07/2026"]]
    said = [words(one.text) for one in paper.blocks if hasattr(one, "text")]
    assert said[-4:].count("Không có.") + said[-8:].count("Chưa ghi.") == 2
    told = values(paper)
    assert (told["absent"], told["chair"]) == ("Phòng B", str(review.chair))
    assert told["judgement"].startswith("■ Thích hợp, đầy đủ, hiệu lực, phù hợp định hướng")
    assert told["policy"] == "■ Còn thích hợp   □ Phải sửa đổi"
    assert signers(paper) == [
        ("Thư ký", str(review.secretary), "Ký, ghi rõ họ tên"), ("Chủ trì", str(review.chair), "Phê duyệt ngày 08/06/2026"),
    ]  # fmt: skip


def test_minutes_of_a_part_of_another_meeting_are_an_excerpt_and_a_draft_until_approved(agency, secretary):
    review = ReviewFactory(agency=agency, held=True, part_of="Giao ban tháng 6")
    paper = built("F3", review, secretary)
    assert (paper.heading, paper.mark) == ("TRÍCH BIÊN BẢN", "DỰ THẢO")


def test_the_notice_gives_the_tasks_and_bears_the_number_it_was_issued_with(agency, review, secretary, head):
    decision = ReviewDecisionFactory(review=review, kind="RESOURCES", text="Mua máy quét")
    paper = built("F4", review, secretary)
    assert (paper.abbreviation, paper.number.number, paper.signature.name) == ("TB", "", str(head.user))
    assert table(paper, "decided_resources") == [["1", "Mua máy quét", str(decision.owner_user), "31/07/2026"]]
    assert prose(paper, "policy") == "Chính sách chất lượng còn thích hợp."
    assert prose(paper, "judgement") == "Thích hợp, đầy đủ, hiệu lực, phù hợp định hướng."
    assert f"Ngày 05 tháng 6 năm 2026, đồng chí {review.chair} chủ trì" in prose(paper, "opening")
    review.notice = DecisionFactory(agency=agency, number="30/TB-STN", date=date(2026, 6, 9))
    signed = built("F4", review, secretary)
    assert (signed.number.number, signed.number.symbol, signed.dated) == ("30", "TB-STN", date(2026, 6, 9))
    form = forms.find("F4")
    assert form.edited
    assert form.when(review)
    assert not form.when(ReviewFactory(agency=agency, held=True))


def test_the_tasks_are_followed_with_what_came_of_them(agency, review, secretary):
    work = AssignmentFactory(
        agency=agency, due_date=date(2026, 6, 11), state="DONE", done_date=date(2026, 6, 10), result="Đã trình dự thảo"
    )
    ReviewDecisionFactory(review=review, assignment=work, position=1)
    ReviewDecisionFactory(review=review, position=2, due_date=date(2026, 6, 1))
    first, second = table(built("F4-TD", review, secretary), "tasks")
    assert first[4:] == ["11/06/2026", "Đã báo hoàn thành, chờ xác nhận", "10/06/2026", "Đã trình dự thảo"]
    assert second[4:] == ["01/06/2026", "Quá hạn", "", ""]


def test_a_month_tells_its_numbers_as_kept_with_the_note(agency, secretary, official):
    kept = {
        "code": "work.overdue", "title": "Việc quá hạn", "value": 2, "measure": "việc", "said": "", "query": {},
        "link": "work:assignment_list", "link_kwargs": {},
    }  # fmt: skip
    look = MonthlyLookFactory(agency=agency, numbers=[kept])
    paper = built("F-GB", look, secretary)
    assert [row[:3] for row in table(paper, "numbers")] == [["1", "Việc quá hạn", "2 việc"]]
    assert prose(paper, "note") == "Đôn đốc hồ sơ quá hạn"
    assert values(paper)["held_date"] == "02/06/2026"
    assert paper.subject == "Tháng 5 năm 2026"
    form = forms.find("F-GB")
    assert form.may(secretary, look)
    assert not form.may(official, look)


def test_who_does_not_see_the_review_gets_no_paper(agency, official):
    hidden = ReviewFactory(agency=agency, held=True)
    assert subjects.find(subjects.ref_of(hidden), viewer=official) is None


def test_blanks_are_empty_and_thirty_decisions_ask_no_more_than_one(agency, review, secretary):
    for code in ("F1", "F2", "F3", "F4-TD"):
        assert is_empty(built(code, None, secretary))
    assert prose(built("F4", None, secretary), "opening") == ""
    assert table(built("F-GB", None, secretary), "numbers") == []
    ReviewDecisionFactory(review=review)
    given = InputComment(agency=agency, author=secretary.user, text="x", made_date=date(2026, 6, 1))
    given.input = ReviewInput.objects.get(review=review, key="a")
    given.save()
    codes = ("F1", "F2", "F3", "F4", "F4-TD")
    few = {code: asked(lambda code=code: built(code, review, secretary)) for code in codes}
    for _number in range(30):
        ReviewDecisionFactory(review=review)
    for one in ReviewInput.objects.filter(review=review):
        for _number in range(3):
            InputComment.objects.create(
                agency=agency,
                input=one,
                author=person(agency, Seat.Role.OFFICIAL).user,
                text="x",
                made_date=date(2026, 6, 1),
            )
    assert {code: asked(lambda code=code: built(code, review, secretary)) for code in codes} == few
