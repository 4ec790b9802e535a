"""Hand-overs, delegations, grants for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.agency.models import Delegation, Grant
from sotay.organisation.handovers.models import Handover
from tests.factories.agency import AgencyFactory, SeatFactory, UserFactory


class DelegationFactory(DjangoModelFactory):
    """A seat lent for the summer."""

    class Meta:
        model = Delegation

    agency = factory.SubFactory(AgencyFactory)
    seat = factory.SubFactory(SeatFactory, agency=factory.SelfAttribute("..agency"))
    to_user = factory.SubFactory(UserFactory)
    from_date = date(2026, 6, 1)
    to_date = date(2099, 8, 31)
    reason = "Nghỉ phép"


class GrantFactory(DjangoModelFactory):
    """Leave to read for an inspector, for a long time."""

    class Meta:
        model = Grant

    agency = factory.SubFactory(AgencyFactory)
    to_user = factory.SubFactory(UserFactory)
    purpose = "Kiểm tra theo kế hoạch"
    from_date = date(2026, 1, 1)
    to_date = date(2099, 12, 31)


class HandoverFactory(DjangoModelFactory):
    """A hand-over both sides have still to confirm."""

    class Meta:
        model = Handover

    agency = factory.SubFactory(AgencyFactory)
    seat = factory.SubFactory(SeatFactory, agency=factory.SelfAttribute("..agency"))
    to_user = factory.SubFactory(UserFactory)
    date = date(2026, 7, 1)
