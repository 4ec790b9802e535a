"""The parts of a manual while it is read, and which line went to which."""

from dataclasses import dataclass, field

from sotay.manual.statements.reading.blocks import Fragment
from sotay.manual.statements.reading.lines import Line
from sotay.manual.statements.reading.shapes import Place, PlaceKind

_FULL_LINES = 10
_WIDEST = 130
_MARGIN = 25


@dataclass
class Part:
    """A part of the manual being filled: a section, a statement, an annex, or lines nobody understands."""

    kind: PlaceKind
    line: int
    key: str = ""
    title: str = ""
    from_row: bool = False
    code: str = ""
    """Why it is not understood."""
    fragments: list[Fragment] = field(default_factory=list)
    awaits_title: bool = False

    @property
    def is_clause(self) -> bool:
        """Tell whether this is the part of a clause, of level 1 or deeper."""
        return self.kind in {PlaceKind.STATEMENT, PlaceKind.CHAPTER} and bool(self.key)


@dataclass
class Placed:
    """A line and the part it went to, or the kind of place when it belongs to no part."""

    line: Line
    part: Part | None
    kind: PlaceKind
    aside: str = ""

    def place(self) -> Place:
        """Return the final place, once the parts are settled."""
        part = self.part
        return Place(
            self.line.number, self.line.shown, part.kind if part else self.kind, part.key if part else "", self.aside
        )


def wrap_width(lines: list[Line]) -> int:
    """Return the width at which a file wraps its lines by hand, 0 where a line is a paragraph."""
    lengths = sorted(len(line.text.strip()) for line in lines if not line.is_row)
    if len(lengths) < _FULL_LINES or lengths[-1] > _WIDEST:
        return 0
    width = lengths[-1]
    full = sum(length > width - _MARGIN for length in lengths)
    return width if full * 3 >= len(lengths) else 0
