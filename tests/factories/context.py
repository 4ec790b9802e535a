"""Processes, the scope and legal documents for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.context.models import Law, Process, Scope, ScopeItem
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


class LawFactory(DjangoModelFactory):
    """A decree in force."""

    class Meta:
        model = Law

    agency = factory.SubFactory(AgencyFactory)
    number = factory.Sequence(lambda n: f"{n + 1}/2026/NĐ-CP")
    key = factory.LazyAttribute(lambda law: law.number.lower())
    slug = factory.Sequence(lambda n: f"nd-{n}")
    kind = "Nghị định"
    issuer = "Chính phủ"
    title = "Quy định về giải quyết thủ tục hành chính"
    issued_date = date(2026, 1, 15)
    effective_date = date(2026, 3, 1)
