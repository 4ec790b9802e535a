"""Numbers of documents (262/SLĐTBXH-VP, 19/2014/QĐ-TTg): what each part says, and what is odd about it."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from sotay.agency.document_types import DOCUMENT_TYPES
from sotay.agency.vietnamese import fold_code, one_line, one_stroke

FLAGS = {
    "empty": _("không có gì"),
    "blanks": _("có khoảng trắng thừa"),
    "eth_letter": _("chữ Đ gõ bằng ký tự khác (Ð)"),
    "no_stroke": _("chữ Đ gõ thành D"),
    "letter_case": _("chữ hoa, chữ thường không đúng"),
    "stray_characters": _("có ký tự thừa"),
    "odd_separator": _("dấu ngăn cách không đúng"),
    "slash_in_symbol": _("dấu gạch chéo trong ký hiệu"),
    "dot_in_symbol": _("dấu chấm trong ký hiệu"),
    "brackets": _("có dấu ngoặc trong ký hiệu"),
    "text_around": _("có chữ khác ngoài số, ký hiệu"),
    "no_number": _("thiếu số"),
    "no_symbol": _("thiếu ký hiệu"),
    "no_issuer": _("thiếu tên cơ quan ban hành"),
    "truncated": _("bị cắt cụt"),
    "type_run_together": _("tên loại và cơ quan ban hành viết liền"),
    "one_group": _("ký hiệu chỉ có một nhóm chữ"),
    "old_notation": _("cách ghi cũ"),
    "short_year": _("năm ghi hai chữ số"),
    "year_last": _("năm đứng sau ký hiệu"),
    "year_unlikely": _("năm không hợp lý"),
    "unreadable": _("không đọc được"),
}


@dataclass(frozen=True, kw_only=True)
class DocumentNumber:
    """A document's number and symbol as read; what could not be read is None or empty and flagged.

    seq_suffix is the letter after the number (30c), issuer_and_unit the groups after the type, symbol the part after
    number and year, normalized the whole without blanks and typing slips of form; flags are keys of FLAGS.
    """

    raw: str
    seq: int | None = None
    seq_suffix: str | None = None
    year: int | None = None
    type_abbr: str | None = None
    issuer_and_unit: tuple[str, ...] = ()
    symbol: str | None = None
    normalized: str = ""
    flags: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return what is equal for two ways of writing one number: 5/2020/QD_TTg and 05/2020/QĐ-TTg."""
        if self.seq is None:
            return fold_code(self.normalized)
        return f"{self.seq}{(self.seq_suffix or '').lower()}/{self.year or ''}/{fold_code(self.symbol or '')}"


_TYPE_BY_LOWER = {abbr.lower(): abbr for abbr in DOCUMENT_TYPES}
_TYPE_WITHOUT_STROKE = {abbr.replace("Đ", "D"): abbr for abbr in DOCUMENT_TYPES if "Đ" in abbr}
_TYPES_LONGEST_FIRST = sorted(DOCUMENT_TYPES, key=len, reverse=True)
_LEGISLATURE = re.compile(r"(?:UBTV)?QH[0-9]{1,2}")
_ISSUER_RUN_TOGETHER = re.compile(r"TTg|CP|CTN|(?:UBTV)?QH[0-9]*|(?:UBND|HĐND|[BSV][A-ZĐ]{2})[A-ZĐ]*")
_PARTY_BODY = re.compile(r".*(?:T[WUƯ]|[HQĐ]U|ThU|ĐUK|CB)")
_NUMBER = re.compile(r"([0-9]{1,9})(bis|[a-zđA-ZĐ]?)")
_NUMBERED = re.compile(r"[0-9]{1,9}(?:bis|[a-zđA-ZĐ])?\s*[/\\-]\s*(?:[0-9]{4}\s*[/\\-]\s*)?[^\W\d_]")
_YEAR_AFTER_BLANK = re.compile(r"^([0-9]{1,6}) ((?:19|20)[0-9]{2})(?=/)")  # 19 2014/QĐ-TTg
_PARTED_DIGITS = re.compile(r"^([0-9]{1,4}) ([0-9]{1,4})(?=[/-])")  # 26 2/SLĐTBXH-VP
_STRAY = " \"'“”‘’`*#;,:"
_FIRST_SHORT_YEAR = 45


