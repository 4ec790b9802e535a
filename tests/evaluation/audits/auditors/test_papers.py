"""Papers of auditors: the register of those who hold on a day, and the decision that recognises them."""

from datetime import date

import pytest

from sotay.agency.models import Seat
from sotay.papers import forms
from sotay.papers.model import words
from tests.conftest import person
from tests.factories.agency import DecisionFactory, SeatFactory, UnitFactory
from tests.factories.evaluation import AuditorFactory
from tests.paper_words import asked, built, table

pytestmark = pytest.mark.django_db


def test_the_register_tells_training_field_decision_and_validity_of_those_who_hold(agency, secretary):
    decision = DecisionFactory(agency=agency, number="12/QĐ-STN", date=date(2026, 1, 4))
    unit = UnitFactory(agency=agency)
    one = AuditorFactory(
        agency=agency, certificate="CN-07", trained_date=date(2025, 11, 3), experience="5 năm", field="Một cửa",
        clauses=["8.5", "9.1"], can_lead=True, decision=decision, to_date=date(2026, 12, 31),
    )  # fmt: skip
    SeatFactory(agency=agency, user=one.user, unit=unit)
    AuditorFactory(agency=agency, ended=True)
    AuditorFactory(agency=agency, from_date=date(2026, 7, 1))
    AuditorFactory()

    (row,) = table(built("D1", None, secretary), "auditors")
    assert row == [
        "1", str(one.user), unit.name, "Đánh giá nội bộ theo TCVN ISO 9001:2015", "CN-07, ngày 03/11/2025", "5 năm",
        "Một cửa; điều khoản 8.5, 9.1", "x", "số 12/QĐ-STN ngày 04/01/2026", "Từ ngày 05/01/2026 đến ngày 31/12/2026",
    ]  # fmt: skip


def test_the_decision_counts_and_lists_them(agency, secretary, official):
    AuditorFactory(agency=agency)
    AuditorFactory(agency=agency, can_lead=True)
    paper = built("D1-QD", None, secretary)
    assert words(paper.blocks[0].text).startswith(
        "Điều 1. Công nhận 02 công chức, viên chức có tên trong Phụ lục kèm theo"
    )
    (annex,) = paper.annexes
    assert sorted(row[5] for row in annex.blocks[0].rows) == ["Trưởng đoàn, đánh giá viên", "Đánh giá viên"]
    form = forms.find("D1-QD")
    assert form.edited
    assert form.may(secretary, None)
    assert not form.may(official, None)


def test_thirty_ask_no_more_than_one(agency, secretary):
    AuditorFactory(agency=agency)
    few = asked(lambda: built("D1", None, secretary))
    for _number in range(30):
        AuditorFactory(agency=agency, user=person(agency, Seat.Role.OFFICIAL).user)
    assert asked(lambda: built("D1", None, secretary)) == few
