"""From the fragments of a statement to blocks: paragraphs, list items, lead-ins, headings, rows, references."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise, takewhile

from sotay.manual.statements.reading.headings import ends_open, starts_upper
from sotay.manual.statements.reading.lines import INLINE_TAGS, TAG, strip_tags, unescape, words

BOLD_ON, BOLD_OFF, ITALIC_ON, ITALIC_OFF = "\ue000", "\ue001", "\ue002", "\ue003"
"""Letters of the private use area that stand for emphasis until the Markdown is written."""
_EMPHASIS = {
    ("b", ""): BOLD_ON,
    ("b", "/"): BOLD_OFF,
    ("strong", ""): BOLD_ON,
    ("strong", "/"): BOLD_OFF,
    ("i", ""): ITALIC_ON,
    ("i", "/"): ITALIC_OFF,
    ("em", ""): ITALIC_ON,
    ("em", "/"): ITALIC_OFF,
}
_MARKS = re.compile(f"[{BOLD_ON}-{ITALIC_OFF}]")

_BULLET = re.compile(r"^(?:(?P<bullet>[-–—•·▪■●○◦‣+*])(?![\d*+–—-])\s*|(?P<word>o)\s+)(?=\S)")
_NUMBERED = re.compile(r"^(?P<number>[1-9]\d?)[.)]\s+(?=\S)")
_LETTERED = re.compile(r"^\(?(?:[a-zđ]|[ivx]{1,4})\)\s|^[a-zđ]\.\s")
_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?=\S)")
_REFERENCES = re.compile(
    r"^(?P<label>tài liệu (?:tham khảo|viện dẫn|liên quan|tham chiếu)|viện dẫn|tham chiếu)\s*:\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_REFERENCES = re.compile(
    f"(?<=[.;!?])\\s+(?=[{BOLD_ON}-{ITALIC_OFF}]*(?:Tài liệu (?:tham khảo|viện dẫn|tham chiếu)|Viện dẫn)\\s*:)"
)
_STAR_LEAD = re.compile(r"^(?P<lead>[^:]{2,80}):\s+(?P<rest>\S.*)$", re.DOTALL)
_LEVEL_LABEL = re.compile(r"^(?P<item>.*\S)\s+(?P<label>(?:Mức|Cấp|Tầng|Bước|Nhóm|Giai đoạn)\s+[IVX\d]{1,4}\s*:)$")
_INLINE_ITEM = r"(?:(?<=^)|(?<=[\s;.])){}\s*(?=[^\W\d_]|[\"“(]|\d{{1,2}}\.\d)"
# "Sở Lao động - Thương binh và Xã hội" is one name, not two items.
_UNIT = re.compile(r"(?:Sở|Phòng|Bộ|Ban|Tổ|Chi cục|Trung tâm|Văn phòng|Hội|Cục|Vụ)\s+[^\W\d_]+(?:\s[^\W\d_]+){0,3}\s*$")
_SECOND_HALVES = [
    "Thương binh",
    "Kế hoạch",
    "Hạ tầng",
    "Thông tin",
    "Công nghệ",
    "Truyền thông",
    "Thể thao",
    "Du lịch",
    "Tổng hợp",
    "Quản trị",
    "Tài chính",
    "Tài vụ",
    "Viễn thông",
    "Thống kê",
    "Xã hội",
    "Môi trường",
    "Đầu tư",
    "Kỹ thuật",
    "Pháp chế",
    "Nghiệp vụ",
    "Đào tạo",
    "Kiến trúc",
    "Khoáng sản",
    "Lưu trữ",
]
_TERMINATORS = (".", ":", ";", "!", "?", "…")
_SHORT = 10
_NAME_BEFORE = 60


class Kind(Enum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    LEAD = "lead"
    """A paragraph with a bold beginning; the beginning stands in `lead`."""
    HEADING = "heading"
    ROW = "row"
    REFERENCES = "references"


@dataclass
class Fragment:
    """A piece of a line that belongs to one part of the manual, still with its tags."""

    line: int
    text: str
    after_blank: bool = True
    wraps_to: int = 0
    """The width at which the file wraps its lines by hand; 0 where a line is a paragraph."""
    cells: tuple[str, ...] = ()
    """The cells, where the fragment is a row of an inner table."""


@dataclass
class Block:
    """A paragraph-like piece: its kind, its text with emphasis letters, and what its kind needs."""

    kind: Kind
    text: str
    lines: list[int] = field(default_factory=list)
    lead: str = ""
    bullet: str = ""
    depth: int = 0
    number: int = 0
    level: int = 0
    cells: tuple[str, ...] = ()
    stop: bool = False
    """Whether the source itself says that the block ends here."""
    width: int = 0
    tail: int = 0
    """Length of the last line that went into the text."""

    def __post_init__(self) -> None:
        self.tail = len(without_marks(self.text))


def without_marks(text: str) -> str:
    """Return a text without the letters that stand for emphasis."""
    return _MARKS.sub("", text)


def blocks_of(fragments: Iterable[Fragment]) -> list[Block]:
    """Return the blocks of a statement, section or annex, with wrapped and page-broken paragraphs made whole."""
    raw = _Cutter().cut(fragments)
    merged = _merge(raw)
    named = [_name(block, merged[place + 1] if place + 1 < len(merged) else None) for place, block in enumerate(merged)]
    _level(named)
    return named


class _Cutter:
    """Cuts fragments at their tags and bullets; knows from one fragment to the next whether it is inside a list."""

    def __init__(self) -> None:
        self.depth = 0
        self.ordered: list[int] = []
        self.item = False
        self.cells: list[str] | None = None
        self.blocks: list[Block] = []

    def cut(self, fragments: Iterable[Fragment]) -> list[Block]:
        last = 0
        for fragment in fragments:
            if fragment.cells:
                self.blocks.append(Block(Kind.ROW, "", [fragment.line], cells=tuple(map(strip_tags, fragment.cells))))
                continue
            self._cut_one(fragment)
            last = fragment.line
        if self.cells:
            self.blocks.append(Block(Kind.ROW, "", [last], cells=tuple(self.cells)))
        return self.blocks

    def _cut_one(self, fragment: Fragment) -> None:
        start = len(self.blocks)
        buffer = ""
        position = 0
        for tag in TAG.finditer(fragment.text):
            buffer += fragment.text[position : tag.start()]
            position = tag.end()
            name, closes = tag["name"].lower(), tag["close"]
            if name in INLINE_TAGS:
                buffer += _EMPHASIS.get((name, closes), "")
                continue
            self._flush(buffer, fragment)
            buffer = ""
            self._enter(name, closes=bool(closes), line=fragment.line)
        self._flush(buffer + fragment.text[position:], fragment)
        if len(self.blocks) > start:
            self.blocks[start].stop = False
            self.blocks[start].width = fragment.wraps_to if not fragment.after_blank else 0

    def _enter(self, name: str, *, closes: bool, line: int) -> None:
        if name in {"ul", "ol"}:
            self.item = False
            self.depth = max(self.depth + (-1 if closes else 1), 0)
            if closes:
                self.ordered = self.ordered[: self.depth]
            else:
                self.ordered += [-1] * (self.depth - 1 - len(self.ordered)) + [0 if name == "ol" else -1]
        elif name == "li":
            self.item = not closes
        elif name == "p" and not closes and not self.item:
            # A paragraph ends a list nobody closed.
            self.depth, self.ordered = 0, []
        elif name in {"tr", "table"}:
            if self.cells:
                self.blocks.append(Block(Kind.ROW, "", [line], cells=tuple(self.cells)))
            self.cells = [] if name == "tr" and not closes else None
        elif name in {"td", "th"} and not closes and self.cells is not None:
            self.cells.append("")

    def _flush(self, text: str, fragment: Fragment) -> None:
        text = _tidy(text)
        if not without_marks(text).strip():
            return
        if self.cells:
            self.cells[-1] = f"{self.cells[-1]} {text}".strip()
        elif self.item:
            self._add_item(text, fragment)
        elif self.depth:
            for piece in _inline_items(text):
                self._add(piece, fragment, depth=self.depth)
        else:
            for piece in _BEFORE_REFERENCES.split(text):
                self._add(piece, fragment)

    def _add_item(self, text: str, fragment: Fragment) -> None:
        number = self.ordered[-1] if self.ordered else -1
        block = Block(Kind.ITEM, text, [fragment.line], bullet="li", depth=self.depth, stop=True)
        if number >= 0:
            self.ordered[-1] = block.number = number + 1
        elif found := _BULLET.match(text):
            block.text = text[found.end() :]
        self.blocks.append(block)
        self.item = False

    def _add(self, text: str, fragment: Fragment, *, depth: int = 0) -> None:
        # Emphasis that begins before the bullet begins after it.
        opened = "".join(takewhile(lambda letter: _MARKS.match(letter) or letter == " ", text)).strip()
        bare = text.lstrip(f" {BOLD_ON}{BOLD_OFF}{ITALIC_ON}{ITALIC_OFF}")
        block = Block(Kind.PARAGRAPH, text, [fragment.line], depth=depth, stop=True)
        if found := _HEADING.match(bare):
            block = Block(Kind.HEADING, bare[found.end() :], [fragment.line], stop=True)
        elif found := _NUMBERED.match(bare):
            block = Block(Kind.ITEM, opened + bare[found.end() :], [fragment.line], bullet="1", stop=True)
            block.number = int(found["number"])
        elif found := _BULLET.match(bare):
            bullet = found["bullet"] or found["word"]
            rest = opened + bare[found.end() :]
            block = Block(Kind.ITEM, rest, [fragment.line], bullet=bullet, depth=depth, stop=True)
        self.blocks.append(block)


def _tidy(text: str) -> str:
    return " ".join(unescape(text).split())


def _inline_items(text: str) -> Iterator[str]:
    """Yield the items of a list written in one go: *- một - hai - ba*; a label such as *Mức II:* ends an item."""
    sign = text[0] if text[0] in "-•+–" else "-"
    starts = [
        found.start() for found in re.finditer(_INLINE_ITEM.format(re.escape(sign)), text) if _starts_item(text, found)
    ]
    edges = [0, *[start for start in starts if start], len(text)]
    for start, end in pairwise(edges):
        piece = text[start:end].strip()
        if not piece:
            continue
        if label := _LEVEL_LABEL.match(piece):
            yield label["item"]
            yield label["label"]
        else:
            yield piece


def _starts_item(text: str, found: re.Match[str]) -> bool:
    rest = text[found.end() :]
    if not (starts_upper(rest) or rest[0].isdigit()):
        return False
    return not (
        _UNIT.search(text[max(found.start() - _NAME_BEFORE, 0) : found.start()])
        and rest.startswith(tuple(_SECOND_HALVES))
    )


def _merge(blocks: list[Block]) -> list[Block]:
    """Join what a line end or a page break has parted."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if last and _goes_on(last, block):
            last.text = f"{last.text} {block.text}"
            last.lines += block.lines
            last.tail = block.tail
        else:
            merged.append(block)
    return merged


