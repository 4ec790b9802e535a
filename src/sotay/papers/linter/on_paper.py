"""A PDF held against the decree: its pages, its fonts, each box where it must stand and as it must look, nothing lost or covered."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from sotay.papers import nd30
from sotay.papers.linter.boxes import CLOSING, Box, Fault, bare, boxes, fault, lacking, texts
from sotay.papers.linter.reading import Page, Piece, Rule, lined, pages
from sotay.papers.model import Paper

FACE: Final = "PDF"
POINTS: Final = 72 / 25.4
SLACK: Final = 1.5
"""Points that a measure may differ."""
SIZE_SLACK: Final = 0.3
CENTRE_SLACK: Final = 4.0
DAY: Final = re.compile(r"ngày\s+(\d+)\s+tháng\s+(\d+)\s+năm\s+(\d{4})")
NUMBER: Final = re.compile(r"Số:\s*(\d*)\S*")
_DIGITS: Final = re.compile(r"\d+\Z")


def faults_of_pdf(paper: Paper, pdf: bytes) -> list[Fault]:
    """Return what in a PDF does not keep the decree."""
    return list(_Sheet(paper, pages(pdf)).faults())


class _Sheet:
    """The pages of a paper, and its starts: page 1 and the first page of each annex."""

    def __init__(self, paper: Paper, found: list[Page]) -> None:
        self.paper, self.pages = paper, found
        self.lines = [list(lined(page)) for page in found]
        self.starts = [0, *self._annex_starts()]
        self.margins = tuple(side * POINTS for side in nd30.MARGINS[paper.size])

    def _annex_starts(self) -> Iterator[int]:
        word, place = ("Phụ lục", 0)
        for number, told in enumerate(self.lines):
            wanted = f"{word} {nd30.roman(place + 1)}" if len(self.paper.annexes) > 1 else word
            if place < len(self.paper.annexes) and any(
                bare(line.text) == bare(wanted) and line.bold and line.base < self._middle(number) for line in told
            ):
                place += 1
                yield number

    def _middle(self, number: int) -> float:
        return self.pages[number].height / 2

    def faults(self) -> Iterator[Fault]:
        """Yield every fault found."""
        if not self.pages:
            yield fault("nội dung", "không có trang nào", FACE)
            return
        yield from self._sizes()
        yield from self._fonts()
        yield from self._margins()
        yield from self._numbers()
        yield from self._boxes()
        yield from self._overlaps()
        yield from self._words()

    def _sizes(self) -> Iterator[Fault]:
        wide, high = (side * POINTS for side in nd30.PAPER[self.paper.size])
        for number, page in enumerate(self.pages, start=1):
            sides = sorted((page.width, page.height))
            if abs(sides[0] - wide) > SLACK or abs(sides[1] - high) > SLACK:
                told = f"trang {number}: {page.width / POINTS:.0f} × {page.height / POINTS:.0f} mm, không phải {self.paper.size}"
                yield fault("khổ giấy", told, FACE)

    def _fonts(self) -> Iterator[Fault]:
        used = {piece.font for page in self.pages for piece in page.pieces}
        for name in sorted(one for one in used if not one.startswith(nd30.TWIN)):
            yield fault("phông chữ", f"có chữ bằng phông {name}, không phải {nd30.FONT}", FACE)
        for name in sorted({name for page in self.pages for name in page.foreign}):
            yield fault("phông chữ", f"phông {name} không được nhúng", FACE)

    def _margins(self) -> Iterator[Fault]:
        top, right, bottom, left = self.margins
        for number, page in enumerate(self.pages):
            for one in page.pieces:
                beside = one.left < left - SLACK or one.right > page.width - right + SLACK
                above, below = one.top < top - SLACK, one.bottom > page.height - bottom + SLACK
                allowed = (above and self._may_be_above(one)) or (below and number == 0 and self._is_contact(one))
                if beside or ((above or below) and not allowed):
                    yield fault("lề", f"trang {number + 1}: “{one.text.strip()[:40]}” nằm ngoài lề", FACE)
                    break

    def _may_be_above(self, one: Piece) -> bool:
        if _DIGITS.match(one.text.strip()):
            return True
        mark, head = self.paper.form, self.paper.letterhead
        told = bare(f"{head.parent}{head.agency}".upper()) + (
            bare(f"{mark.code}Lần ban hành: {mark.edition}") if mark else ""
        )
        return self.paper.is_form and bare(one.text) in told

    def _is_contact(self, one: Piece) -> bool:
        return bare(one.text) in bare(self.paper.contact)

    def _numbers(self) -> Iterator[Fault]:
        """Yield pages whose number is missing, wrong, or stands on the first page of the paper or of an annex."""
        start = 0
        for number, told in enumerate(self.lines):
            start = number if number in self.starts else start
            shown = [one for one in told if one.bottom < self.margins[0] + SLACK and _DIGITS.match(one.text.strip())]
            wanted = number - start + 1
            if wanted == 1 and shown:
                yield fault("số trang", f"trang {number + 1}: trang thứ nhất không hiển thị số trang", FACE)
            if wanted == 1:
                continue
            if [one.text.strip() for one in shown] != [str(wanted)]:
                yield fault("số trang", f"trang {number + 1}: không thấy số trang {wanted} ở lề trên", FACE)
                continue
            yield from self._number(number, shown[0])

    def _number(self, number: int, one: Piece) -> Iterator[Fault]:
        low, high = nd30.SIZES["số trang"]
        if not low - SIZE_SLACK <= one.size <= high + SIZE_SLACK or one.bold or one.italic:
            yield fault("số trang", f"trang {number + 1}: cỡ {one.size:g}, phải cỡ 13–14, kiểu đứng", FACE)
        _top, right, _bottom, left = self.margins
        centre = (left + self.pages[number].width - right) / 2
        if not self.paper.is_form and abs((one.left + one.right) / 2 - centre) > CENTRE_SLACK:
            yield fault("số trang", f"trang {number + 1}: số trang không canh giữa", FACE)

    def _boxes(self) -> Iterator[Fault]:
        if self.paper.is_form or self.paper.size != "A4":
            return
        found: dict[str, list[list[Piece]]] = {}
        taken: set[int] = set()
        for box in boxes(self.paper):
            place = self._found(box, taken)
            if place is None and box.name == "6":
                continue  # a base may go on overleaf; that its words are there is asked of all words
            if place is None:
                yield box.fault(f"không thấy “{box.text.strip()[:60]}”", FACE)
                continue
            number, told = place
            taken |= {id(one) for one in told}
            found.setdefault(box.name, []).append(told)
            yield from self._looks(box, told, self.pages[number])
            if box.name in {"1, tiêu ngữ", "2", "5a"}:
                yield from self._line_below(box, told, self.pages[number])
        yield from self._order(found)
        yield from self._gaps(found)

    def _found(self, box: Box, taken: set[int]) -> tuple[int, list[Piece]] | None:
        """Return the lines that make up a box and their page; one below the other, about the same middle."""
        wanted = bare(box.text)
        for number in self._pages_for(box):
            told = self.lines[number]
            free = sorted((one for one in told if id(one) not in taken), key=lambda one: (round(one.base), one.left))
            places = range(len(free))
            for place in reversed(places) if box.name in CLOSING else places:
                letters = bare(free[place].text)
                if letters and wanted.startswith(letters) and (chain := _chain(wanted, free[place:])):
                    return number, chain
        return None

    def _pages_for(self, box: Box) -> Sequence[int]:
        """Return the pages a box may stand on, as they are searched: the closing block is the last thing before the annexes."""
        end = self.starts[1] if len(self.starts) > 1 else len(self.pages)
        if box.annex:
            return range(end, len(self.pages))
        return range(end - 1, -1, -1) if box.name in CLOSING else range(end)

    def _looks(self, box: Box, told: list[Piece], page: Page) -> Iterator[Fault]:
        said = f"“{told[0].text.strip()[:40]}”"
        sizes = {round(one.size, 1) for one in told}
        if box.sizes and not all(box.sizes[0] - SIZE_SLACK <= size <= box.sizes[1] + SIZE_SLACK for size in sizes):
            yield box.fault(f"{said}: cỡ chữ {', '.join(f'{size:g}' for size in sizes)}, phải {_span(box.sizes)}", FACE)
        if box.bold is not None and any(one.bold != box.bold for one in told):
            yield box.fault(f"{said}: phải {'đậm' if box.bold else 'không đậm'}", FACE)
        if box.italic is not None and any(one.italic != box.italic for one in told):
            yield box.fault(f"{said}: phải kiểu {'nghiêng' if box.italic else 'đứng'}", FACE)
        if box.capitals and any(one.text != one.text.upper() for one in told):
            yield box.fault(f"{said}: phải in hoa", FACE)
        if box.name == "4":
            yield from self._day(box, told)
        if box.name == "3" and (shown := NUMBER.search(told[0].text)) and len(shown[1]) == 1:
            yield box.fault(f"{said}: số dưới 10 phải có số 0 phía trước", FACE)
        yield from self._side(box, told, page)

    def _day(self, box: Box, told: list[Piece]) -> Iterator[Fault]:
        shown = DAY.search(" ".join(one.text for one in told))
        if shown is None:
            if self.paper.dated is not None:
                yield box.fault("không thấy “ngày … tháng … năm …”", FACE)
            return
        if len(shown[1]) != 2:  # noqa: PLR2004  two figures
            yield box.fault(f"“{shown[0]}”: ngày dưới 10 phải có số 0 phía trước", FACE)
        if len(shown[2]) != (2 if int(shown[2]) in {1, 2, 10, 11, 12} else 1):
            yield box.fault(f"“{shown[0]}”: chỉ tháng 1, 2 có số 0 phía trước", FACE)

    def _side(self, box: Box, told: list[Piece], page: Page) -> Iterator[Fault]:
        _top, right, _bottom, left = self.margins
        middle = (left + page.width - right) / 2
        rows: dict[int, list[Piece]] = {}
        for one in told:
            rows.setdefault(round(one.base), []).append(one)
        centres = [(min(one.left for one in row) + max(one.right for one in row)) / 2 for row in rows.values()]
        wrong = {
            "left": any(one > middle + SLACK for one in centres),
            "right": any(one < middle - SLACK for one in centres),
            "center": any(abs(one - middle) > CENTRE_SLACK for one in centres),
        }
        if box.side and wrong[box.side]:
            word = {"left": "bên trái", "right": "bên phải", "center": "canh giữa"}[box.side]
            yield box.fault(f"“{told[0].text.strip()[:40]}”: phải ở {word}", FACE)

    def _line_below(self, box: Box, told: list[Piece], page: Page) -> Iterator[Fault]:
        """Yield a line of the wrong length below motto, agency or extract; above the parent's and the kind's name there is none."""
        if box.name == "2" and bare(box.text) != bare(self.paper.letterhead.agency.upper()):
            return
        if box.name == "5a" and bare(box.text) != bare(self.paper.subject):
            return
        last = told[-1]
        below = [rule for rule in page.rules if _is_below(rule, last)]
        if not below:
            yield box.fault(f"thiếu đường kẻ dưới “{last.text.strip()[:40]}”", FACE)
            return
        share = (below[0].right - below[0].left) / max(last.right - last.left, 1)
        low, high = {"1, tiêu ngữ": (0.97, 1.03), "2": nd30.AGENCY_LINE, "5a": nd30.SUBJECT_LINE}[box.name]
        if not low - 0.02 <= share <= high + 0.02:
            yield box.fault(f"đường kẻ dài {share:.0%} dòng chữ “{last.text.strip()[:40]}”", FACE)

    def _order(self, found: dict[str, list[list[Piece]]]) -> Iterator[Fault]:
        """Yield boxes of a column that stand above what must be above them."""
        for column in (("2", "3", "5b"), ("1", "1, tiêu ngữ", "4"), ("4", "5a", "9a"), ("7a", "7b")):
            present = [name for name in column if name in found]
            for upper, lower in pairwise(present):
                if found[lower][0][0].base <= found[upper][-1][-1].base and self._page_of(
                    found[lower]
                ) == self._page_of(found[upper]):
                    yield fault(lower, f"phải nằm dưới ô {upper}", FACE)
        if "3" in found and "4" in found and abs(found["3"][0][0].base - found["4"][0][0].base) > SLACK * 2:
            yield fault("4", "phải cùng hàng với số, ký hiệu (ô 3)", FACE)
        if "9b" in found and "7a" in found and abs(found["9b"][0][0].base - found["7a"][0][0].base) > CENTRE_SLACK:
            yield fault("9b", "phải ngang hàng với quyền hạn, chức vụ (ô 7a)", FACE)

    def _page_of(self, told: list[list[Piece]]) -> int:
        return next(number for number, lines in enumerate(self.lines) if any(told[0][0] is one for one in lines))

    def _gaps(self, found: dict[str, list[list[Piece]]]) -> Iterator[Fault]:
        if "3" not in found or "5b" not in found:
            return
        number, subject = found["3"][0][-1], found["5b"][0][0]
        gap = subject.base - number.base - subject.size * nd30.LINE_HEIGHT
        if gap < nd30.LETTER_SUBJECT_GAP - SLACK:
            yield fault("5b", f"cách số, ký hiệu {gap:.1f} pt, phải ít nhất 6 pt", FACE)

    def _overlaps(self) -> Iterator[Fault]:
        """Yield the first place of each page where letters stand upon others."""
        for number, lines in enumerate(self.lines, start=1):
            told = sorted((one for one in lines if one.text.strip(" .…")), key=lambda one: one.top)
            covered = next(_covered(told), None)
            if covered:
                one, other = covered
                said = f"trang {number}: “{one.text.strip()[:30]}” và “{other.text.strip()[:30]}” đè lên nhau"
                yield fault("nội dung", said, FACE)

    def _words(self) -> Iterator[Fault]:
        told = (
            line.text
            for lines in self.lines
            for line in sorted(lines, key=lambda one: one.order)
            if not (line.bottom < self.margins[0] and _DIGITS.match(line.text.strip()))
        )
        for text in lacking([*texts(self.paper), *(box.text for box in boxes(self.paper))], told)[:5]:
            yield fault("nội dung", f"thiếu chữ: “{text.strip()[:80]}”", FACE)


def _chain(wanted: str, free: Sequence[Piece]) -> list[Piece]:
    """Return the lines, from the first on, that make up the wanted letters; empty when they do not."""
    told: list[Piece] = []
    rest = wanted
    for one in free:
        letters = bare(one.text)
        if (
            told
            and not (one.left < told[-1].right and told[-1].left < one.right)
            and abs(one.base - told[-1].base) > SLACK
        ):
            continue
        if not letters or not rest.startswith(letters):
            if told and one.base - told[-1].base > 3 * one.size:
                return []
            continue
        told.append(one)
        rest = rest[len(letters) :]
        if not rest:
            return told
    return []


def _is_below(rule: Rule, line: Piece) -> bool:
    beneath = 0 < rule.at - line.base < line.size * 0.9
    return beneath and rule.left >= line.left - SLACK * 2 and rule.right <= line.right + SLACK * 2


def _covered(told: list[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Yield pairs of pieces that cover each other; `told` by their upper edges."""
    for place, one in enumerate(told):
        for other in told[place + 1 :]:
            if other.top >= one.bottom:
                break
            high = min(one.bottom, other.bottom) - max(one.top, other.top)
            wide = min(one.right, other.right) - max(one.left, other.left)
            if high > 0.3 * min(one.size, other.size) and wide > SLACK:
                yield one, other


def _span(sizes: tuple[float, float]) -> str:
    return f"{sizes[0]:g}" if sizes[0] == sizes[1] else f"{sizes[0]:g}–{sizes[1]:g}"
