"""Search finds what is there, without marks, and never what the viewer has no right to."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.agency import subjects
from sotay.agency.models import Decision, Seat, Unit
from sotay.agency.vietnamese import fold
from sotay.organisation.units.commands import change_unit, create_unit, end_unit
from sotay.search import index, registry
from sotay.search.models import IndexEntry
from sotay.search.queries import around, find, matching
from sotay.search.words import passages, words_of
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
    with django_assert_num_queries(4):  # titles, texts, the units found, the words around
        find("chung", viewer=secretary)
    index.keep([UnitFactory(agency=agency, name=f"Phòng Chung {n}") for n in range(30)])
    with django_assert_num_queries(4):
        assert len(find("chung", viewer=secretary)) == 31


@given(st.text(max_size=60), st.text(max_size=20))
def test_around_never_fails_and_gives_back_the_text(text, words):
    before, match, after = around(text, words.lower())
    assert (before.removeprefix("…") + match + after.removesuffix("…")) in text or not match


def test_whole_words_stand_around_a_hit():
    text = "Hồ sơ gồm đơn đề nghị và các giấy tờ chứng minh; cán bộ tiếp nhận ghi sổ. " * 4

    before, match, after = around(text, "chung minh")

    assert (match, before[-8:], after[:8]) == ("chứng minh", "giấy tờ ", "; cán bộ")
    assert around("Điều 1. " * 20 + text, "chung minh")[0].startswith("…")
    assert after.endswith("…")
    assert set(after.rstrip("…").split()[1:]) <= set(text.split())


SAID = "Cán bộ tiếp nhận hồ sơ kiểm tra giấy tờ. Người yêu cầu chứng thực xuất trình bản chính."
NEAR = "Chung cư cần xác thực lại: thực hiện chung một mẫu."


def decisions(agency, *texts):
    made = [DecisionFactory(agency=agency, number=f"{n}/QĐ-A", summary=text) for n, text in enumerate(texts, start=1)]
    index.keep(made)
    return made


def test_words_that_stand_together_come_before_words_that_stand_near(agency, secretary):
    near, said = decisions(agency, NEAR, SAID)

    assert titles("chứng thực", secretary) == [str(said), str(near)]
    assert titles("chung th", secretary)[0] == str(said)
    assert titles("thực chứng xuất", secretary) == [str(said)]


def test_the_last_word_may_be_half_typed_but_not_the_others(agency, secretary):
    decisions(agency, SAID)

    assert titles("giấy t", secretary)
    assert titles("tiếp nh", secretary)
    assert not titles("tiế nhận", secretary)


def test_a_part_of_a_code_is_found_from_three_letters_on(agency, secretary):
    create_unit(agency, actor=secretary, code="QT 01/CX-HCTP", name="Văn phòng")

    assert titles("CX-HCTP", secretary) == titles("qt01", secretary) == titles("01/cx", secretary) == ["Văn phòng"]


@pytest.mark.parametrize("words", ["'", "\\", "a' | 'b", "':*", "!!", "&", "@1", "<->", "x" * 5000, "a b " * 100])
def test_signs_of_the_query_language_are_letters_like_others(agency, secretary, words):
    assert titles(words, secretary) == []
    assert list(matching(words, model=Unit, viewer=secretary)) == []


def test_a_list_is_narrowed_by_words_of_title_code_and_text(agency, secretary):
    one, two = decisions(agency, SAID, NEAR)

    def narrowed(words):
        return set(Decision.objects.filter(uuid__in=matching(words, model=Decision, viewer=secretary)))

    assert narrowed("giay to") == {one}
    assert narrowed("thuc chung") == {one, two}
    assert narrowed("2 qd") == {two}
    assert narrowed("khong") == set()


def test_a_search_is_narrowed_by_kind_and_by_what_areas_registered(agency, secretary, monkeypatch):
    monkeypatch.setitem(
        registry._searched,
        "agency.unit",
        replace(registry.searched()["agency.unit"], facets=lambda unit: {"level": unit.code}),
    )
    index.keep([UnitFactory(agency=agency, code=code, name=f"Phòng Chung {code}") for code in ("1", "2")])
    decisions(agency, "Về Phòng Chung")

    def found(**narrow):
        return [hit.known.title for hit in find("phong chung", viewer=secretary, **narrow)]

    assert len(found()) == 3
    assert found(kind="agency.unit") == ["Phòng Chung 1", "Phòng Chung 2"]
    assert found(facets={"level": "2"}) == ["Phòng Chung 2"]
    assert found(facets={"level": "3"}) == []
    assert found(facets={"level": "2' | '@1"}) == []


def test_the_page_is_filled_with_what_the_viewer_may_see(agency, secretary, monkeypatch):
    """However many better hits are hidden, those that may be seen are found behind them."""
    units = [UnitFactory(agency=agency, code=f"U{n}", name=f"Phòng Chung {n:03}") for n in range(260)]
    index.keep(units)
    kind = subjects._kinds["agency.unit"]
    seen = {unit.pk for unit in units[-3:]}
    monkeypatch.setitem(
        subjects._kinds, "agency.unit", replace(kind, visible=lambda rows, _viewer: rows.filter(pk__in=seen))
    )

    assert titles("phong chung", secretary) == [str(unit) for unit in units[-3:]]


@given(st.text(max_size=80))
def test_folding_letter_by_letter_finds_the_same_words(text):
    assert words_of(fold(text)) == words_of(text)


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(5, 50))
def test_passages_hold_the_whole_text(text, length):
    pieces = list(passages(text, length=length))

    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(len(piece) <= length for piece in pieces)


@pytest.mark.parametrize(
    ("words", "match"),
    [
        ("tu phap ho tich", "Tư pháp – Hộ tịch"),
        ("cong chuc tu phap xa", "công chức"),
        ("ho tich phap", "Hộ tịch"),
        ("xa tich", "xã"),
        ("phap ho ti", "pháp – Hộ tị"),
        ("khong dau", ""),
    ],
)
def test_the_words_shown_are_those_that_stand_together(words, match):
    assert around("Ủy ban nhân dân xã giao công chức Tư pháp – Hộ tịch tiếp nhận.", words)[1] == match
