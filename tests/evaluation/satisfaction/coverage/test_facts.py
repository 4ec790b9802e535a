"""Numbers of coverage for others: without flagged answers, nothing where nothing is known."""

from datetime import date
from decimal import Decimal

import pytest

from sotay.standard.catalogue.periods import Period
from sotay.standard.registry.facts import Asked, facts, numbers
from tests.evaluation.satisfaction.coverage.helping import answer, answer_for, settle
from tests.evaluation.satisfaction.coverage.test_figures import flag
from tests.factories.agency import UnitFactory

pytestmark = pytest.mark.django_db
ASKED = Period("half", 2026, 1), date(2026, 6, 30)


def told(agency, code, unit=None):
    return numbers(code, Asked((agency.pk,), *ASKED)).get((agency.pk, unit.pk if unit else None))


def test_share_and_answers_of_agency_and_unit_with_what_they_were_counted_from(agency):
    unit = UnitFactory(agency=agency)
    answer_for(settle(agency, 4, unit=unit)[:3])

    whole = told(agency, "satisfaction.coverage")
    assert (whole.value, whole.said) == (Decimal("75.00"), "3 phiếu trên 4 hồ sơ đã giải quyết")
    assert whole.query == {"year": "2026", "part": "H1"}
    assert told(agency, "satisfaction.coverage", unit).value == Decimal("75.00")
    assert told(agency, "satisfaction.answers").value == 3
    assert told(agency, "satisfaction.returned").value == 3
    assert told(agency, "satisfaction.flagged").value == 0
    assert facts()["satisfaction.coverage"].for_objectives


def test_nothing_is_told_where_nothing_is_known(agency):
    answer(agency, given_date=date(2026, 3, 3))

    assert told(agency, "satisfaction.coverage") is None
    assert told(agency, "satisfaction.handed_out") is None
    one = told(agency, "satisfaction.answers")
    assert (one.value, one.said) == (1, "1 phiếu")


def test_answers_flagged_in_a_month_nobody_tells_are_not_counted(agency):
    answers = answer(agency, 3, given_date=date(2026, 3, 3))
    flag(answers[:1])

    one = told(agency, "satisfaction.answers")

    assert (one.value, one.said) == (2, "2 phiếu; không tính 1 phiếu cần xem lại")