def parse_document_number(raw: object) -> DocumentNumber:
    """Return the parts of a document's number, however dirty; never raises: what is odd is flagged.

    Form by NĐ 30/2020/NĐ-CP, phụ lục I (number / [year /] type - issuer - unit; a công văn has no type); the Party
    writes number - type / issuer.
    """
    reading = _Reading("" if raw is None else str(raw))
    reading.clean()
    reading.split()
    reading.take_year()
    reading.mend_case()
    reading.name_groups()
    return reading.result()


@dataclass
class _Reading:
    """One number while it is read: the text still to be read, and what was found so far."""

    written: str
    text: str = ""
    flags: set[str] = field(default_factory=set)
    digits: str = ""
    suffix: str = ""
    separator: str = "/"
    year: int | None = None
    tokens: list[str] = field(default_factory=list)  # the groups of the symbol with the separators between them
    type_abbr: str | None = None
    issuers: tuple[str, ...] = ()

    def change(self, text: str, flag: str) -> None:
        """Take a mended text, and flag it when it differs."""
        if text != self.text:
            self.flags.add(flag)
            self.text = text

    def clean(self) -> None:
        """Leave number and symbol alone: without label, quotes, blanks and words around, with / and - only."""
        self.text = one_line(self.written)
        if not self.text:
            self.flags.add("empty")
            return
        self.change(one_stroke(self.text), "eth_letter")
        self.text = re.sub(r"^số\b\s*:?\s*", "", self.text, flags=re.IGNORECASE)
        self.change(_without_stray(self.text), "stray_characters")
        if not re.match(r"[0-9./…_-]", self.text) and (found := _NUMBERED.search(self.text)):
            self.change(self.text[found.start() :], "text_around")
        plain = re.sub(r"[–—‐‑−]", "-", self.text).replace("\\", "/")
        self.change(re.sub(r"(?<=[^\W_])_+(?=[^\W_])", "-", plain), "odd_separator")
        self.change(re.sub(r"\s*([/-])\s*", r"\1", self.text), "blanks")
        self.change(_YEAR_AFTER_BLANK.sub(r"\1/\2", self.text), "odd_separator")
        self.change(_PARTED_DIGITS.sub(r"\1\2", self.text), "blanks")
        self.drop_words()

    def drop_words(self) -> None:
        """Cut the text at its first blank, unless a separator was forgotten there."""
        head, blank, tail = self.text.partition(" ")
        if not blank:
            return
        word = tail.partition(" ")[0]
        if re.match(r"[A-ZĐ]+(?![^\W\d_])|[A-ZĐ]+-|TTg", word):
            if re.fullmatch(r"[0-9]+[a-zđ]?(?:/[0-9]{4})?", head):
                head = f"{head}/{word}"
            elif re.split(r"[/-]", head)[-1] in DOCUMENT_TYPES:
                head = f"{head}-{word}"
            if head.endswith(word):
                self.flags.add("odd_separator")
                tail = tail.removeprefix(word)
        if tail:
            self.flags.add("text_around")
        self.text = head

    def split(self) -> None:
        """Part the number from the symbol, and the symbol into groups."""
        if not self.text:
            return
        tokens = re.split(r"([/-])", self.text)
        number = _NUMBER.fullmatch(tokens[0])
        if number:
            self.digits, self.suffix = number[1], number[2]
        else:
            self.flags.add("no_number")
        if number or re.fullmatch(r"[.…_]*", tokens[0]):
            self.separator = tokens[1] if len(tokens) > 1 else "/"
            tokens = tokens[2:]
        if len(tokens) > 1 and not tokens[-1]:
            self.flags.add("truncated")
        for place in range(0, len(tokens), 2):
            if tokens[place]:
                self.tokens += [tokens[place - 1], tokens[place]] if self.tokens else [tokens[place]]
            elif place < len(tokens) - 1:
                self.flags.add("odd_separator")

    def take_year(self) -> None:
        """Take the year from before the symbol, or from behind it."""
        first, last = (self.tokens[0], self.tokens[-1]) if self.tokens else ("", "")
        if self.digits and re.fullmatch(r"[0-9]{4}|[0-9]{2}", first):
            if "-" in (self.separator, *self.tokens[1:2]):
                self.flags.add("odd_separator")
            self.separator, self.tokens = "/", self.tokens[2:]
            self.year = self.likely_year(int(first))
        elif len(self.tokens) > 1 and re.fullmatch(r"(?:19|20)[0-9]{2}", last):
            self.flags.add("year_last")
            self.year, self.tokens = int(last), self.tokens[:-2]

    def likely_year(self, year: int) -> int:
        """Return a year in four digits; flag two digits and years outside 1945–2099."""
        if year < 100:  # noqa: PLR2004
            self.flags.add("short_year")
            return year + (1900 if year >= _FIRST_SHORT_YEAR else 2000)
        if not 1945 <= year < 2100:  # noqa: PLR2004
            self.flags.add("year_unlikely")
        return year

    def mend_case(self) -> None:
        """Write each group with the capitals it has on paper: nđ-cp and NĐ-Cp are NĐ-CP, ttg is TTg."""
        for place in range(0, len(self.tokens), 2):
            group = self.tokens[place]
            mended = "TTg" if group.lower() == "ttg" else group
            if place == 0 and group not in DOCUMENT_TYPES:
                mended = _TYPE_BY_LOWER.get(group.lower(), mended)
            if mended == group and group[1:] == group[1:].lower() and len(group) > 1:
                mended = group.upper()
            if mended != group:
                self.flags.add("letter_case")
                self.tokens[place] = mended

    def name_groups(self) -> None:
        """Tell the type from issuer and unit, and judge the form of the symbol."""
        symbol = self.symbol
        groups = [group for group in re.split(r"[/().-]", symbol) if group]
        self.flags |= {flag for sign, flag in (("(", "brackets"), (".", "dot_in_symbol")) if sign in symbol}
        if any(not re.fullmatch(r"(?:[^\W_]|&)+", group) for group in groups):
            self.flags.add("unreadable")
        if groups and groups[0] in DOCUMENT_TYPES:
            self.type_abbr = groups[0]
        elif len(groups) > 1 and groups[0] in _TYPE_WITHOUT_STROKE:
            self.type_abbr = _TYPE_WITHOUT_STROKE[groups[0]]
            self.flags.add("no_stroke")
        self.issuers = tuple(groups[1:] if self.type_abbr else groups)
        if not groups:
            self.flags |= set() if "empty" in self.flags else {"no_symbol"}
        elif not self.issuers:
            self.flags.add("no_issuer")
        self.judge_separators(symbol)
        if len(groups) == 1 and not self.type_abbr and not _LEGISLATURE.fullmatch(groups[0]):
            self.flags.add("type_run_together" if _runs_together(groups[0]) else "one_group")

    def judge_separators(self, symbol: str) -> None:
        """Flag separators that are neither those of the State (/ then -) nor those of the Party (- then /)."""
        if self.separator == "/":
            self.flags |= {"slash_in_symbol"} if "/" in symbol else set()
        elif self.type_abbr and "/" not in symbol:
            self.flags.add("odd_separator")
        elif not self.type_abbr or not any(map(_PARTY_BODY.fullmatch, self.issuers)):
            self.flags.add("old_notation")

    @property
    def symbol(self) -> str:
        """Return the symbol as one text."""
        return "".join(self.tokens)

    def result(self) -> DocumentNumber:
        """Return what was read."""
        number = "/".join(filter(None, (self.digits + self.suffix, str(self.year or ""))))
        between = self.separator if number and self.symbol else ""
        return DocumentNumber(
            raw=self.written,
            seq=int(self.digits) if self.digits else None,
            seq_suffix=self.suffix or None,
            year=self.year,
            type_abbr=self.type_abbr,
            issuer_and_unit=self.issuers,
            symbol=self.symbol or None,
            normalized=f"{number}{between}{self.symbol}",
            flags=tuple(flag for flag in FLAGS if flag in self.flags),
        )


def _without_stray(text: str) -> str:
    """Return the text without quotes and marks at its ends; a bracket that belongs to the symbol stays."""
    bare = text.strip(_STRAY).rstrip(".")
    if bare.startswith("("):
        bare = bare[1:].removesuffix(")")
    return bare if "(" in bare else bare.removesuffix(")")


def _runs_together(group: str) -> bool:
    """Tell whether a group is a type and an issuer without the hyphen between them: QĐTTg."""
    return any(
        group.startswith(abbr) and _ISSUER_RUN_TOGETHER.fullmatch(group, len(abbr)) for abbr in _TYPES_LONGEST_FIRST
    )
