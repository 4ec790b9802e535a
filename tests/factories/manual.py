"""Manuals, their parts and amendments for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from sotay.manual.models import Amendment, Draft, IssuedText, Manual, Statement
from tests.factories.agency import AgencyFactory, DecisionFactory

ISSUED = date(2026, 1, 5)


class ManualFactory(DjangoModelFactory):
    """A manual begun here, without any text."""

    class Meta:
        model = Manual

    class Params:
        issued = factory.Trait(
            issue_decision=factory.SubFactory(
                DecisionFactory, agency=factory.SelfAttribute("..agency"), date=ISSUED, number="1/QĐ-BHST"
            ),
            issued_date=ISSUED,
        )

    agency = factory.SubFactory(AgencyFactory)


class StatementFactory(DjangoModelFactory):
    """The statement of clause 6.2 in force since the manual was issued."""

    class Meta:
        model = Statement

    agency = factory.SelfAttribute("manual.agency")
    manual = factory.SubFactory(ManualFactory, issued=True)
    clause = "6.2"
    slug = factory.SelfAttribute("clause")
    title = factory.LazyAttribute(lambda one: f"Điều {one.clause}")
    order = factory.Sequence(lambda n: 100_000 + n)
    text = "Mỗi năm Sở đặt mục tiêu chất lượng."
    approved_date = factory.SelfAttribute("manual.issued_date")
    issued_date = factory.SelfAttribute("manual.issued_date")
    from_edition = 1


class IssuedTextFactory(DjangoModelFactory):
    """The text of a statement as it was issued first."""

    class Meta:
        model = IssuedText

    agency = factory.SelfAttribute("statement.agency")
    statement = factory.SubFactory(StatementFactory)
    edition = 1
    revision = 0
    text = factory.SelfAttribute("statement.text")
    approved_date = factory.SelfAttribute("statement.approved_date")
    issued_date = factory.SelfAttribute("statement.issued_date")


class AmendmentFactory(DjangoModelFactory):
    """An amendment being written; `issued=True` makes one that was issued."""

    class Meta:
        model = Amendment

    class Params:
        issued = factory.Trait(
            state=Amendment.State.ISSUED, approved_date=ISSUED, issued_date=ISSUED, edition=1, revision=1
        )

    agency = factory.SelfAttribute("manual.agency")
    manual = factory.SubFactory(ManualFactory, issued=True)
    code = factory.Sequence(lambda n: f"DSD-2026-{n:02d}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    reason = "Cập nhật theo quy định mới"


class DraftFactory(DjangoModelFactory):
    """A proposed text of a statement."""

    class Meta:
        model = Draft

    agency = factory.SelfAttribute("amendment.agency")
    statement = factory.SubFactory(StatementFactory)
    amendment = factory.SubFactory(AmendmentFactory, manual=factory.SelfAttribute("..statement.manual"))
    base_text = factory.SelfAttribute("statement.text")
    text = factory.LazyAttribute(lambda one: f"{one.base_text} Kết quả được báo cáo hai kỳ.")