def _goes_on(last: Block, block: Block) -> bool:
    """Tell whether a block is the rest of the one before: only across lines, never at a bullet or a heading."""
    if block.kind is not Kind.PARAGRAPH or block.stop or last.kind in {Kind.ROW, Kind.HEADING}:
        return False
    before, after = without_marks(last.text).rstrip(), without_marks(block.text)
    if _LETTERED.match(after):
        return False
    if before.endswith(_TERMINATORS):
        # A line that is full to the margin goes on even after a full stop.
        return before.endswith((".", "…")) and _is_full(last, block)
    first = next((letter for letter in after if letter.isalnum()), "")
    if first.islower() or ends_open(before, before_number=first.isdigit()):
        return not _REFERENCES.match(after)
    return _is_full(last, block)


def _is_full(last: Block, block: Block) -> bool:
    """Tell whether the next word would not have fitted onto the line before, in a file wrapped by hand."""
    slack = 10
    return bool(block.width) and last.tail + 1 + len(without_marks(block.text).split()[0]) > block.width - slack


def _name(block: Block, following: Block | None) -> Block:
    """Tell lead-ins, headings and references from plain paragraphs and items."""
    plain = without_marks(block.text)
    if block.kind is Kind.ITEM and block.bullet == "*":
        return _star(block, following)
    if block.kind in {Kind.PARAGRAPH, Kind.ITEM} and (found := _REFERENCES.match(plain)):
        return Block(Kind.REFERENCES, found["rest"].strip(), block.lines, lead=f"{found['label'].strip()}:")
    if block.kind is Kind.PARAGRAPH and _LEVEL_LABEL.match(f"x {plain}"):
        return Block(Kind.LEAD, "", block.lines, lead=plain)
    if block.kind is Kind.PARAGRAPH and _is_bold_title(block.text):
        return Block(Kind.HEADING, plain.strip(), block.lines)
    return block


