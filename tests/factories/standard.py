"""Applicability, parameter values and declared evidence for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.standard.models import Applicability, DeclaredEvidence, ParameterValue
from tests.factories.agency import AgencyFactory


class ApplicabilityFactory(DjangoModelFactory):
    """8.3 not applied since the start of the year, with its reason."""

    class Meta:
        model = Applicability

    agency = factory.SubFactory(AgencyFactory)
    clause = "8.3"
    applicable = False
    reason = "Cơ quan chỉ cung cấp dịch vụ hành chính công theo quy định."
    valid_from_date = date(2026, 1, 1)


class ParameterValueFactory(DjangoModelFactory):
    """The yearly audit due a month later than by default, since the start of the year."""

    class Meta:
        model = ParameterValue

    agency = factory.SubFactory(AgencyFactory)
    code = "audit.yearly.due"
    value = "10-31"
    valid_from_date = date(2026, 1, 1)
    reason = "Theo kế hoạch năm"


class DeclaredEvidenceFactory(DjangoModelFactory):
    """The report of an audit done before the agency used Sotay."""

    class Meta:
        model = DeclaredEvidence

    agency = factory.SubFactory(AgencyFactory)
    obligation = "audit.yearly"
    number = "12/BC-STN"
    date = date(2026, 3, 2)
