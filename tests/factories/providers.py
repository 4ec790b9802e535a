"""External providers for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.agency.vietnamese import sort_key
from sotay.operation.models import Provider, ProviderEvaluation
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory


class ProviderFactory(DjangoModelFactory):
    """One that has supplied since the year before; `ended` ends it."""

    class Meta:
        model = Provider

    class Params:
        ended = factory.Trait(state="ENDED", ended_date=date(2026, 3, 1), ended_reason="Hết hạn hợp đồng")

    agency = factory.SubFactory(AgencyFactory)
    unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency"))
    code = factory.Sequence(lambda n: f"NCC-{n:03d}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    name = factory.Sequence(lambda n: f"Công ty Thử nghiệm {n}")
    name_sort = factory.LazyAttribute(lambda one: sort_key(one.name))
    subject = "Chuyển phát hồ sơ"
    criteria = "Đúng hạn từ 98%"
    from_date = date(2025, 1, 1)


class ProviderEvaluationFactory(DjangoModelFactory):
    """A passed evaluation; `withdrawn` withdraws it."""

    class Meta:
        model = ProviderEvaluation

    class Params:
        withdrawn = factory.Trait(
            withdrawn_date=date(2026, 6, 1), withdrawn_by=factory.SubFactory(UserFactory), withdrawn_reason="Ghi nhầm"
        )

    provider = factory.SubFactory(ProviderFactory)
    agency = factory.SelfAttribute("provider.agency")
    date = date(2026, 5, 4)
    year = factory.LazyAttribute(lambda one: one.date.year)
    outcome = ProviderEvaluation.Outcome.KEEP
    criteria = factory.SelfAttribute("provider.criteria")
    findings = "Đúng hạn 99%"
    evaluated_by = factory.SubFactory(UserFactory)
