"""Targets as agencies write them: understood, or asked about; never guessed."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis.strategies import dates, decimals, sampled_from, text

from sotay.agency.vietnamese import format_number
from sotay.planning.objectives.targets import SIGNS, Direction, Target, Unclear, read_target

CASES = json.loads((Path(__file__).parents[2] / "cases" / "objectives.json").read_text(encoding="utf-8"))["items"]
SIGN_OF = {">": "GT", ">=": "GE", "<": "LT", "<=": "LE", "=": "EQ"}
# Cases whose figures stand outside the text (a count of agencies, a grade in words): asked about, or read by the text alone.
BEYOND_THE_TEXT = {"OB21", "OB27", "OB39"}


def read(words, *, year=2026, **more):
    return read_target(words, year=year, **more)


def asked(words, **more):
    with pytest.raises(Unclear) as unclear:
        read(words, **more)
    assert unclear.value.what
    assert unclear.value.mend
    return unclear.value.code


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_targets_of_agencies_are_read_as_they_are_meant(case):
    year = int(str(case["year"])[:4])
    if case["operator"] is None or case["id"] == "OB39":
        assert asked(case["text"], year=year) == "target_not_measurable"
        return
    target = read_target(case["text"], year=year)
    if case["id"] in BEYOND_THE_TEXT:
        assert (target.direction, target.value) == {"OB21": ("GE", 90), "OB27": ("LT", 3)}[case["id"]]
    elif case["unit"] == "date":
        month, day = map(int, case["target"].split("-"))
        assert target.direction == Direction.BY
        assert target.day == date.fromordinal(date(year, month, day).toordinal() - 1)
    else:
        assert (target.direction, target.value) == (SIGN_OF[case["operator"]], Decimal(str(case["target"])))
        assert target.measure == case["unit"]


@pytest.mark.parametrize(
    ("words", "direction", "value", "measure"),
    [
        ("≥98%", "GE", "98", "%"),
        ("≥ 98,5 %", "GE", "98.5", "%"),
        (">= 98.5%", "GE", "98.5", "%"),
        ("Từ 98,5 % trở lên", "GE", "98.5", "%"),
        ("không dưới 95%", "GE", "95", "%"),
        ("tối thiểu 80 phần trăm", "GE", "80", "%"),
        ("không quá 3 %", "LE", "3", "%"),
        ("từ 3% trở xuống", "LE", "3", "%"),
        ("dưới 3 %", "LT", "3", "%"),
        ("trên 1.200 hồ sơ", "GT", "1200", "hồ sơ"),
        ("100 %", "EQ", "100", "%"),
        ("= 4 lần", "EQ", "4", "lần"),
        ("60/60 đơn vị", "EQ", "60", "đơn vị"),
    ],
)
def test_numbers_are_read_with_their_direction_and_unit(words, direction, value, measure):
    assert read(words) == Target(direction, Decimal(value), measure=measure)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("hoàn thành trước ngày 30/9", date(2026, 9, 29)),
        ("chậm nhất ngày 30/9/2026", date(2026, 9, 30)),
        ("trước tháng 10", date(2026, 9, 30)),
        ("trong quý II", date(2026, 6, 30)),
        ("hoàn thành trước ngày 15 tháng 12 năm 2026", date(2026, 12, 14)),
        ("giải quyết 100 % đơn trước ngày 15/12", date(2026, 12, 14)),
    ],
)
def test_days_are_the_last_good_day(words, day):
    target = read(words)

    assert (target.direction, target.day) == (Direction.BY, day)


@pytest.mark.parametrize("words", ["không để xảy ra", "Không có khiếu nại", "không phát sinh đơn thư"])
def test_what_must_not_occur_is_zero(words):
    assert read(words).direction == Direction.NONE
    assert read(words).value == 0


@pytest.mark.parametrize(
    ("words", "more", "code"),
    [
        ("", {}, "target_missing"),
        ("không có", {}, "target_ambiguous"),
        ("-", {}, "target_ambiguous"),
        ("98", {"measure": "%"}, "target_direction"),
        ("98 %", {}, "target_direction"),
        ("0,98", {"measure": "%", "direction": "GE"}, "target_share"),
        ("≥ 98 %", {"measure": "ngày"}, "target_measure"),
        ("95 - 98 %", {}, "target_range"),
        ("≥ 90 % hồ sơ, ≥ 95 % văn bản", {}, "target_several"),
        ("giảm 5 % so với năm trước", {}, "target_relative"),
        ("50/60 đơn vị", {}, "target_part"),
        ("trước ngày 31/2", {}, "target_day"),
        ("nâng cao chất lượng phục vụ", {}, "target_not_measurable"),
        ("ít nhất 2 lớp tập huấn trong quý III", {}, "target_several"),
        ("≥ 98 % trong tháng 6", {}, "target_several"),
        ("90 % hồ sơ trước ngày 15/12", {}, "target_several"),
        ("không để xảy ra quá 2 vụ", {}, "target_several"),
        ("không có hồ sơ trễ hạn trên 5 %", {}, "target_several"),
        ("98 %, không để quá hạn", {}, "target_several"),
        ("≥ 98,55555 %", {}, "target_number"),
        ("≥ 100000000000000 hồ sơ", {}, "target_number"),
    ],
)
def test_what_can_mean_several_things_is_asked_about(words, more, code):
    assert asked(words, **more) == code


def test_a_bare_number_is_read_with_the_direction_chosen_beside_it():
    assert read("98", measure="%", direction="GE") == Target("GE", Decimal(98), measure="%")


@given(
    direction=sampled_from(sorted(SIGNS)),
    value=decimals(min_value=2, max_value=999_999, places=2, allow_nan=False),
    measure=sampled_from(["%", "điểm", "ngày", "hồ sơ"]),
)
def test_a_target_written_as_it_is_shown_is_read_the_same(direction, value, measure):
    target = Target(direction, value.normalize(), measure=measure)

    assert read(str(target)) == target
    assert format_number(target.value) in str(target)


@given(dates(min_value=date(2025, 1, 1), max_value=date(2030, 12, 31)))
def test_a_day_written_as_it_is_shown_is_read_the_same(day):
    target = Target(Direction.BY, day=day)

    assert read(str(target)) == target


@given(text(max_size=60))
@example("٠")  # a digit of another script
def test_whatever_is_typed_is_read_or_asked_about(words):
    code = ""
    try:
        target = read(words)
    except Unclear as unclear:
        code = unclear.code
    if code:
        assert code.startswith("target_")
    else:
        assert target.direction in Direction.values
        assert target.value is not None or target.day is not None
