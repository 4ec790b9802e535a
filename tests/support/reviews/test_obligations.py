"""Obligation 24: met, gap, edge date; and what waits for the head of the unit."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.support.documents.models import Document
from sotay.support.reviews.models import DocumentReview
from sotay.support.reviews.waiting import documents_to_look_at
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
CODE = "procedures.review"
OLD = date(2025, 3, 1)


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


def procedure(unit, begun=OLD, **values):
    document = DocumentFactory(agency=unit.agency, unit=unit, **values)
    RevisionFactory(document=document, in_force=True, approved_date=begun, in_force_date=begun)
    return document


def looked(document, day=TODAY, answer="STILL_RIGHT"):
    return DocumentReview.objects.create(
        agency=document.agency,
        document=document,
        revision=document.revisions.first(),
        reviewed_date=day,
        answer=answer,
        reason="x",
        reviewer=UserFactory(),
    )


def line(agency, on=TODAY, unit=None):
    lines = [one for one in standings_of(agency, on=on, codes={CODE}) if one.period == "2026"]
    (one,) = [one for one in lines if unit is None or one.unit_id == unit.pk]
    return one


def test_it_is_met_on_the_day_the_last_procedure_was_looked_at_or_renewed(agency, unit):
    looked(procedure(unit), date(2026, 3, 1))
    looked(procedure(unit), date(2026, 5, 1), answer="CHANGE")
    procedure(unit, begun=date(2026, 4, 1))

    met = line(agency)

    assert (met.standing, met.evidence_date, met.count) == ("MET", date(2026, 5, 1), 3)


def test_a_gap_counts_and_leads_to_the_documents_of_the_unit(agency, unit):
    looked(procedure(unit))
    procedure(unit)

    gap = line(agency)

    assert (gap.standing, gap.why) == ("OPEN", "Còn 1 trên 2 quy trình chưa rà soát trong năm.")
    assert (gap.link, gap.link_kwargs) == ("support:unit_reviews", {"slug": unit.slug})


def test_looks_of_another_year_do_not_count(agency, unit):
    looked(procedure(unit), date(2025, 12, 31))

    assert line(agency).standing == "OPEN"


def test_the_last_day_of_the_year_is_in_time_and_the_next_is_late(agency, unit):
    document = procedure(unit)

    assert line(agency, date(2026, 12, 31)).standing == "DUE_SOON"
    late = [one for one in standings_of(agency, on=date(2027, 1, 1), codes={CODE}) if one.period == "2026"]
    assert [one.standing for one in late] in ([], ["OVERDUE"])
    looked(document, date(2026, 12, 31))
    assert (line(agency, date(2026, 12, 31)).standing, line(agency, date(2026, 12, 31)).late) == ("MET", False)


def test_a_look_is_not_known_before_its_day(agency, unit):
    looked(procedure(unit), TODAY)

    assert line(agency, TODAY - timedelta(days=1)).standing == "OPEN"
    assert line(agency).standing == "MET"


def test_only_procedures_of_the_unit_in_force_count(agency, unit):
    procedure(unit, kind="FORM")
    procedure(UnitFactory(agency=agency))
    RevisionFactory(document__agency=agency, document__unit=unit)

    none = line(agency, unit=unit)

    assert (none.standing, none.why) == ("NOT_ARISEN", "Đơn vị không có quy trình đang có hiệu lực.")


def test_thirty_agencies_take_as_many_queries_as_one(agency, unit):
    def filled(one):
        looked(procedure(one))
        procedure(one)

    def asked(agencies):
        with CaptureQueriesContext(connection) as seen:
            list(judge_all(agencies, on=TODAY, codes={CODE}))
        return len(seen)

    filled(unit)
    one = asked([agency])
    others = AgencyFactory.create_batch(29, in_use_from_date=date(2020, 1, 1))
    for other in others:
        filled(UnitFactory(agency=other))
    assert asked([agency, *others]) == one


def waiting(agency, on=TODAY):
    return list(documents_to_look_at(Asked((agency.pk,), on)))


def due(unit, day):
    document = procedure(unit)
    Document.objects.filter(pk=document.pk).update(next_review_date=day)
    return document


def test_the_head_of_the_unit_is_told_in_the_time_of_warning(agency, unit):
    head = person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    soon = due(unit, TODAY + timedelta(days=30))
    due(unit, TODAY + timedelta(days=31))

    (one,) = waiting(agency)

    assert (one.user_ids, one.due) == (frozenset({head.user.pk}), TODAY + timedelta(days=30))
    assert (one.link, one.link_kwargs) == ("support:document_look", {"slug": soon.slug})


def test_without_a_head_the_deputy_and_without_both_the_secretary_is_told(agency, unit):
    due(unit, TODAY)
    secretary = person(agency, Seat.Role.SECRETARY)
    assert waiting(agency)[0].user_ids == {secretary.user.pk}

    deputy = person(agency, Seat.Role.UNIT_DEPUTY, unit=unit)
    assert waiting(agency)[0].user_ids == {deputy.user.pk}


def test_what_is_being_changed_waits_for_nobody(agency, unit):
    RevisionFactory(document=due(unit, OLD), order=2, amendment=1)

    assert waiting(agency) == []


def test_waiting_asks_as_often_for_many_agencies_as_for_one(agency, unit):
    due(unit, TODAY)
    others = AgencyFactory.create_batch(5)

    def asked(agencies):
        with CaptureQueriesContext(connection) as seen:
            list(documents_to_look_at(Asked(tuple(one.pk for one in agencies), TODAY)))
        return len(seen)

    one = asked([agency])
    for other in others:
        for _time in range(3):
            due(UnitFactory(agency=other), TODAY)
    assert asked([agency, *others]) == one
