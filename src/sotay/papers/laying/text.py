"""Words as lines of runs, and prose as the paragraphs and lists it stands for."""

import re
from collections.abc import Iterator

from sotay.papers.laying.parts import Dots, Line, Listed, Piece, Words
from sotay.papers.model import Prose, Run, Text

EMPTY_PROSE_LINES = 3
_ARTICLE = re.compile(r"^Điều \d+\.(?=\s)")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


def lined(text: Text) -> Line:
    """Return the words as runs; nothing is an empty line."""
    if isinstance(text, str):
        return (Run(text),) if text else ()
    return tuple(run for run in text if run.text)


def said(line: Line) -> str:
    """Return the words of a line alone."""
    return "".join(run.text for run in line)


def of_prose(prose: Prose) -> Iterator[Piece]:
    """Yield the paragraphs and lists of a prose; lines to write on for an empty one."""
    if not prose.text.strip():
        yield Dots(count=EMPTY_PROSE_LINES)
        return
    for paragraph in _PARAGRAPHS.split(prose.text):
        yield from _of_lines([line.strip() for line in paragraph.split("\n") if line.strip()])


def _of_lines(lines: list[str]) -> Iterator[Piece]:
    plain: list[str] = []
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            if plain:
                yield Words(text=_with_article("\n".join(plain)))
            plain = []
            items.append(line[2:].strip())
            continue
        if items:
            yield _list(items)
        items = []
        plain.append(line)
    if items:
        yield _list(items)
    if plain:
        yield Words(text=_with_article("\n".join(plain)))


def _with_article(text: str) -> Line:
    """Return a paragraph with the number of an article (Điều 3.) in bold, as every article begins."""
    told = _ARTICLE.match(text)
    return (Run(told[0], bold=True), Run(text[told.end() :])) if told else lined(text)


def _list(items: list[str]) -> Listed:
    return Listed(mark="dash", items=tuple(("-", lined(one)) for one in items))
