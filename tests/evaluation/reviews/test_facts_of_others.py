"""What laws, documents, work and reminders count for the pack, over days of its own choosing."""

from datetime import date

import pytest

from sotay.agency.models import Agency
from sotay.context.models import LawReview
from sotay.standard.catalogue.periods import Span
from sotay.standard.registry.facts import Asked, numbers
from tests.factories.agency import UnitFactory
from tests.factories.context import LawFactory
from tests.factories.work import AssignmentFactory

pytestmark = pytest.mark.django_db
SPAN = Span.of(date(2025, 11, 1), date(2026, 5, 31))
ON = date(2026, 5, 31)


def value(agency: Agency, code: str):
    number = numbers(code, Asked((agency.pk,), SPAN, ON)).get((agency.pk, None))
    return None if number is None else number.value


def test_laws_are_counted_by_their_effect_and_by_who_looked_at_them(agency):
    assert value(agency, "laws.effective") is None
    law = LawFactory(agency=agency, effective_date=date(2025, 11, 1))
    LawFactory(agency=agency, effective_date=date(2025, 10, 31))
    LawFactory(agency=agency, effective_date=date(2026, 6, 1))
    LawFactory(agency=agency, effective_date=date(2026, 5, 31), is_unrelated=True, unrelated_reason="Ngành khác")

    assert (value(agency, "laws.effective"), value(agency, "laws.unassigned")) == (1, 2)
    LawReview.objects.create(agency=agency, law=law, unit=UnitFactory(agency=agency))
    assert (value(agency, "laws.unassigned"), value(agency, "laws.waiting")) == (1, 1)


def test_work_is_counted_by_its_days(agency):
    assert value(agency, "work.given") is None
    AssignmentFactory(agency=agency, given_date=date(2026, 4, 1), due_date=date(2026, 5, 30))
    AssignmentFactory(agency=agency, given_date=date(2026, 4, 1), due_date=date(2026, 5, 31))
    done = {"state": "DONE", "done_date": date(2026, 6, 2), "result": "Xong"}
    AssignmentFactory(agency=agency, given_date=date(2025, 10, 1), due_date=date(2026, 5, 1), **done)

    assert (value(agency, "work.given"), value(agency, "work.done"), value(agency, "work.overdue")) == (2, 0, 2)


def test_documents_and_reminders_nobody_keeps_have_no_number(agency):
    codes = ("documents.in_force", "documents.issued", "documents.review_overdue", "work.reminders")
    assert [value(agency, code) for code in codes] == [None] * 4


def test_a_span_is_any_days_and_counts_by_the_year_of_its_last():
    assert (SPAN.start, SPAN.end, SPAN.year, SPAN.key) == (date(2025, 11, 1), date(2026, 5, 31), 2026, "2026")
    assert date(2025, 11, 1) in SPAN
    assert date(2026, 6, 1) not in SPAN
