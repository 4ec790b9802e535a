"""Proposals to improve for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.improvement.models import Proposal
from tests.factories.agency import AgencyFactory, UserFactory


class ProposalFactory(DjangoModelFactory):
    """One nobody judged yet; `rejected`, `done` and `measured` bring it on its way."""

    class Meta:
        model = Proposal

    class Params:
        judged = factory.Trait(judged_by=factory.SubFactory(UserFactory), judged_date=date(2026, 5, 10))
        rejected = factory.Trait(judged=True, state="REJECTED", judged_text="Trùng")
        done = factory.Trait(judged=True, state="DONE", done_date=date(2026, 6, 1))
        measured = factory.Trait(
            judged=True,
            state="MEASURED",
            done_date=date(2026, 6, 1),
            measured_by=factory.SubFactory(UserFactory),
            measured_date=date(2026, 6, 5),
            before="20 phút",
            after="12 phút",
            outcome="BETTER",
        )

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"ĐX-2026-{n:03d}")
    slug = factory.LazyAttribute(lambda one: one.code.lower().replace("đ", "d"))
    title = "Gộp hai phiếu kiểm soát"
    proposed_by = factory.SubFactory(UserFactory)
    proposed_date = date(2026, 5, 4)
