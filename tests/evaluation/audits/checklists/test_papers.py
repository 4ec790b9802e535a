"""Papers of a visit: questions with what was noted, and the questions alone to be filled in by hand."""

from datetime import date

import pytest

from sotay.agency import subjects
from sotay.agency.actor import actor_of
from sotay.papers.model import words
from tests.conftest import TODAY
from tests.factories.agency import SeatFactory, UserFactory
from tests.factories.checklists import LineFactory
from tests.paper_words import asked, built, is_empty, signers, table, values

pytestmark = pytest.mark.django_db


def test_it_tells_what_was_noted_and_how_each_question_was_judged(visit, auditor, lead):
    who = UserFactory()
    line = LineFactory(
        visit=visit,
        answered=True,
        samples="HS-12",
        look_for="Phiếu kiểm soát",
        answered_by=who,
        position=1,
        question="Đủ không?",
    )
    LineFactory(visit=visit, position=2)
    visit.finished_date, visit.finished_by, visit.sealed_hash = date(2026, 6, 11), auditor.user, "a" * 64
    visit.save()
    paper = built("D5", visit, lead)

    first, second = table(paper, "lines")
    assert first == [
        "1", "7.5.3", "Đủ không?", "Phiếu kiểm soát", "Đã xem ba hồ sơ.", "HS-12", "Phù hợp", f"{who}, 11/06/2026",
    ]  # fmt: skip
    assert second[4:] == ["", "", "", ""]
    said = [words(one.text) for one in paper.blocks if hasattr(one, "text")]
    assert f"Tổng số 2 câu hỏi: 1 phù hợp. Hoàn thành phiếu ngày 11/06/2026, {auditor.user}." in said
    assert any("a" * 64 in one for one in said)
    told = values(paper)
    assert (told["when"], told["auditors"]) == ("08:00 – 11:00, ngày 11/06/2026", str(auditor.user))
    assert signers(paper)[1][:2] == ("Đánh giá viên", str(auditor.user))
    assert line.question in first


def test_the_one_to_fill_in_by_hand_holds_the_questions_and_nothing_that_was_noted(visit, lead):
    LineFactory(visit=visit, answered=True, question="Đủ không?", samples="HS-12")
    paper = built("D5-GT", visit, lead)
    (row,) = table(paper, "lines")
    assert row[2] == "Đủ không?"
    assert not "".join(row[4:]).strip()
    assert any(words(one.text).startswith("Thang kết luận: Phù hợp;") for one in paper.blocks if hasattr(one, "text"))


def test_who_is_audited_gets_no_paper_before_the_closing_meeting(agency, visit):
    head = SeatFactory(agency=agency, role="UNIT_HEAD", unit=visit.unit, from_date=date(2020, 1, 1)).user
    viewer = actor_of(head, agency=agency, on=TODAY)
    assert subjects.find(subjects.ref_of(visit), viewer=viewer) is None


def test_a_blank_is_empty_and_thirty_questions_ask_no_more_than_one(visit, lead):
    assert is_empty(built("D5", None, lead))
    LineFactory(visit=visit, answered=True)
    few = asked(lambda: built("D5", type(visit).objects.get(pk=visit.pk), lead))
    for _number in range(30):
        LineFactory(visit=visit, answered=True)
    assert asked(lambda: built("D5", type(visit).objects.get(pk=visit.pk), lead)) == few
