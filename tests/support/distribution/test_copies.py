"""What stands on the pages of a controlled copy."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from sotay.blobs.storage import store
from sotay.support.distribution.copies import controlled_copy, has_pages, pages_of
from sotay.support.distribution.models import Rendition
from sotay.support.distribution.sheets import Stamp, blocks_of, sheets, text_pdf
from sotay.support.distribution.stamping import FOOT, CannotBeStamped, stamped
from sotay.support.documents.models import Revision
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory
from tests.factories.support import PaperCopyFactory, RevisionFactory
from tests.soaking import tries

STAMP = Stamp(
    first="QT 05 · Lần ban hành 01",
    second="Mã kiểm tra ABCD-EFGH",
    page="Trang",
    address="https://a.vn/c/x/",
    check="x",
)


def words(pdf, page=0):
    return " ".join(PdfReader(BytesIO(pdf)).pages[page].extract_text().split())


def pages(count=1, *, width=400, height=600, text="NỘI DUNG"):
    """Return a PDF of empty pages with a word drawn by its own commands."""
    writer = PdfWriter()
    for _number in range(count):
        page = writer.add_blank_page(width, height)
        drawn = DecodedStreamObject()
        drawn.set_data(b"0.5 0 0 0.5 0 0 cm 1 0 0 rg 100 100 50 50 re f")
        page[NameObject("/Contents")] = writer._add_object(drawn)
    return writer


def written(writer):
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_each_page_bears_the_line_with_its_number():
    copy = stamped(written(pages(3)), STAMP)

    for number in range(3):
        assert f"Trang {number + 1}/3" in words(copy, number)
        assert "QT 05 · Lần ban hành 01" in words(copy, number)
        assert "Mã kiểm tra ABCD-EFGH" in words(copy, number)


def test_a_mark_stands_across_the_page_and_the_warning_at_its_foot():
    copy = stamped(written(pages()), Stamp(first="a", second="b", page="Trang", mark="HẾT HIỆU LỰC", warning="vì thế"))

    assert "HẾT HIỆU LỰC" in words(copy)
    assert "vì thế" in words(copy)


def test_the_page_above_is_made_smaller_so_that_nothing_is_covered():
    copy = PdfReader(BytesIO(stamped(written(pages(height=600)), STAMP))).pages[0]
    commands = copy.get_contents().get_data().decode("latin-1")

    scale = (600 - FOOT) / 600
    assert f"{scale:.6f} 0 0 {scale:.6f}" in commands
    assert f"{FOOT:.4f} cm" in commands


def test_pages_that_are_turned_or_begin_elsewhere_come_out_upright():
    writer = pages(width=400, height=600)
    page = writer.pages[0]
    page[NameObject("/MediaBox")] = RectangleObject((100, 50, 500, 650))
    page.rotate(90)

    copy = PdfReader(BytesIO(stamped(written(writer), STAMP))).pages[0]

    assert (float(copy.mediabox.left), float(copy.mediabox.bottom)) == (0, 0)
    assert (round(float(copy.mediabox.width)), round(float(copy.mediabox.height))) == (600, 400)
    assert copy.rotation == 0


@pytest.mark.parametrize("box", [(400, 600, 0, 0), (0, 600, 400, 0)])
def test_a_page_whose_corners_are_told_the_other_way_round_is_stamped(box):
    writer = pages(width=400, height=600)
    writer.pages[0][NameObject("/MediaBox")] = ArrayObject(FloatObject(one) for one in box)

    copy = PdfReader(BytesIO(stamped(written(writer), STAMP))).pages[0]

    assert [round(float(one)) for one in copy.mediabox] == [0, 0, 400, 600]


def test_of_a_page_cut_wider_than_its_paper_the_paper_is_stamped():
    writer = pages(width=400, height=600)
    writer.pages[0][NameObject("/CropBox")] = RectangleObject((-100, -100, 5000, 5000))

    copy = PdfReader(BytesIO(stamped(written(writer), STAMP))).pages[0]

    assert [round(float(one)) for one in copy.cropbox] == [0, 0, 400, 600]


@pytest.mark.parametrize("width", [200, 420, 595])
def test_long_words_fit_into_the_foot_of_a_narrow_page(width):
    held = "QT 05 · Lần ban hành 01, sửa đổi 02 · Bản số 03 (Bộ phận Tiếp nhận và Trả kết quả, Văn phòng)"
    long = replace(STAMP, first=f"{held} · {held}", warning="Đã được thay thế bằng lần ban hành 02, sửa đổi 00.")
    lines = set()

    def note(text, matrix, text_matrix, *_font):
        if text.strip():
            lines.add(round(matrix[5] + matrix[3] * text_matrix[5], 1))

    PdfReader(BytesIO(sheets(long, [(width, 600)]))).pages[0].extract_text(visitor_text=note)

    assert len(lines) >= 3
    assert all(0 < line < FOOT for line in lines)


def test_what_a_page_has_from_the_tree_above_it_is_kept():
    writer = pages()
    page = writer.pages[0]
    above = page["/Parent"].get_object()
    above[NameObject("/MediaBox")] = page.raw_get("/MediaBox")
    above[NameObject("/Rotate")] = NumberObject(270)
    del page["/MediaBox"]

    copy = PdfReader(BytesIO(stamped(written(writer), STAMP))).pages[0]

    assert round(float(copy.mediabox.width)) == 600


def signature(writer, flags=4):
    """Put a field with a look of its own upon the first page, as a signature has it."""
    look = DecodedStreamObject()
    look.set_data(b"0 0 1 rg 0 0 50 20 re f")
    look[NameObject("/Subtype")] = NameObject("/Form")
    look[NameObject("/BBox")] = ArrayObject(FloatObject(one) for one in (0, 0, 50, 20))
    field = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/F"): NumberObject(flags),
            NameObject("/Rect"): ArrayObject(FloatObject(one) for one in (100, 100, 200, 140)),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(field)])
    return writer


def test_what_a_signature_looks_like_is_drawn_into_the_copy():
    copy = PdfReader(BytesIO(stamped(written(signature(pages())), STAMP))).pages[0]

    assert "/Annots" not in copy
    assert "/SotayAnnotation0" in copy["/Resources"]["/XObject"]
    assert "2.000000 0 0 2.000000 100.0000 100.0000 cm /SotayAnnotation0 Do" in copy.get_contents().get_data().decode()


def test_what_nobody_sees_is_not_drawn():
    copy = PdfReader(BytesIO(stamped(written(signature(pages(), flags=2)), STAMP))).pages[0]

    assert "SotayAnnotation" not in copy.get_contents().get_data().decode("latin-1")


def test_what_acts_by_itself_is_taken_out():
    writer = pages()
    act = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    writer.root_object[NameObject("/OpenAction")] = act
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): act})
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): act})

    copy = PdfReader(BytesIO(stamped(written(writer), STAMP)))

    assert "/Names" not in copy.trailer["/Root"]
    assert "/OpenAction" not in copy.trailer["/Root"]
    assert "/AA" not in copy.pages[0]


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7", b"nothing of the kind", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj"])
def test_a_broken_file_is_said_to_be_broken(broken):
    with pytest.raises(CannotBeStamped):
        stamped(broken, STAMP)


@settings(max_examples=tries(40), deadline=None)
@given(cut=st.integers(1, 600), put=st.binary(max_size=8))
def test_whatever_is_wrong_with_a_file_it_is_stamped_or_refused(cut, put):
    whole = written(pages())
    try:
        copy = stamped(whole[:cut] + put + whole[cut + len(put) :], STAMP)
    except CannotBeStamped:
        return
    assert copy.startswith(b"%PDF")


@settings(max_examples=tries(40), deadline=None)
@given(st.text(max_size=300))
def test_any_text_becomes_pages(text):
    copy = text_pdf(
        title=text or "x",
        agency=text,
        facts=[["a", text]],
        people_head=["a", "b", "c"],
        people=[[text, text, text]],
        summary=text,
        summary_word="b",
        parts=[{"heading": text, "blocks": blocks_of(text)}],
        laws=[text],
        laws_word="c",
    )

    assert copy.startswith(b"%PDF")


def test_a_text_is_set_as_it_was_written():
    blocks = blocks_of(
        "Đoạn **đậm** và *nghiêng*, [trang](https://a.vn).\n\n- một\n  - con\n\n3. ba\n\n| A | B |\n|--|--|\n| c | d |"
    )

    assert [one["kind"] for one in blocks] == ["p", "ul", "ol", "table"]
    assert [(one["text"], one["strong"], one["em"]) for one in blocks[0]["runs"]][1] == ("đậm", True, False)
    assert " (https://a.vn)" in [one["text"] for one in blocks[0]["runs"]]
    assert blocks[1]["items"][0][1]["kind"] == "ul"
    assert blocks[2]["start"] == 3
    assert len(blocks[3]["rows"]) == 2


@pytest.fixture
def revision(db):
    return RevisionFactory(in_force=True, document__code="QT 05", text="Quy định **rõ**.")


def copy_of(revision, **values):
    return words(controlled_copy(revision, on=TODAY, site="https://sotay.vn/", **values).pdf)


def test_a_copy_in_force_says_so_and_leads_to_its_page(revision):
    text = copy_of(revision)

    assert "QT 05 · Lần ban hành 01, sửa đổi 00 · Có hiệu lực từ 03/06/2026 · Bản điện tử" in text
    assert f"Mã kiểm tra {revision.check_code}" in text
    assert f"https://sotay.vn/c/{revision.token}/" in text
    assert "Trang 1/1" in text
    assert "Quy định rõ." in text
    assert "THAY THẾ" not in text


def test_a_numbered_copy_names_its_number_and_holder(revision):
    paper = PaperCopyFactory(
        revision=revision, number=3, holder="", unit=UnitFactory(agency=revision.agency, name="Văn phòng")
    )

    assert "Bản số 03 (Văn phòng)" in copy_of(revision, paper=paper)


def test_a_superseded_one_is_marked(revision):
    revision.state, revision.ended_date = Revision.State.SUPERSEDED, TODAY
    revision.save()
    RevisionFactory(document=revision.document, in_force=True, edition=2, order=2, in_force_date=TODAY)

    text = copy_of(revision)

    assert "ĐÃ ĐƯỢC THAY THẾ" in text
    assert "Đã được thay thế bằng lần ban hành 02, sửa đổi 00, từ ngày 12/06/2026." in text


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        ({}, "DỰ THẢO"),
        ({"approved": True}, "CHƯA BAN HÀNH"),
        ({"approved": True, "in_force_date": TODAY + timedelta(days=3)}, "CHƯA CÓ HIỆU LỰC"),
        ({"state": "DROPPED"}, "ĐÃ BỎ"),
    ],
)
def test_what_does_not_hold_yet_is_marked_and_drafts_lead_nowhere(db, values, mark):
    text = copy_of(RevisionFactory(**values))

    assert mark in text
    assert ("/c/" in text) == ("in_force_date" in values)


def test_a_copy_is_in_vietnamese_whatever_the_page_speaks(revision):
    with translation.override("en"):
        assert "Bản điện tử" in copy_of(revision)


def test_the_uploaded_pdf_comes_before_the_file_and_the_file_before_the_text(revision):
    assert "Quy định rõ." in words(pages_of(revision))

    revision.source = store(b"mot hai ba", name="a.txt")
    Rendition.objects.create(source=revision.source, pdf=store(written(pages(2)), name="a.pdf"))
    assert len(PdfReader(BytesIO(pages_of(revision))).pages) == 2

    revision.pdf = store(written(pages(3)), name="a.pdf")
    assert len(PdfReader(BytesIO(pages_of(revision))).pages) == 3


def test_without_pdf_rendition_or_text_there_is_nothing_to_show(revision):
    revision.parts.all().delete()

    assert not has_pages(revision)
    assert controlled_copy(revision, on=TODAY, site="https://sotay.vn") is None
