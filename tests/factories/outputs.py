"""Nonconforming outputs for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.operation.models import NonconformingOutput
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory

State = NonconformingOutput.State


class OutputFactory(DjangoModelFactory):
    """One of a unit that waits for a decision; `decided`, `done`, `closed` and `cancelled` bring it on its way."""

    class Meta:
        model = NonconformingOutput

    class Params:
        decided = factory.Trait(
            state=State.DECIDED, action="FIX", action_text="Sửa lại", decided_date=date(2026, 6, 2),
            decided_by=factory.SubFactory(UserFactory),
        )  # fmt: skip
        done = factory.Trait(
            decided=True, state=State.DONE, done_date=date(2026, 6, 3), done_text="Đã sửa",
            done_by=factory.SubFactory(UserFactory),
        )  # fmt: skip
        closed = factory.Trait(
            done=True, state=State.CLOSED, checked_date=date(2026, 6, 4), checked_by=factory.SubFactory(UserFactory)
        )
        cancelled = factory.Trait(state=State.CANCELLED, cancelled_reason="Ghi nhầm")

    agency = factory.SubFactory(AgencyFactory)
    unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency"))
    code = factory.Sequence(lambda n: f"DR-2026-{n + 500}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    kind = "WRONG_RESULT"
    what = "Sai năm trên giấy phép"
    found_date = date(2026, 6, 1)
    found_by = factory.SubFactory(UserFactory)
