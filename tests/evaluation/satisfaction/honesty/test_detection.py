"""The rules that find what is to be looked at again: at the threshold, below it, and what they leave alone."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sotay.evaluation.satisfaction.honesty.detection import Limits, Seen, groups
from tests.soaking import tries

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
LIMITS = Limits(same=3, official=4, burst=3, minutes=10)
MARKS = (4, 5, 4, 3, 1)


def seen(count, *, start=1, every=timedelta(hours=1), **columns):
    made = {"survey": 1, "day": DAY, "marks": (4, 5, 4)} | columns
    return [Seen(pk=start + n, at=NOON + every * n, **made) for n in range(count)]


def kinds(found):
    return [(one.kind, len(one.answers)) for one in found]


def test_identical_sheets_are_told_from_the_threshold_on():
    assert groups(seen(2, marks=MARKS, unit=7), LIMITS) == []
    (group,) = groups(seen(3, marks=MARKS, unit=7), LIMITS)

    assert (group.kind, group.answers, group.unit, group.day) == ("SAME_PATTERN", (1, 2, 3), 7, DAY)


def test_identical_sheets_are_told_in_however_many_batches_they_were_entered():
    sheets = [one for batch in (7, 8, 9) for one in seen(1, start=batch, marks=MARKS, batch=batch)]

    (group,) = groups(sheets, LIMITS)

    assert (group.answers, group.batch) == ((7, 8, 9), None)


def test_identical_sheets_of_another_day_or_unit_are_others():
    for other in ({"day": date(2026, 3, 3)}, {"unit": 8}, {"survey": 2}, {"marks": (4, 5, 4, 3, 2)}):
        two = seen(2, marks=MARKS)
        assert groups([*two, *seen(1, start=9, **({"marks": MARKS} | other))], LIMITS) == []


def test_sheets_with_few_marks_say_nothing():
    assert groups(seen(30, marks=(5, 5, 5, 5, None)), LIMITS) == []


def test_one_column_all_the_way_down_needs_twice_as_many():
    assert groups(seen(5, marks=(5,) * 6, is_even=True), LIMITS) == []
    assert kinds(groups(seen(6, marks=(5,) * 6, is_even=True), LIMITS)) == [("SAME_PATTERN", 6)]


def test_one_official_is_judged_by_the_date_on_the_sheet_never_by_minutes():
    slow = seen(4, entered_by=3, every=timedelta(days=9))
    quick = seen(4, entered_by=3, every=timedelta(seconds=1))
    days = [one for n in range(4) for one in seen(1, start=n, entered_by=3, day=DAY + timedelta(days=n))]

    assert kinds(groups(slow, LIMITS)) == kinds(groups(quick, LIMITS)) == [("ONE_OFFICIAL", 4)]
    assert groups(slow, LIMITS)[0].entered_by == 3
    assert groups(days, LIMITS) == []


def test_a_burst_is_what_comes_from_one_point_within_the_minutes():
    assert groups(seen(3, point=5, every=timedelta(minutes=6)), LIMITS) == []
    assert kinds(groups(seen(3, point=5, every=timedelta(minutes=5)), LIMITS)) == [("BURST", 3)]
    assert groups(seen(3, point=5, every=timedelta(minutes=1), entered_by=3), LIMITS) == []


def test_a_burst_by_the_address_of_the_agency_comes_from_one_place():
    assert groups(seen(3, every=timedelta(minutes=6)), LIMITS) == []
    (group,) = groups(seen(3, every=timedelta(minutes=5)), LIMITS)
    assert (group.kind, group.key, group.answers) == ("BURST", f"1::{DAY}", (1, 2, 3))
    two_places = [*seen(2, every=timedelta(minutes=1)), *seen(2, start=9, point=5, every=timedelta(minutes=1))]
    assert groups(two_places, LIMITS) == []


def test_what_rests_on_a_token_makes_no_burst():
    assert groups(seen(9, point=5, every=timedelta(seconds=1), proof="TOKEN"), LIMITS) == []


def test_only_the_dense_stretches_of_a_day_are_told():
    calm = seen(3, point=5, every=timedelta(minutes=20))
    dense = [Seen(pk=50 + n, survey=1, day=DAY, at=NOON + timedelta(hours=5, minutes=n), marks=(4,), point=5) for n in range(3)]  # fmt: skip

    (group,) = groups([*calm, *dense], LIMITS)

    assert group.answers == (50, 51, 52)


@settings(max_examples=tries(30), deadline=None)
@given(
    st.lists(
        st.builds(
            Seen,
            pk=st.integers(1, 10_000),
            survey=st.integers(1, 2),
            day=st.sampled_from([DAY, DAY + timedelta(days=1)]),
            at=st.integers(0, 100).map(lambda minutes: NOON + timedelta(minutes=minutes)),
            marks=st.sampled_from([MARKS, (5, 5, 5, 5, 5)]),
            point=st.sampled_from([None, 1]),
            entered_by=st.sampled_from([None, 1, 2]),
        ),
        unique_by=lambda one: one.pk,
        max_size=40,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_answers_changes_nothing_and_more_answers_keep_the_keys(some, chance):
    mixed = list(some)
    chance.shuffle(mixed)
    found = groups(some, LIMITS)

    assert groups(mixed, LIMITS) == found
    assert len({(one.kind, one.key) for one in found}) == len(found)
    more = {(one.kind, one.key): set(one.answers) for one in groups([*some, *seen(1, start=20_000)], LIMITS)}
    assert all(set(one.answers) <= more[one.kind, one.key] for one in found)
