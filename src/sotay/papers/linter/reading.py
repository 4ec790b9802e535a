"""A PDF read as it stands: every piece of text with its place, font and size, and every straight line; points from the top left."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any, Final

from sotay.papers.linter.coding import Coding, coding_of

Matrix = tuple[float, float, float, float, float, float]
UNIT: Final[Matrix] = (1, 0, 0, 1, 0, 0)
LONGEST_STEP: Final = 0.2
"""Parts of the size; a wider step between two pieces parts words."""
FLAT: Final = 1.5
TURNED: Final = 0.01
SAME_LINE: Final = 0.6
"""Parts of the size; the words of two cells are further apart."""


@dataclass(slots=True)
class Piece:
    """Text set in one go: its box from `left` to `right`, its base line, its size and font."""

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str
    artifact: bool = False
    order: int = 0

    @property
    def bold(self) -> bool:
        """Whether the font is a bold one."""
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        """Whether the font is an italic one."""
        return "Italic" in self.font

    @property
    def top(self) -> float:
        """Where the capitals begin."""
        return self.base - 0.68 * self.size

    @property
    def bottom(self) -> float:
        """Where the letters end below the line."""
        return self.base + 0.2 * self.size


@dataclass(slots=True)
class Rule:
    """A level line."""

    left: float
    right: float
    at: float


@dataclass(slots=True)
class Page:
    """A page: its size in points, what stands on it, fonts that it does not bring along."""

    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)


def pages(pdf: bytes) -> list[Page]:
    """Return the pages of a PDF; turned text (a mark across the page) is left out."""
    from pypdf import PdfReader

    known: dict[int, Coding] = {}
    return [_page(page, known) for page in PdfReader(BytesIO(pdf)).pages]


def _page(page: Any, known: dict[int, Coding]) -> Page:
    from pypdf.generic import ContentStream

    found = Page(float(page.mediabox.width), float(page.mediabox.height))
    contents = page.get_contents()
    if contents is not None:
        reader = _Reader(found, known)
        flipped: Matrix = (1, 0, 0, -1, 0, found.height)
        reader.run(ContentStream(contents, page.pdf), page.get("/Resources", {}), flipped)
    return found


@dataclass(slots=True)
class _State:
    matrix: Matrix
    coding: Coding | None = None
    size: float = 0
    spacing: float = 0
    word_spacing: float = 0
    leading: float = 0
    stretch: float = 1


class _Reader:
    """Walks through what draws a page."""

    def __init__(self, page: Page, known: dict[int, Coding]) -> None:
        self.page, self.known = page, known
        self.text: Matrix = UNIT
        self.line: Matrix = UNIT
        self.path: list[tuple[float, float]] = []
        self.marked: list[bool] = []

    def run(self, stream: Any, resources: Any, matrix: Matrix) -> None:
        """Take the operators one by one."""
        state = _State(matrix)
        kept: list[_State] = []
        for values, operator in stream.operations:
            name = operator.decode("latin-1")
            if name == "q":
                kept.append(_copied(state))
            elif name == "Q" and kept:
                state = kept.pop()
            elif name == "cm":
                state.matrix = _times(_matrix(values), state.matrix)
            elif name == "Do":
                self._drawn(resources, values[0], state)
            elif name in {"BDC", "BMC"}:
                self.marked.append(bool(values) and str(values[0]) == "/Artifact")
            elif name == "EMC" and self.marked:
                self.marked.pop()
            elif not self._set(name, values, state, resources):
                self._drew(name, values, state)

    def _set(self, name: str, values: Any, state: _State, resources: Any) -> bool:
        """Take an operator of text; return whether it was one."""
        match name:
            case "BT":
                self.text = self.line = UNIT
            case "Tf":
                state.coding, state.size = self._coding(resources, values[0]), float(values[1])
            case "Tc":
                state.spacing = float(values[0])
            case "Tw":
                state.word_spacing = float(values[0])
            case "TL":
                state.leading = float(values[0])
            case "Tz":
                state.stretch = float(values[0]) / 100
            case "Tm":
                self.text = self.line = _matrix(values)
            case "Td" | "TD" | "T*":
                self._moved(name, values, state)
            case "Tj" | "TJ" | "'" | '"':
                self._shown(name, values, state)
            case _:
                return False
        return True

    def _moved(self, name: str, values: Any, state: _State) -> None:
        across, down = (0.0, -state.leading) if name == "T*" else (float(values[0]), float(values[1]))
        if name == "TD":
            state.leading = -down
        self.line = self.text = _times((1, 0, 0, 1, across, down), self.line)

    def _shown(self, name: str, values: Any, state: _State) -> None:
        if name in {"'", '"'}:
            self._moved("T*", (), state)
        if state.coding is None:
            return
        whole = _times(self.text, state.matrix)
        size = state.size * abs(whole[3])
        told, start, along, end = "", 0.0, 0.0, 0.0
        for part in values[0] if name == "TJ" else (values[-1],):
            if isinstance(part, int | float):
                step = -float(part) / 1000 * state.size * state.stretch
                if told and abs(step) > LONGEST_STEP * state.size:
                    self._kept(told, (start, end), whole, size, state)
                    told = ""
                along += step
                if not told:
                    start = along
                continue
            for letters, wide in state.coding.letters(
                bytes(part.original_bytes if hasattr(part, "original_bytes") else part)
            ):
                gap = state.spacing + (state.word_spacing if letters == " " else 0)
                along += (wide * state.size + gap) * state.stretch
                told += letters
                end = along if letters.strip() else end
        self._kept(told, (start, end), whole, size, state)
        self.text = _times((1, 0, 0, 1, along, 0), self.text)

    def _kept(self, told: str, along: tuple[float, float], whole: Matrix, size: float, state: _State) -> None:
        """Keep a piece that stands upright and says something."""
        turned = not whole[0] or abs(whole[1]) > TURNED * abs(whole[0])
        if not told.strip() or turned or state.coding is None:
            return
        left, base = _point(along[0], 0, whole)
        right, _base = _point(along[1], 0, whole)
        self.page.pieces.append(
            Piece(told, left, right, base, size, state.coding.name, any(self.marked), len(self.page.pieces))
        )
        if not state.coding.embedded:
            self.page.foreign.add(state.coding.name)

    def _drew(self, name: str, values: Any, state: _State) -> None:
        """Take an operator of lines: level ones are kept."""
        if name in {"m", "l"}:
            self.path.append(_point(float(values[0]), float(values[1]), state.matrix))
        elif name == "re":
            x, y, wide, high = map(float, values)
            corners = ((x, y), (x + wide, y + high))
            (left, top), (right, bottom) = (_point(*corner, state.matrix) for corner in corners)
            if abs(top - bottom) <= FLAT:
                self.path += [(left, top), (right, top)]
        elif name in {"S", "s", "f", "F", "f*", "B", "b", "n"}:
            for (left, top), (right, bottom) in zip(self.path, self.path[1:], strict=False):
                if abs(top - bottom) <= FLAT and abs(right - left) > FLAT and name != "n":
                    self.page.rules.append(Rule(min(left, right), max(left, right), top))
            self.path = []

    def _drawn(self, resources: Any, name: Any, state: _State) -> None:
        from pypdf.generic import ContentStream

        one = resources.get("/XObject", {}).get_object()[name].get_object()
        if one.get("/Subtype") == "/Form":
            matrix = _times(_matrix(one.get("/Matrix", UNIT)), state.matrix)
            inner = _Reader(self.page, self.known)
            inner.marked = list(self.marked)
            inner.run(ContentStream(one, None), one.get("/Resources", resources).get_object(), matrix)

    def _coding(self, resources: Any, name: Any) -> Coding:
        font = resources["/Font"].get_object()[name]
        key = getattr(font, "idnum", 0) or id(font)
        if key not in self.known:
            self.known[key] = coding_of(font.get_object())
        return self.known[key]


def _copied(state: _State) -> _State:
    return _State(
        state.matrix, state.coding, state.size, state.spacing, state.word_spacing, state.leading, state.stretch
    )


def _matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in values)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(x: float, y: float, by: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = by
    return a * x + c * y + e, b * x + d * y + f


def lined(found: Page) -> Iterator[Piece]:
    """Yield the lines of a page: pieces on one base line drawn one after the other, without a gap as between two cells."""
    current: Piece | None = None
    last = -1
    for one in sorted(found.pieces, key=lambda piece: (round(piece.base), piece.left)):
        if current is not None and _goes_on(current, one, last):
            gap = " " if one.left - current.right > LONGEST_STEP * one.size else ""
            current = replace(current, text=f"{current.text}{gap}{one.text}", right=one.right)
        else:
            if current is not None:
                yield current
            current = one
        last = one.order
    if current is not None:
        yield current


def _goes_on(line: Piece, one: Piece, last: int) -> bool:
    near = abs(one.base - line.base) < FLAT and -FLAT < one.left - line.right < SAME_LINE * one.size
    alike = (one.bold, one.italic, round(one.size, 1)) == (line.bold, line.italic, round(line.size, 1))
    return near and alike and one.order == last + 1
