"""The clauses of the standard: numbers, titles, tree, order, and what is documented, against the published lists."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from sotay.standard.catalogue.clauses import (
    CURRENT_EDITION,
    ancestors,
    children,
    clause,
    clause_key,
    clauses,
    covers,
    descendants,
    may_be_excluded,
)
from sotay.standard.catalogue.fields import ClauseField, check_clause

CASES = Path(__file__).parents[2] / "cases"
PUBLISHED = json.loads((CASES / "clauses.json").read_text(encoding="utf-8"))
DOCUMENTED = json.loads((CASES / "documented_information.json").read_text(encoding="utf-8"))
KEPT_AS = {
    "MAINTAIN": "maintain",
    "RETAIN": "retain",
    "BOTH": "maintain and retain",
    "NEEDED": "needed (considered in planning)",
    "AVAILABLE": "available (as applicable)",
}


def test_there_are_as_many_clauses_as_published():
    assert len(clauses()) == PUBLISHED["count"] == 75
    by_level = {}
    for one in clauses().values():
        by_level[str(one.level)] = by_level.get(str(one.level), 0) + 1
    assert by_level == PUBLISHED["by_level"]


@pytest.mark.parametrize("published", PUBLISHED["items"], ids=lambda item: item["number"])
def test_a_clause_has_the_published_titles_and_place(published):
    one = clause(published["number"])

    assert (one.vi, one.en, one.level, one.parent) == (
        published["title_vi"],
        published["title_en"],
        published["level"],
        published["parent"],
    )


def test_every_documented_place_is_there_with_its_letter():
    shipped = [(place.place, KEPT_AS[place.keep]) for one in clauses().values() for place in one.documented]

    assert sorted(shipped) == sorted((item["clause"], item["verb"]) for item in DOCUMENTED["items"])
    assert len(shipped) == DOCUMENTED["rows"]


def test_a_documented_place_stands_under_the_nearest_clause_with_a_title():
    for one in clauses().values():
        for place in one.documented:
            assert covers(one.number, place.place.split()[0])
            assert not any(covers(below.number, place.place.split()[0]) for below in children(one.number))


def test_clauses_are_in_the_order_of_their_numbers():
    numbers = list(clauses())

    assert numbers[0] == "4"
    assert numbers.index("9.3.3") < numbers.index("10")
    assert sorted(["10.1", "4.10", "4.2", "4.1", "4"], key=clause_key) == ["4", "4.1", "4.2", "4.10", "10.1"]


def test_a_clause_covers_itself_and_what_is_below_and_nothing_else():
    assert covers("8.3", "8.3")
    assert covers("8.3", "8.3.1")
    assert not covers("8.3.1", "8.3")
    assert not covers("8.3", "8.30")
    assert not covers("1", "10.1")
    assert {one.number for one in descendants("8.3")} == {f"8.3.{n}" for n in range(1, 7)}


def test_ancestors_are_named_nearest_first():
    assert ancestors("7.1.5.2") == ("7.1.5", "7.1", "7")
    assert ancestors("8") == ()


def test_only_clause_8_and_7_1_5_with_what_is_below_may_be_excluded():
    allowed = {number for number in clauses() if may_be_excluded(number)}

    assert allowed == {number for number in clauses() if number == "8" or number.startswith(("8.", "7.1.5"))}
    assert "7.1.6" not in allowed


def test_titles_speak_the_language_of_the_page():
    with translation.override("en"):
        assert clause("9.2").title == "Internal audit"
    with translation.override("vi"):
        assert str(clause("9.2")) == "9.2 Đánh giá nội bộ"


def test_an_edition_that_is_not_shipped_is_a_lookup_error():
    with pytest.raises(LookupError):
        clauses("9001:1994")


@pytest.mark.parametrize("wrong", ["8.9", "3.1", "8.3 ", "8,3", "abc"])
def test_a_field_refuses_a_number_the_edition_does_not_have(wrong):
    with pytest.raises(ValidationError):
        check_clause(wrong)
    with pytest.raises(ValidationError):
        ClauseField().clean(wrong, None)
    assert CURRENT_EDITION == "9001:2015"
