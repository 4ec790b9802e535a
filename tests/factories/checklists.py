"""Visits of an audit with their checklists for tests."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from sotay.evaluation.models import Audit, AuditMember, ChecklistLine, Visit, VisitAuditor
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory, UserFactory


class VisitedAuditFactory(DjangoModelFactory):
    """An audit whose plan was approved and which is being held; name another `state` to have it elsewhere."""

    class Meta:
        model = Audit

    agency = factory.SubFactory(AgencyFactory)
    year = 2026
    number = factory.Sequence(lambda n: n % 9000 + 500)
    code = factory.LazyAttribute(lambda one: f"DGNB-{one.year}-{one.number}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    title = "Đánh giá nội bộ"
    from_date = date(2026, 6, 10)
    to_date = date(2026, 6, 12)
    planned_date = date(2026, 6, 1)
    state = Audit.State.UNDERWAY


class VisitFactory(DjangoModelFactory):
    """A visit of half a day; `by` names its auditor, who also leads the team unless `lead` does."""

    class Meta:
        model = Visit
        skip_postgeneration_save = True

    agency = factory.SelfAttribute("audit.agency")
    audit = factory.SubFactory(VisitedAuditFactory)
    unit = factory.LazyAttribute(lambda one: UnitFactory(agency=one.audit.agency))
    slug = factory.Sequence(lambda n: f"lich-{n}")
    starts_at = datetime(2026, 6, 11, 1, tzinfo=UTC)
    ends_at = factory.LazyAttribute(lambda one: one.starts_at + timedelta(hours=3))

    @factory.post_generation
    def by(self, _create, extracted, **_kwargs):
        """Let somebody audit there."""
        for user in extracted if isinstance(extracted, list | tuple) else [extracted] if extracted else []:
            VisitAuditor.objects.create(agency=self.agency, visit=self, user=user)

    @factory.post_generation
    def lead(self, _create, extracted, **_kwargs):
        """Let somebody lead the team."""
        if extracted:
            AuditMember.objects.create(agency=self.agency, audit=self.audit, user=extracted, part="LEAD")


class LineFactory(DjangoModelFactory):
    """A question nothing was noted against yet; `answered` notes that it conforms."""

    class Meta:
        model = ChecklistLine

    class Params:
        answered = factory.Trait(
            result="CONFORMS",
            evidence="Đã xem ba hồ sơ.",
            answered_by=factory.SubFactory(UserFactory),
            answered_at=datetime(2026, 6, 11, 2, tzinfo=UTC),
        )

    agency = factory.SelfAttribute("visit.agency")
    visit = factory.SubFactory(VisitFactory)
    position = factory.Sequence(lambda n: n + 1)
    clause = "7.5.3"
    question = factory.Sequence(lambda n: f"Câu hỏi {n}?")


def seated(agency, role="OFFICIAL"):
    """Return somebody of the agency seated since long ago."""
    return SeatFactory(agency=agency, role=role, from_date=date(2020, 1, 1)).user
