"""Rows of the whole and of parts come to one figure; months to a period, in any order."""

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.operation.statistics.counts import Counts
from sotay.operation.statistics.rates import Denominator
from sotay.operation.statistics.sums import Line, by_field, by_service, by_unit, of_unit, over_months, rate_over, whole


def line(number=None, *, unit=None, field="", service=None, **more):
    return Line(unit, field, service, Counts(received=number, **more))


def test_parts_that_cover_are_taken_and_never_added_to_the_whole():
    found = whole([line(100), line(60, unit=1), line(40, unit=2)])

    assert (found.counts.received, found.differences) == (100, ())


def test_without_a_row_of_the_whole_the_parts_are_the_figure():
    assert whole([line(60, unit=1), line(40, unit=2)]).counts.received == 100


def test_parts_that_come_to_less_do_not_cover_and_the_difference_is_named():
    found = whole([line(100), line(60, unit=1)])

    assert found.counts.received == 100
    (one,) = found.differences
    assert (one.of, one.axis, one.name, one.told, one.sum, one.missing) == ((), "unit", "received", 100, 60, 0)


def test_parts_that_come_to_more_are_taken_and_the_difference_is_named():
    found = whole([line(100), line(60, unit=1), line(50, unit=2)])

    assert found.counts.received == 110
    assert [(one.told, one.sum) for one in found.differences] == [(100, 110)]


def test_a_part_that_does_not_tell_a_count_leaves_the_sum_unknown():
    found = whole([line(60, unit=1), line(None, unit=2, due=3)])

    assert found.counts.received is None
    assert [(one.name, one.sum, one.missing) for one in found.differences] == [("received", 60, 1), ("due", 3, 1)]


def test_units_and_fields_are_two_ways_to_part_and_not_added_up():
    found = whole([line(60, unit=1), line(40, unit=2), line(90, field="Đất đai")])

    assert found.counts.received == 100
    assert [(one.axis, one.told, one.sum) for one in found.differences] == [("field", 100, 90)]


def test_inside_a_unit_its_row_and_its_services_are_one_figure():
    lines = [
        line(60, unit=1),
        line(35, unit=1, field="Đất đai", service=7),
        line(25, unit=1, field="Hộ tịch", service=8),
    ]

    assert by_unit(lines)[1].counts.received == 60
    assert whole(lines).counts.received == 60
    assert {key: one.counts.received for key, one in by_field(lines).items()} == {"Đất đai": 35, "Hộ tịch": 25}
    assert {key: one.counts.received for key, one in by_service(lines).items()} == {7: 35, 8: 25}


def test_a_unit_is_read_as_an_agency_of_its_own():
    lines = of_unit([line(100), line(60, unit=1), line(50, unit=1, field="Đất đai"), line(40, unit=2)], 1)

    assert whole(lines).counts.received == 60
    assert [(one.axis, one.sum) for one in whole(lines).differences] == [("field", 50)]


@given(parts=st.lists(st.integers(0, 500), min_size=1, max_size=5), own=st.one_of(st.none(), st.integers(0, 2500)))
def test_nothing_is_counted_twice_and_no_difference_is_silent(parts, own):
    lines = [line(number, unit=place) for place, number in enumerate(parts)]
    lines += [line(own)] if own is not None else []

    found = whole(lines)

    assert found.counts.received == (sum(parts) if own is None else max(own, sum(parts)))
    assert bool(found.differences) is (own is not None and own != sum(parts))


MONTHS = st.dictionaries(
    st.integers(1, 12).map(lambda month: date(2026, month, 1)),
    st.builds(
        Counts,
        **{
            name: st.one_of(st.none(), st.integers(0, 100))
            for name in ("carried_over", "received", "received_online", "settled_on_time", "settled_late", "pending_late")
        },
    ),
    min_size=1,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(months=MONTHS, seed=st.integers(0, 99))
def test_the_order_of_months_does_not_matter(months, seed):
    pairs = list(months.items())
    random.Random(seed).shuffle(pairs)
    shuffled = dict(pairs)

    assert over_months(shuffled) == over_months(months)
    for denominator in Denominator:
        one = rate_over("late", months, denominator=denominator)
        assert one == rate_over("late", shuffled, denominator=denominator)


def test_flows_are_added_and_stocks_are_those_of_the_first_and_the_last_month():
    months = {
        date(2026, 2, 1): Counts(carried_over=7, received=20, total=27, pending_late=4),
        date(2026, 1, 1): Counts(carried_over=5, received=10, total=15, pending_late=9),
    }

    found = over_months(months)

    assert (found.carried_over, found.received, found.pending_late, found.total) == (5, 30, 4, None)
    assert found.total_in_all == 35


def test_a_month_that_prints_no_sum_has_that_of_its_parts():
    months = {
        date(2026, 1, 1): Counts(settled=100),
        date(2026, 2, 1): Counts(settled_on_time=40, settled_late=2),
    }

    assert over_months(months).settled == 142


def test_a_rate_is_that_of_the_months_which_tell_both_its_numbers():
    months = {
        date(2026, 1, 1): Counts(received=1000),
        date(2026, 2, 1): Counts(received=100, received_online=50),
    }

    found = rate_over("online", months, denominator=Denominator.SETTLED)

    assert (found.rate.rounded(), found.months) == (Decimal("50.00"), (date(2026, 2, 1),))
    assert found.lacking == (date(2026, 1, 1),)


@pytest.mark.parametrize("months", [{}, {date(2026, 1, 1): Counts()}])
def test_no_month_that_tells_makes_no_rate(months):
    assert rate_over("on_time", months, denominator=Denominator.SETTLED).rate.rounded() is None
