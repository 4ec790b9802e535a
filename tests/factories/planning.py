"""Sets of objectives, objectives, plans, reports and results for tests."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from sotay.planning.objectives.models import Objective, ObjectiveSet, PlanLine
from sotay.planning.results.models import Report, Result
from tests.factories.agency import AgencyFactory, UnitFactory


class ObjectiveSetFactory(DjangoModelFactory):
    """The draft of a unit for 2026; `in_force=True` gives one approved in January."""

    class Meta:
        model = ObjectiveSet

    class Params:
        in_force = factory.Trait(
            state=ObjectiveSet.State.IN_FORCE, approved_date=date(2026, 1, 15), in_force_date=date(2026, 1, 15)
        )

    agency = factory.SubFactory(AgencyFactory)
    unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency"))
    year = 2026
    slug = factory.Sequence(lambda n: f"bo-{n}")


class ObjectiveFactory(DjangoModelFactory):
    """At least 98 % of the dossiers settled in time; measurable, answered for by the head of the unit."""

    class Meta:
        model = Objective

    set = factory.SubFactory(ObjectiveSetFactory)
    agency = factory.SelfAttribute("set.agency")
    code = factory.Sequence(lambda n: f"MT-{n:03d}")
    slug = factory.Sequence(lambda n: f"mt-{n}")
    order = factory.Sequence(lambda n: n % 30_000)
    statement = "Giải quyết hồ sơ đúng hạn"
    target_text = "≥ 98 %"
    direction = "GE"
    target_value = Decimal(98)
    measure = "%"
    formula = "Số hồ sơ đúng hạn chia cho số hồ sơ đã giải quyết"
    owner_role = "UNIT_HEAD"
    owner_unit = factory.SelfAttribute("set.unit")


class PlanLineFactory(DjangoModelFactory):
    """One complete line of a plan."""

    class Meta:
        model = PlanLine

    objective = factory.SubFactory(ObjectiveFactory)
    agency = factory.SelfAttribute("objective.agency")
    what = "Rà soát hồ sơ sắp đến hạn hằng tuần"
    owner_role = "UNIT_HEAD"
    owner_unit = factory.SelfAttribute("objective.set.unit")
    from_date = date(2026, 1, 15)
    to_date = date(2026, 11, 30)
    judged_by = "Sổ theo dõi hồ sơ"


CUTOFFS = {"Q1": (3, 31), "H1": (5, 31), "Q3": (9, 30), "Y": (10, 31), "F": (12, 31)}


class ReportFactory(DjangoModelFactory):
    """The draft of the half year; `sent=True` and `taken=True` give one sent in time."""

    class Meta:
        model = Report

    class Params:
        sent = factory.Trait(state=Report.State.SENT, sent_date=date(2026, 6, 8), due_date=date(2026, 6, 9))
        taken = factory.Trait(
            state=Report.State.TAKEN,
            sent_date=date(2026, 6, 8),
            due_date=date(2026, 6, 9),
            taken_date=date(2026, 6, 10),
        )

    agency = factory.SubFactory(AgencyFactory)
    unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency"))
    period = "2026-H1"
    year = factory.LazyAttribute(lambda report: int(report.period[:4]))
    slug = factory.Sequence(lambda n: f"bc-{n}")
    cutoff_date = factory.LazyAttribute(lambda report: date(report.year, *CUTOFFS[report.period[5:]]))


class ResultFactory(DjangoModelFactory):
    """99 % at the cut-off."""

    class Meta:
        model = Result

    report = factory.SubFactory(ReportFactory)
    agency = factory.SelfAttribute("report.agency")
    objective = factory.SubFactory(ObjectiveFactory)
    key = factory.SelfAttribute("objective.key")
    value = Decimal(99)
