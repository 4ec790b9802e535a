"""The proof that reading a manual lost nothing: every line in one place, every word kept."""

from collections import Counter
from dataclasses import dataclass

from sotay.manual.statements.reading.lines import split_lines, words
from sotay.manual.statements.reading.shapes import PlaceKind, ReadManual
from sotay.ui.markdown import plain

_KEPT = {PlaceKind.SECTION, PlaceKind.STATEMENT, PlaceKind.ANNEX}


@dataclass(frozen=True)
class Coverage:
    """What the proof found; nothing lost means that all four are empty."""

    unplaced: tuple[int, ...]
    """Numbers of lines that went nowhere."""
    placed_twice: tuple[int, ...]
    """Numbers of lines that went to more than one place."""
    lost: tuple[str, ...]
    """Words of the file that stand neither in a text read nor in a line set aside with its kind."""
    invented: tuple[str, ...]
    """Words of the texts read that the file does not have."""

    @property
    def complete(self) -> bool:
        """Tell whether nothing was lost, doubled or invented."""
        return not (self.unplaced or self.placed_twice or self.lost or self.invented)


def coverage(text: str, manual: ReadManual) -> Coverage:
    """Compare a file with what was read from it, line by line and word by word."""
    lines = Counter((line.number, line.shown) for line in split_lines(text))
    placed = Counter((place.line, place.text) for place in manual.places)
    before = Counter(word for line in split_lines(text) for word in words(line.shown))
    for remark in manual.remarks:
        if remark.code == "by_title":
            before.update(words(remark.values["clause"]))  # the number the row itself did not give
    after = _words_kept(manual)
    return Coverage(
        unplaced=tuple(sorted({number for number, _text in lines - placed})),
        placed_twice=tuple(sorted({number for number, _text in placed - lines})),
        lost=tuple(sorted((before - after).elements())),
        invented=tuple(sorted((after - before).elements())),
    )


def _words_kept(manual: ReadManual) -> Counter[str]:
    kept: Counter[str] = Counter()
    for section in manual.sections:
        kept.update(words(f"{section.title} {plain(section.markdown)}"))
    for statement in manual.statements:
        kept.update(words(f"{statement.clause} {statement.title} {plain(statement.markdown)}"))
    for annex in manual.annexes:
        kept.update(words(f"{annex.title} {plain(annex.markdown)}"))
    for place in manual.places:
        kept.update(words(place.aside if place.kind in _KEPT else place.text))
    return kept
