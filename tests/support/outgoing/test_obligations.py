"""Obligation 41: open per signed paper, met, late, overdue after the next working day; left to the document system by default."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.waiting import papers_to_go_out
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.outgoing import NumberSeriesFactory, OutgoingPaperFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
CODE = "documents.numbering"
State = OutgoingPaper.State
FRIDAY, SATURDAY, MONDAY, TUESDAY = date(2026, 6, 12), date(2026, 6, 13), date(2026, 6, 15), date(2026, 6, 16)


def here(agency):
    """Let an agency keep its papers in Sotay."""
    ParameterValueFactory(agency=agency, code="documents.source", value="SOTAY", valid_from_date=date(2020, 1, 1))
    return agency


@pytest.fixture
def agency(db):
    return here(AgencyFactory(in_use_from_date=date(2020, 1, 1)))


def lines(agency, on=FRIDAY):
    return list(standings_of(agency, on=on, codes={CODE}))


def test_an_agency_that_numbers_elsewhere_is_not_judged(db):
    (one,) = lines(AgencyFactory(in_use_from_date=date(2020, 1, 1)))
    assert one.standing == "NOT_CHECKED"
    assert "hệ thống quản lý văn bản" in one.why


def test_nothing_is_owed_before_a_paper_is_signed_or_when_it_was_given_up(agency):
    OutgoingPaperFactory(agency=agency)
    OutgoingPaperFactory(agency=agency, state=State.SUBMITTED)
    OutgoingPaperFactory(agency=agency, state=State.CANCELLED, signed_date=FRIDAY)
    assert [one.standing for one in lines(agency)] == ["NOT_ARISEN"]


@pytest.mark.parametrize("state", [State.SIGNED, State.NUMBERED])
def test_a_signed_paper_is_open_until_it_went_out(agency, state):
    paper = OutgoingPaperFactory(agency=agency, state=state)

    (one,) = lines(agency, FRIDAY)
    assert (one.standing, one.due, one.link_kwargs) == ("DUE_SOON", MONDAY, {"slug": paper.slug})
    assert lines(agency, MONDAY)[0].standing == "DUE_SOON"
    assert lines(agency, TUESDAY)[0].standing == "OVERDUE"


@pytest.mark.parametrize(("day", "late"), [(FRIDAY, False), (MONDAY, False), (TUESDAY, True)])
def test_it_is_met_by_the_day_it_went_out_late_after_the_next_working_day(agency, day, late):
    OutgoingPaperFactory(agency=agency, state=State.ISSUED, issued_date=day)

    (one,) = lines(agency, TUESDAY)
    assert (one.standing, one.late, one.evidence_date) == ("MET", late, day)


def test_what_was_signed_before_sotay_was_used_is_never_overdue(db):
    agency = here(AgencyFactory(in_use_from_date=MONDAY + timedelta(days=30)))
    OutgoingPaperFactory(agency=agency, state=State.SIGNED)
    assert "OVERDUE" not in [one.standing for one in lines(agency, MONDAY + timedelta(days=40))]


def test_many_papers_of_many_agencies_are_judged_with_the_same_queries(agency):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            list(judge_all([agency], on=FRIDAY, codes={CODE}))
        return len(seen)

    OutgoingPaperFactory(agency=agency, state=State.SIGNED)
    few = queries()
    for _n in range(10):
        OutgoingPaperFactory(agency=agency, state=State.SIGNED)
    assert queries() == few


# --- what waits


def test_signed_papers_wait_for_the_clerk_and_returned_ones_for_who_drafted_them(agency):
    clerk = person(agency, Seat.Role.CLERK)
    signed = OutgoingPaperFactory(agency=agency, state=State.SIGNED)
    numbered = OutgoingPaperFactory(agency=agency, state=State.NUMBERED)
    returned = OutgoingPaperFactory(agency=agency, returned_reason="Thiếu số liệu")
    OutgoingPaperFactory(agency=agency)
    OutgoingPaperFactory(agency=agency, state=State.ISSUED, series=NumberSeriesFactory(agency=agency))

    found = {one.link_kwargs["slug"]: one for one in papers_to_go_out(Asked((agency.pk,), TODAY))}

    assert set(found) == {signed.slug, numbered.slug, returned.slug}
    assert {found[one.slug].user_ids for one in (signed, numbered)} == {frozenset({clerk.user.pk})}
    assert {found[one.slug].due for one in (signed, numbered)} == {MONDAY}
    assert found[returned.slug].user_ids == frozenset({returned.drafted_by_id})
    assert found[returned.slug].params == {"reason": "Thiếu số liệu"}


def test_where_there_is_no_clerk_the_secretary_numbers(agency):
    secretary = person(agency, Seat.Role.SECRETARY)
    OutgoingPaperFactory(agency=agency, state=State.SIGNED)
    (one,) = papers_to_go_out(Asked((agency.pk,), TODAY))
    assert one.user_ids == frozenset({secretary.user.pk})
