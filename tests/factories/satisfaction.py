"""Questionnaires, surveys and answers for tests."""

import uuid
from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.evaluation.models import (
    Answer,
    AnswerBatch,
    Question,
    Questionnaire,
    QuestionnaireVersion,
    Survey,
    SurveyPoint,
)
from tests.factories.agency import AgencyFactory, UserFactory


class QuestionnaireFactory(DjangoModelFactory):
    """A questionnaire on services without a version."""

    class Meta:
        model = Questionnaire

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"BM-KS-{n:03d}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    title = "Phiếu thăm dò ý kiến"


class VersionFactory(DjangoModelFactory):
    """A version in use since 1/1/2026, without questions; `asking` gives it two Likert questions, a yes-no and words."""

    class Meta:
        model = QuestionnaireVersion
        skip_postgeneration_save = True

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    agency = factory.SelfAttribute("questionnaire.agency")
    state = "IN_USE"
    in_use_date = date(2026, 1, 1)

    @factory.post_generation
    def asking(self, create: bool, extracted: bool | None, **_: object) -> None:
        """Give it questions."""
        if create and extracted:
            QuestionFactory(version_of=self, position=1, key="thai-do", factor="OFFICIALS", text="Thái độ phục vụ")
            QuestionFactory(version_of=self, position=2, key="chung", factor="OVERALL", text="Mức độ hài lòng chung")
            QuestionFactory(
                version_of=self,
                position=3,
                key="dung-hen",
                kind="YES_NO",
                factor="RESULTS",
                text="Trả kết quả đúng hẹn",
            )
            QuestionFactory(version_of=self, position=4, key="y-kien", kind="TEXT", text="Ý kiến khác")


class QuestionFactory(DjangoModelFactory):
    """A Likert question."""

    class Meta:
        model = Question

    version_of = factory.SubFactory(VersionFactory)
    agency = factory.SelfAttribute("version_of.agency")
    position = factory.Sequence(lambda n: n + 1)
    key = factory.LazyAttribute(lambda one: f"cau-{one.position}")
    kind = "LIKERT"
    factor = "OFFICIALS"
    text = "Thái độ phục vụ của công chức"


class SurveyFactory(DjangoModelFactory):
    """An open survey of 2026 by every way, asking the four questions of `VersionFactory`."""

    class Meta:
        model = Survey

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"KS-2026-{n:03d}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    title = "Khảo sát mức độ hài lòng năm 2026"
    asks = factory.SubFactory(VersionFactory, questionnaire__agency=factory.SelfAttribute("...agency"), asking=True)
    from_date = date(2026, 1, 1)
    to_date = date(2026, 12, 31)
    channels = factory.LazyFunction(lambda: ["QR", "LINK", "KIOSK", "PHONE", "PAPER", "FILE", "PORTAL"])
    state = "OPEN"
    opened_date = date(2026, 1, 1)


class SurveyPointFactory(DjangoModelFactory):
    """A poster."""

    class Meta:
        model = SurveyPoint

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Quầy {n}")
    key = factory.LazyFunction(lambda: uuid.uuid4().hex[:12])


class AnswerBatchFactory(DjangoModelFactory):
    """A batch of paper sheets dated 1/3/2026, being entered."""

    class Meta:
        model = AnswerBatch

    survey = factory.SubFactory(SurveyFactory)
    agency = factory.SelfAttribute("survey.agency")
    code = factory.Sequence(lambda n: f"LP-2026-{n:03d}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    given_date = date(2026, 3, 1)
    entered_by = factory.SubFactory(UserFactory)


class AnswerFactory(DjangoModelFactory):
    """An answer of 1/3/2026 without a dossier: satisfied with the official, very satisfied in all, on time."""

    class Meta:
        model = Answer

    survey = factory.SubFactory(SurveyFactory)
    agency = factory.SelfAttribute("survey.agency")
    channel = "PAPER"
    given_date = date(2026, 3, 1)
    nonce = factory.LazyFunction(uuid.uuid4)
    marks = factory.LazyFunction(lambda: [4, 5, 1, None])