def _is_bold_title(text: str) -> bool:
    begins, ends = text.startswith(BOLD_ON), text.endswith(BOLD_OFF)
    plain = without_marks(text).strip()
    return (
        begins
        and ends
        and BOLD_OFF not in text[:-1].replace(f"{BOLD_OFF}{BOLD_ON}", "")
        and (len(words(plain)) <= _SHORT and not plain.endswith((".", ";", ",")))
    )


def _star(block: Block, following: Block | None) -> Block:
    """Read a starred *Nhân lực: …* as a lead-in, a starred *Tài sản của khách hàng* as a heading, else as an item."""
    plain = without_marks(block.text).strip()
    if found := _STAR_LEAD.match(plain):
        if len(words(found["lead"])) <= _SHORT:
            return Block(Kind.LEAD, found["rest"], block.lines, lead=f"{found['lead']}:")
    elif plain.endswith(":"):
        if len(words(plain)) <= _SHORT:
            return Block(Kind.HEADING, plain.rstrip(": "), block.lines)
        return Block(Kind.LEAD, "", block.lines, lead=plain)
    elif (
        len(words(plain)) <= _SHORT
        and not plain.endswith(_TERMINATORS)
        and following
        and not (following.kind is Kind.ITEM and following.bullet == "*")
    ):
        return Block(Kind.HEADING, plain, block.lines)
    return block


def _level(blocks: list[Block]) -> None:
    """Give every item its level from 0: a new kind of bullet within a run goes one deeper."""
    run: list[tuple[int, str]] = []
    for block in blocks:
        if block.kind is not Kind.ITEM:
            run = []
            continue
        key = (block.depth, block.bullet)
        if key in run:
            run = run[: run.index(key) + 1]
        else:
            while run and run[-1][0] > block.depth:
                run.pop()
            run.append(key)
        block.level = len(run) - 1
