"""Processes and the scope for tests."""

import factory
from factory.django import DjangoModelFactory

from sotay.context.models import Process, Scope, ScopeItem
from tests.factories.agency import AgencyFactory


class ProcessFactory(DjangoModelFactory):
    """A core process."""

    class Meta:
        model = Process

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"QT {n}")
    slug = factory.Sequence(lambda n: f"qt-{n}")
    name = factory.Sequence(lambda n: f"Giải quyết thủ tục hành chính {n}")


class ScopeFactory(DjangoModelFactory):
    """A draft."""

    class Meta:
        model = Scope

    agency = factory.SubFactory(AgencyFactory)
    edition = 1


class ScopeItemFactory(DjangoModelFactory):
    """A field of work."""

    class Meta:
        model = ScopeItem

    scope = factory.SubFactory(ScopeFactory)
    agency = factory.SelfAttribute("scope.agency")
    kind = ScopeItem.Kind.FIELD
    name = "Báo chí"
