"""A look over the parts of an XLSX before a reader unfolds them: how far each sheet reaches, which cells have no value."""

import posixpath
import re
import zipfile
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from xml.parsers import expat

from sotay.blobs.archives import measured
from sotay.blobs.refusals import BlobRefused
from sotay.exchange.grids import FileProblem, Limits, Wrong

LAST_COLUMN: Final = 16_384
"""Of the newer Excel; the older has 256."""
_CHUNK: Final = 1 << 16
_REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_CONTENT: Final = frozenset({"v", "is", "f"})
_MAIN: Final = "xl/workbook.xml"
_STYLES: Final = "xl/styles.xml"
_PERCENT_FORMATS: Final = frozenset({"9", "10"})
"""The formats 0% and 0.00% that every workbook knows without naming them."""
_QUOTED: Final = re.compile(r'"[^"]*"|\\.')
_LINKS: Final = "xl/_rels/workbook.xml.rels"


@dataclass(slots=True)
class Extent:
    """How far the filled cells of a sheet reach (rows from 1, columns from 0), and what is odd among them."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = -1
    hidden_rows: int = 0
    hidden_columns: int = 0
    wrong: dict[tuple[int, int], Wrong] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)

    @property
    def area(self) -> int:
        """The cells between the first and the last filled one, the empty ones too."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.top else 0

    def reach(self, row: int, column: int) -> None:
        """Take in one more filled cell."""
        if not self.top:
            self.top, self.left, self.bottom, self.right = row, column, row, column
            return
        self.top, self.left = min(self.top, row), min(self.left, column)
        self.bottom, self.right = max(self.bottom, row), max(self.right, column)


def survey_xlsx(stream: BinaryIO, limits: Limits) -> dict[str, Extent]:
    """Return the extent of every sheet by name; raise FileProblem for what is damaged or beyond the limits.

    Every part that could be read as a sheet is looked over, also one no name leads to: a cell in the farthest corner
    would make the reader ask for more memory than there is, and that ends the process.
    """
    try:
        archive = measured(stream)
        parts = {entry.filename.lstrip("/").lower(): entry for entry in archive.infolist()}
        links = _Links() if _LINKS in parts else None
        if links is None or _MAIN not in parts:
            raise FileProblem("damaged")
        _parse(archive, parts[_LINKS], links.started)
        _parse(archive, parts[_MAIN], links.named)
        styles = _Styles()
        if _STYLES in parts:
            _parse(archive, parts[_STYLES], styles.started, styles.ended)
        strings, sheets = array("L"), {}
        for path in sorted(
            {name for name in parts if name.endswith(".xml")} | (set(links.targets.values()) & set(parts))
        ):
            part = _Part(strings, limits, styles.percents)
            _parse(archive, parts[path], part.started, part.ended, part.text)
            sheets[path] = part
    except BlobRefused as refusal:
        raise FileProblem.of(refusal) from refusal
    except (expat.ExpatError, zipfile.BadZipFile, ValueError, KeyError) as problem:
        raise FileProblem("damaged") from problem
    refuse_wide([part.extent for part in sheets.values()], limits)
    characters = sum(strings[index] for part in sheets.values() for index in part.used if index < len(strings))
    if characters > limits.characters:
        raise FileProblem("too_much_text")
    return {name: sheets[path].extent for name, path in links.sheets.items() if path in sheets}


def refuse_wide(extents: list[Extent], limits: Limits) -> None:
    """Raise FileProblem when the sheets together reach beyond the limits."""
    if any(extent.top and extent.bottom - extent.top >= limits.rows for extent in extents):
        raise FileProblem("too_many_rows", limit=limits.rows)
    if sum(extent.area for extent in extents) > limits.cells:
        raise FileProblem("too_many_cells", limit=limits.cells)


