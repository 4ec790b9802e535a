"""Papers of objectives: a set with its plan, the plan alone, the decision of a year."""

from datetime import date
from decimal import Decimal

import pytest

from sotay.agency.models import Seat
from sotay.papers.model import words
from sotay.planning.objectives.models import ObjectiveSet
from tests.conftest import person
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, PlanLineFactory
from tests.paper_words import asked, built, is_empty, signers, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(agency):
    return ObjectiveSetFactory(agency=agency, in_force=True)


def test_a_set_prints_its_objectives_and_the_plan_of_each(agency, one, secretary):
    head = person(agency, Seat.Role.UNIT_HEAD, unit=one.unit)
    above = ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=None), code="MT-CQ")
    objective = ObjectiveFactory(
        set=one, code="MT-1", baseline=Decimal("95.5"), data_source="Hệ thống một cửa", policy_link="Đúng hạn", parent=above,
        order=1,
    )  # fmt: skip
    PlanLineFactory(objective=objective, resources="Phần mềm")
    PlanLineFactory(objective=objective, what="Nhắc hồ sơ", order=1)
    bare = ObjectiveFactory(set=one, code="MT-2", order=2)
    paper = built("C2", one, secretary)

    first, second = table(paper, "objectives")
    assert first[:7] == [
        "1", "MT-1", "Giải quyết hồ sơ đúng hạn", "≥ 98 %", "Số hồ sơ đúng hạn chia cho số hồ sơ đã giải quyết", "95,5 %",
        "Hệ thống một cửa",
    ]  # fmt: skip
    assert first[7] == "Đúng hạn; MT-CQ Giải quyết hồ sơ đúng hạn"
    assert str(head.user) in first[8]
    assert first[9] == "6 tháng và năm"
    assert second[1] == "MT-2"
    plan = table(paper, "plan")
    assert [row[2] for row in plan] == ["Rà soát hồ sơ sắp đến hạn hằng tuần", "Nhắc hồ sơ", "chưa có kế hoạch"]
    assert plan[0][3] == "Phần mềm"
    assert plan[0][5:] == ["15/01/2026", "30/11/2026", "Sổ theo dõi hồ sơ"]
    assert plan[2][1].startswith(bare.code)
    assert paper.landscape
    assert paper.subject == f"Năm 2026 – {one.unit.name}"
    assert paper.letterhead.agency == one.unit.name
    assert built("C3", one, secretary).blocks[-2] == next(
        block for block in paper.blocks if getattr(block, "key", "") == "plan"
    )


def test_it_says_who_approved_and_what_is_not_approved_is_a_draft(agency, one, secretary):
    assert signers(built("C2", one, secretary))[1] == ("Người phê duyệt", "", "Phê duyệt ngày 15/01/2026")
    draft = ObjectiveSetFactory(agency=agency, year=2027)
    assert built("C2", draft, secretary).mark == "DỰ THẢO"
    revised = ObjectiveSetFactory(agency=agency, year=2028, revision=1, reason="Đổi chỉ tiêu")
    said = [words(each.text) for each in built("C2", revised, secretary).blocks if hasattr(each, "text")]
    assert "(Điều chỉnh lần 1: Đổi chỉ tiêu)" in said


def test_the_decision_has_an_annex_for_each_place_the_agency_first_and_its_newest_set(agency, one, secretary):
    ObjectiveFactory(set=one, code="MT-P")
    whole = ObjectiveSetFactory(agency=agency, unit=None, state="SUBMITTED")
    ObjectiveFactory(set=whole, code="MT-CQ")
    ObjectiveSetFactory(agency=agency)  # a draft: nobody decides it
    ObjectiveSetFactory(
        agency=agency, unit=one.unit, revision=1, state="SUPERSEDED", reason="x", approved_date=date(2026, 1, 2)
    )
    ObjectiveSetFactory(agency=agency, year=2025, in_force=True)
    paper = built("C2-QD", None, secretary)

    assert [annex.title.rpartition("\n")[2] for annex in paper.annexes] == [agency.name.upper(), one.unit.name.upper()]
    assert [annex.blocks[1].rows[0][1] for annex in paper.annexes] == ["MT-CQ", "MT-P"]
    assert all(annex.landscape for annex in paper.annexes)
    assert "năm 2026" in paper.subject
    assert "và các đơn vị" in words(paper.blocks[0].text)


def test_a_year_without_sets_still_gives_the_decision(agency, secretary):
    (annex,) = built("C2-QD", None, secretary).annexes
    assert annex.blocks[0].blank_rows


def test_blanks_are_empty_and_thirty_objectives_ask_no_more_than_one(agency, one, secretary):
    for code in ("C2", "C3"):
        assert is_empty(built(code, None, secretary))
    PlanLineFactory(objective=ObjectiveFactory(set=one))
    for code, record in (("C2", one), ("C2-QD", None)):
        few = asked(lambda code=code, record=record: built(code, record, secretary))
        for _number in range(30):
            PlanLineFactory(objective=ObjectiveFactory(set=one))
        assert asked(lambda code=code, record=record: built(code, record, secretary)) == few
    assert ObjectiveSet.objects.count() == 1
