"""Vietnamese text: one form, folding for search, tone placement, sort keys, slugs, numbers and dates."""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

# Vietnamese keyboards and old fonts give the Icelandic eth for the Vietnamese d with stroke: nobody sees the difference.
_ETH = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
_STROKE = str.maketrans({"đ": "d", "Đ": "D"})

_HUYEN, _HOI, _NGA, _SAC, _NANG = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_TONES = (_HUYEN, _HOI, _NGA, _SAC, _NANG)
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_SHAPES = frozenset({"a" + _BREVE, "a" + _CIRCUMFLEX, "e" + _CIRCUMFLEX, "o" + _CIRCUMFLEX, "o" + _HORN, "u" + _HORN})


# Signs nobody sees, which web pages and office programs leave behind: soft hyphen, zero-width blank and joiners, marks
# of direction, byte order mark.
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


def nfc(text: str) -> str:
    """Return the text in Unicode form NFC, the only form that is stored or compared."""
    return unicodedata.normalize("NFC", text)


def one_stroke(text: str) -> str:
    """Return the text with every look-alike of đ (eth U+00D0, U+00F0 and their kin) written as đ or Đ."""
    return text.translate(_ETH)


def one_line(text: str) -> str:
    """Return the text in NFC on one line: runs of blanks become one, blanks at both ends and unseen signs go."""
    return " ".join(nfc(text).translate(_UNSEEN).split())


def fold(text: str) -> str:
    """Return the text as it is searched: without marks and unseen signs, đ as d, lower case; other characters stay.

    Folding twice gives the same as folding once.
    """
    # Lower case can bring back a mark (İ), taking marks off can bring back a capital (the Kelvin sign): hence twice.
    return _bare(_bare(text).lower())


def _bare(text: str) -> str:
    """Return the text without combining marks, with d for đ."""
    decomposed = unicodedata.normalize("NFD", one_stroke(text).translate(_UNSEEN).translate(_STROKE))
    return nfc("".join(char for char in decomposed if unicodedata.category(char) != "Mn"))


def fold_code(text: str) -> str:
    """Return a code as it is searched and compared: folded, letters and digits only (`QTBIS01` = `QT BIS 01`)."""
    return "".join(char for char in fold(text) if char.isalnum())


