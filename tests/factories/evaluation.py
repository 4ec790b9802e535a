"""Audits and what surrounds them for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.evaluation.models import Auditor
from tests.factories.agency import AgencyFactory, UserFactory


class AuditorFactory(DjangoModelFactory):
    """One valid since the start of the year without an end; `ended` ends the entry."""

    class Meta:
        model = Auditor

    class Params:
        ended = factory.Trait(is_ended=True, to_date=date(2026, 3, 1), ended_reason="Chuyển công tác")

    agency = factory.SubFactory(AgencyFactory)
    user = factory.SubFactory(UserFactory)
    slug = factory.Sequence(lambda n: f"dgv-{n}")
    training = "Đánh giá nội bộ theo TCVN ISO 9001:2015"
    from_date = date(2026, 1, 5)
