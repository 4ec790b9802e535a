"""Codes of the system's documents (QT BIS 01), of dossiers (H21.65-220914-0011) and of published procedures (1.013124)."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from sotay.agency.vietnamese import fold_code, one_line, one_stroke

# Kinds of documents of the system; what an agency calls its own stays readable and is flagged only.
NUMBERED_TYPES = {
    "QT": "Quy trình",
    "HD": "Hướng dẫn",
    "BM": "Biểu mẫu",
    "QyĐ": "Quy định",
    "QC": "Quy chế",
    "PL": "Phụ lục",
    "TL": "Tài liệu",
}
SINGLE_TYPES = {
    "STCL": "Sổ tay chất lượng",
    "CSCL": "Chính sách chất lượng",
    "MTCL": "Mục tiêu chất lượng",
    "HTQLCL": "Mô hình hệ thống quản lý chất lượng",
}
_TYPES = {name.upper(): name for name in NUMBERED_TYPES | SINGLE_TYPES}
_TYPES_LONGEST_FIRST = sorted(_TYPES, key=len, reverse=True)
_FORM = re.compile(r"(.*[0-9].*?) ?[/.-] ?BM ?[.-]? ?([0-9]{1,4})")
_PIECE = re.compile(r"[0-9]+|[^\W\d_][^\W_&]*?(?=[0-9]+$)|[^\W_]+(?:&[^\W_]+)*")
_LONGEST_NUMBER = 6


@dataclass(frozen=True, kw_only=True)
class QmsCode:
    """A code of a document of the system as read: QT BIS 01, QT 01/CX-HCTP, QT.ISO.01, CSCL, QT BIS 01/BM.02.

    form is the number of a form within its procedure; flags: empty, eth_letter, letter_case, unknown_type, no_number,
    unreadable.
    """

    raw: str
    type: str | None = None
    unit: tuple[str, ...] = ()
    seq: int | None = None
    form: int | None = None
    normalized: str = ""
    flags: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return what is equal for two ways of writing one code: QTBIS01 and QT BIS 01."""
        return fold_code(self.normalized)


def parse_qms_code(raw: object) -> QmsCode:
    """Return the type, unit and number in a code of a document of the system; never raises, flags what is odd."""
    written = "" if raw is None else str(raw)
    flags: list[str] = []
    text = one_stroke(one_line(written))
    if text != one_line(written):
        flags.append("eth_letter")
    text = re.sub(r"[–—‐‑−_]", "-", text).strip("\"'“”‘’()[],;:.")
    if text.count("(") > text.count(")"):  # QT BIS 01 (lần 2)
        text += ")"
    if text and text == text.lower() and text != text.upper():
        flags.append("letter_case")
        text = text.upper()
    code, form = (found[1], int(found[2])) if (found := _FORM.fullmatch(text)) else (text, None)
    numbers: list[int] = []
    words: list[str] = []
    for group in re.split(r"[\s./-]+", code):
        for piece in _PIECE.findall(group):
            if piece.isdecimal() and len(piece) <= _LONGEST_NUMBER:
                numbers.append(int(piece))
            else:
                words.append(piece)
    kind, words = _take_type(words)
    if form is None and len(numbers) > 1:
        form = numbers[1]
    flags += _flags(text, kind, numbers)
    return QmsCode(
        raw=written,
        type=kind,
        unit=tuple(words),
        seq=numbers[0] if numbers else None,
        form=form,
        normalized=text,
        flags=tuple(flags),
    )


def _take_type(words: list[str]) -> tuple[str | None, list[str]]:
    """Return the type and the other words; a type written together with its unit (QTBIS) is parted."""
    if not words:
        return None, []
    first, rest = words[0], words[1:]
    if known := _TYPES.get(first.upper()):
        return known, rest
    for name in _TYPES_LONGEST_FIRST:
        if first.startswith(name) and not rest:
            return _TYPES[name], [first[len(name) :]]
    return first, rest


def _flags(text: str, kind: str | None, numbers: list[int]) -> list[str]:
    if not text:
        return ["empty"]
    if kind is None:
        return ["unreadable"]
    flags = [] if kind in _TYPES.values() else ["unknown_type"]
    return flags if numbers or kind in SINGLE_TYPES else [*flags, "no_number"]


@dataclass(frozen=True)
class DossierCode:
    """A dossier's code: the body that received it, the day of reception, the number of that day."""

    agency_id: str
    date: date
    seq: int


# TT 01/2018/TT-VPCP điều 19 with unit codes of TT 10/2016/TT-BTTTT, and the unit codes of QĐ 20/2020/QĐ-TTg.
_DOSSIER = re.compile(
    r"([0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}|[GHK][0-9]{2}(?:\.[0-9]{1,3}){0,4})-([0-9]{6})-([0-9]{4,6})"
)
# n.nnnnnn; the national database adds the code of the body behind it.
_TTHC = re.compile(r"([0-9]\.[0-9]{6})(?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2})?")


def parse_dossier_code(raw: object) -> DossierCode | None:
    """Return the parts of a dossier's code, or None when it is none (TT 01/2018/TT-VPCP điều 19)."""
    text = re.sub(r"\s+", "", one_line(str(raw))).replace("–", "-").upper()
    if not (found := _DOSSIER.fullmatch(text)):
        return None
    try:
        received = datetime.strptime(found[2], "%y%m%d").date()  # noqa: DTZ007
    except ValueError:
        return None
    return DossierCode(found[1], received, int(found[3]))


def parse_tthc_code(raw: object) -> str | None:
    """Return the code of a published administrative procedure (1.013124), or None when it is none."""
    found = _TTHC.fullmatch(re.sub(r"\s+", "", str(raw)).upper())
    return found[1] if found else None
