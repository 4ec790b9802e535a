"""What adds up in a source and what does not; nothing is put right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.operation.statistics.checks import SAID, Check, check, checks_of, mismatches
from sotay.operation.statistics.counts import Counts
from tests.operation.statistics.test_rates import ITEMS, counts_of

PRINTED = [(item["id"], one) for item in ITEMS for one in item["checks"]]
OURS = {
    "total=new+carried": "total=carried+received",
    "due=on_time+late": "due=early+on_time+late",
    "resolved=on_time+late": "settled=early+on_time+late",
    "resolved=early+on_time+late": "settled=early+on_time+late",
    "processed=early+on_time+late": "settled=early+on_time+late",
    "pending=in_time+overdue": "pending=in_time+late",
    "total=processed+pending": "total=settled+returned+pending",
}
"""What the checks of the sources are called here; the others compare what a form of Sotay does not ask for."""
NUMBERS = st.one_of(st.none(), st.integers(min_value=0, max_value=2000))


@pytest.mark.parametrize(("item", "printed"), PRINTED, ids=[f"{item}-{one['name']}" for item, one in PRINTED])
def test_every_sum_of_a_source_is_checked(item, printed):
    (found,) = check(printed["name"], printed["reported_total"], *printed["parts"])

    assert (found.computed, found.difference) == (printed["computed_total"], printed["difference"])
    assert found.matches is printed["matches"]


NAMED = [(item, one) for item in ITEMS for one in item["checks"] if one["name"] in OURS]


@pytest.mark.parametrize(("item", "printed"), NAMED, ids=[f"{item['id']}-{one['name']}" for item, one in NAMED])
def test_the_counts_of_a_source_are_found_right_or_wrong_like_the_source(item, printed):
    found = {one.name: one for one in checks_of(counts_of(item))}[OURS[printed["name"]]]

    assert (found.matches, found.difference) == (printed["matches"], printed["difference"])


def test_a_sum_that_does_not_match_is_said_with_its_numbers():
    (found,) = mismatches(Counts(settled=17651, settled_early=13767, settled_on_time=3254, settled_late=634))

    assert "17.651" in found.said
    assert "13.767 + 3.254 + 634 = 17.655" in found.said
    assert "−4" in found.said


def test_what_is_not_told_is_not_taken_for_nought():
    assert [*checks_of(Counts(total=10, received=8))] == []
    assert mismatches(Counts(settled=10, settled_on_time=9)) == []


def test_what_fell_due_may_hold_those_pending_past_their_day_or_not():
    parts = {"settled_on_time": 90, "settled_late": 5, "pending_late": 3}

    assert mismatches(Counts(due=95, **parts)) == []
    assert mismatches(Counts(due=98, **parts)) == []
    assert [one.difference for one in mismatches(Counts(due=99, **parts))] == [4]


def test_online_may_be_less_than_received_but_not_more():
    assert mismatches(Counts(received=10, received_online=10)) == []
    assert [one.name for one in mismatches(Counts(received=10, received_online=11))] == ["received>=online"]


@given(settled=NUMBERS, early=NUMBERS, on_time=NUMBERS, late=NUMBERS)
def test_parts_never_sum_above_their_whole_unnoticed(settled, early, on_time, late):
    counts = Counts(settled=settled, settled_early=early, settled_on_time=on_time, settled_late=late)
    known = [one for one in (early, on_time, late) if one is not None]

    if settled is not None and sum(known) > settled:
        assert mismatches(counts)


@given(whole=st.integers(0, 10**9), parts=st.lists(st.integers(0, 10**9), min_size=1, max_size=4), bound=st.booleans())
def test_a_check_matches_by_its_difference_alone(whole, parts, bound):
    one = Check("received>=online" if bound else "pending=in_time+late", whole, tuple(parts), bound=bound)

    assert one.difference == whole - sum(parts)
    assert one.matches is (sum(parts) <= whole if bound else sum(parts) == whole)
    assert one.name in SAID
    assert one.said
