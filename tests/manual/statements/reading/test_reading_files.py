"""Files as they are handed in: Word or text, in one encoding or another, or something else."""

import io

import docx
import pytest

from sotay.manual.statements.reading import UnreadableManual, read_manual_file

from .conftest import KNOWN

TEXT = "4.1. Bối cảnh của tổ chức\tMột đoạn.\n"


def word_file() -> bytes:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "4.1. Bối cảnh của tổ chức", "Một đoạn."
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        word_file(),
    ],
    ids=["UTF-8", "UTF-8 with mark", "UTF-16", "UTF-16 big-endian", "Word"],
)
def test_text_and_word_read_the_same(data):
    [statement] = read_manual_file(data, known_clauses=KNOWN).statements
    assert (statement.clause, statement.title, statement.markdown) == ("4.1", "Bối cảnh của tổ chức", "Một đoạn.")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không có nội dung"),
        (b" \n ", "không có nội dung"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "lưu thành .docx"),
        (b"%PDF-1.7", "PDF"),
        (TEXT.encode("cp1258", "replace") + b"\xc0\xff", "UTF-8"),
        (b"abc\x00\x01", "không phải"),
        (b"PK\x03\x04 torn", "không phải là tệp Word"),
    ],
    ids=["empty", "blank", "Word 97", "PDF", "old encoding", "binary", "torn zip"],
)
def test_other_files_are_refused_with_what_to_do(data, words):
    with pytest.raises(UnreadableManual, match=words):
        read_manual_file(data, known_clauses=KNOWN)
