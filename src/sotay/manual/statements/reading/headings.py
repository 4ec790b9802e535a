"""Recognising what a line is: a clause, a section, an annex, a row of contents, a page number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sotay.agency.vietnamese import fold
from sotay.manual.statements.reading.lines import Line, strip_tags, words

_NUMBER = r"\d{1,2}(?: ?\. ?\d{1,2}){0,3}"
_CLAUSE = re.compile(
    rf"^(?P<before>[#*\s]*(?:(?:điều khoản|điều|mục|chương|phần|khoản|yêu cầu)\s+(?:số\s+)?|§\s*"
    rf"|(?:tcvn\s+)?iso\s+9001(?:\s*:\s*2015)?\s*[-–—:,]?\s+(?:điều khoản\s+|điều\s+|mục\s+)?)?)(?P<number>{_NUMBER})"
    r"(?P<after>\s*[.):]?\s*[-–—:.]*\s*)(?P<title>.*)$",
    re.IGNORECASE,
)
_ROMAN = re.compile(
    r"^(?P<before>[#*\s]*(?:(?:phần|chương|mục)\s+)?(?:[IVXL]{1,6}|[A-H]|\d)\s*[.):–—-]\s*)(?P<title>\S.*)$",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"[#*\s]*(?:(?:phần|chương|mục)\s+)?(?P<numeral>[IVXL]{1,6}|[A-H]|\d)\b", re.IGNORECASE)
_ANNEX = re.compile(
    r"^[#*\s]*(?P<name>phụ lục|annex)\s*(?:số\s*)?(?P<number>\d{1,2}|[IVX]{1,4}|[A-Z])?(?P<sep>\s*[:.–—-]\s*|\s+|$)(?P<title>.*)$",
    re.IGNORECASE,
)
_DRAWN = ("so do", "luu do", "mo hinh", "bang", "danh muc", "bieu mau", "phu luc", "ban do")
_CONTENTS = re.compile(r"^(?P<title>.*\w.*?)\s*(?:\.{3,}|…+|(?:[.…·_] ?){4,}|\t)[\s.…]*(?P<page>\d{1,3})\s*$")
_CONTENTS_TITLE = ("muc luc", "noi dung trang", "muc luc trang")
_PAGE = re.compile(
    r"^(?:(?:trang|page)\s*:?\s*\d+(?:\s*(?:/|trên|of)\s*\d+)?|-\s*\d{1,3}\s*-|\d{1,3}(?:\s*/\s*\d{1,3})?)$",
    re.IGNORECASE,
)
CONTROL = re.compile(
    r"(?P<label>mã hiệu|mã số|ký hiệu|lần ban hành|lần sửa đổi|ngày ban hành|ngày hiệu lực|ngày áp dụng"
    r"|tổng số trang|số trang|lần soát xét)\s*[:\t]\s*(?P<value>.*?)\s*"
    r"(?=$|\t|[;,|]?\s*(?:mã hiệu|mã số|ký hiệu|lần ban hành|lần sửa đổi|ngày ban hành|ngày hiệu lực|ngày áp dụng"
    r"|tổng số trang|số trang|trang|lần soát xét)\s*:)",
    re.IGNORECASE,
)
_TABLE_HEAD = re.compile(r"^(stt|tt|so tt|dieu khoan|dieu|muc|yeu cau|noi dung|ten dieu khoan)\b")
_CELL_WORDS = 6
_LONGEST_FURNITURE = 300

SECTION_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("INTRODUCTION", ("gioi thieu", "thong tin chung", "loi noi dau", "tong quan ve")),
    ("TERMS", ("thuat ngu", "dinh nghia", "chu viet tat")),
    ("POLICY", ("chinh sach chat luong",)),
    ("REFERENCES", ("tai lieu tham khao", "tai lieu vien dan", "vien dan", "kiem soat so tay", "kiem soat stcl")),
    ("SCOPE", ("muc dich", "pham vi", "muc tieu va")),
    ("SYSTEM", ("he thong quan ly chat luong", "he thong tai lieu", "noi dung so tay", "cac yeu cau")),
)
"""Which folded words in a title tell which section; the first that fits counts."""

LINKING_WORDS = frozenset(
    [
        "theo",
        "tại",
        "của",
        "và",
        "trong",
        "với",
        "cho",
        "các",
        "những",
        "là",
        "do",
        "vì",
        "về",
        "từ",
        "đến",
        "bằng",
        "bởi",
        "qua",
        "hoặc",
        "như",
        "nhằm",
        "được",
        "để",
        "một",
        "mọi",
        "mỗi",
        "cùng",
        "khi",
        "nếu",
        "mà",
    ]
)
"""Words after which a sentence goes on."""
REFERRING_WORDS = frozenset(("mục", "điều", "khoản", "điểm", "số"))
"""Words after which a number belongs to the sentence: *thực hiện theo mục* 7.4."""


@dataclass(frozen=True)
class Head:
    """A heading found: its number, its title, the words around them that are neither."""

    number: str
    title: str
    aside: str = ""


def clause_key(number: str) -> tuple[int, ...]:
    """Return what clauses are ordered by: 4.9 before 4.10."""
    return tuple(int(part) for part in number.split("."))


def bare(text: str) -> str:
    """Return a title without the marks around it: stars, colons, full stops, blanks."""
    return text.strip(" \t*#:;.–—-_").strip()


@lru_cache(maxsize=512)
def _folded(title: str) -> str:
    """Return the bare title of a clause as it is compared; asked for again and again."""
    return fold(bare(title))


def similarity(title: str, known: str) -> float:
    """Tell from 0 to 1 how many words of the shorter title stand in the other, marks and tones set aside."""
    one, two = set(fold(title).split()), set(_folded(known).split())
    return len(one & two) / min(len(one), len(two)) if one and two else 0.0


def is_upper(text: str) -> bool:
    """Tell whether a line is set in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)  # noqa: PLR2004


