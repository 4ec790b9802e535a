"""Services of the catalogue for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.context.models import Service, ServiceChange
from tests.factories.agency import AgencyFactory


class ServiceFactory(DjangoModelFactory):
    """A published service without limits, papers and bases."""

    class Meta:
        model = Service

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"1.{n + 100000:06d}")
    key = factory.SelfAttribute("code")
    slug = factory.LazyAttribute(lambda service: service.code.replace(".", "-"))
    name = factory.Sequence(lambda n: f"Cấp giấy phép thử nghiệm {n}")
    field = "Báo chí"
    levels = factory.LazyFunction(lambda: ["PROVINCE"])
    channels = factory.LazyFunction(lambda: ["DIRECT", "ONLINE"])
    decision = "12/QĐ-UBND"
    papers_count = 2
    from_date = date(2026, 2, 1)


class ServiceChangeFactory(DjangoModelFactory):
    """The decision that published a service."""

    class Meta:
        model = ServiceChange

    service = factory.SubFactory(ServiceFactory)
    agency = factory.SelfAttribute("service.agency")
    order = factory.Sequence(lambda n: n + 1)
    act = ServiceChange.Act.PUBLISHED
    decision = "12/QĐ-UBND"
    decision_date = date(2026, 1, 20)
