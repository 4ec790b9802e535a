"""The text of Office Open XML and OpenDocument containers, run by run, so that old fonts are known by their names."""

import re
import zipfile
from collections.abc import Callable
from typing import BinaryIO, Final
from xml.parsers import expat

from sotay.blobs import fonts
from sotay.blobs.archives import measured
from sotay.blobs.refusals import BlobRefused

_CHUNK: Final = 1 << 16
_WORD_PARTS: Final = re.compile(r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_SHEETS: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_SLIDES: Final = re.compile(r"ppt/(?:slides|notesSlides)/[^/]+\.xml")
_NUMBERS: Final = re.compile(r"(\d+)")
_SIGNS: Final = {"noBreakHyphen": "-", "tab": "\t", "br": "\n", "cr": "\n"}
_FONTS: Final = ("ascii", "hAnsi", "cs")
_LONGEST_CHAIN: Final = 20

Put = Callable[[str], None]


def word_text(stream: BinaryIO) -> str:
    """Return the text of a DOCX: body, headers, footers, notes, remarks; runs in old fonts as Unicode."""
    archive = measured(stream)
    styles = _Styles()
    if "word/styles.xml" in archive.namelist():
        _parse(archive, "word/styles.xml", styles.start, styles.end)
    found: list[str] = []
    for name in sorted(filter(_WORD_PARTS.fullmatch, archive.namelist()), key=_body_first):
        reader = _WordPart(styles.resolved(), found.append)
        _parse(archive, name, reader.start, reader.end, reader.data)
        found.append("\n")
    return "".join(found)


def sheet_text(stream: BinaryIO) -> str:
    """Return the text of an XLSX, a line to each row; numbers too, as they are stored."""
    archive = measured(stream)
    shared: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        strings = _Strings(shared.append)
        _parse(archive, "xl/sharedStrings.xml", strings.start, strings.end, strings.data)
    found: list[str] = []
    for name in sorted(filter(_SHEETS.fullmatch, archive.namelist()), key=_in_order):
        sheet = _Sheet(shared, found.append)
        _parse(archive, name, sheet.start, sheet.end, sheet.data)
    return "".join(found)


def slide_text(stream: BinaryIO) -> str:
    """Return the text of a PPTX, slide after slide."""
    archive = measured(stream)
    found: list[str] = []
    for name in sorted(filter(_SLIDES.fullmatch, archive.namelist()), key=_in_order):
        reader = _Tagged(text={"t"}, ends={"p"}, put=found.append)
        _parse(archive, name, reader.start, reader.end, reader.data)
    return "".join(found)


def open_text(stream: BinaryIO) -> str:
    """Return the text of an ODT or ODS."""
    archive = measured(stream)
    found: list[str] = []
    for name in ("content.xml", "styles.xml"):  # headers and footers stand with the styles
        if name in archive.namelist():
            reader = _OpenPart(found.append)
            _parse(archive, name, reader.start, reader.end, reader.data)
    return "".join(found)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _in_order(name: str) -> list[object]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in _NUMBERS.split(name)]


def _body_first(name: str) -> tuple[bool, list[object]]:
    return not name.startswith("word/document"), _in_order(name)


