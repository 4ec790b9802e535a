"""The register of a year as a paper: its lines are those of its page, names only for who may see them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.operation.dossiers.book import papers
from sotay.papers import forms
from sotay.papers.refusing import PaperRefused
from tests.conftest import person
from tests.factories.dossiers import DossierFactory
from tests.paper_words import built, faults_of, said_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agency):
    return person(agency, Seat.Role.ONE_STOP)


def test_it_says_each_dossier_in_its_order_and_lies(agency, desk, official):
    first = DossierFactory(agency=agency, returned=True, with_person=True)
    second = DossierFactory(agency=agency, received_date=date(2026, 6, 2), with_person=True)
    DossierFactory(agency=agency, received_date=date(2025, 6, 2))

    paper = built("M07", None, desk, year=2026)
    text = said_by(paper)

    rows = [line for line in text.splitlines() if " | " in line]
    assert [line.split(" | ")[1] for line in rows] == [first.code, second.code]
    assert "01/06/2026 | 08/06/2026 | 04/06/2026 | 05/06/2026" in rows[0]
    assert "Nguyễn Văn An" in rows[0]
    assert paper.landscape
    assert paper.form.code == "Mẫu số 07 (TT 03/2025/TT-VPCP)"
    assert faults_of(paper) == []
    assert "Nguyễn Văn An" not in said_by(built("M07", None, official, year=2026))


def test_the_same_queries_for_one_line_and_for_ten(agency, desk):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            built("M07", None, desk, year=2026)
        return len(queries)

    DossierFactory(agency=agency, with_person=True)
    few = counted()
    for _one in range(9):
        DossierFactory(agency=agency, with_person=True)
    assert counted() == few


def test_former_years_are_on_the_form_of_2018_and_an_empty_one_can_be_written_on(desk):
    paper = built("M07", None, desk, year=2024)

    assert paper.form.code == "Mẫu số 06 (TT 01/2018/TT-VPCP)"
    assert faults_of(paper) == []


def test_a_register_too_long_for_one_paper_says_where_it_is_printed(agency, desk, monkeypatch):
    monkeypatch.setattr(papers, "MOST", 1)
    DossierFactory(agency=agency)
    DossierFactory(agency=agency)

    with pytest.raises(PaperRefused) as refusal:
        built("M07", None, desk, year=2026)
    assert refusal.value.codes == ("too_long",)


def test_members_alone_print_it(agency, desk):
    outsider = person(agency, Seat.Role.OFFICIAL)
    assert forms.find("M07").may(outsider, None)
    assert not forms.find("M07").may(type(desk)(agency=agency, user=outsider.user), None)