def _parse(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    started: Callable[[str, dict[str, str]], None],
    ended: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Run the handlers over a part, names without their prefixes; a document type, and with it entities, is damage."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: started(name.rpartition(":")[2], attributes)
    if ended:
        parser.EndElementHandler = lambda name: ended(name.rpartition(":")[2])
    if text:
        parser.CharacterDataHandler = text
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_doctype(*_declared: object) -> None:
    raise FileProblem("damaged")


class _Links:
    """The sheets of a workbook: their names and the parts they stand in."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.sheets: dict[str, str] = {}

    def started(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and "Target" in attributes:
            target = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/").lower()
            self.targets[attributes.get("Id", "")] = target

    def named(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            key = next((value for one, value in attributes.items() if one.rpartition(":")[2] == "id"), "")
            if key in self.targets:
                self.sheets[attributes.get("name", "")] = self.targets[key]


class _Styles:
    """The styles of cells: which of them show a number as a percentage, 0.98 as 98 %."""

    def __init__(self) -> None:
        self.percents: set[str] = set()
        self._formats = set(_PERCENT_FORMATS)
        self._of_cells, self._number = False, 0

    def started(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and "%" in _QUOTED.sub("", attributes.get("formatCode", "")):
            self._formats.add(attributes.get("numFmtId", ""))
        elif name == "cellXfs":
            self._of_cells = True
        elif name == "xf" and self._of_cells:
            if attributes.get("numFmtId") in self._formats:
                self.percents.add(str(self._number))
            self._number += 1

    def ended(self, name: str) -> None:
        if name == "cellXfs":
            self._of_cells = False


class _Part:
    """One part being looked over: cells when it is a sheet, lengths when it is the table of shared strings."""

    def __init__(self, strings: "array[int]", limits: Limits, percents: set[str]) -> None:
        self.extent = Extent()
        self.used = array("L")
        self._strings, self._limits, self._percents = strings, limits, percents
        self._row = self._column = self._counted = 0
        self._kind, self._open, self._shown, self._content, self._length = "", "", "", set[str](), 0
        self._style = ""

    def started(self, name: str, attributes: dict[str, str]) -> None:
        self._open = name
        if name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = -1
            self.extent.hidden_rows += attributes.get("hidden") in {"1", "true"}
        elif name == "col":
            self._hide(attributes)
        elif name == "c":
            self._kind, self._shown, self._content = attributes.get("t", "n"), "", set()
            self._style = attributes.get("s", "")
            self._column += 1
            if "r" in attributes:
                self._place(attributes["r"])
        elif name == "mergeCell":
            self._count()
        elif name in _CONTENT:
            self._content.add(name)
        elif name == "si":
            self._length = 0

    def text(self, text: str) -> None:
        if self._open == "v":
            self._shown += text
        elif self._open == "t":
            self._length += len(text)

    def ended(self, name: str) -> None:
        self._open = ""
        if name == "si":
            self._strings.append(self._length)
        elif name == "c" and self._content:
            self._cell()

    def _place(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        if not found:
            raise FileProblem("damaged")
        self._column, self._row = _column(found[1]), int(found[2])

    def _cell(self) -> None:
        self._count()
        self.extent.reach(self._row, self._column)
        place = (self._row, self._column)
        if self._kind == "e":
            self.extent.wrong[place] = Wrong(self._shown.strip())
        elif "f" in self._content and not self._shown and self._kind != "str":
            self.extent.wrong[place] = Wrong()
        elif self._kind == "s":
            self.used.append(int(self._shown))
        elif self._kind == "n" and self._style in self._percents:
            self.extent.percents.add(place)

    def _hide(self, attributes: dict[str, str]) -> None:
        """Count hidden columns; a range over the rest of the sheet hides nothing anybody wrote."""
        if attributes.get("hidden") in {"1", "true"}:
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.extent.hidden_columns += last - first + 1 if last < LAST_COLUMN else 0

    def _count(self) -> None:
        self._counted += 1
        if self._counted > self._limits.cells:
            raise FileProblem("too_many_cells", limit=self._limits.cells)


def _column(name: str) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
