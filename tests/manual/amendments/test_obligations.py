"""own.statements: met from the day the last clause that applies got its statement approved."""

from datetime import date

import pytest

from sotay.manual.models import Amendment, IssuedText
from sotay.manual.statements.commands import begin_manual
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.standard.standings.models import Word
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory
from tests.factories.manual import AmendmentFactory, DraftFactory, IssuedTextFactory, ManualFactory, StatementFactory
from tests.factories.standard import ApplicabilityFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 5), date(2026, 3, 9)


def stated(agency, actor, *, but=()):
    """Give every clause of level 2 an issued text, the last of them on LAST."""
    manual = begin_manual(agency, actor=actor)
    for statement in manual.statements.exclude(slug__in=but):
        day = LAST if statement.slug == "10.3" else FIRST
        IssuedTextFactory(statement=statement, text="Sở thực hiện.", approved_date=day, issued_date=day)
    return manual


def judged(agency, *, on=TODAY):
    (line,) = standings_of(agency, on=on, codes={"own.statements"})
    return line


def test_an_agency_without_any_approved_statement_has_a_gap(agency):
    line = judged(agency)

    assert line.standing != Word.MET
    assert (line.why, line.link) == ("Chưa có nội dung áp dụng nào được duyệt.", "manual:manual_detail")


def test_it_is_met_from_the_day_the_last_clause_was_approved(agency, secretary):
    stated(agency, secretary)

    assert (judged(agency).standing, judged(agency).evidence_date) == (Word.MET, LAST)
    assert judged(agency, on=LAST).standing == Word.MET
    assert judged(agency, on=date(2026, 3, 8)).standing != Word.MET


def test_a_text_nobody_approved_does_not_count_and_the_gap_leads_to_the_clause(agency, secretary):
    manual = stated(agency, secretary, but=("6.2", "10.2"))
    manual.statements.filter(slug="6.2").update(text="Chưa ai duyệt.")

    line = judged(agency)

    assert line.standing != Word.MET
    assert "6.2, 10.2" in line.why
    assert (line.link, line.link_kwargs) == ("manual:statement_detail", {"slug": "6.2"})


def test_a_clause_that_does_not_apply_needs_none(agency, secretary):
    stated(agency, secretary, but=("8.3",))
    assert judged(agency).standing != Word.MET

    ApplicabilityFactory(agency=agency)

    assert judged(agency).standing == Word.MET


def test_a_text_from_when_the_clause_did_not_apply_speaks_no_more_once_it_does(agency, secretary):
    manual = stated(agency, secretary)
    ApplicabilityFactory(agency=agency, valid_from_date=FIRST)
    ApplicabilityFactory(agency=agency, applicable=True, valid_from_date=date(2026, 4, 1))

    line = judged(agency)

    assert line.standing != Word.MET
    assert line.link_kwargs == {"slug": "8.3"}
    assert judged(agency, on=date(2026, 3, 31)).standing == Word.MET

    again = date(2026, 4, 2)
    IssuedTextFactory(
        statement=manual.statements.get(slug="8.3"), text="Sở thiết kế mẫu.", revision=1, approved_date=again
    )
    assert judged(agency).standing == Word.MET


def test_a_text_of_a_clause_below_speaks_for_the_clause(agency, secretary):
    manual = stated(agency, secretary, but=("8.5",))
    below = StatementFactory(manual=manual, clause="8.5.1")
    IssuedTextFactory(statement=below, approved_date=FIRST)

    assert judged(agency).standing == Word.MET


def test_an_approved_amendment_counts_before_its_issue_a_submitted_one_does_not(agency, secretary):
    manual = stated(agency, secretary, but=("6.2",))
    statement = manual.statements.get(slug="6.2")
    amendment = AmendmentFactory(manual=manual, state=Amendment.State.SUBMITTED)
    DraftFactory(statement=statement, amendment=amendment, text="Mới")
    assert judged(agency).standing != Word.MET

    Amendment.objects.filter(pk=amendment.pk).update(state=Amendment.State.APPROVED, approved_date=TODAY)

    assert (judged(agency).standing, judged(agency).evidence_date) == (Word.MET, TODAY)


def test_one_query_whatever_the_number_of_agencies(agency, secretary, django_assert_num_queries):
    stated(agency, secretary)
    many = [agency, *(ManualFactory(agency=AgencyFactory()).agency for _ in range(29))]

    def queries(agencies):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            assert len(list(judge_all(agencies, on=TODAY, codes={"own.statements"}))) == len(agencies)
        return len(captured)

    assert queries(many) == queries(many[:2])
    assert IssuedText.objects.count() == 28
