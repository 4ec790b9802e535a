"""What NĐ 30/2020/NĐ-CP lays down about the look of a paper, each value with its place in Phụ lục I; every face and the linter read it here.

Where the decree gives a span the value used stands first and the span beside it, for the linter. Sizes of letters in points,
lengths in millimetres.
"""

from typing import Final

FONT: Final = "Times New Roman"
"""Mục I.3. The PDF bears Tinos, whose letters are as wide; Word on the reader's machine has the named one."""
TWIN: Final = "Tinos"

PAPER: Final = {"A4": (210.0, 297.0), "A5": (148.0, 210.0)}  # mục I.1; A5 for the slips of TT 01/2018/TT-VPCP
TOP, TOP_SPAN = 20.0, (20.0, 25.0)  # mục I.2, from the edge
BOTTOM, BOTTOM_SPAN = 20.0, (20.0, 25.0)
LEFT, LEFT_SPAN = 30.0, (30.0, 35.0)
RIGHT, RIGHT_SPAN = 15.0, (15.0, 20.0)
MARGINS: Final = {"A4": (TOP, RIGHT, BOTTOM, LEFT), "A5": (15.0, 10.0, 12.0, 18.0)}
"""From the edge, clockwise from the top; those of A5 are ours, the decree knows A4 alone."""

PAGE_NUMBER: Final = 13  # mục I.7: 13–14, upright, middle of the top margin, none on page 1
NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"  # ô 1: capitals 12–13, upright, bold
NATION_SIZE: Final = 12
"""Of the agency (ô 2: capitals 12–13) too; the motto is set a point larger."""
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"  # ô 1: 13–14, upright, bold, a line below as long as the words
AGENCY_LINE: Final = (1 / 3, 1 / 2)  # ô 2: the body above not bold, the agency bold, the line below it
NUMBER_SIZE: Final = 13  # ô 3; the place and day beside it (ô 4: 13–14, italic) are as large
HEADING_SIZE: Final = 14  # ô 5a: capitals 13–14, bold, centred
SUBJECT_SIZE: Final = 14  # ô 5a: bold, centred, a line of 1/3–1/2 below
SUBJECT_LINE: Final = (1 / 3, 1 / 2)
LETTER_SUBJECT_SIZE: Final = 12  # ô 5b: 12–13 upright, below the number, 6 pt from it
LETTER_SUBJECT_GAP: Final = 6
BODY_SIZE, BODY_SPAN = 14, (13, 14)  # mục I.6
INDENT, INDENT_CHOICES = 12.7, (10.0, 12.7)  # first line
PARAGRAPH_GAP: Final = 6  # points, at least
LINE_SPACING, LINE_SPACING_SPAN = 1.15, (1.0, 1.5)
SIGNER_SIZE: Final = 14  # ô 7a, 7b: 13–14 bold; the title in capitals
TO_SIZE: Final = 14  # ô 9a: 13–14 upright
RECIPIENTS_WORD: Final = "Nơi nhận:"  # ô 9b: 12 italic bold
RECIPIENTS_WORD_SIZE: Final = 12
RECIPIENTS_SIZE: Final = 11  # ô 9b, 12: upright, each "- …;", the last "- Lưu: VT, …."
STAMP_SIZE: Final = 13  # ô 10b, 11: capitals 13–14 bold in a frame
STAMPS: Final = {"HỎA TỐC": (30.0, 8.0), "THƯỢNG KHẨN": (40.0, 8.0), "KHẨN": (20.0, 8.0)}  # ô 10b, width × height
CONTACT_SIZE: Final = 11  # ô 13: 11–12, foot of page 1, below a line as wide as the text
ANNEX_SIZE: Final = (
    14  # mục III.1: "Phụ lục" 14 bold, Roman numbers from two on; its title 13–14 bold capitals; each is paged anew
)
ANNEX_NOTE_SIZE: Final = 13  # mục III.1: "(Kèm theo …)" 13–14 italic, below the title
TABLE_SIZE: Final = 12  # not laid down; smaller than the body so that tables stay whole
SMALLEST_TABLE_SIZE: Final = 9  # below that nobody reads it: a wider table lies, then is parted
MARK_SIZE: Final = 10  # agency and code at the head of each page of a form
SMALL_FORM_SIZE: Final = 11  # of A5
FORM_SIZE: Final = 13  # inner forms follow the agency's own document, with the decree's letters

