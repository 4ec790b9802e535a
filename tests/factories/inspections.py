"""Inspections for tests: announced, with minutes, with fixes reported; findings; rounds."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.evaluation.models import Inspection, InspectionFinding, InspectionRound
from tests.factories.agency import AgencyFactory, DecisionFactory, UserFactory


class InspectionFactory(DjangoModelFactory):
    """One announced for 1/6/2026; `minuted` has minutes of 5/6/2026 due 5/8/2026, `fixed` its report of 11/6/2026."""

    class Meta:
        model = Inspection

    class Params:
        minuted = factory.Trait(
            state="MINUTES",
            to_date=date(2026, 6, 5),
            minutes=factory.SubFactory(
                DecisionFactory, agency=factory.SelfAttribute("..agency"), date=date(2026, 6, 5)
            ),
            minutes_date=date(2026, 6, 5),
            fixes_due_date=date(2026, 8, 5),
        )
        fixed = factory.Trait(
            minuted=True,
            state="FIXED",
            fixes=factory.SubFactory(DecisionFactory, agency=factory.SelfAttribute("..agency"), date=date(2026, 6, 11)),
            fixes_date=date(2026, 6, 11),
        )

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"KT-2026-{n:03d}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    body = "Sở Khoa học và Công nghệ"
    from_date = date(2026, 6, 1)


class InspectionFindingFactory(DjangoModelFactory):
    """Something the minutes of an inspection found."""

    class Meta:
        model = InspectionFinding

    inspection = factory.SubFactory(InspectionFactory, minuted=True)
    agency = factory.SelfAttribute("inspection.agency")
    position = factory.Sequence(lambda n: n % 1000 + 1)
    slug = factory.LazyAttribute(lambda one: f"{one.inspection.slug}-{one.position}")
    line = "A3"
    what = "Hồ sơ chưa sắp xếp theo trình tự thời gian"
    noted_by = factory.SubFactory(UserFactory)


class InspectionRoundFactory(DjangoModelFactory):
    """A round of 2026 upon sixty bodies; nothing is finished."""

    class Meta:
        model = InspectionRound

    agency = factory.SubFactory(AgencyFactory)
    year = 2026
    slug = factory.Sequence(lambda n: f"2026-dot-{n}")
    title = "Đợt 1 năm 2026"
    from_date = date(2026, 3, 2)
    bodies = 60
