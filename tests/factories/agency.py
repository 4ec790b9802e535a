"""Agencies, units, people and seats for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.agency.models import Agency, Decision, Seat, Unit, User
from sotay.agency.vietnamese import fold, sort_key


class AgencyFactory(DjangoModelFactory):
    """A department of a province."""

    class Meta:
        model = Agency
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Sở Thử nghiệm {n}")
    short_name = factory.Sequence(lambda n: f"stn-{n}")
    letter_code = factory.Sequence(lambda n: f"STN{n}")
    place_name = "Quảng Nam"


class UnitFactory(DjangoModelFactory):
    """A unit that stands."""

    class Meta:
        model = Unit

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"P{n}")
    slug = factory.Sequence(lambda n: f"p{n}")
    name = factory.Sequence(lambda n: f"Phòng Nghiệp vụ {n}")
    name_sort = factory.LazyAttribute(lambda unit: sort_key(unit.name))
    search_text = factory.LazyAttribute(lambda unit: fold(f"{unit.code} {unit.name}"))


class UserFactory(DjangoModelFactory):
    """A person with an account whose password is in order."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"nguoi{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn Thử {n}")
    password = "!"
    must_change_password = False


class DecisionFactory(DjangoModelFactory):
    """A signed decision."""

    class Meta:
        model = Decision

    agency = factory.SubFactory(AgencyFactory)
    number = factory.Sequence(lambda n: f"{n}/QĐ-STN")
    date = date(2026, 1, 5)
    signer_name = "Trần Thị Ký"
    signer_title = "Giám đốc"


class SeatFactory(DjangoModelFactory):
    """A person seated since the start of the year; roles that need a decision have one."""

    class Meta:
        model = Seat

    agency = factory.SubFactory(AgencyFactory)
    user = factory.SubFactory(UserFactory)
    role = Seat.Role.OFFICIAL
    from_date = date(2026, 1, 1)
    decision = factory.Maybe(
        factory.LazyAttribute(lambda seat: seat.role in Seat.NEEDS_DECISION),
        yes_declaration=factory.SubFactory(DecisionFactory, agency=factory.SelfAttribute("..agency")),
        no_declaration=None,
    )
