"""Numbers of documents: parsed or flagged, never rejected."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.agency.document_numbers import FLAGS, parse_document_number
from sotay.agency.document_types import ADMINISTRATIVE

CODES = json.loads((Path(__file__).parents[1] / "cases" / "codes.json").read_text(encoding="utf-8"))
LEGAL = CODES["legal_document_numbers"]


def parts(number, wanted):
    """Return what was read of the parts that a case names."""
    return {name: list(value) if isinstance(value := getattr(number, name), tuple) else value for name in wanted}


@pytest.mark.parametrize("case", CODES["document_numbers"], ids=lambda case: case["raw"])
def test_numbers_of_agencies_are_read(case):
    number = parse_document_number(case["raw"])
    assert parts(number, case["expected"]) == case["expected"]
    assert number.normalized == case["normalized"]


@pytest.mark.parametrize("case", LEGAL["regular"], ids=lambda case: case["raw"])
def test_clean_numbers_of_laws_are_read_without_a_flag(case):
    number = parse_document_number(case["raw"])
    assert parts(number, case["expected"]) == case["expected"]
    assert (number.normalized, number.flags) == (case["raw"], ())


@pytest.mark.parametrize("case", LEGAL["dirty"], ids=lambda case: case["raw"])
def test_dirty_numbers_of_laws_are_read_and_flagged(case):
    number = parse_document_number(case["raw"])
    assert parts(number, case["expected"]) == case["expected"]
    assert (number.normalized, list(number.flags)) == (case["normalized"], case["flags"])


@pytest.mark.parametrize(
    ("raw", "normalized", "flags"),
    [
        ("Số: 05/QĐ-STTTT", "05/QĐ-STTTT", ()),
        ("Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014", "19/2014/QĐ-TTg", ("text_around",)),
        ("19/2014/QĐ TTg", "19/2014/QĐ-TTg", ("odd_separator",)),
        ("262 SLĐTBXH-VP", "262/SLĐTBXH-VP", ("odd_separator",)),
        ("26 2/SLĐTBXH-VP", "262/SLĐTBXH-VP", ("blanks",)),
        ("19 2014/QĐ-TTg", "19/2014/QĐ-TTg", ("odd_separator",)),
        ("262/SLĐTBXH\u200b-VP", "262/SLĐTBXH-VP", ()),
        ("123/GP-STTTT", "123/GP-STTTT", ()),
        ("19\\2014\\QĐ–TTg", "19/2014/QĐ-TTg", ("odd_separator",)),
        ("19/2014/QĐ - TTg", "19/2014/QĐ-TTg", ("blanks",)),
        ("…/QĐ-UBND", "QĐ-UBND", ("no_number",)),
        ("12/QĐ-UBND/2019", "12/2019/QĐ-UBND", ("year_last",)),
        ("51/97/NĐ-CP", "51/1997/NĐ-CP", ("short_year",)),
        ("12/1890/QĐ-UBND", "12/1890/QĐ-UBND", ("year_unlikely",)),
        ("19/2014/QĐ-TTG", "19/2014/QĐ-TTg", ("letter_case",)),
        ("12/ctr-ubnd", "12/CTr-UBND", ("letter_case",)),
        ("(19/2014/QĐ-TTg)", "19/2014/QĐ-TTg", ("stray_characters",)),
        ("123/UBND.VX", "123/UBND.VX", ("dot_in_symbol",)),
        ("12/QĐ", "12/QĐ", ("no_issuer",)),
        ("12/QĐ-###", "12/QĐ", ("stray_characters", "no_issuer", "truncated")),
        ("12/QĐ-U#B", "12/QĐ-U#B", ("unreadable",)),
        ("", "", ("empty",)),
        ("1234567890123/QĐ-UBND", "1234567890123/QĐ-UBND", ("slash_in_symbol", "no_number")),
    ],
)
def test_what_is_odd_is_mended_or_kept_and_flagged(raw, normalized, flags):
    number = parse_document_number(raw)
    assert (number.normalized, number.flags) == (normalized, flags)


def test_the_party_writes_a_hyphen_after_the_number():
    number = parse_document_number("105-KH/BTGTU")
    assert (number.seq, number.type_abbr, number.issuer_and_unit, number.flags) == (105, "KH", ("BTGTU",), ())


def test_a_unit_in_brackets_or_behind_a_point_is_a_group_of_its_own():
    assert parse_document_number("04/1999/TT-BCA(C13)").issuer_and_unit == ("BCA", "C13")
    assert parse_document_number("123/UBND.VX").issuer_and_unit == ("UBND", "VX")


@pytest.mark.parametrize("abbr", ADMINISTRATIVE)
def test_every_type_of_the_decree_on_clerical_work_is_known(abbr):
    number = parse_document_number(f"07/{abbr}-STTTT")
    assert (number.type_abbr, number.issuer_and_unit, number.flags) == (abbr, ("STTTT",), ())


def test_there_are_the_types_of_the_decree():
    # NĐ 30/2020/NĐ-CP điều 7 names 29 types, of which công văn and thư công carry no abbreviation; three kinds of copy.
    assert len(ADMINISTRATIVE) == 29 - 2 + 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5/2020/QD_TTg", "05/2020/QĐ-TTg"),
        ("19/2014/QĐTTg", "19/2014/QĐ-TTg"),
        ("89/2015/NÐ-CP", "89/2015/nđ-cp"),
        ("262 /SLĐTBXH-VP", "Số: 262/SLĐTBXH-VP"),
        ("30C/NQ-CP", "30c/NQ-CP"),
    ],
)
def test_two_ways_of_writing_one_number_have_one_key(one, other):
    assert parse_document_number(one).key == parse_document_number(other).key


@pytest.mark.parametrize(
    "other", ["20/2014/QĐ-TTg", "19/2015/QĐ-TTg", "19a/2014/QĐ-TTg", "19/QĐ-TTg", "19/2014/QĐ-UBND"]
)
def test_different_numbers_have_different_keys(other):
    assert parse_document_number("19/2014/QĐ-TTg").key != parse_document_number(other).key


@given(st.one_of(st.text(), st.text(alphabet='0123456789/-–_ .…()"QĐÐTgBNDCP&ngày số:', max_size=30)))
def test_no_text_is_rejected(text):
    number = parse_document_number(text)
    assert number.raw == text
    assert set(number.flags) <= set(FLAGS)
    assert number.flags or number.seq is not None
    assert number.seq is None or number.seq >= 0


@given(
    st.integers(min_value=1, max_value=99999),
    st.one_of(st.none(), st.integers(min_value=1945, max_value=2099)),
    st.sampled_from([*ADMINISTRATIVE, None]),
    st.lists(st.from_regex(r"[A-ZĐ]{2,6}", fullmatch=True), min_size=2, max_size=4),
)
def test_a_well_formed_number_comes_back_as_it_was(seq, year, abbr, groups):
    groups = [group for group in groups if group not in {"QH", "UBTVQH", "TTG"}]  # read as part of the number, as TTg
    symbol = "-".join([abbr, *groups] if abbr else ["XSTP", *groups])
    raw = "/".join(str(part) for part in (f"{seq:02}", year, symbol) if part)
    number = parse_document_number(raw)
    assert (number.seq, number.year, number.type_abbr, number.symbol) == (seq, year, abbr, symbol)
    assert number.normalized == raw


@pytest.mark.parametrize("raw", [None, 262, 1.5])
def test_a_cell_that_is_no_text_is_read_as_written(raw):
    assert parse_document_number(raw).raw == ("" if raw is None else str(raw))