def slugify(text: str, *, max_length: int = 80) -> str:
    """Return the text as a part of a web address: `QT 01/CX-HCTP` gives `qt-01-cx-hctp`.

    Only a–z, 0–9 and single hyphens; cut at a hyphen where it is longer than max_length; empty when nothing is left.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(slug) <= max_length:
        return slug
    head, cut, _rest = slug[: max_length + 1].rpartition("-")
    return head if cut else slug[:max_length]


# Where a syllable carries its tone.
_ONSET = r"ngh|ng|nh|gh|gi(?=[aăâeêoôơuưy])|kh|ph|qu(?=[aăâeêioôơy])|th|tr|ch|[bcdđghklmnprstvx]|"
_NUCLEI = (
    "oai oay oao oeo uyu uya uyê uây uôi ươi ươu iêu yêu oa oe oo uy uâ uê uơ oă uô ươ iê yê "
    "ai ao au ay âu ây eo êu ia iu oi ôi ơi ua ui ưa ưi ưu a ă â e ê i o ô ơ u ư y"
)
_SYLLABLE = re.compile(rf"({_ONSET})({'|'.join(_NUCLEI.split())})(ch|nh|ng|c|m|n|p|t|)")
_WORD = re.compile(r"[^\W\d_]+")
_SHAPED = frozenset("ăâêôơư")
_THREE = 3


def canonical_tones(text: str) -> str:
    """Return the text in NFC with each tone on the vowel where the older and commoner spelling has it.

    `hoà` and `hòa`, `thuỷ` and `thủy`, `khoẻ` and `khỏe`, `uỷ` and `ủy` become one; `quý`, `toán`, `hoàn` stay, and
    so does every word that is no Vietnamese syllable. For keys and finding doubles, not for showing.
    """
    return _WORD.sub(lambda word: _with_tone_in_place(word[0]), nfc(text))


def _with_tone_in_place(word: str) -> str:
    letters, tones = [], []
    for place, char in enumerate(word):
        letter, tone = _split_tone(char)
        letters.append(letter)
        if tone:
            tones.append((place, tone))
    syllable = _SYLLABLE.fullmatch("".join(letters).lower())
    if len(tones) != 1 or syllable is None:
        return word
    [(_place, tone)] = tones
    place = syllable.start(2) + _toned_vowel(syllable[2], closed=bool(syllable[3]))
    letters[place] = nfc(letters[place] + tone)
    return "".join(letters)


def _toned_vowel(nucleus: str, *, closed: bool) -> int:
    """Return the place, within the vowels of a syllable, of the one that carries the tone."""
    shaped = [place for place, vowel in enumerate(nucleus) if vowel in _SHAPED]
    if shaped:
        return shaped[-1]
    if closed:
        return len(nucleus) - 1
    return 1 if len(nucleus) == _THREE else 0


def _split_tone(char: str) -> tuple[str, str]:
    """Return a letter without its tone, and the tone mark or nothing."""
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in decomposed[1:] if mark in _TONES), "")
    return (nfc(decomposed.replace(tone, "")), tone) if tone else (char, "")


# Weights of the sort key: single letters from U+0100 up, so that the blank between the levels is below all of them.
_PUNCTUATION = " _-‐‑–—,;:!?.…·'‘’\"“”«»()[]{}§@*/\\&#%`´^+<=>|~$€₫°"
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_OTHER_SIGN, _OTHER_LETTER = "sign", "letter"
_WEIGHT = {
    unit: chr(0x100 + place)
    for place, unit in enumerate([*_PUNCTUATION, _OTHER_SIGN, *"0123456789", *_ALPHABET, _OTHER_LETTER])
}
# Figures written as one sign sort as what they say: m² beside m2, ½ as 1⁄2.
_COMPOSED_FIGURE = re.compile("[²³¹⁰⁴-⁹₀-₉½¼¾⅓⅔①-⑳]")
_TONE_WEIGHT = {tone: str(place) for place, tone in enumerate(_TONES, start=1)}
_NO_TONE = "0"


def sort_key(text: str) -> str:
    """Return a string that sorts by code point as Vietnamese sorts (CLDR vi), to be stored in a C-collated column.

    First the letters (a ă â b c d đ …; blanks and signs before digits before letters), then the tones (ngang, huyền,
    hỏi, ngã, sắc, nặng), then small before capital. Digits count one by one: 10 stands before 2.
    """
    letters: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for base, marks in _clusters(text):
        small = base.lower()
        shape = next((mark for mark in marks if small + mark in _SHAPES), "")
        letters.append(_letter_weight(nfc(small + shape)))
        tones.append("".join(_TONE_WEIGHT.get(mark, "9" + mark) for mark in marks if mark != shape) or _NO_TONE)
        cases.append("1" if base != small else "0")
    # Weights at the end that say nothing are left out: the key is shorter and sorts alike.
    return " ".join(("".join(letters), "".join(tones).rstrip(_NO_TONE), "".join(cases).rstrip("0")))


def given_name_key(full_name: str) -> str:
    """Return the sort key of a person: the given name (the last word) first, then family and middle names."""
    words = one_line(re.sub(r"\([^)]*\)", " ", full_name)).split(" ")
    return f"{sort_key(words[-1])} {sort_key(' '.join(words[:-1]))}"


def _clusters(text: str) -> list[tuple[str, str]]:
    """Return each base character with the marks on it; marks before any base are left out."""
    found: list[tuple[str, str]] = []
    plain = _COMPOSED_FIGURE.sub(lambda figure: unicodedata.normalize("NFKD", figure[0]), text.translate(_UNSEEN))
    for char in unicodedata.normalize("NFD", one_stroke(plain)):
        if unicodedata.category(char) != "Mn":
            found.append((char, ""))
        elif found:
            base, marks = found[-1]
            found[-1] = (base, marks + char)
    return found


def _letter_weight(unit: str) -> str:
    if unit in _WEIGHT:
        return _WEIGHT[unit]
    if unit.isspace() or not unit.isprintable():
        return _WEIGHT[" "]
    return _WEIGHT[_OTHER_LETTER if unit.isalnum() else _OTHER_SIGN] + unit


# Numbers and dates.
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_GROUP = 3
_PADDED_MONTHS = 2
_PADDED_DAYS = 9


def format_number(value: float | Decimal, *, places: int | None = None) -> str:
    """Return a number with points between thousands and a decimal comma: 1.234,5.

    With places, rounded half up to that many decimals; without, every digit of the value is shown.
    Raises ValueError for a value that is not finite.
    """
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not number.is_finite():
        raise ValueError(_("Không phải là số hữu hạn."))
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def parse_number(text: str) -> Decimal:
    """Return the number written in a text, however it is written: 1.234,5 · 1 234,5 · 2.5 · 01 · ½ · 1/2 · 1 1/2.

    The comma is the decimal sign. A single point followed by three digits parts thousands (1.234 is 1234), any other
    single point is a decimal sign (2.5). Where both stand, the last is the decimal sign. Raises ValueError.
    """
    bare = " ".join(text.split()).replace("−", "-").replace("–", "-")
    sign = -1 if bare.startswith("-") else 1
    bare = bare.removeprefix("-" if sign < 0 else "+").strip()
    number = _fraction(bare)
    if number is None and (plain := _plain(bare)):
        number = Decimal(plain)
    if number is None:
        raise ValueError(_("Không đọc được số: “%s”.") % text)
    return sign * number


def _fraction(text: str) -> Decimal | None:
    """Return the value of ½, 1½, 1/2 or 1 1/2."""
    if parts := re.fullmatch(r"([0-9]*) ?([½¼¾])", text):
        return Decimal(parts[1] or 0) + _FRACTIONS[parts[2]]
    if (parts := re.fullmatch(r"(?:([0-9]+) )?([0-9]+) ?/ ?([0-9]+)", text)) and int(parts[3]):
        return Decimal(parts[1] or 0) + Decimal(parts[2]) / Decimal(parts[3])
    return None


def _plain(text: str) -> str:
    """Return an unsigned number with a decimal point and no marks of thousands, or nothing."""
    points, commas = text.count("."), text.count(",")
    if points and commas:
        decimal = max(".,", key=text.rindex)
    elif points + commas > 1 or re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", text):
        decimal = ""
    else:
        decimal = "." if points else ","
    whole, sign, rest = text.rpartition(decimal) if decimal and decimal in text else (text, "", "")
    groups = re.split(r"[., ]", whole)
    if len(groups) > 1 and any(len(group) != _GROUP for group in groups[1:]):
        return ""
    number = "".join(groups) + (f".{rest}" if sign else "")
    return number if re.fullmatch(r"[0-9]+(\.[0-9]+)?", number) else ""


def format_date(day: date) -> str:
    """Return a date as screens and tables show it: 05/02/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_date_in_words(day: date) -> str:
    """Return a date as papers write it: ngày 05 tháng 02 năm 2026.

    Days below 10 and the months 1 and 2 get a leading nought, other months do not (NĐ 30/2020/NĐ-CP, phụ lục I).
    """
    month = f"{day.month:02}" if day.month <= _PADDED_MONTHS else str(day.month)
    number = f"{day.day:02}" if day.day <= _PADDED_DAYS else str(day.day)
    return f"ngày {number} tháng {month} năm {day.year}"


_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_IN_WORDS = re.compile(r"(?:ngày\s+)?([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})", re.IGNORECASE)


def parse_date(text: str) -> date:
    """Return the date written in a text: 5/2/2026, 05-02-2026, 2026-02-05, ngày 05 tháng 02 năm 2026.

    The day stands before the month, the year has four digits. Raises ValueError.
    """
    bare = " ".join(text.split())
    try:
        if parts := _DAY_FIRST.fullmatch(bare) or _IN_WORDS.fullmatch(bare):
            return date(int(parts[3]), int(parts[2]), int(parts[1]))
        if parts := _YEAR_FIRST.fullmatch(bare):
            return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError as problem:
        raise ValueError(_("Ngày không có trong lịch: “%s”.") % text) from problem
    raise ValueError(_("Không đọc được ngày: “%s” (viết dd/mm/yyyy).") % text)
