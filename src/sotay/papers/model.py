"""What a paper is, before it is set: plain values only, so that every face says the same and a paper can be kept as it was.

A paper is Vietnamese whatever the language of the screen (NĐ 30/2020/NĐ-CP Điều 8); its words are never translated. A value
nobody knows yet is empty, and a face shows the dots to write on: a blank form is a paper whose values are all empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

Align = Literal["left", "center", "right", "justify"]
LOWEST_HEADING: Final = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a line; `link` leads to the records behind them, on the screen alone."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Text = str | tuple[Run, ...]
"""Words of a paragraph or a cell; a line break is "\\n"."""


def words(text: Text) -> str:
    """Return the words alone."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; `level` 1 (Phần, I.) to 4 (a)); `number` stands before it as written: "I.", "1.", "Điều 1."."""

    text: Text
    level: int = 1
    number: str = ""
    align: Align = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the body."""

    text: Text
    align: Align = "justify"
    indent: bool = True
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Words somebody may write otherwise while the paper is a draft, known by `key`; `label` says what belongs there.

    Paragraphs are parted by an empty line, a line that begins with "- " is an item. An `optional` one may stay empty: then
    nothing of it stands on what leaves the house (`editing.without_blanks`).
    """

    key: str
    label: str
    text: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list; numbered `1.`, `a)` in the order of the Vietnamese letters, or with dashes."""

    items: tuple[Text, ...]
    mark: Literal["dash", "number", "letter"] = "dash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A labelled value of a form: "Đơn vị: …"; a long one gets lines of its own to be written on when empty."""

    key: str
    label: str
    value: Text = ""
    is_long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Labelled values, one below the other; `columns` of them side by side where all are short."""

    fields: tuple[Field, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; `width` is a share of the whole, `group` a common heading over neighbours."""

    key: str
    title: str
    width: float = 1
    align: Align = "left"
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; its heading is repeated on each page. Rows have as many cells as there are columns.

    `blank_rows` stand empty below, to be written on. `total` says that the last row sums up. A table with more columns
    than a standing page takes belongs in an annex that lies (`Annex.landscape`); a face refuses to cut.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...] = ()
    caption: str = ""
    total: bool = False
    blank_rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture as SVG, with what it shows in words (`alt`) for who cannot see it; `width` is a share of the line."""

    svg: str
    alt: str
    caption: str = ""
    width: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs: lines of authority above the title come from `prefix`; a name may be missing in a draft or a blank.

    `prefix` is "", "TM.", "KT.", "TL.", "TUQ." or "Q." (Phụ lục I, mục II, 7a). `of` is whom it is signed for: the
    collective after "TM.", the head's title after "KT.", "TL." and "TUQ.". `note` stands in brackets below the title:
    "Ký, ghi rõ họ tên".
    """

    title: str
    name: str = ""
    prefix: Literal["", "TM.", "KT.", "TL.", "TUQ.", "Q."] = ""
    of: str = ""
    note: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of authority and title, in capitals."""
        title = self.title.upper()
        if self.prefix == "Q.":
            return (f"Q. {title}",)
        if self.prefix:
            return (f"{self.prefix} {self.of.upper()}", title)
        return (title,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Signatures side by side within the body: of minutes and of forms."""

    columns: tuple[Signature, ...]
    place_line: str = ""
    """Place and date above the last column, where the form has its own: "…, ngày 05 tháng 02 năm 2026"."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The table of contents (mục lục): the headings of the body up to `depth`, with their pages, and the annexes."""

    title: str = "MỤC LỤC"
    depth: int = 2


Block = Heading | Paragraph | Prose | Items | Fields | Table | Figure | Signatures | PageBreak | Contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Number and symbol: `Số: 05/QĐ-STTTT`; the number is empty until it is given."""

    symbol: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues: the body above (not bold) and the agency (bold); `unit` for a paper of a committee or a unit within it."""

    agency: str
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMark:
    """The agency's own code and edition of a form (BM.01.07, lần ban hành 02), printed at the head of each page of it."""

    code: str
    edition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex (phụ lục): begins on a page of its own, lies where it has wide tables."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The records behind the numbers of a paper, as a sheet of its XLSX annex; cells are plain values."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | date | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of any kind.

    `abbreviation` is that of its kind in `agency/document_types.py` ("QĐ", "BC" …), "CV" for a letter (công văn), which has
    no name of kind but a `V/v` line and `to`, and "" for an inner form (phiếu, sổ, danh mục), which has `form` and no number.
    `heading` is its name in capitals ("QUYẾT ĐỊNH", "PHIẾU YÊU CẦU HÀNH ĐỘNG KHẮC PHỤC"); `subject` the extract (trích yếu).
    `enacting` stands between the bases and the body of a decision: "QUYẾT ĐỊNH:". `recipients` are the lines of *Nơi nhận*
    without dash and sign, the last one the archive line ("Lưu: VT, VP").
    """

    abbreviation: str
    heading: str
    letterhead: Letterhead
    subject: str = ""
    number: Number | None = None
    place: str = ""
    dated: date | None = None
    to: tuple[str, ...] = ()
    authority: str = ""
    """Who decides, in capitals, above the bases of a decision: "GIÁM ĐỐC SỞ THÔNG TIN VÀ TRUYỀN THÔNG"."""
    bases: tuple[str, ...] = ()
    enacting: str = ""
    blocks: tuple[Block, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: Signature | None = None
    annexes: tuple[Annex, ...] = ()
    form: FormMark | None = None
    urgency: Literal["", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"] = ""
    circulation: Literal["", "XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"] = ""
    drafter: str = ""
    """Sign of who drafted it and the number of copies, as the last line of *Nơi nhận*: "VP (05)"."""
    contact: str = ""
    size: Literal["A4", "A5"] = "A4"
    landscape: bool = False
    mark: str = ""
    """Across each page: "DỰ THẢO", "HẾT HIỆU LỰC"."""
    barcode: str = ""
    """What a QR code at the head leads to; empty for none."""
    has_nation: bool = False
    """Name of the nation and motto at the head of an inner form that goes to citizens; all numbered papers bear them."""
    behind: tuple[Sheet, ...] = field(default=())
    """The records behind the numbers, for the XLSX annex."""

    @property
    def is_letter(self) -> bool:
        """Whether it is a công văn: no name of kind, `V/v` under the number, addressees above the body."""
        return self.abbreviation == "CV"

    @property
    def is_form(self) -> bool:
        """Whether it is an inner form without number by NĐ 30."""
        return not self.abbreviation

    @property
    def bears_nation(self) -> bool:
        """Whether it has the full head (ô 1–4): letterhead, number, name of the nation, place and day."""
        return self.has_nation or not self.is_form or self.number is not None or bool(self.place)

    def every_block(self) -> Iterator[Block]:
        """Yield the blocks of the body and of every annex, in their order."""
        yield from self.blocks
        for annex in self.annexes:
            yield from annex.blocks
