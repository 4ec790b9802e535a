"""Automatic numbers of a Word file written out: 4.1, I., a), and a dash for every bullet."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS = 26


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered."""

    kind: str
    text: str
    start: int


class Numbering:
    """The lists of a document and where each stands while its paragraphs are read in order."""

    def __init__(self, document: "Document") -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._read_lists(document)
        self._read_styles(document)

    def mark(self, paragraph: Any) -> str:
        """Return what stands before a paragraph: "4.1. ", "- " or nothing; counts it."""
        number_id, depth = self._place(paragraph)
        level = self._levels.get(self._list_of.get(number_id, ""), {}).get(depth)
        if level is None:
            return ""
        if level.kind == "bullet":
            return "- " if not depth else "+ "
        if level.kind == "none":
            return ""
        key = self._list_of[number_id]
        counters = self._counters.setdefault(key, {})
        start = self._starts.pop((number_id, depth), None)
        counters[depth] = start if start is not None else counters.get(depth, level.start - 1) + 1
        for deeper in [each for each in counters if each > depth]:
            del counters[deeper]
        text = re.sub(r"%(\d)", lambda found: self._written(key, int(found[1]) - 1), level.text).strip()
        return f"{text} " if text else ""

    def _written(self, key: str, depth: int) -> str:
        level = self._levels[key].get(depth)
        if level is None:
            return ""
        return _figure(self._counters[key].get(depth, level.start), level.kind)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return self._styles.get("", ("", 0))
        style = properties.find(f"{W}pStyle")
        by_style = self._styles.get(style.get(f"{W}val", "") if style is not None else "", ("", 0))
        own = properties.find(f"{W}numPr")
        if own is None:
            return by_style
        number, level = own.find(f"{W}numId"), own.find(f"{W}ilvl")
        return (
            number.get(f"{W}val", "") if number is not None else by_style[0],
            int(level.get(f"{W}val", "0")) if level is not None else by_style[1],
        )

    def _read_lists(self, document: "Document") -> None:
        root = _numbering_root(document)
        if root is None:
            return
        for abstract in root.findall(f"{W}abstractNum"):
            levels = {}
            for level in abstract.findall(f"{W}lvl"):
                levels[int(level.get(f"{W}ilvl", "0"))] = _Level(
                    _value(level, "numFmt", "decimal"), _value(level, "lvlText", ""), int(_value(level, "start", "1"))
                )
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for number in root.findall(f"{W}num"):
            number_id = number.get(f"{W}numId", "")
            self._list_of[number_id] = _value(number, "abstractNumId", "")
            for override in number.findall(f"{W}lvlOverride"):
                start = _value(override, "startOverride", "")
                if start.isdigit():
                    self._starts[(number_id, int(override.get(f"{W}ilvl", "0")))] = int(start)

    def _read_styles(self, document: "Document") -> None:
        based: dict[str, str] = {}
        for style in document.styles.element.findall(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            based[name] = _value(style, "basedOn", "")
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None:
                level = _value(number, "ilvl", "") or self._level_of_style(_value(number, "numId", ""), name, document)
                self._styles[name] = (_value(number, "numId", ""), int(level or 0))
        for name, parent in based.items():
            seen = {name}
            while name not in self._styles and parent and parent not in seen:
                seen.add(parent)
                if parent in self._styles:
                    self._styles[name] = self._styles[parent]
                parent = based.get(parent, "")  # noqa: PLW2901

    def _level_of_style(self, number_id: str, style: str, document: "Document") -> str:
        """Return the level that a list ties to a style, as Word does for its headings."""
        root = _numbering_root(document)
        for abstract in root.findall(f"{W}abstractNum") if root is not None else []:
            if abstract.get(f"{W}abstractNumId") != self._list_of.get(number_id):
                continue
            for level in abstract.findall(f"{W}lvl"):
                if _value(level, "pStyle", "") == style:
                    return str(level.get(f"{W}ilvl", "0"))
        return ""


def _numbering_root(document: "Document") -> Any:
    part = next(
        (each.target_part for each in document.part.rels.values() if each.reltype.endswith("/numbering")),
        None,
    )
    return None if part is None else part.element


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(f"{W}{name}")
    return default if found is None else str(found.get(f"{W}val", default))


def _figure(number: int, kind: str) -> str:
    if kind in {"lowerRoman", "upperRoman"}:
        roman, rest = "", number
        for value, sign in _ROMAN:
            while rest >= value:
                roman, rest = roman + sign, rest - value
        return roman.upper() if kind == "upperRoman" else roman
    if kind in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % _LETTERS)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{number:02}" if kind == "decimalZero" else str(number)
