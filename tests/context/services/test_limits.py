"""Printed time limits: real texts are read as they are meant, what is unclear is flagged, no number is made up."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.agency.vietnamese import nfc, parse_number
from sotay.context.services.limits import FLAGS, Limit, LimitsRead, read_limits

CASES = json.loads((Path(__file__).parents[2] / "cases" / "tthc_limits.json").read_text(encoding="utf-8"))
UNITS = {"hour": "HOUR", "working_day": "WORKING_DAY", "day": "DAY", "month": "MONTH"}


@pytest.mark.parametrize("case", CASES["printed"], ids=lambda case: case["text"][:40])
def test_what_the_portal_prints_is_read_or_flagged(case):
    read, parsed = read_limits(case["text"]), case["parsed"]

    if parsed is None:
        assert (read.limits, len(read.flags)) == ((), 1)
    else:
        assert read == LimitsRead((Limit(Decimal(str(parsed["value"])), UNITS[parsed["unit"]]),))


@pytest.mark.parametrize("case", CASES["in_procedures"], ids=lambda case: case["text"][:40])
def test_what_procedures_write_is_read_case_by_case(case):
    read = read_limits(case["text"])

    said = [(float(one.value), one.unit.lower(), one.condition) for one in read.limits]
    assert said == [(one["value"], one["unit"], one["condition"]) for one in case["limits"]]
    assert list(read.flags) == case["flags"]


@pytest.mark.parametrize(
    ("text", "limits", "flags"),
    [
        ("½ ngày", [("0.5", "DAY", "")], ()),
        ("1,5 ngày làm việc", [("1.5", "WORKING_DAY", "")], ()),
        ("Tối đa 2 tháng, kể từ ngày nhận đủ hồ sơ hợp lệ", [("2", "MONTH", "")], ()),
        ("20 ngày (làm việc)", [("20", "WORKING_DAY", "")], ()),
        ("Trường hợp phức tạp không quá 30 ngày", [("30", "DAY", "phức tạp")], ()),
        (
            "05 ngày làm việc, 03 ngày làm việc đối với cấp lại",
            [("5", "WORKING_DAY", ""), ("3", "WORKING_DAY", "cấp lại")],
            (),
        ),
        ("15 ngày làm việc (trong đó Sở 10 ngày, UBND 5 ngày)", [("15", "WORKING_DAY", "")], ("limit_partly",)),
        ("7 ngày; 14 ngày", [("7", "DAY", ""), ("14", "DAY", "")], ("limit_cases_unnamed",)),
        ("10 ngày hoặc 15 ngày", [], ("limit_unclear",)),
        ("từ 10 đến 15 ngày", [], ("limit_range",)),
        ("30", [], ("limit_no_unit",)),
        ("-5 ngày", [], ("limit_unclear",)),
        ("1.500 ngày", [], ("limit_unclear",)),
        ("02 tuần", [], ("limit_unclear",)),
        ("kéo dài thêm 5 ngày", [], ("limit_unclear",)),
        ("1 ngày 4 giờ", [], ("limit_unclear",)),
        ("không quy định.", [], ("limit_none",)),
        ("  ", [], ("limit_missing",)),
    ],
)
def test_fractions_cases_and_doubts(text, limits, flags):
    read = read_limits(text)

    assert [(str(one.value), one.unit, one.condition) for one in read.limits] == limits
    assert read.flags == flags


WORDS = st.sampled_from(
    [
        "ngày",
        "làm",
        "việc",
        "giờ",
        "tháng",
        "không",
        "quá",
        "trường",
        "hợp",
        "đối",
        "với",
        "thì",
        "thời",
        "hạn",
        "kể",
        "từ",
        "trong",
        "sau",
        "15",
        "05",
        "3",
        "½",
        "1/2",
        "0,5",
        "2.5",
        "10-25",
        "-",
        "–",
        ";",
        ".",
        ",",
        "(",
        ")",
        "hoặc",
        "nhưng",
        "kéo",
        "dài",
        "phải",
        "xác",
        "minh",
        "…",
        "1.500",
        "99999999",
        "ngay",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)))
def test_nothing_is_raised_and_no_number_is_made_up(text):
    read = read_limits(text)

    written = re.findall(r"\d+\s?[½¼¾]|[½¼¾]|\d+\s?/\s?\d+|\d+(?:[.,]\d+)*", nfc(text))
    numbers = set()
    for one in written:
        try:
            numbers.add(parse_number(one))
        except (ValueError, ArithmeticError):
            continue
    assert {one.value for one in read.limits} <= numbers
    assert set(read.flags) <= set(FLAGS)
    assert read.limits or read.flags
