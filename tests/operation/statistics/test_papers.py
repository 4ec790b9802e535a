"""The statistics of dossiers as a paper: the figures of their page, month by month and by service."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.papers import forms
from tests.factories.services import ServiceFactory
from tests.factories.statistics import MonthlyCountFactory
from tests.paper_words import built, faults_of, said_by

pytestmark = pytest.mark.django_db


def test_it_says_the_figures_of_the_period_with_rates(agency, secretary):
    MonthlyCountFactory(agency=agency)
    MonthlyCountFactory(agency=agency, month=date(2025, 5, 1), received=777)

    paper = built("TK1", None, secretary, year=2026, half=1)
    text = said_by(paper)

    assert "05/2026" in text
    assert "100" in text
    assert "777" not in text
    assert "97,78" in text  # 88 of 90
    assert "Chưa có số liệu của tháng" in text
    assert paper.landscape
    assert [sheet.title for sheet in paper.behind] == ["Theo tháng", "Theo thủ tục"]
    assert faults_of(paper) == []


def test_the_same_queries_for_one_service_and_for_ten(agency, secretary):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            built("TK1", None, secretary, year=2026)
        return len(queries)

    MonthlyCountFactory(agency=agency, service=ServiceFactory(agency=agency))
    few = counted()
    for _one in range(9):
        MonthlyCountFactory(agency=agency, service=ServiceFactory(agency=agency))
    assert counted() == few


def test_without_figures_it_is_a_blank(secretary):
    assert faults_of(built("TK1", None, secretary, year=2026)) == []
    assert forms.find("TK1").may(secretary, None)
