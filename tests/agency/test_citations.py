"""Documents and laws cited in running text."""

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.agency.citations import DOCUMENT, LAW, find_citations
from sotay.agency.document_numbers import parse_document_number

CODES = json.loads((Path(__file__).parents[1] / "cases" / "codes.json").read_text(encoding="utf-8"))


def cited(text, **options):
    """Return kind and normalized form of what a text cites."""
    return [(citation.kind, citation.normalized) for citation in find_citations(text, **options)]


@pytest.mark.parametrize(
    "code", ["QT BIS 01", "QT VP 01", "CSCL", "MTCL", "STCL", "QT.ISO.02", "QT-SGD-01", "QTBIS01", "BM.01.10"]
)
def test_codes_of_the_system_are_found_in_a_sentence(code):
    text = f"Thực hiện theo quy trình ({code}), có xem xét hằng năm."
    assert cited(text) == [(DOCUMENT, code)]


@pytest.mark.parametrize("case", CODES["qms_codes"], ids=lambda case: case["raw"])
def test_codes_of_agencies_are_found_whole(case):
    assert cited(f"Tài liệu tham khảo: {case['raw']}.") == [(DOCUMENT, case["raw"])]


@pytest.mark.parametrize(
    "case",
    [case for case in CODES["document_numbers"] if case["normalized"] != "19/2014/QĐTTg"],
    ids=lambda case: case["raw"],
)
def test_numbers_of_agencies_are_found_whole(case):
    assert cited(f"Căn cứ Văn bản số {case['raw']} ngày 01/6/2022 của cơ quan;") == [(LAW, case["normalized"])]


@pytest.mark.parametrize("case", CODES["legal_document_numbers"]["regular"], ids=lambda case: case["raw"])
def test_numbers_of_laws_are_found_whole(case):
    assert cited(f"theo {case['raw']}, và") == [(LAW, case["raw"])]


def test_the_words_before_a_number_belong_to_the_citation():
    text = "Căn cứ Nghị định số 83/2006/NĐ-CP ngày 17/8/2006; Nghị định 24/2014/NĐ-CP; NĐ 118/2025/NĐ-CP"
    found = find_citations(text)
    assert [citation.raw for citation in found] == [
        "Nghị định số 83/2006/NĐ-CP",
        "Nghị định 24/2014/NĐ-CP",
        "NĐ 118/2025/NĐ-CP",
    ]
    assert all(text[citation.start : citation.end] == citation.raw for citation in found)


def test_dirty_numbers_are_found_and_have_the_key_of_the_clean_one():
    text = "Quyết định số 19/2014/QĐTTg, 89/2015/NÐ-CP, 85/2017/nđ-cp, Nghị định số 05/1999/ NĐ-CPngày"
    wanted = ["19/2014/QĐ-TTg", "89/2015/NĐ-CP", "85/2017/NĐ-CP", "05/1999/NĐ-CP"]
    assert [citation.key for citation in find_citations(text)] == [parse_document_number(raw).key for raw in wanted]


def test_laws_are_found_by_name_and_year():
    text = "Luật Tổ chức Chính quyền địa phương ngày 19 tháng 6 năm 2015; Bộ luật Dân sự năm 2015; Luật Viên chức ngày 15/11/2010."
    assert cited(text) == [
        (LAW, "Luật Tổ chức Chính quyền địa phương 2015"),
        (LAW, "Bộ luật Dân sự 2015"),
        (LAW, "Luật Viên chức 2010"),
    ]


def test_a_dash_behind_a_number_does_not_swallow_the_next_words():
    text = "26/2014/TT-BKHCN - Hướng dẫn; 12/2020/NĐ-CP - UBND tỉnh; 08/2020/TT - BTC"
    assert cited(text) == [(LAW, "26/2014/TT-BKHCN"), (LAW, "12/2020/NĐ-CP"), (LAW, "08/2020/TT-BTC")]


@pytest.mark.parametrize(
    "text",
    [
        "trước ngày 10/6 và 24/24 giờ, 1/2 ngày",
        "TCVN ISO 9001:2015, QCVN 12:2026/BCA",
        "Luật này có hiệu lực từ năm 2020",
        "Luật Đất đai và các văn bản hướng dẫn năm 2024",
        "KT. GIÁM ĐỐC, TL. CHÁNH VĂN PHÒNG",
        "HTQLCL, CB-CNV, TN&TKQ, QMR",
        "",
    ],
)
def test_what_cites_nothing_gives_nothing(text):
    assert cited(text) == []


def test_codes_of_the_agency_itself_are_found_however_they_are_written():
    assert cited("theo P14 và SOP-07, không phải P140", known_codes=["P 14", "SOP/07"]) == [
        (DOCUMENT, "P 14"),
        (DOCUMENT, "SOP/07"),
    ]


@given(st.text(alphabet="QTBISMĐÐCPVPgn 0123456789/-.&()Luậtsốnăm:", max_size=80))
def test_citations_lie_in_order_within_the_text_and_apart(text):
    found = find_citations(text)
    assert all(text[citation.start : citation.end] == citation.raw for citation in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("unit", ["Luật Đất đai ", "QT ", "1/", "A-", "1/2014/A", "số "])
def test_long_text_is_read_in_time_that_grows_with_its_length(unit):
    def seconds(times):
        text = unit * times
        started = time.process_time()
        find_citations(text)
        return time.process_time() - started

    short, long = seconds(2_000), seconds(16_000)
    assert long < 40 * max(short, 0.002)
