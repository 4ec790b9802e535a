"""What a file says of the document it is: in its name, and in the head of its first page (law.md 2.1)."""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from sotay.agency.citations import DOCUMENT, find_citations
from sotay.agency.qms_codes import parse_qms_code
from sotay.agency.vietnamese import fold, nfc, one_line
from sotay.support.documents.models import Kind, Level

HEAD: Final = 2_500
"""Letters of the first page that are looked at."""
_KINDS: Final = {
    "QT": Kind.PROCEDURE,
    "HD": Kind.INSTRUCTION,
    "BM": Kind.FORM,
    "QyĐ": Kind.REGULATION,
    "QC": Kind.REGULATION,
    "STCL": Kind.MANUAL,
    "CSCL": Kind.POLICY,
    "MTCL": Kind.OBJECTIVES,
}
LEVELS: Final = {
    Kind.POLICY: Level.ONE,
    Kind.MANUAL: Level.ONE,
    Kind.OBJECTIVES: Level.ONE,
    Kind.PROCEDURE: Level.TWO,
    Kind.INSTRUCTION: Level.THREE,
    Kind.REGULATION: Level.THREE,
    Kind.EXTERNAL: Level.THREE,
    Kind.FORM: Level.FOUR,
}
_CODE_AT: Final = re.compile(r"(?:mã\s*(?:hiệu|số|tài liệu)?|ký\s*hiệu)\s*:\s*", re.IGNORECASE)
_EDITION: Final = re.compile(r"lần\s*ban\s*hành\s*:?\s*(\d{1,3})(?!\d*[/.-])(?:\s*/\s*(\d{1,3}))?", re.IGNORECASE)
_AMENDMENT: Final = re.compile(r"lần\s*(?:sửa\s*đổi|soát\s*xét)\s*:?\s*(\d{1,3})(?!\d*[/.-])", re.IGNORECASE)
_DAY: Final = r"\s*:?\s*(?:từ\s*)?(?:ngày\s*)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})"
_ISSUED: Final = re.compile(r"ngày\s*ban\s*hành" + _DAY, re.IGNORECASE)
_EFFECTIVE: Final = re.compile(r"(?:ngày\s*(?:có\s*)?hiệu\s*lực|(?:có\s*)?hiệu\s*lực(?:\s*từ)?)" + _DAY, re.IGNORECASE)
_TITLE_ENDS: Final = re.compile(
    r"lần\s*(?:ban\s*hành|sửa\s*đổi|soát\s*xét)|ngày\s*(?:ban\s*hành|hiệu\s*lực|có\s*hiệu\s*lực)|trang\s*:|mục\s*lục"
    r"|mã\s*(?:hiệu|số)",
    re.IGNORECASE,
)
_KIND_WORDS: Final = re.compile(r"\b(QUY TRÌNH|HƯỚNG DẪN|BIỂU MẪU|QUY ĐỊNH|QUY CHẾ|SỔ TAY|CHÍNH SÁCH)\b")
_BETWEEN: Final = " -–—_.:;,\t\n"
_LONGEST_TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised; empty where nothing was."""

    code: str = ""
    title: str = ""
    edition: int | None = None
    amendment: int | None = None
    issue_date: date | None = None
    effective_date: date | None = None

    def or_else(self, other: "Recognised") -> "Recognised":
        """Return this with what it lacks taken from another."""
        lacking = {name: getattr(other, name) for name in self.__slots__ if getattr(self, name) in ("", None)}
        return replace(self, **lacking)


def kind_of_code(code: str) -> Kind | None:
    """Return the kind a code tells of: QT is a procedure, BM a form; QT 01/BM.02 a form of a procedure."""
    parsed = parse_qms_code(code)
    if parsed.form is not None and "BM" in parsed.normalized.upper():
        return Kind.FORM
    return _KINDS.get(parsed.type or "")


def units_in_code(code: str) -> tuple[str, ...]:
    """Return the words of a code that may be the code of a unit."""
    return parse_qms_code(code).unit


def from_name(name: str) -> Recognised:
    """Return what the name of a file tells: a code at its start, and the title behind it.

    `QT 01-VP Tiếp công dân.docx` is QT 01-VP with a title. A name without a code gives no title either: it may be a
    number in somebody's order.
    """
    stem = one_line(nfc(PurePosixPath(name).stem).replace("_", " "))
    found = next((one for one in find_citations(stem) if one.kind == DOCUMENT), None)
    if found is None or found.start > 0:
        return Recognised()
    end = found.end
    if more := re.match(r"[-.](?=[A-ZĐ0-9]{2,}(?:[\s.-]|$))[A-ZĐ0-9-]+", stem[end:]):  # a slash cannot stand in a name
        end += more.end()
    code = stem[:end].strip(_BETWEEN)
    title = stem[end:].strip(_BETWEEN)
    return Recognised(code=code, title=title[:1].upper() + title[1:])


def from_first_page(text: str) -> Recognised:
    """Return what the head of a first page tells: code, title, lần ban hành, days."""
    head = nfc(text)[:HEAD]
    start = _CODE_AT.search(head)
    numbers = _numbers(head)
    if start is None:
        return numbers
    behind = head[start.end() :]
    found = next((one for one in find_citations(behind) if one.kind == DOCUMENT and one.start <= 2), None)  # noqa: PLR2004  a blank
    if found is None:
        return numbers
    title = _title_behind(behind[found.end :]) or _title_before(head[: start.start()])
    return replace(numbers, code=one_line(found.raw), title=title)


def _numbers(head: str) -> Recognised:
    edition, amendment = _EDITION.search(head), _AMENDMENT.search(head)
    number = int(amendment[1]) if amendment else int(edition[2]) if edition and edition[2] else None
    return Recognised(
        edition=int(edition[1]) or None if edition else None,
        amendment=number,
        issue_date=_day(_ISSUED.search(head)),
        effective_date=_day(_EFFECTIVE.search(head)),
    )


def _day(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _title_behind(text: str) -> str:
    """Return the words between the code and the numbers of the revision."""
    end = _TITLE_ENDS.search(text)
    if end is None:
        return ""
    return _clean(text[: end.start()])


def _title_before(text: str) -> str:
    """Return the words between the kind of the document and its code."""
    kinds = list(_KIND_WORDS.finditer(text))
    return _clean(text[kinds[-1].end() :]) if kinds else ""


def _clean(text: str) -> str:
    title = one_line(text).strip(_BETWEEN)
    return title if len(title) <= _LONGEST_TITLE and fold(title).strip() else ""
