"""Yearly programmes of internal audits for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.evaluation.models import Programme, ProgrammeLine
from tests.factories.agency import AgencyFactory, UnitFactory


class ProgrammeFactory(DjangoModelFactory):
    """A draft of 2026 that lacks only its lines; `approved` at the start of the year."""

    class Meta:
        model = Programme

    class Params:
        approved = factory.Trait(state="APPROVED", approved_date=date(2026, 1, 20))

    agency = factory.SubFactory(AgencyFactory)
    year = 2026
    slug = factory.LazyAttribute(lambda one: f"{one.year}-{one.revision}" if one.revision else str(one.year))
    revision = 0
    purpose = "Xem hệ thống có hiệu lực"
    criteria = "TCVN ISO 9001:2015"


class ProgrammeLineFactory(DjangoModelFactory):
    """A unit audited in May."""

    class Meta:
        model = ProgrammeLine

    programme = factory.SubFactory(ProgrammeFactory)
    agency = factory.SelfAttribute("programme.agency")
    unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..programme.agency"))
    months = factory.LazyFunction(lambda: [5])
