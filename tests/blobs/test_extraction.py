"""What a file says is read apart, whatever it is; what is made to do harm ends nothing but its own reading."""

import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from sotay.blobs import extraction
from sotay.blobs.models import BlobText
from sotay.blobs.reading.__main__ import READERS, read
from sotay.blobs.reading.tidying import LONGEST
from tests.factories import blobs as files

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEGACY = f"""<?xml version="1.0"?><w:document {W}><w:body>
<w:p><w:pPr><w:pStyle w:val="Cu"/></w:pPr><w:r><w:t>Quy tr×nh cÊp hé tÞch</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/></w:rPr><w:t>Chöùng thöïc</w:t></w:r>
<w:r><w:t xml:space="preserve"> bản sao</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>M</w:t><w:softHyphen/><w:t>êng</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ô</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Hai</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"""
STYLES = f"""<?xml version="1.0"?><w:styles {W}>
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="Goc"><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Cu"><w:basedOn w:val="Goc"/></w:style></w:styles>"""
CONTENT = """<?xml version="1.0"?><o:d xmlns:o="o" xmlns:office="a" xmlns:style="b" xmlns:text="c" xmlns:svg="d" xmlns:fo="e">
<style:font-face style:name="F1" svg:font-family="'.VnTime'"/>
<style:style style:name="T1"><style:text-properties style:font-name="F1"/></style:style>
<text:h>Quy định</text:h><text:p>Nộp <text:span text:style-name="T1">hå s¬</text:span><text:s/>đủ</text:p></o:d>"""


def office(parts):
    return files.zipped({name: text.encode() for name, text in parts.items()})


def text_in(content, media_type):
    return read(BytesIO(content), media_type=media_type)


def media_type(ending):
    return next(one for one in READERS if one.endswith(ending))


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SOTAY_BLOBS = tmp_path / "blobs"


def test_word_is_read_run_by_run_in_the_font_of_each():
    content = office({"word/document.xml": LEGACY, "word/styles.xml": STYLES})

    told = text_in(content, media_type("wordprocessingml.document"))

    assert told["state"] == "done"
    assert told["text"].split("\n") == ["Quy trình cấp hộ tịch", "Chứng thực bản sao", "Mường", "Ô", "Hai"]


def test_headers_notes_and_remarks_of_word_are_read_after_its_body():
    line = f"<w:hdr {W}><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:hdr>"
    content = office(
        {"word/header1.xml": line % "Mã hiệu", "word/document.xml": line % "Thân", "word/footnotes.xml": line % "Chú"}
    )

    assert text_in(content, media_type("wordprocessingml.document"))["text"] == "Thân\nChú\nMã hiệu"


def test_sheets_are_read_row_by_row():
    told = text_in(
        files.xlsx([("Mã", "Tên"), ("QT 01", "Đăng ký khai sinh"), (3, 2.5)]), media_type("spreadsheetml.sheet")
    )

    assert told["text"] == "Mã Tên\nQT 01 Đăng ký khai sinh\n3 2.5"


def test_open_documents_are_read_in_their_fonts():
    content = office({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": CONTENT})

    assert text_in(content, media_type("opendocument.text"))["text"] == "Quy định\nNộp hồ sơ đủ"


def test_old_word_is_read_by_its_pieces_without_any_program():
    content = files.word97("Quy trình \x13 PAGE \x14", "7\x15\rO\x07", "ChuyÓn tr¶ kÕt qu¶ ®óng hÑn\r".encode("cp1252"))

    assert text_in(content, "application/msword")["text"] == "Quy trình 7\nO Chuyển trả kết quả đúng hẹn"


def test_a_piece_that_lies_about_its_place_is_damage():
    content = bytearray(files.word97("Quy trình"))
    place = content.index(b"\2" + (4 * 2 + 8).to_bytes(4, "little"))
    content[place + 5 : place + 9] = (99).to_bytes(4, "little")

    assert text_in(bytes(content), "application/msword")["state"] == "damaged"


def test_a_pdf_is_read_page_by_page_and_a_scan_has_no_text():
    assert text_in(files.pdf_saying("Quality manual"), "application/pdf")["text"] == "Quality manual"
    assert text_in(files.pdf_saying(""), "application/pdf")["state"] == "no_text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_plain_text_is_read_in_its_encoding(encoding):
    told = text_in("Sổ tay\r\n\r\nchất lượng".encode(encoding), f"text/plain; charset={encoding}")

    assert told["text"] == "Sổ tay\nchất lượng"


def test_a_text_too_long_is_cut_and_said_so():
    told = text_in(b"a " * LONGEST, "text/plain; charset=utf-8")

    assert (told["state"], len(told["text"])) == ("cut", LONGEST)


@pytest.mark.parametrize("kind", sorted(READERS))
def test_bytes_that_are_nothing_are_told_as_damage(kind):
    assert text_in(b"\0\1\2" * 300, kind)["state"] == "damaged"


def test_entities_that_grow_without_end_are_refused():
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'

    assert text_in(office({"word/document.xml": bomb}), media_type("wordprocessingml.document"))["state"] == "damaged"


@pytest.mark.django_db
def test_a_blob_is_read_in_a_process_of_its_own():
    assert extraction.extract(files.stored("Lời nói đầu".encode())) == extraction.Extracted(
        BlobText.State.DONE, "Lời nói đầu"
    )


@pytest.mark.django_db
def test_a_picture_and_a_scan_say_why_they_are_not_found():
    assert extraction.extract(files.stored(files.png(), name="a.png")).reason == BlobText.Reason.PICTURE
    scan = files.stored(files.pdf_saying(""), name="a.pdf")
    assert extraction.extract(scan) == extraction.Extracted(BlobText.State.NONE, reason=BlobText.Reason.NO_TEXT)


@pytest.mark.django_db
def test_a_missing_file_is_damage_not_an_error(settings):
    blob = files.stored()
    next(path for path in Path(settings.SOTAY_BLOBS).rglob(blob.sha256)).unlink()

    assert extraction.extract(blob).reason == BlobText.Reason.DAMAGED


@pytest.mark.django_db
def test_what_takes_too_long_or_too_much_is_ended(monkeypatch):
    rows = "".join(f"<row><c><v>{n}</v></c></row>" for n in range(2_000_000))
    sheet = files.office(f"{files.TYPES}spreadsheetml.sheet.main+xml", part="xl/workbook.xml",
                         extra_parts={"xl/worksheets/sheet1.xml": f"<s>{rows}</s>".encode()})  # fmt: skip
    blob = files.stored(sheet, name="a.xlsx")

    began = time.monotonic()
    assert extraction.extract(blob, seconds=1).reason == BlobText.Reason.TOO_LONG
    assert time.monotonic() - began < 10
    assert extraction.extract(blob, memory=48 << 20).state == BlobText.State.FAILED


@pytest.mark.django_db
def test_old_word_ours_cannot_read_goes_to_a_program_or_says_there_is_none(monkeypatch, tmp_path):
    blob = files.stored(files.doc(), name="a.doc")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert extraction.extract(blob) == extraction.Extracted(BlobText.State.NONE, reason=BlobText.Reason.NO_PROGRAM)

    reader = tmp_path / "antiword"
    reader.write_text('#!/bin/sh\necho "Chuyển tiếp $1"\n', encoding="utf-8")
    reader.chmod(0o755)
    assert extraction.extract(blob) == extraction.Extracted(BlobText.State.DONE, "Chuyển tiếp -m")


def test_containers_are_measured_before_they_are_unfolded():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 100_000_000)

    assert text_in(stream.getvalue(), media_type("wordprocessingml.document"))["said"] == "zip_bomb"
