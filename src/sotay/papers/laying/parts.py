"""What a laid out paper is made of: plain values that templates and Word builders walk through. Lengths are in points."""

from dataclasses import dataclass
from typing import Literal

from sotay.papers.model import Align, Figure, PageBreak, Run

Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A heading; `rank` is its level counted without gaps, as readers of a screen walk it."""

    text: Line
    number: str
    level: int
    rank: int
    align: Align
    mark: str = ""
    """What the table of contents finds it by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph; `keep` holds it on the page of what follows, `item` says that it is one of a list."""

    text: Line
    align: Align = "justify"
    indent: bool = True
    bold: bool = False
    italic: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list: each item with its mark."""

    mark: Literal["dash", "number", "letter"]
    items: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """Lines to write on."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A labelled value; without one there are as many lines of dots as `dots`."""

    label: str
    value: Line
    dots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Labelled values in columns side by side; `keep` holds them on the page of what follows.

    `indent` sets their first lines in, as those of paragraphs are in a paper by NĐ 30.
    """

    fields: tuple[Filled, ...]
    columns: int
    indent: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table's heading."""

    text: Line
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with widths that hold its words; `whole` says of each row whether it stays on one page."""

    caption: str
    size: float
    widths: tuple[float, ...]
    aligns: tuple[Align, ...]
    heads: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Line, ...], ...]
    whole: tuple[bool, ...]
    total: bool
    blank_rows: int
    keep: bool = False
    """Its last row goes with what follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A signature: its lines of authority, a note in brackets, the name."""

    lines: tuple[str, ...]
    note: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signers:
    """Signatures side by side."""

    columns: tuple[Signer, ...]
    place_line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the table of contents; an annex counts its own pages and has no `mark`."""

    text: Line
    level: int
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The table of contents."""

    title: str
    entries: tuple[Entry, ...]
    depth: int


Piece = Index | Title | Words | Listed | Dots | Form | Grid | Figure | Signers | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexHead:
    """What stands above an annex."""

    word: str
    title: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Pages of one direction; `starts` says that page numbers begin anew with it."""

    pieces: tuple[Piece, ...]
    landscape: bool
    starts: bool = False
    head: AnnexHead | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The boxes above the body, broken into the lines they take."""

    parent: str
    agency: str
    agency_line: float
    nation: bool
    motto_line: float
    number: str
    place: str
    letter_subject: str
    stamps: tuple[tuple[str, float, float], ...]
    heading: str
    subject: str
    subject_line: float
    to: tuple[str, ...]
    authority: str
    bases: tuple[str, ...]
    enacting: str
    qr: str
    qr_of: str
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHead:
    """What stands at the head of every page of an inner form."""

    parent: str
    agency: str
    code: str
    edition: str
    size: float
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A paper, ready to be set; parts of the paper itself come first, those of annexes after its closing block."""

    title: str
    author: str
    day: str
    size: str
    landscape: bool
    body_size: float
    indent: float
    head: Head
    form: FormHead | None
    parts: tuple[Part, ...]
    annexes: tuple[Part, ...]
    recipients: tuple[str, ...]
    signer: Signer | None
    contact: str
    contact_size: float
    mark: str