def _parse(
    archive: zipfile.ZipFile,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    data: Put | None = None,
) -> None:
    """Run the parts of an XML through a reader; entities of its own making are refused, they could grow without end."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    parser.EntityDeclHandler = _refuse_entity
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk)
            parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise BlobRefused("damaged") from problem


def _refuse_entity(*_told: object) -> None:
    raise BlobRefused("damaged")


class _Styles:
    """Which font each style of a DOCX names, by itself or by the style it is based on."""

    def __init__(self) -> None:
        self.fonts: dict[str, str] = {}
        self.based: dict[str, str] = {}
        self.current = ""
        """The style being read; empty for what holds for the whole document."""
        self.standard = ""

    def start(self, name: str, told: dict[str, str]) -> None:
        """Take in a style, its base or its font."""
        match _local(name):
            case "style":
                self.current = told.get("w:styleId", "")
                if told.get("w:default") in {"1", "true"} and told.get("w:type") == "paragraph":
                    self.standard = self.current
            case "basedOn":
                self.based[self.current] = told.get("w:val", "")
            case "rFonts" if font := _font_of(told):
                self.fonts[self.current] = font

    def end(self, name: str) -> None:
        """Leave a style."""
        if _local(name) == "style":
            self.current = ""

    def resolved(self) -> dict[str, str]:
        """Return the font of every style; under the empty name that of paragraphs without style."""
        names = {*self.fonts, *self.based}
        found = {name: self._font(name) for name in names}
        return found | {"": found.get(self.standard) or self.fonts.get("", "")}

    def _font(self, name: str) -> str:
        for _step in range(_LONGEST_CHAIN):
            if name in self.fonts:
                return self.fonts[name]
            name = self.based.get(name, "")
            if not name:
                break
        return self.fonts.get("", "")


def _font_of(told: dict[str, str]) -> str:
    """Return the font an element names, an old one before others."""
    named = [told[f"w:{one}"] for one in _FONTS if f"w:{one}" in told]
    return next((font for font in named if fonts.of_font(font)), named[0] if named else "")


class _WordPart:
    """Reads the paragraphs of a DOCX and what font each run is in."""

    def __init__(self, styles: dict[str, str], put: Put) -> None:
        self.styles, self.put = styles, put
        self.paragraph = self.run = ""
        self.in_run = self.in_text = False

    def start(self, name: str, told: dict[str, str]) -> None:
        """Begin a paragraph or run, or take in what it says of itself."""
        match _local(name):
            case "p":
                self.paragraph = self.styles.get("", "")
            case "pStyle":
                self.paragraph = self.styles.get(told.get("w:val", ""), self.paragraph)
            case "r":
                self.in_run, self.run = True, self.paragraph
            case "rStyle" if self.in_run:
                self.run = self.styles.get(told.get("w:val", "")) or self.run
            case "rFonts" if self.in_run:
                self.run = _font_of(told) or self.run
            case "t":
                self.in_text = True
            case "softHyphen":
                self._add("\xad" if fonts.of_font(self.run) else "")
            case sign if self.in_run:
                self._add(_SIGNS.get(sign, ""))

    def end(self, name: str) -> None:
        """End a text, run, paragraph, cell or row."""
        match _local(name):
            case "t":
                self.in_text = False
            case "r":
                self.in_run = False
            case "p":
                self.put("\n")
            case "tc":
                self.put("\t")

    def data(self, text: str) -> None:
        """Take in the letters of a text."""
        if self.in_text:
            self._add(text)

    def _add(self, text: str) -> None:
        reading = fonts.of_font(self.run)
        self.put(reading(text) if reading else text)


class _Tagged:
    """Reads the letters inside some elements, a line at the end of others."""

    def __init__(self, *, text: set[str], ends: set[str], put: Put) -> None:
        self.text, self.ends, self.put = text, ends, put
        self.depth = 0

    def start(self, name: str, _told: dict[str, str]) -> None:
        """Begin an element."""
        self.depth += _local(name) in self.text

    def end(self, name: str) -> None:
        """End an element."""
        self.depth -= _local(name) in self.text
        if _local(name) in self.ends:
            self.put("\n")

    def data(self, text: str) -> None:
        """Take in letters."""
        if self.depth:
            self.put(text)


class _Strings:
    """Reads the shared strings of an XLSX, runs in old fonts as Unicode."""

    def __init__(self, put: Put) -> None:
        self.put = put
        self.runs: list[str] = []
        self.letters: list[str] = []
        self.font = ""
        self.in_text = self.in_sounds = False

    def start(self, name: str, told: dict[str, str]) -> None:
        """Begin a string, run or text."""
        match _local(name):
            case "si":
                self.runs = []
            case "r":
                self.font = ""
            case "rFont":
                self.font = told.get("val", "")
            case "rPh":
                self.in_sounds = True
            case "t" if not self.in_sounds:
                self.in_text, self.letters = True, []

    def end(self, name: str) -> None:
        """End a text or string."""
        match _local(name):
            case "t" if self.in_text:
                self.in_text = False
                reading = fonts.of_font(self.font)
                text = "".join(self.letters)
                self.runs.append(reading(text) if reading else text)
            case "rPh":
                self.in_sounds = False
            case "si":
                self.put("".join(self.runs))

    def data(self, text: str) -> None:
        """Take in letters."""
        if self.in_text:
            self.letters.append(text)


class _Sheet:
    """Reads the cells of a sheet of an XLSX."""

    def __init__(self, shared: list[str], put: Put) -> None:
        self.shared, self.put = shared, put
        self.kind = ""
        self.letters: list[str] = []
        self.reading = False

    def start(self, name: str, told: dict[str, str]) -> None:
        """Begin a cell or its value."""
        match _local(name):
            case "c":
                self.kind, self.letters = told.get("t", "n"), []
            case "v" | "t":
                self.reading = True

    def end(self, name: str) -> None:
        """End a value, cell or row."""
        match _local(name):
            case "v" | "t":
                self.reading = False
            case "c" if self.letters:
                self.put(self._value() + "\t")
            case "row":
                self.put("\n")

    def data(self, text: str) -> None:
        """Take in letters."""
        if self.reading:
            self.letters.append(text)

    def _value(self) -> str:
        text = "".join(self.letters)
        if self.kind != "s":
            return text
        return self.shared[int(text)] if text.isdecimal() and int(text) < len(self.shared) else ""


class _OpenPart:
    """Reads the paragraphs of an OpenDocument; spans in styles of old fonts as Unicode."""

    def __init__(self, put: Put) -> None:
        self.put = put
        self.faces: dict[str, str] = {}
        self.styles: dict[str, str] = {}
        self.current = ""
        self.spans: list[str] = []

    def start(self, name: str, told: dict[str, str]) -> None:
        """Begin a style, paragraph or span."""
        match name:
            case "style:font-face":
                self.faces[told.get("style:name", "")] = told.get("svg:font-family", "").strip("'\"")
            case "style:style":
                self.current = told.get("style:name", "")
                self.styles[self.current] = self.styles.get(told.get("style:parent-style-name", ""), "")
            case "style:text-properties":
                face = told.get("style:font-name", "")
                if font := self.faces.get(face) or told.get("fo:font-family", "").strip("'\"") or face:
                    self.styles[self.current] = font
            case "text:p" | "text:h" | "text:span":
                font = self.styles.get(told.get("text:style-name", ""), "")
                self.spans.append(font or (self.spans[-1] if self.spans else ""))
            case "text:s":
                self.put(" ")
            case "text:tab":
                self.put("\t")
            case "text:line-break":
                self.put("\n")

    def end(self, name: str) -> None:
        """End a paragraph, span or cell."""
        match name:
            case "text:p" | "text:h":
                self.spans.pop()
                self.put("\n")
            case "text:span":
                self.spans.pop()
            case "table:table-cell":
                self.put("\t")

    def data(self, text: str) -> None:
        """Take in the letters of paragraphs."""
        if self.spans:
            reading = fonts.of_font(self.spans[-1])
            self.put(reading(text) if reading else text)
