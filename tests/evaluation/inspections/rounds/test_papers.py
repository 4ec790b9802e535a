"""J1, J2, J3: plan, decision and minutes of a round of inspections."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.evaluation.inspections.contents import LINES
from sotay.papers import forms
from sotay.papers.model import Table
from tests.conftest import person
from tests.factories.agency import AgencyFactory
from tests.factories.inspections import InspectionRoundFactory
from tests.paper_words import built, faults_of, said_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def overseer(db):
    return person(AgencyFactory(kind="OVERSEER", name="Sở Khoa học và Công nghệ"), Seat.Role.SECRETARY)


def test_the_plan_says_how_many_bodies_and_has_a_line_for_each(overseer):
    one = InspectionRoundFactory(agency=overseer.agency, bodies=31)

    paper = built("J1", one, overseer)

    assert "Kiểm tra 31 cơ quan thuộc đối tượng" in said_by(paper)
    assert "ít nhất 11 cơ quan (một phần ba) tại trụ sở" in said_by(paper)
    (annex,) = paper.annexes
    (table,) = (block for block in annex.blocks if isinstance(block, Table))
    assert [column.title for column in table.columns[1:]] == [
        "Cơ quan được kiểm tra", "Đơn vị kiểm tra, đơn vị phối hợp", "Thời gian dự kiến", "Hình thức kiểm tra", "Kinh phí",
    ]  # fmt: skip
    assert table.blank_rows == 31
    assert faults_of(paper) == []


def test_the_decision_rests_on_law_and_plan(overseer):
    one = InspectionRoundFactory(agency=overseer.agency)
    paper = built("J2", one, overseer)

    assert paper.abbreviation == "QĐ"
    assert [base[:7] for base in paper.bases] == ["Căn cứ ", "Căn cứ ", "Theo đề"]
    assert all(f"Điều {number}. " in said_by(paper) for number in range(1, 5))
    assert faults_of(paper) == []


def test_the_minutes_ask_of_every_line_of_both_contents(overseer):
    one = InspectionRoundFactory(agency=overseer.agency)
    paper = built("J3", one, overseer)

    assert all(f"{line.key} | {line.title} | □ | □ | □ | " in said_by(paper) for line in LINES)
    assert "02 tháng kể từ ngày ký biên bản" in said_by(paper)
    assert faults_of(paper) == []


@pytest.mark.parametrize("code", ["J1", "J2", "J3"])
def test_blanks_can_be_written_on_and_members_alone_print(overseer, code):
    one = InspectionRoundFactory(agency=overseer.agency)
    form = forms.find(code)

    assert faults_of(built(code, None, overseer)) == []
    assert form.may(overseer, one)
    assert not form.may(type(overseer)(agency=overseer.agency, user=overseer.user), one)
    with CaptureQueriesContext(connection) as queries:
        built(code, one, overseer)
    assert len(queries) <= 6
