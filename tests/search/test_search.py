"""Search finds what is there, without marks, and never what the viewer has no right to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.agency.models import Decision, Seat
from sotay.organisation.units.commands import change_unit, create_unit, end_unit
from sotay.search import index
from sotay.search.models import IndexEntry
from sotay.search.queries import around, find
from tests.conftest import person
from tests.factories.agency import DecisionFactory, UnitFactory

pytestmark = pytest.mark.django_db


def titles(words, viewer):
    return [hit.known.title for hit in find(words, viewer=viewer)]


@pytest.mark.parametrize("words", ["Bưu chính", "buu chinh", "BUU CHINH", "chinh buu", "viễn", "BCVT", "bc vt"])
def test_a_unit_is_found_by_name_or_code_however_it_is_typed(agency, secretary, words):
    create_unit(agency, actor=secretary, code="BCVT", name="Phòng Bưu chính Viễn thông")
    create_unit(agency, actor=secretary, code="TTr", name="Thanh tra")

    assert titles(words, secretary) == ["Phòng Bưu chính Viễn thông"]


@pytest.mark.parametrize("words", ["", " ", "x", "không có đâu"])
def test_nothing_is_found_for_too_little_or_nothing(agency, secretary, words):
    create_unit(agency, actor=secretary, code="VP", name="Văn phòng")
    assert titles(words, secretary) == []


def test_a_change_is_found_at_once_and_the_old_name_is_not(agency, secretary):
    unit = create_unit(agency, actor=secretary, code="VP", name="Văn phòng Sở")
    unit = change_unit(unit, actor=secretary, version=1, code="VP", name="Phòng Tổng hợp")

    assert titles("tong hop", secretary) == ["Phòng Tổng hợp"]
    assert titles("van phong", secretary) == []
    end_unit(unit, actor=secretary, version=unit.version, ended_date=date(2026, 7, 1), reason="x")
    assert IndexEntry.objects.count() == 1


def test_what_was_refused_is_not_in_the_index(agency, secretary):
    create_unit(agency, actor=secretary, code="VP", name="Văn phòng")
    with pytest.raises(Exception, match="VP"):
        create_unit(agency, actor=secretary, code="VP", name="Phòng Bí mật")
    assert titles("bi mat", secretary) == []


def test_a_code_comes_before_a_title_and_a_title_before_a_text(agency, secretary):
    index.keep([
        DecisionFactory(agency=agency, number="9/QĐ-X", summary="Về việc VP"),
        UnitFactory(agency=agency, code="TT", name="Tổ VP"),
        UnitFactory(agency=agency, code="VP", name="Văn phòng"),
    ])  # fmt: skip

    assert titles("VP", secretary) == ["Văn phòng", "Tổ VP", "9/QĐ-X"]


def test_another_agencys_records_are_never_found(agency, secretary, other_agency):
    stranger = person(other_agency, Seat.Role.SECRETARY)
    create_unit(other_agency, actor=stranger, code="KHAC", name="Phòng Canary")

    assert titles("canary", stranger) == ["Phòng Canary"]
    assert titles("canary", secretary) == []
    assert titles("khac", secretary) == []


def test_the_words_around_a_hit_are_shown(agency, secretary):
    index.keep([DecisionFactory(agency=agency, summary="Về việc thành lập Tổ công tác ISO của Sở")])

    hit = find("to cong tac", viewer=secretary)[0]
    assert (hit.before, hit.match) == ("Về việc thành lập ", "Tổ công tác")


def test_rebuild_gives_the_same_index(agency, secretary):
    create_unit(agency, actor=secretary, code="VP", name="Văn phòng")
    Decision.objects.bulk_create([Decision(agency=agency, number=f"{n}/QĐ", date=date(2026, 1, 1)) for n in range(3)])

    assert index.rebuild() == 5  # with the decision that seats the secretary
    assert titles("van phong", secretary) == ["Văn phòng"]


def test_the_same_number_of_queries_for_few_and_many(agency, secretary, django_assert_num_queries):
    index.keep([UnitFactory(agency=agency, name="Phòng Chung")])
    with django_assert_num_queries(2):
        find("chung", viewer=secretary)
    index.keep([UnitFactory(agency=agency, name=f"Phòng Chung {n}") for n in range(30)])
    with django_assert_num_queries(2):
        assert len(find("chung", viewer=secretary)) == 31


@given(st.text(max_size=60), st.text(max_size=20))
def test_around_never_fails_and_gives_back_the_text(text, words):
    before, match, after = around(text, words.lower())
    assert (before.lstrip("…") + match + after) in text or not match
