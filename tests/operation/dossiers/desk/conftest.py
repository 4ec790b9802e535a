"""An agency that keeps its dossiers here, its one-stop desk, a service with a procedure of three steps."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from sotay.agency.models import Seat
from sotay.support.documents.models import Kind
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.dossiers import ZONE
from tests.factories.procedures import ProcedureServiceFactory, ProcedureStepFactory, VariantFactory
from tests.factories.services import ServiceFactory
from tests.factories.standard import ParameterValueFactory
from tests.factories.support import DocumentFactory, RevisionFactory


def at(day, hour=9, minute=0):
    """Return a moment by the agency's clock."""
    return datetime.combine(day, time(hour, minute), ZONE)


NOW = at(TODAY, 17)


def here(agency):
    """Let an agency keep its dossiers here."""
    ParameterValueFactory(agency=agency, code="dossiers.source", value="SOTAY", valid_from_date=date(2020, 1, 1))
    return agency


@pytest.fixture
def agency(db):
    return here(AgencyFactory(letter_code="STTTT"))


@pytest.fixture
def desk(agency):
    return person(agency, Seat.Role.ONE_STOP, on=TODAY)


@pytest.fixture
def secretary_here(agency):
    return person(agency, Seat.Role.SECRETARY, on=TODAY)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, name="Phòng Bưu chính")


@pytest.fixture
def official(agency, unit):
    return person(agency, Seat.Role.OFFICIAL, unit=unit, on=TODAY)


@pytest.fixture
def stranger(agency):
    return person(agency, Seat.Role.OFFICIAL, unit=UnitFactory(agency=agency), on=TODAY)


@pytest.fixture
def service(agency, unit):
    return ServiceFactory(agency=agency, unit=unit, code="1.004379", key="1.004379", slug="1-004379")


@pytest.fixture
def case(agency, unit, service):
    """Five working days at the agency of seven by law; received after 15:00 counts from the next day."""
    document = DocumentFactory(agency=agency, kind=Kind.PROCEDURE, state="IN_FORCE", unit=unit)
    revision = RevisionFactory(document=document, in_force=True)
    variant = VariantFactory(revision=revision, limit_value=Decimal(7), own_value=Decimal(5))
    for place in range(1, 4):
        ProcedureStepFactory(variant=variant, position=place, unit=unit if place == 2 else None)
    ProcedureServiceFactory(document=document, service=service)
    return variant
