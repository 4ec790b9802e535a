"""Feedback for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.evaluation.feedback import codes
from sotay.evaluation.models import Feedback, FeedbackContent
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory

State = Feedback.State


class FeedbackFactory(DjangoModelFactory):
    """A reflection taken in at the desk on 1/6/2026, due on 22/6; `assigned`, `answered` bring it on its way."""

    class Meta:
        model = Feedback
        skip_postgeneration_save = True

    class Params:
        assigned = factory.Trait(
            state=State.ASSIGNED,
            unit=factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency")),
            assigned_date=date(2026, 6, 2),
            assigned_by=factory.SubFactory(UserFactory),
        )
        answered = factory.Trait(
            assigned=True,
            state=State.ANSWERED,
            answer="Đã bổ sung ghế chờ.",
            answered_date=date(2026, 6, 5),
            answered_by=factory.SubFactory(UserFactory),
            ended_date=date(2026, 6, 5),
        )
        published = factory.Trait(answered=True, public_text="Thiếu ghế chờ ở sảnh.", published_date=date(2026, 6, 8))
        restricted = factory.Trait(concerns_official=True)

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"PA-2026-{n + 500}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    kind = "REFLECTION"
    channel = "DESK"
    received_date = date(2026, 6, 1)
    due_date = date(2026, 6, 22)

    @factory.post_generation
    def said(self, create: bool, extracted: str | bool | None, **who: str) -> None:
        """Keep what was said, and give the code of the receipt; `said=False` keeps nothing."""
        if not create:
            return
        self.follow_hash = codes.hash_of(codes.draw(self))
        Feedback.objects.filter(pk=self.pk).update(follow_hash=self.follow_hash)
        if extracted is not False:
            text = extracted or "Chờ lâu, không có ghế ngồi"
            FeedbackContent.objects.create(agency=self.agency, feedback=self, text=text, **who)
