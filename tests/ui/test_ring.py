"""The ISO year: nothing in it ever touches anything else."""

import math
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.ui.charts import Mark, ring
from sotay.ui.charts.ring import CENTRE, INNER, OUTER
from sotay.ui.standing import STANDINGS

YEAR_START = date(2026, 1, 1)
TODAY = date(2026, 6, 12)


def mark(day, standing="open", title="Báo cáo"):
    return Mark(day=day, standing=standing, title=title, url="/x/")


def draw(marks, **more):
    return ring(marks, **({"year": 2026, "today": TODAY, "done": 0, "total": 0} | more))


days = st.integers(0, 364).map(lambda n: YEAR_START + timedelta(days=n))
near_one_day = st.integers(0, 3).map(lambda n: date(2026, 2, 25) + timedelta(days=n))
marks_anywhere = st.lists(st.builds(mark, days, st.sampled_from(sorted(STANDINGS))), max_size=120)
marks_crowded = st.lists(st.builds(mark, near_one_day, st.sampled_from(sorted(STANDINGS))), max_size=60)


def assert_nothing_touches(picture):
    for one, other in combinations(picture.marks, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius
    for one in picture.marks:
        from_centre = math.hypot(one.x - CENTRE, one.y - CENTRE)
        assert from_centre - one.radius >= INNER
        assert from_centre + one.radius <= OUTER
        for sector in picture.sectors:
            assert math.hypot(one.x - sector.label_x, one.y - (sector.label_y - 4.5)) >= one.radius + 9
    hand_x, hand_y = picture.hand[:2]
    assert math.hypot(hand_x - CENTRE, hand_y - CENTRE) > 80, "the hand ends before the words in the centre"


@given(marks_anywhere)
def test_marks_never_overlap_each_other_the_months_or_the_centre(marks):
    assert_nothing_touches(draw(marks))


@given(marks_crowded)
def test_a_crowded_week_is_spread_or_gathered_without_overlap(marks):
    assert_nothing_touches(draw(marks))


@given(st.one_of(marks_anywhere, marks_crowded))
def test_every_mark_is_in_the_picture_once_and_in_the_table(marks):
    picture = draw(marks)

    assert sum(one.count for one in picture.marks) == len(marks)
    assert len(picture.rows) == len(marks)


@given(st.one_of(marks_anywhere, marks_crowded))
def test_a_mark_stays_in_its_month(marks):
    for one in draw(marks).marks:
        angle = math.atan2(one.x - CENTRE, CENTRE - one.y) % math.tau
        shown = YEAR_START + timedelta(days=math.floor(angle / math.tau * 365))
        assert {shown.month} == {single.day.month for single in one.marks}


@given(st.lists(st.builds(mark, days), max_size=8, unique_by=lambda one: one.day.month))
def test_a_mark_alone_in_its_month_stands_within_a_week_of_its_day(marks):
    for one in draw(marks).marks:
        angle = math.atan2(one.x - CENTRE, CENTRE - one.y) % math.tau
        assert abs(angle / math.tau * 365 - one.marks[0].day.timetuple().tm_yday) <= 7


def test_marks_gathered_are_all_of_one_standing():
    marks = [mark(date(2026, 12, 31), standing) for standing in ("open", "overdue") for _ in range(30)]

    picture = draw(marks)

    assert sorted((one.shown.key, one.count) for one in picture.marks) == [("open", 30), ("overdue", 30)]
    assert all(one.url == "#nam-iso-rows" for one in picture.marks)


def test_what_is_due_in_another_year_stands_in_the_table_only():
    picture = draw([mark(date(2025, 12, 31)), mark(date(2026, 1, 1))])

    assert len(picture.marks) == 1
    assert picture.outside == 1
    assert len(picture.rows) == 2


def test_months_are_past_now_and_next():
    assert [sector.when for sector in draw([]).sectors] == ["past"] * 5 + ["now"] + ["next"] * 6
    assert {sector.when for sector in draw([], today=date(2027, 1, 2)).sectors} == {"past"}
    assert draw([], today=date(2027, 1, 2)).hand is None


def test_the_hand_points_at_today():
    x1, y1, x2, y2 = draw([], today=date(2026, 4, 2)).hand

    assert x2 > x1
    assert y1 == pytest.approx(CENTRE, abs=3)
    assert y2 == pytest.approx(CENTRE, abs=3)


def test_the_legend_shows_what_the_ring_shows():
    picture = draw([mark(TODAY, "overdue"), mark(TODAY, "met")])

    assert [one.key for one in picture.legend] == ["met", "overdue"]


def test_a_leap_year_has_its_day():
    picture = draw([mark(date(2028, 2, 29))], year=2028, today=None)

    assert len(picture.marks) == 1