def starts_upper(text: str) -> bool:
    """Tell whether the first letter is a capital."""
    first = next((letter for letter in text if letter.isalnum()), "")
    return first.isupper()


def ends_open(text: str, *, before_number: bool = False) -> bool:
    """Tell whether a text cannot be at its end: a comma, or a word that asks for another."""
    text = text.rstrip()
    if text.endswith(","):
        return True
    if not text[-1:].isalnum():
        return False
    last = words(text)[-1]
    return last in LINKING_WORDS or (before_number and last in REFERRING_WORDS)


def clause_head(text: str) -> Head | None:
    """Return the clause number and title a text begins with, whether or not the standard has it."""
    found = _CLAUSE.match(text)
    if not found:
        return None
    number = found["number"].replace(" ", "")
    title = found["title"].strip()
    if " " in found["number"] and not starts_upper(title):
        return None
    if title and not found["after"] and not found["number"][-1:].isspace():
        return None  # "4.1m", "10%"
    return Head(number, title, found["before"].strip("#* "))


def section_key(title: str) -> str:
    """Return the kind of section a title names, or "" for a title of the agency's own."""
    folded = fold(title)
    if "muc tieu chat luong" in folded:
        return ""
    return next((key for key, marks in SECTION_WORDS if any(mark in folded for mark in marks)), "")


def section_head(line: Line, *, within_clauses: bool) -> Head | None:
    """Return the section a line opens: *II. MỤC TIÊU VÀ PHẠM VI*, *1. Giới thiệu*, *GIỚI THIỆU CHUNG*.

    Within the clauses only a Roman numeral with capitals or known words opens another section.
    """
    text = line.shown
    if line.is_row and any(cell for cell in line.cells[1:]):
        return None
    limit = 20
    if len(words(text)) > limit or text.endswith((";", ",")):
        return None
    if found := _ROMAN.match(text):
        numeral = _NUMERAL.match(text)
        sign = numeral["numeral"] if numeral else ""
        title = bare(found["title"])
        known = section_key(title)
        if sign.isdigit():
            fits = not within_clauses and int(sign) < 4 and bool(known)  # noqa: PLR2004  the standard begins at 4
        elif sign.upper() in "ABEFGH":
            fits = is_upper(title)
        else:
            fits = sign.isupper() and (is_upper(title) or bool(known) or (not within_clauses and starts_upper(title)))
        if fits and words(title):
            return Head(sign.upper(), title, found["before"].strip("#* "))
        return None
    if not within_clauses and section_key(text) not in {"", "SYSTEM"} and (is_upper(text) or text.startswith("#")):
        return Head("", bare(text))
    return None


def annex_head(line: Line) -> Head | None:
    """Return the annex a line opens: *Phụ lục 1: Sơ đồ …*, or a title in capitals that names a diagram or list."""
    text = line.shown
    longest = 40
    if len(words(text)) > longest or text.endswith((";", ",")) or (line.is_row and any(line.cells[1:])):
        return None
    if found := _ANNEX.match(text):
        title = bare(found["title"])
        number = (found["number"] or "").upper()
        running = title and not starts_upper(title)
        if running or (not number and not is_upper(text)) or (text.endswith(".") and not is_upper(text)):
            return None
        if found["name"].islower() or (title and not found["sep"].strip() and not is_upper(title)):
            return None
        return Head(number, title, found["name"])
    shortest = 3
    if is_upper(text) and len(words(text)) >= shortest and fold(bare(text)).startswith(_DRAWN):
        return Head("", bare(text))
    return None


def contents_entry(line: Line) -> bool:
    """Tell whether a line is one of a table of contents: a title, dots or a tab, a page number."""
    text = "\t".join(strip_tags(cell) for cell in line.cells)
    return len(text) <= _LONGEST_FURNITURE and bool(_CONTENTS.match(text))


def is_contents_title(text: str) -> bool:
    """Tell whether a line is the title of the table of contents."""
    return " ".join(words(fold(text))) in _CONTENTS_TITLE


def is_page_mark(line: Line) -> bool:
    """Tell whether a line is a page number."""
    return not line.is_row and bool(_PAGE.match(line.shown))


def controls(line: Line) -> list[tuple[str, str]]:
    """Return the marks of document control a line consists of, as (label, value); empty for another line."""
    text = "\t".join(strip_tags(cell) for cell in line.cells)
    if len(text) > _LONGEST_FURNITURE or not CONTROL.match(text):
        return []
    return [(found["label"], bare(found["value"])) for found in CONTROL.finditer(text)]


def is_table_head(line: Line) -> bool:
    """Tell whether a row is the head of the clause table: *Điều khoản ISO | Tài liệu viện dẫn*."""
    cells = [strip_tags(cell) for cell in line.cells if strip_tags(cell)]
    if len(cells) < 2 or any(len(cell.split()) > _CELL_WORDS or cell.endswith(".") for cell in cells):  # noqa: PLR2004
        return False
    return bool(_TABLE_HEAD.match(fold(cells[0]))) and not any(clause_head(cell) for cell in cells)


def by_title(title: str, known_clauses: Mapping[str, str]) -> str:
    """Return the one clause of level 2 whose title this is, or ""."""
    wanted = fold(bare(title))
    exact = [number for number, known in known_clauses.items() if number.count(".") == 1 and _folded(known) == wanted]
    return exact[0] if len(exact) == 1 else ""
