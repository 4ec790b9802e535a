"""Management reviews for tests: planned, invited to, held, submitted or concluded by the days of June 2026."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from sotay.evaluation.models import Audit, MonthlyLook, Review, ReviewDecision, ReviewInput
from sotay.evaluation.reviews.models import Input
from tests.factories.agency import AgencyFactory, UserFactory


class ReviewFactory(DjangoModelFactory):
    """A review of 2026 being prepared; `invited`, `held`, `submitted`, `concluded` bring it further."""

    class Meta:
        model = Review
        skip_postgeneration_save = True

    class Params:
        was_held = {
            "invited_date": date(2026, 5, 25),
            "held_date": date(2026, 6, 5),
            "frozen_at": datetime(2026, 6, 5, 4, tzinfo=UTC),
            "present": "Giám đốc, các trưởng phòng",
        }
        invited = factory.Trait(state="INVITED", invited_date=date(2026, 5, 25))
        held = factory.Trait(state="HELD", **was_held)
        submitted = factory.Trait(state="SUBMITTED", judgement="SUITABLE", policy_suitable=True, **was_held)
        concluded = factory.Trait(
            state="CONCLUDED", judgement="SUITABLE", policy_suitable=True, concluded_date=date(2026, 6, 8), **was_held
        )

    agency = factory.SubFactory(AgencyFactory)
    year = factory.LazyAttribute(lambda one: one.meeting_at.year)
    code = factory.Sequence(lambda n: f"XXLD-2026-{n:03d}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    title = "Xem xét của lãnh đạo năm 2026"
    meeting_at = datetime(2026, 6, 5, 1, tzinfo=UTC)
    place = "Phòng họp A"
    attendance = "Ban Giám đốc, trưởng các đơn vị"
    from_date = date(2026, 1, 1)
    to_date = date(2026, 5, 31)

    @factory.post_generation
    def inputs_made(self, create, _extracted, **_kwargs):
        """Give it the twelve inputs."""
        if create:
            for key in Input.values:
                ReviewInput.objects.create(agency=self.agency, review=self, key=key)


class ReviewDecisionFactory(DjangoModelFactory):
    """A decision of a review that is written down, of a person with a day."""

    class Meta:
        model = ReviewDecision

    review = factory.SubFactory(ReviewFactory, held=True)
    agency = factory.SelfAttribute("review.agency")
    position = factory.Sequence(lambda n: n + 1)
    slug = factory.LazyAttribute(lambda one: f"{one.review.slug}-{one.position}")
    kind = "IMPROVEMENT"
    text = "Rà soát quy trình cấp phép"
    owner_user = factory.SubFactory(UserFactory)
    due_date = date(2026, 7, 31)


class MonthlyLookFactory(DjangoModelFactory):
    """The look at May 2026."""

    class Meta:
        model = MonthlyLook

    agency = factory.SubFactory(AgencyFactory)
    year = 2026
    month = 5
    held_date = date(2026, 6, 2)
    note = "Đôn đốc hồ sơ quá hạn"
    kept_by = factory.SubFactory(UserFactory)


def audit_reported(agency, day):
    """Return an audit of a year whose report was approved on a day."""
    number = Audit.objects.filter(agency=agency, year=day.year).count() + 1
    return Audit.objects.create(
        agency=agency,
        year=day.year,
        number=number,
        code=f"DGNB-{day.year}-{number}",
        slug=f"dgnb-{day.year}-{number}",
        title="Đánh giá nội bộ",
        from_date=day,
        to_date=day,
        planned_date=day,
        closed_meeting_date=day,
        reported_date=day,
        state="REPORTED",
    )
