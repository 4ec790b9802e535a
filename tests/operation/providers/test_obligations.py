"""Obligation 49: met, gap, edge dates; what waits for the head of the unit; what others count; the place of 8.4.1."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.operation.providers.waiting import providers_to_evaluate
from sotay.standard.catalogue.periods import period_with
from sotay.standard.registry import facts
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.support.coverage.queries import get_coverage
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.providers import ProviderEvaluationFactory, ProviderFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
CODE = "providers.evaluated"


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


def line(agency, on=TODAY, year="2026"):
    (one,) = [one for one in standings_of(agency, on=on, codes={CODE}) if one.period == year]
    return one


def evaluated(agency, day=date(2026, 5, 4), **values):
    return ProviderEvaluationFactory(provider=ProviderFactory(agency=agency, **values), date=day)


def test_it_is_met_on_the_day_the_last_one_was_evaluated(agency):
    evaluated(agency, date(2026, 3, 2))
    provider = evaluated(agency, date(2026, 5, 4)).provider
    ProviderEvaluationFactory(provider=provider, date=date(2026, 6, 1))
    ProviderFactory(agency=agency, from_date=date(2026, 7, 1))

    met = line(agency)

    assert (met.standing, met.evidence_date, met.count) == ("MET", date(2026, 5, 4), 2)
    assert line(agency, on=date(2026, 5, 3)).standing == "OPEN"
    assert line(agency, on=date(2026, 7, 1)).standing == "OPEN"


def test_a_gap_counts_and_leads_to_the_first(agency):
    evaluated(agency, code="A")
    first = ProviderFactory(agency=agency, code="B", name="Bưu điện")
    ProviderFactory(agency=agency, code="C")

    gap = line(agency)

    assert gap.standing == "OPEN"
    assert gap.why == "Còn 2 trên 3 nhà cung cấp chưa được đánh giá trong năm, trước hết là B Bưu điện."
    assert (gap.link, gap.link_kwargs) == ("operation:provider_detail", {"slug": first.slug})


def test_evaluations_of_other_years_and_withdrawn_ones_do_not_count(agency):
    provider = evaluated(agency, date(2025, 12, 31)).provider
    ProviderEvaluationFactory(provider=provider, date=date(2026, 5, 4), withdrawn=True)

    assert line(agency).standing == "OPEN"
    assert line(agency, on=date(2026, 5, 31)).standing == "MET"
    assert line(agency, on=date(2026, 6, 1)).standing == "OPEN"


def test_an_agency_without_providers_owes_nothing(agency):
    ProviderFactory(agency=agency, ended=True, ended_date=date(2026, 1, 1))
    ProviderFactory(agency=agency, from_date=date(2026, 6, 13))

    assert line(agency).standing == "NOT_ARISEN"


def test_one_that_ended_in_the_year_is_evaluated_in_it_too(agency):
    ProviderFactory(agency=agency, ended=True, ended_date=date(2026, 1, 2))

    assert line(agency).standing == "OPEN"


@pytest.mark.parametrize(
    ("on", "word"), [(date(2026, 11, 30), "OPEN"), (date(2026, 12, 1), "DUE_SOON"), (date(2026, 12, 31), "DUE_SOON")]
)
def test_it_falls_due_at_the_end_of_the_year_and_stays_owed(agency, on, word):
    provider = evaluated(agency, date(2025, 5, 1)).provider

    assert line(agency, on=on).standing == word
    assert line(agency, on=date(2027, 1, 1)).standing == "OVERDUE"
    ProviderEvaluationFactory(provider=provider, date=date(2027, 1, 5))
    years = {one.period: one.standing for one in standings_of(agency, on=date(2027, 1, 5), codes={CODE})}
    assert years == {"2027": "MET"}


def test_one_that_began_after_the_due_day_is_evaluated_next_year(agency):
    ParameterValueFactory(
        agency=agency, code="providers.evaluated.due", value="06-30", valid_from_date=date(2025, 1, 1)
    )
    evaluated(agency, date(2026, 7, 1))
    begun = ProviderFactory(agency=agency, from_date=date(2026, 7, 1))

    met = line(agency, on=date(2026, 8, 1))
    assert (met.standing, met.late) == ("MET", True)
    begun.from_date = date(2026, 6, 30)
    begun.save()
    assert line(agency, on=date(2026, 8, 1)).standing == "OVERDUE"


def test_many_agencies_are_judged_at_once():
    def asked(count):
        agencies = [AgencyFactory(in_use_from_date=date(2020, 1, 1)) for _number in range(count)]
        for agency in agencies:
            evaluated(agency)
        with CaptureQueriesContext(connection) as seen:
            assert len([*judge_all(agencies, on=TODAY, codes={CODE})]) >= count
        return len(seen)

    assert asked(2) == asked(8)


def told(*agencies, on):
    asked = Asked(tuple(agency.pk for agency in agencies), on)
    return {one.title.split()[0]: (one.user_ids, one.due) for one in providers_to_evaluate(asked)}


def test_it_waits_for_the_head_of_the_unit_from_the_days_of_warning_on(agency):
    secretary = person(agency, Seat.Role.SECRETARY)
    unit = UnitFactory(agency=agency)
    unit_head = person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    ProviderFactory(agency=agency, unit=unit, code="A", from_date=date(2026, 1, 1))
    ProviderFactory(agency=agency, code="B", from_date=date(2026, 1, 1))
    ProviderFactory(agency=agency, unit=unit, code="C", ended=True)
    evaluated(agency, unit=unit, code="D")
    due = date(2026, 12, 31)

    assert told(agency, on=date(2026, 11, 30)) == {}
    assert told(agency, on=date(2026, 12, 1)) == {
        "A": (frozenset({unit_head.user.pk}), due),
        "B": (frozenset({secretary.user.pk}), due),
    }


def test_last_years_evaluation_waits_until_it_is_made_up_for(agency):
    provider = evaluated(agency, date(2025, 5, 1), code="A").provider
    evaluated(agency, date(2026, 5, 1), code="B")

    assert {code: due for code, (_who, due) in told(agency, on=date(2027, 1, 5)).items()} == {"A": date(2026, 12, 31)}
    ProviderEvaluationFactory(provider=provider, date=date(2027, 1, 5))
    assert told(agency, on=date(2027, 1, 5)) == {}


def test_a_day_before_the_agency_began_waits_for_nobody(agency):
    ParameterValueFactory(
        agency=agency, code="providers.evaluated.due", value="03-31", valid_from_date=date(2025, 1, 1)
    )
    ProviderFactory(agency=agency)
    assert len(told(agency, on=TODAY)) == 1

    agency.in_use_from_date = date(2026, 4, 1)
    agency.save()
    assert told(agency, on=TODAY) == {}


def test_what_waits_of_many_agencies_is_asked_at_once(django_assert_num_queries):
    agencies = [AgencyFactory() for _number in range(5)]
    for agency in agencies:
        ProviderFactory(agency=agency)

    with django_assert_num_queries(3):
        told(*agencies, on=date(2026, 12, 20))


def test_others_count_how_many_were_evaluated_and_how(agency):
    provider = evaluated(agency).provider
    ProviderEvaluationFactory(provider=provider, date=date(2026, 6, 1), outcome="WATCH", improvement="Đúng hạn")
    ProviderEvaluationFactory(provider=provider, date=date(2026, 6, 2), outcome="END", withdrawn=True)
    evaluated(agency, date(2026, 6, 13))
    evaluated(agency, date(2025, 6, 1))
    asked = facts.Asked((agency.pk,), period_with("year", TODAY), TODAY)

    def number(code):
        found = facts.numbers(f"providers.{code}", asked).get((agency.pk, None))
        return found.value if found else None

    assert [number(code) for code in ("supplying", "evaluated", "kept", "watched", "failed", "results")] == [
        3, 1, 0, 1, 0, 3,
    ]  # fmt: skip


def test_the_place_of_documented_information_sees_the_results_and_leads_to_them(agency):
    secretary = person(agency, Seat.Role.SECRETARY)

    def place():
        (row,) = [one for one in get_coverage(viewer=secretary, on=TODAY) if one.place.number == "8.4.1"]
        return row

    missing = place()
    assert (missing.standing, missing.lacks) == ("MISSING", "Chưa có kết quả nào được ghi.")
    assert missing.mend.url.endswith("/operation/providers/")
    evaluated(agency, date(2025, 6, 1))
    covered = place()
    assert covered.standing == "COVERED"
    assert "1 phiếu đánh giá" in covered.ways[0].label
