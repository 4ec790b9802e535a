"""The face for the screen, and the records behind a paper as XLSX."""

import io
from dataclasses import replace
from datetime import date
from html import unescape

import html5lib
import pytest
from openpyxl import load_workbook

from sotay.papers.html import html, own_address
from sotay.papers.linter.boxes import bare, boxes, texts
from sotay.papers.model import Column, Number, Paragraph, Run, Sheet, Table
from sotay.papers.workbook import workbook
from tests.papers import samples


@pytest.mark.parametrize("name", samples.EVERY)
def test_the_screen_says_every_word_and_is_whole(name):
    paper = samples.EVERY[name]()
    shown = html(paper)
    html5lib.HTMLParser(strict=True).parse(
        f"<!DOCTYPE html><html lang=vi><head><title>x</title></head><body>{shown}</body></html>"
    )
    told = bare("".join(html5lib.parseFragment(shown).itertext())).upper().replace("…", "")  # room a page would lose
    for text in [*(box.text for box in boxes(paper)), *texts(paper)]:
        assert bare(unescape(text)).upper().replace("…", "") in told
    assert "style=" not in shown
    assert 'lang="vi"' in shown


def test_what_is_not_known_yet_leaves_room_and_a_qr_says_what_it_leads_to():
    paper = replace(
        samples.report(), number=Number(symbol="BC-STTTT"), dated=None, barcode="https://sotay.example.vn/a/"
    )
    shown = html(paper)

    assert "Số: …………/BC-STTTT" in shown
    assert "ngày …… tháng …… năm ……" in shown
    assert 'alt="Mã QR: https://sotay.example.vn/a/"' in shown


@pytest.mark.parametrize(
    ("link", "kept"),
    [("/a/b/?x=1#y", "/a/b/?x=1#y"), ("//evil.vn", ""), ("/\\evil.vn", ""), ("https://evil.vn/", ""), ("javascript:alert(1)", ""), ("/a b", ""), ("", "")],
)  # fmt: skip
def test_only_links_of_this_site_are_live(link, kept):
    assert own_address(link) == kept
    shown = html(replace(samples.letter(), blocks=(Paragraph(text=(Run("95 %", link=link),)),)))
    assert ("<a href" in shown) == bool(kept)


def test_a_table_tells_what_its_headings_are():
    shown = html(samples.decision())
    assert 'scope="colgroup" colspan="2"' in shown
    assert 'rowspan="2"' in shown
    assert 'role="region"' in shown


def test_the_records_behind_a_paper_are_sheets_without_formulas():
    sheets = (
        Sheet(title="Mục tiêu", columns=("Tên", "Ngày", "Số"), rows=(("=1+1", date(2026, 2, 5), 3), (None, None, 2.5))),
        Sheet(title="mục tiêu", columns=("A",), rows=()),
    )
    book = load_workbook(io.BytesIO(workbook(sheets)))
    assert book.sheetnames == ["Mục tiêu", "mục tiêu (2)"]
    first = book["Mục tiêu"]
    assert first["A2"].value == "=1+1"
    assert first["A2"].data_type == "s"
    assert first["B2"].value.date() == date(2026, 2, 5)
    assert first["C3"].value == 2.5


def test_no_sheets_are_a_workbook_too():
    assert len(load_workbook(io.BytesIO(workbook(()))).sheetnames) == 1


def test_columns_keep_their_shares_and_a_lying_paper_its_room():
    table = Table(key="t", columns=(Column(key="a", title="STT", width=0.5), Column(key="b", title="Tên", width=1.5)))
    paper = replace(samples.letter(), blocks=(table,), landscape=True)

    shown = html(paper)

    assert '<colgroup><col width="25%"><col width="75%"></colgroup>' in shown
    assert "paper-landscape" in shown
    assert "paper-landscape" not in html(samples.letter())
