"""Codes of documents of the system, of dossiers and of published procedures."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.agency.qms_codes import parse_dossier_code, parse_qms_code, parse_tthc_code

CODES = json.loads((Path(__file__).parents[1] / "cases" / "codes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CODES["qms_codes"], ids=lambda case: case["raw"])
def test_codes_of_agencies_are_read_without_a_flag(case):
    code = parse_qms_code(case["raw"])
    wanted = case.get("expected") or {"type": case["raw"], "unit": [], "seq": None}
    assert {"type": code.type, "unit": list(code.unit), "seq": code.seq} == wanted
    assert (code.normalized, code.flags) == (case["raw"], ())


@pytest.mark.parametrize(
    ("raw", "kind", "unit", "seq", "form"),
    [
        ("QTBIS01", "QT", ("BIS",), 1, None),
        ("QT.ISO.02", "QT", ("ISO",), 2, None),
        ("QT-SGD-04", "QT", ("SGD",), 4, None),
        ("HTQLCL-LĐTBXH", "HTQLCL", ("LĐTBXH",), None, None),
        ("BM.01.10", "BM", (), 1, 10),
        ("QT BIS 01/BM.02", "QT", ("BIS",), 1, 2),
        ("QT 01/CX-HCTP/BM 03", "QT", ("CX", "HCTP"), 1, 3),
        ("MTCL-VP", "MTCL", ("VP",), None, None),
        ("STCL01", "STCL", (), 1, None),
    ],
)
def test_other_ways_of_writing_codes_are_read(raw, kind, unit, seq, form):
    code = parse_qms_code(raw)
    assert (code.type, code.unit, code.seq, code.form, code.flags) == (kind, unit, seq, form, ())


@pytest.mark.parametrize(
    ("raw", "flags"),
    [
        ("", ("empty",)),
        ("***", ("unreadable",)),
        ("P14", ("unknown_type",)),
        ("QT BIS", ("no_number",)),
        ("qt bis 01", ("letter_case",)),
        ("QT LÐTBXH 01", ("eth_letter",)),
        ("QT" + "9" * 5000, ("no_number",)),
    ],
)
def test_odd_codes_are_flagged(raw, flags):
    assert parse_qms_code(raw).flags == flags


def test_two_ways_of_writing_one_code_have_one_key():
    assert parse_qms_code("QTBIS01").key == parse_qms_code("qt bis-01").key != parse_qms_code("QT BIS 02").key


@given(st.text())
def test_no_code_is_rejected(text):
    code = parse_qms_code(text)
    assert code.flags or code.type


@pytest.mark.parametrize(
    "case",
    [case for case in CODES["dossier_and_tthc_codes"] if case["kind"] == "dossier_code"],
    ids=lambda case: case["raw"],
)
def test_dossier_codes_are_read(case):
    code = parse_dossier_code(case["raw"])
    wanted = case["expected"]
    assert (code.agency_id, code.date.isoformat(), code.seq) == (wanted["agency_id"], wanted["date"], wanted["seq"])


def test_dossier_codes_of_the_older_form_are_read():
    code = parse_dossier_code(" 000.00.16.h47-190106 - 0001 ")
    assert (code.agency_id, code.date, code.seq) == ("000.00.16.H47", date(2019, 1, 6), 1)


@pytest.mark.parametrize("raw", ["H21.65-221314-0011", "H21.65-220914", "1.013124", "", None, "19/2014/QĐ-TTg"])
def test_what_is_no_dossier_code_is_none(raw):
    assert parse_dossier_code(raw) is None


@pytest.mark.parametrize(
    "case",
    [case for case in CODES["dossier_and_tthc_codes"] if case["kind"] == "tthc_code"],
    ids=lambda case: case["raw"],
)
def test_codes_of_published_procedures_are_recognised(case):
    assert parse_tthc_code(case["raw"]) == case["raw"]
    assert parse_dossier_code(case["raw"]) is None


def test_the_code_of_the_body_behind_a_procedure_code_is_left_out():
    assert parse_tthc_code("1.013124.000.00.00.H47") == "1.013124"


@pytest.mark.parametrize("raw", ["1.01312", "10.013124", "1,013124", "H21.65-220914-0011", None])
def test_what_is_no_procedure_code_is_none(raw):
    assert parse_tthc_code(raw) is None


def test_a_bracket_that_belongs_to_the_code_stays():
    assert parse_qms_code("QT BIS 01 (lần 2)").normalized == "QT BIS 01 (lần 2)"
    assert parse_qms_code("(QT BIS 01)").normalized == "QT BIS 01"