LINE_HEIGHT: Final = 1.149  # of Times New Roman and of Tinos: a line set single, in parts of its size
LETTERS: Final = "abcdđeghiklmnopqrstuvxy"  # mục II.6: points (điểm) in the order of the Vietnamese letters

PADDED_MONTHS: Final = (1, 2)  # mục II.4: months 1 and 2 get a nought, as days below 10 do


def day_words(day: int | None, month: int | None, year: int | None) -> str:
    """Return "ngày 05 tháng 02 năm 2026" (ô 4); what is not known yet stays open to be written in."""
    told_day = "      " if day is None else f"{day:02}"
    told_month = "      " if month is None else f"{month:02}" if month in PADDED_MONTHS else str(month)
    return f"ngày {told_day} tháng {told_month} năm {'        ' if year is None else year}"


def padded(number: str) -> str:
    """Return a number as it is written: below 10 with a nought before it (mục II.3), a letter after it kept."""
    digits = len(number) - len(number.lstrip("0123456789"))
    return number.zfill(len(number) + 1) if digits == 1 else number


def roman(number: int) -> str:
    """Return a number in Roman letters, for annexes."""
    told = ""
    for value, letters in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        count, number = divmod(number, value)
        told += letters * count
    return told


def letter(place: int) -> str:
    """Return the letter of a point by its place from 0 on; after y they are doubled."""
    turn, rest = divmod(place, len(LETTERS))
    return LETTERS[rest] * (turn + 1)


SIZES: Final = {
    "1": (12, 13),
    "1, tiêu ngữ": (13, 14),
    "2": (12, 13),
    "3": (13, 13),
    "4": (13, 14),
    "5a": (13, 14),
    "5b": (12, 13),
    "6": BODY_SPAN,
    "7a": (13, 14),
    "7b": (13, 14),
    "9a": (13, 14),
    "9b": (12, 12),
    "9b, dòng": (11, 11),
    "10b": (13, 14),
    "11": (13, 14),
    "13": (11, 12),
    "phụ lục": (14, 14),
    "tên phụ lục": (13, 14),
    "kèm theo": (13, 14),
    "số trang": (13, 14),
}
"""The span of sizes the decree allows in each box, by which a paper is checked whatever it was set with."""

ARTICLES: Final = {
    "khổ giấy": "Phụ lục I, mục I.1",
    "lề": "Phụ lục I, mục I.2",
    "phông chữ": "Phụ lục I, mục I.3",
    "số trang": "Phụ lục I, mục I.7",
    "1": "Phụ lục I, mục II.1",
    "2": "Phụ lục I, mục II.2",
    "3": "Phụ lục I, mục II.3",
    "4": "Phụ lục I, mục II.4",
    "5a": "Phụ lục I, mục II.5",
    "5b": "Phụ lục I, mục II.5",
    "6": "Phụ lục I, mục II.6",
    "7a": "Phụ lục I, mục II.7",
    "7b": "Phụ lục I, mục II.7",
    "9a": "Phụ lục I, mục II.9",
    "9b": "Phụ lục I, mục II.9",
    "10b": "Phụ lục I, mục III.2",
    "11": "Phụ lục I, mục III.2",
    "12": "Phụ lục I, mục III.3",
    "13": "Phụ lục I, mục III.4",
    "phụ lục": "Phụ lục I, mục III.1",
    "nội dung": "Điều 8",
}
