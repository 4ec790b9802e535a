"""Factories of what a procedure is beside its document."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from sotay.operation.procedures.models import ProcedureService, ProcedureStep, Variant
from sotay.operation.procedures.writing import read_again
from tests.factories.services import ServiceFactory
from tests.factories.support import DocumentFactory, RevisionFactory


class VariantFactory(DjangoModelFactory):
    """The only case of a draft, with both limits of three working days and no steps."""

    class Meta:
        model = Variant

    agency = factory.SelfAttribute("revision.agency")
    revision = factory.SubFactory(RevisionFactory)
    limit_value = Decimal(3)
    own_value = Decimal(3)


class ProcedureStepFactory(DjangoModelFactory):
    """A step of half a day at the end of its case; give `time_text` for another time."""

    class Meta:
        model = ProcedureStep

    variant = factory.SubFactory(VariantFactory)
    agency = factory.SelfAttribute("variant.agency")
    position = factory.LazyAttribute(lambda one: one.variant.steps.count() + 1)
    work = factory.Sequence(lambda n: f"Công việc {n}")
    performer = "Chuyên viên"
    time_text = "½ ngày"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        one = model_class(*args, **kwargs)
        read_again(one)
        one.save()
        return one


class ProcedureServiceFactory(DjangoModelFactory):
    """That a procedure serves a service, both of one agency."""

    class Meta:
        model = ProcedureService

    agency = factory.SelfAttribute("document.agency")
    document = factory.SubFactory(DocumentFactory)
    service = factory.SubFactory(ServiceFactory, agency=factory.SelfAttribute("..document.agency"))
