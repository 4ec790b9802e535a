"""Figures as people type them: understood, or asked again; never guessed wrong."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis.strategies import decimals, sampled_from, text

from sotay.planning.results.forms import FigureField

MEASURES = ["%", "hồ sơ", "ngày", ""]


def read(typed, measure="%"):
    return FigureField(measure=measure, required=False).clean(typed)


@pytest.mark.parametrize(
    ("typed", "measure", "value"),
    [
        ("98,5", "%", "98.5"), ("98.5", "%", "98.5"), ("98,5 %", "%", "98.5"), ("98,5%", "%", "98.5"),
        ("1.234", "hồ sơ", "1234"), ("1.234,5", "hồ sơ", "1234.5"), ("1 234", "hồ sơ", "1234"), ("60 hồ sơ", "hồ sơ", "60"),
        ("0,500", "ngày", "0.5"), ("0", "%", "0"), ("100", "%", "100"), ("0,98 %", "%", "0.98"), ("0,5", "ngày", "0.5"),
        ("-3", "ngày", "-3"), (" 97,96 ", "%", "97.96"),
    ],
)  # fmt: skip
def test_numbers_are_understood_as_people_write_them(typed, measure, value):
    assert read(typed, measure) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "measure", "code"),
    [
        ("gần đủ", "%", "invalid"), ("%", "%", "invalid"), ("98 đến 99", "%", "invalid"), ("không", "vụ", "invalid"),
        ("57/60", "đơn vị", "fraction"), ("½", "ngày", "fraction"), ("95%", "hồ sơ", "percent"),
        ("0,98", "%", "share"), ("1", "%", "share"), ("98,12345", "%", "places"), ("9" * 20, "hồ sơ", "large"),
        ("NaN", "%", "invalid"), ("Infinity", "%", "invalid"),
    ],
)  # fmt: skip
def test_what_is_no_number_or_has_two_meanings_is_asked_again(typed, measure, code):
    with pytest.raises(ValidationError) as wrong:
        read(typed, measure)
    (error,) = wrong.value.error_list
    assert error.code == code
    assert "%(" not in wrong.value.messages[0]


def test_a_share_is_asked_about_with_both_meanings():
    with pytest.raises(ValidationError) as wrong:
        read("0,98")
    assert wrong.value.messages == [
        "“0,98” với đơn vị % có thể là tỷ lệ viết dạng thập phân: ghi rõ “98 %” hoặc “0,98 %”."
    ]


def test_nothing_typed_is_no_figure():
    assert read("") is None
    assert read("  ") is None


@given(decimals(0, 10**9, places=4, allow_nan=False, allow_infinity=False), sampled_from(MEASURES))
def test_what_the_form_shows_it_reads_again(value, measure):
    field = FigureField(measure=measure, required=False)

    shown = field.widget.format_value(field.prepare_value(value))

    assert field.clean(shown) == value


@given(text(max_size=30), sampled_from(MEASURES))
def test_no_text_breaks_the_reading(typed, measure):
    try:
        value = read(typed, measure)
    except ValidationError:
        return
    assert value is None or value.is_finite()
