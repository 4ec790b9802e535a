"""Codes of dossiers: the forms of both circulars, keys and addresses alike in Python and in the database."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from sotay.operation.dossiers.codes import (
    KEY_SQL,
    SLUG_SQL,
    CodeParts,
    Form,
    is_unit_code,
    key_of,
    next_code,
    read_code,
    slug_of,
)
from tests.factories.agency import AgencyFactory
from tests.factories.standard import ParameterValueFactory

CASES = json.loads((Path(__file__).parents[2] / "cases" / "codes.json").read_text())["dossier_and_tthc_codes"]


@pytest.mark.parametrize("case", [one for one in CASES if one["kind"] == "dossier_code"], ids=lambda one: one["raw"])
def test_the_shared_cases_are_read(case):
    wanted = case["expected"]

    read = read_code(case["raw"])

    assert (read.agency, read.day, read.serial) == (
        wanted["agency_id"],
        date.fromisoformat(wanted["date"]),
        wanted["seq"],
    )


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("000.00.16.H47-250101-0001", CodeParts(Form.OLD, "000.00.16.H47", date(2025, 1, 1), 1)),
        ("h21.65 - 220914 - 0011", CodeParts(Form.NEW, "H21.65", date(2022, 9, 14), 11)),
        ("H47.16.3-250101-000123", CodeParts(Form.NEW, "H47.16.3", date(2025, 1, 1), 123)),
        ("000.00.16.H47-250101-000001", CodeParts(Form.OTHER)),
        ("H47.16-251301-0001", CodeParts(Form.OTHER)),
        ("STTTT-250101-0001", CodeParts(Form.OTHER)),
        ("1.013124", CodeParts(Form.OTHER)),
        ("", CodeParts(Form.OTHER)),
    ],
)
def test_both_forms_are_known_and_the_rest_is_its_own(code, parts):
    assert read_code(code) == parts


@pytest.mark.parametrize(
    ("code", "key", "slug"),
    [
        (" h47.16-250101-0001 ", "H47.16-250101-0001", "h47.16-250101-0001"),
        ("HS 12/Đất", "HS12/DAT", "hs-1ba5c3b4bf0b7b9a"),
        ("...", "...", None),
        ("new", "NEW", None),
    ],
)
def test_keys_and_addresses(code, key, slug):
    assert key_of(code) == key
    made = slug_of(key)
    assert made == slug if slug and not slug.startswith("hs-") else made.startswith("hs-") and len(made) == 19


def test_unit_codes():
    assert is_unit_code("H47.16")
    assert is_unit_code("000.00.16.H47")
    assert not is_unit_code("STTTT")


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)
    | st.text("aĐđ̣Ộố -.0K\u200b", max_size=20)
)
@pytest.mark.django_db
def test_the_database_makes_the_same_keys_and_addresses(code):
    with connection.cursor() as cursor:
        made = KEY_SQL % {"code": "%s::text"}
        cursor.execute(f"SELECT k, {SLUG_SQL % {'key': 'k'}} FROM (SELECT {made} AS k) AS w", [code])  # noqa: S608
        assert cursor.fetchone() == (key_of(code), slug_of(key_of(code)))


@pytest.mark.django_db
def test_own_codes_count_from_one_each_day_by_the_unit_code_where_there_is_one():
    agency = AgencyFactory(letter_code="STTTT")
    day, next_day = date(2026, 3, 2), date(2026, 3, 3)

    assert [next_code(agency, received_date=day) for _once in range(2)] == ["STTTT-260302-0001", "STTTT-260302-0002"]
    assert next_code(agency, received_date=next_day) == "STTTT-260303-0001"
    ParameterValueFactory(agency=agency, code="dossiers.unit_code", value="H47.16", valid_from_date=next_day)
    assert next_code(agency, received_date=next_day) == "H47.16-260303-0002"
