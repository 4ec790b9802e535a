"""The policy, its readings and postings for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.leadership.models import Policy, Reading
from tests.factories.agency import AgencyFactory, UserFactory


class PolicyFactory(DjangoModelFactory):
    """A draft; `in_force=True` gives one approved in the first week of June."""

    class Meta:
        model = Policy

    class Params:
        in_force = factory.Trait(state=Policy.State.IN_FORCE, approved_date=date(2026, 6, 1))

    agency = factory.SubFactory(AgencyFactory)
    edition = 1
    text = "- Lấy tổ chức, cá nhân làm trung tâm phục vụ.\n- Cải tiến **liên tục**."


class ReadingFactory(DjangoModelFactory):
    """A confirmation."""

    class Meta:
        model = Reading

    policy = factory.SubFactory(PolicyFactory, in_force=True)
    agency = factory.SelfAttribute("policy.agency")
    user = factory.SubFactory(UserFactory)
    read_date = date(2026, 6, 2)
