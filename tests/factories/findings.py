"""Audits as far as findings and the report need them, and findings, for tests."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from sotay.evaluation.models import Audit, AuditMember, ChecklistLine, Finding, Visit
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory

State = Audit.State


class AuditFactory(DjangoModelFactory):
    """One underway in May 2026; `met`, `reporting` and `reported` bring it on its way, `planning` back to its beginning."""

    class Meta:
        model = Audit

    class Params:
        planning = factory.Trait(state=State.PLANNING, planned_date=None)
        met = factory.Trait(state=State.MET, closed_meeting_date=date(2026, 5, 20))
        reporting = factory.Trait(met=True, state=State.REPORTING)
        reported = factory.Trait(met=True, state=State.REPORTED, reported_date=date(2026, 5, 28))

    agency = factory.SubFactory(AgencyFactory)
    year = 2026
    number = factory.Sequence(lambda n: n % 30000 + 1)
    code = factory.LazyAttribute(lambda one: f"ĐG-{one.year}-{one.number:02d}")
    slug = factory.LazyAttribute(lambda one: f"dg-{one.year}-{one.number:02d}")
    title = "Đánh giá nội bộ"
    from_date = date(2026, 5, 18)
    to_date = date(2026, 5, 20)
    planned_date = date(2026, 4, 20)
    state = State.UNDERWAY


class MemberFactory(DjangoModelFactory):
    """Somebody who leads the team of an audit."""

    class Meta:
        model = AuditMember

    audit = factory.SubFactory(AuditFactory)
    agency = factory.SelfAttribute("audit.agency")
    user = factory.SubFactory(UserFactory)
    part = AuditMember.Part.LEAD


class VisitFactory(DjangoModelFactory):
    """A visit at a unit on the first morning of its audit."""

    class Meta:
        model = Visit

    audit = factory.SubFactory(AuditFactory)
    agency = factory.SelfAttribute("audit.agency")
    unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..audit.agency"))
    slug = factory.Sequence(lambda n: f"lich-{n}")
    starts_at = datetime(2026, 5, 18, 1, tzinfo=UTC)
    ends_at = datetime(2026, 5, 18, 4, tzinfo=UTC)
    clauses = factory.LazyFunction(lambda: ["7.5", "8.5"])


class LineFactory(DjangoModelFactory):
    """A question judged as a point to watch."""

    class Meta:
        model = ChecklistLine

    visit = factory.SubFactory(VisitFactory)
    agency = factory.SelfAttribute("visit.agency")
    clause = "8.5.1"
    question = "Hồ sơ có đủ thành phần không?"
    evidence = "Hai hồ sơ thiếu phiếu kiểm soát"
    result = "NOTE"
    answered_by = factory.SubFactory(UserFactory)
    answered_at = datetime(2026, 5, 18, 2, tzinfo=UTC)


class FindingFactory(DjangoModelFactory):
    """A nonconformity at a unit; `dropped` takes it away, `agreed` gives the unit's opinion."""

    class Meta:
        model = Finding

    class Params:
        dropped = factory.Trait(is_dropped=True, dropped_reason="Đã bổ sung bằng chứng")
        agreed = factory.Trait(
            opinion="AGREED", opinion_by=factory.SubFactory(UserFactory), opinion_date=date(2026, 5, 21)
        )

    audit = factory.SubFactory(AuditFactory)
    agency = factory.SelfAttribute("audit.agency")
    unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..audit.agency"))
    visit = factory.SubFactory(
        VisitFactory, audit=factory.SelfAttribute("..audit"), unit=factory.SelfAttribute("..unit")
    )
    number = factory.Sequence(lambda n: n % 30000 + 1)
    code = factory.LazyAttribute(lambda one: f"{one.audit.code}/{one.number:02d}")
    slug = factory.LazyAttribute(lambda one: f"{one.audit.slug}-{one.number:02d}")
    grade = "NONCONFORMITY"
    clause = "8.5.1"
    what = "Hồ sơ thiếu phiếu kiểm soát"
    found_by = factory.SubFactory(UserFactory)
    found_date = date(2026, 5, 18)
