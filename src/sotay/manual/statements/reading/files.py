"""Reading a manual from the bytes of a file, whatever it is: Word, or text in the usual encodings."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from sotay.manual.statements.reading.manual import read_manual
from sotay.manual.statements.reading.shapes import ReadManual, UnreadableManual
from sotay.manual.statements.reading.word import docx_text

_ZIP = b"PK\x03\x04"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def manual_text(data: bytes) -> str:
    """Return the text of a file: .docx, or text in UTF-8 or (with its mark) UTF-16.

    Raises UnreadableManual for Word 97 files, PDF and whatever is no text.
    """
    if data.startswith(_ZIP):
        return docx_text(data)
    if data.startswith(_OLD_WORD):
        raise UnreadableManual(_("Đây là tệp Word 97–2003 (.doc). Hãy mở bằng Word, lưu thành .docx rồi nạp lại."))
    if data.startswith(b"%PDF"):
        raise UnreadableManual(_("Đây là tệp PDF. Hãy nạp tệp Word (.docx) hoặc tệp văn bản (.txt) của sổ tay."))
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        message = _("Không đọc được chữ trong tệp. Hãy lưu tệp văn bản với mã hóa UTF-8 rồi nạp lại.")
        raise UnreadableManual(message) from error
    if not text.strip():
        raise UnreadableManual(_("Tệp không có nội dung."))
    if "\x00" in text:
        raise UnreadableManual(_("Tệp này không phải là tệp văn bản hoặc tệp Word (.docx)."))
    return text


def read_manual_file(data: bytes, *, known_clauses: Mapping[str, str]) -> ReadManual:
    """Read a quality manual from the bytes of a file. Raises UnreadableManual; see `read_manual`."""
    return read_manual(manual_text(data), known_clauses=known_clauses)
