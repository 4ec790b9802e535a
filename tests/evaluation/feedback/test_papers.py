"""G3, the log of feedback: what concerns an official is told to those entitled alone, and its words to nobody."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.actor import Actor
from sotay.papers import forms
from tests.factories.agency import UserFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.feedback import FeedbackFactory
from tests.paper_words import built, faults_of, said_by

pytestmark = pytest.mark.django_db
SECRET = "Ông Bảy nhận phong bì"


def test_it_says_what_came_in_its_order_with_what_was_answered(agency, secretary):
    later = FeedbackFactory(agency=agency, received_date=date(2026, 6, 3))
    first = FeedbackFactory(agency=agency, answered=True, said__name="Nguyễn Văn An")
    FeedbackFactory(
        agency=agency, kind="COMPLAINT", said=False, state="NOTED", ended_date=date(2026, 6, 2), due_date=None
    )
    FeedbackFactory(agency=agency, received_date=date(2025, 6, 3))

    paper = built("G3", None, secretary, year=2026)
    rows = [line for line in said_by(paper).splitlines() if " | " in line]

    assert [row.split(" | ")[1] for row in rows] == [first.code, later.code]
    assert "Nguyễn Văn An" in rows[0]
    assert "Chờ lâu, không có ghế ngồi" in said_by(paper)
    assert "Đã trả lời ngày 05/06/2026: Đã bổ sung ghế chờ." in rows[0]
    assert faults_of(paper) == []
    assert not [line for line in said_by(built("G3", None, secretary, year=2026, half=2)).splitlines() if " | " in line]


def test_what_concerns_an_official_stands_for_those_entitled_without_a_word_of_it(agency, secretary, official):
    about = FeedbackFactory(
        agency=agency, restricted=True, answered=True, answer="Đã kiểm điểm", said=SECRET, said__name="Người tố"
    )

    entitled, other = (said_by(built("G3", None, one, year=2026)) for one in (secretary, official))

    assert about.code in entitled
    assert about.code not in other
    for text in (entitled, other):
        assert [word for word in (SECRET, "Người tố", "Đã kiểm điểm") if word in text] == []


def test_the_dossier_that_leads_to_an_official_is_not_told_either(agency, secretary):
    dossier = DossierFactory(agency=agency)
    FeedbackFactory(agency=agency, dossier=dossier)
    assert dossier.code in said_by(built("G3", None, secretary, year=2026))

    restricted = FeedbackFactory(agency=agency, restricted=True, dossier=DossierFactory(agency=agency))
    text = said_by(built("G3", None, secretary, year=2026))
    assert restricted.code in text
    assert restricted.dossier.code not in text


def test_senders_and_words_are_not_for_every_official(agency, official):
    FeedbackFactory(agency=agency, assigned=True, said__name="Nguyễn Văn An")

    text = said_by(built("G3", None, official, year=2026))

    assert "Nguyễn Văn An" not in text
    assert "Chờ lâu" not in text


def test_guests_do_not_print_it(agency):
    assert not forms.find("G3").may(Actor(agency=agency, user=UserFactory(), grant_id=1), None)


def test_the_same_queries_for_one_and_for_ten_and_an_empty_log_is_a_blank(agency, secretary):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            built("G3", None, secretary, year=2026)
        return len(queries)

    assert faults_of(built("G3", None, secretary, year=2026)) == []
    FeedbackFactory(agency=agency, assigned=True)
    few = counted()
    for _one in range(9):
        FeedbackFactory(agency=agency, assigned=True)
    assert counted() == few
