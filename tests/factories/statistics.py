"""Counts of dossiers for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.agency.models import Seat
from sotay.operation.statistics.models import MonthlyCount
from tests.factories.agency import AgencyFactory, SeatFactory


class MonthlyCountFactory(DjangoModelFactory):
    """May 2026 of the whole agency: a hundred received, ninety settled, two of them late."""

    class Meta:
        model = MonthlyCount

    agency = factory.SubFactory(AgencyFactory)
    month = date(2026, 5, 1)
    received = 100
    settled_on_time = 88
    settled_late = 2
    source = "Báo cáo tháng trên hệ thống một cửa"
    entered_by = factory.LazyAttribute(lambda row: SeatFactory(agency=row.agency, role=Seat.Role.ONE_STOP).user)
