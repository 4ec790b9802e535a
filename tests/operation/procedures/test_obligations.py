"""Obligation 2, every published service is served by a procedure in force: met, gap, edge dates."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.context.services.queries import list_services, unserved
from sotay.context.services.serving import served_by
from sotay.operation.procedures.queries import coverage_of, published_services
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.support.models import Revision
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.procedures import ProcedureServiceFactory
from tests.factories.services import ServiceFactory
from tests.factories.support import RevisionFactory

pytestmark = pytest.mark.django_db
CODE = "scope.services_covered"


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


def line(agency, on=TODAY):
    (one,) = standings_of(agency, on=on, codes={CODE})
    return one


def served(agency, **values):
    revision = RevisionFactory(document__agency=agency, in_force=True, **values)
    return ProcedureServiceFactory(document=revision.document, service=ServiceFactory(agency=agency)), revision


def test_it_is_met_from_the_day_the_last_service_was_served(agency):
    _link, first = served(agency)
    served(agency, in_force_date=first.in_force_date + timedelta(days=2))
    met = line(agency)
    assert (met.standing, met.evidence_date) == ("MET", first.in_force_date + timedelta(days=2))


def test_a_service_nobody_serves_is_a_gap_that_names_how_many(agency):
    served(agency)
    ServiceFactory(agency=agency)
    gap = line(agency)
    assert gap.standing != "MET"
    assert "1 trên 2" in gap.why
    assert gap.link == "operation:service_coverage"


def test_a_draft_serves_nobody(agency):
    draft = RevisionFactory(document__agency=agency)
    link = ProcedureServiceFactory(document=draft.document, service=ServiceFactory(agency=agency))
    assert line(agency).standing != "MET"
    reader = person(agency, Seat.Role.SECRETARY)
    assert served_by([link.service], reader) == {link.service_id: []}


def test_without_published_services_it_has_not_arisen(agency):
    assert line(agency).standing == "NOT_ARISEN"
    ServiceFactory(agency=agency, from_date=TODAY + timedelta(days=1))
    assert line(agency).standing == "NOT_ARISEN"
    assert line(agency, TODAY + timedelta(days=1)).standing != "NOT_ARISEN"


def test_edge_days_of_service_and_procedure(agency):
    _link, revision = served(agency)
    assert line(agency, revision.in_force_date - timedelta(days=1)).standing != "MET"
    assert line(agency, revision.in_force_date).standing == "MET"
    ServiceFactory(agency=agency, state="ABOLISHED", abolished_date=TODAY)
    assert line(agency, TODAY - timedelta(days=1)).standing != "MET"
    assert line(agency).standing == "MET"
    Revision.objects.filter(pk=revision.pk).update(state="WITHDRAWN", ended_date=TODAY)
    assert line(agency).standing != "MET"


def test_the_matrix_shows_the_gap_of_a_service_that_is_abolished_later(agency):
    ServiceFactory(agency=agency, state="ABOLISHED", abolished_date=TODAY)
    soon = ServiceFactory(agency=agency, state="ABOLISHED", abolished_date=TODAY + timedelta(days=1))
    reader = person(agency, Seat.Role.SECRETARY)
    rows = coverage_of(published_services(viewer=reader, on=TODAY), viewer=reader)
    assert [(row.service, row.standing) for row in rows] == [(soon, "GAP")]
    assert "1 trên 1" in line(agency).why
    assert list(unserved(list_services(viewer=reader), viewer=reader, on=TODAY)) == [soon]


def test_the_catalogue_tells_what_serves_a_service(agency):
    link, _revision = served(agency)
    reader = person(agency, Seat.Role.OFFICIAL)
    (told,) = served_by([link.service], reader)[link.service_id]
    assert link.document.code in str(told.label)


def test_thirty_agencies_take_as_many_queries_as_one(agency):
    def asked(agencies):
        with CaptureQueriesContext(connection) as seen:
            list(judge_all(agencies, on=TODAY, codes={CODE}))
        return len(seen)

    served(agency)
    one = asked([agency])
    others = AgencyFactory.create_batch(29, in_use_from_date=date(2020, 1, 1))
    for other in others:
        served(other)
    assert asked([agency, *others]) == one
