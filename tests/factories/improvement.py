"""Nonconformities for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.improvement.models import Nonconformity, Round
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory

State = Nonconformity.State


class NonconformityFactory(DjangoModelFactory):
    """One of a unit that was logged; `accepted`, `analysing`, `verifying`, `closed` and `rejected` bring it on its way."""

    class Meta:
        model = Nonconformity

    class Params:
        accepted = factory.Trait(
            state=State.ACCEPTED, grade="MINOR", accepted_date=date(2026, 6, 2), due_date=date(2026, 7, 2),
            owner_user=factory.SubFactory(UserFactory), accepted_by=factory.SubFactory(UserFactory),
        )  # fmt: skip
        corrected = factory.Trait(accepted=True, correction="Đã làm lại", correction_date=date(2026, 6, 3))
        analysing = factory.Trait(
            corrected=True, state=State.ANALYSING, need="ACTION", need_date=date(2026, 6, 4),
            need_by=factory.SubFactory(UserFactory),
        )  # fmt: skip
        verifying = factory.Trait(analysing=True, state=State.VERIFYING)
        closed = factory.Trait(
            analysing=True, state=State.CLOSED, closed_date=date(2026, 6, 8), closed_by=factory.SubFactory(UserFactory)
        )
        rejected = factory.Trait(state=State.REJECTED, state_reason="Không phải")

    agency = factory.SubFactory(AgencyFactory)
    unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency"))
    code = factory.Sequence(lambda n: f"KPH-2026-{n + 500}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    what = "Không ghi ngày nhận trên phiếu kiểm soát"
    evidence = "Hồ sơ HS-2026-0012"
    found_date = date(2026, 6, 1)
    found_by = factory.SubFactory(UserFactory)


class RoundFactory(DjangoModelFactory):
    """The first round of a sheet."""

    class Meta:
        model = Round

    nonconformity = factory.SubFactory(NonconformityFactory, analysing=True)
    agency = factory.SelfAttribute("nonconformity.agency")
    number = 1
