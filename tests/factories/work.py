"""Assignments, extensions, what waits and notices for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.work.models import Assignment, Extension, WaitingItem
from tests.factories.agency import AgencyFactory, UserFactory


class AssignmentFactory(DjangoModelFactory):
    """A piece of work given to a person in June 2026."""

    class Meta:
        model = Assignment

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"CV-{n:04d}")
    slug = factory.Sequence(lambda n: f"cv-{n:04d}")
    title = factory.Sequence(lambda n: f"Rà soát hồ sơ {n}")
    giver = factory.SubFactory(UserFactory)
    owner_user = factory.Maybe(
        factory.LazyAttribute(lambda one: not one.owner_role),
        yes_declaration=factory.SubFactory(UserFactory),
        no_declaration=None,
    )
    owner_role = ""
    given_date = date(2026, 6, 1)
    due_date = date(2026, 6, 30)


class ExtensionFactory(DjangoModelFactory):
    """A week more, asked for."""

    class Meta:
        model = Extension

    assignment = factory.SubFactory(AssignmentFactory)
    agency = factory.SelfAttribute("assignment.agency")
    asked_by = factory.SelfAttribute("assignment.owner_user")
    asked_date = date(2026, 6, 10)
    from_due_date = factory.SelfAttribute("assignment.due_date")
    wanted_date = date(2026, 7, 7)
    reason = "Chờ số liệu của Phòng Tài chính"


class WaitingItemFactory(DjangoModelFactory):
    """Something to do for one person."""

    class Meta:
        model = WaitingItem

    agency = factory.SubFactory(AgencyFactory)
    user = factory.SubFactory(UserFactory)
    key = factory.Sequence(lambda n: f"test:{n}")
    kind = "DO"
    title = factory.Sequence(lambda n: f"Việc {n}")
    act = "Báo kết quả"
    link_name = "web:my_work"
