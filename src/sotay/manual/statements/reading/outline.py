"""Walking through the lines of a manual: every line goes to exactly one part."""

from collections.abc import Mapping

from sotay.agency.vietnamese import fold
from sotay.manual.statements.reading import headings
from sotay.manual.statements.reading.blocks import Fragment
from sotay.manual.statements.reading.exclusions import says_excluded
from sotay.manual.statements.reading.headings import Head, clause_key
from sotay.manual.statements.reading.lines import Line, as_text, is_rule, strip_tags, words
from sotay.manual.statements.reading.names import is_cover_line, is_document_name
from sotay.manual.statements.reading.parts import Part, Placed, wrap_width
from sotay.manual.statements.reading.shapes import PlaceKind, Remark

LEVEL_OF_CHAPTER, LEVEL_OF_CLAUSE = 1, 2
_LONG_TITLE = 14
_LONGEST_TITLE = 24
_LIKE = 0.5


class Outline:
    """The parts of a manual in order, filled line by line."""

    def __init__(self, known_clauses: Mapping[str, str], lines: list[Line]) -> None:
        self.known = known_clauses
        self.order = sorted(known_clauses, key=clause_key)
        self.lines = lines
        self.width = wrap_width(lines)
        self.parts: list[Part] = []
        self.placed: list[Placed] = []
        self.remarks: list[Remark] = []
        self.controls: list[tuple[str, str, int]] = []
        self.current: Part | None = None
        self.in_contents = False
        self.listing_exclusions = False
        self.last_text = ""
        self.row_number = ""

    def walk(self) -> "Outline":
        """Place every line."""
        for line in self.lines:
            self.row_number = ""
            if not self._furniture(line) and not (self._row(line) if line.is_row else self._plain(line)):
                self._body(line)
        self._settle()
        return self

    # Lines that are no content.

    def _furniture(self, line: Line) -> bool:
        """Take lines that only dress the pages: contents, page numbers, document control, heads of tables."""
        if headings.is_contents_title(line.shown):
            self.in_contents = True
            return self._put(line, PlaceKind.CONTENTS)
        if headings.contents_entry(line) and (self.in_contents or not line.is_row):
            return self._put(line, PlaceKind.CONTENTS)
        self.in_contents = False
        if is_rule(line) or headings.is_page_mark(line):
            return self._put(line, PlaceKind.PAGE_MARK)
        if found := headings.controls(line):
            self.controls += [(label, value, line.number) for label, value in found]
            return self._put(line, PlaceKind.CONTROL)
        if line.is_row and headings.is_table_head(line):
            return self._put(line, PlaceKind.TABLE_HEAD)
        if line.is_row and any(line.cells[1:]):
            return False
        if is_document_name(line.shown):
            return self._put(line, PlaceKind.PAGE_MARK if self.current else PlaceKind.COVER)
        if self.current is None and is_cover_line(line.shown):
            head = headings.clause_head(line.shown)
            return not (head and head.aside and head.number in self.known) and self._put(line, PlaceKind.COVER)
        return False

    def _put(self, line: Line, kind: PlaceKind) -> bool:
        self.placed.append(Placed(line, None, kind))
        return True

    # Rows of the clause table.

    def _row(self, line: Line) -> bool:
        cells = list(line.cells)
        left = strip_tags(cells[0])
        if not left:
            return False
        if left.isdigit() and len(cells) > LEVEL_OF_CLAUSE and headings.clause_head(strip_tags(cells[1])):
            self.row_number, cells = left, cells[1:]
            left = strip_tags(cells[0])
        if not any(cells[1:]) and (self._section(line) or self._annex(line)):
            return True
        head = headings.clause_head(left)
        if head and not head.title and len(cells) > LEVEL_OF_CLAUSE:
            head, cells = Head(head.number, strip_tags(cells[1]), head.aside), cells[1:]
        if head and self._is_row_heading(head, cells):
            self._open_clause(line, head, cells[1:], from_row=True)
            return True
        if head and "." in head.number and not self._inner_row():
            return self._unknown(line, head, cells[1:])
        return self._nameless_row(line, left, cells)

    def _is_row_heading(self, head: Head, cells: list[str]) -> bool:
        if head.number not in self.known or (self._in_annex() and self._seen(head.number)):
            return False
        if "." in head.number:
            return bool(head.title) or not self._inner_row()
        like = headings.similarity(head.title, self.known[head.number]) >= _LIKE
        return bool(head.title) and (like or not any(cells[1:]))

    def _nameless_row(self, line: Line, left: str, cells: list[str]) -> bool:
        current = self.current
        if current and current.is_clause and current.from_row:
            if self._continues_title(current, left):
                current.title = f"{current.title} {left}"
                self._fill(line, current, cells[1:], from_row=True)
                return True
        elif current and current.kind is not PlaceKind.NOT_UNDERSTOOD:
            current.fragments.append(Fragment(line.number, "", cells=tuple(cells)))
            self.placed.append(Placed(line, current, current.kind))
            return True
        number = headings.by_title(left, self.known)
        if number and not self._seen(number):
            self.remarks.append(Remark("by_title", line.number, {"clause": number}))
            self._open_clause(line, Head(number, left), cells[1:], from_row=True)
            return True
        return self._strange(line, "nameless_row")

    def _continues_title(self, part: Part, text: str) -> bool:
        """Tell whether a text is the rest of a title that a line end has cut."""
        longest = 8
        if not part.title or len(words(text)) > longest or text.endswith((".", ";", ",", ":")):
            return False
        first = next((letter for letter in text if letter.isalnum()), "")
        known = set(fold(self.known.get(part.key, "")).split())
        rest = set(fold(text).split())
        better = len(rest & known) * 2 >= len(rest) and not rest <= set(fold(part.title).split())
        if part.from_row and first.islower():
            return True
        return first.islower() and better and not part.fragments

    # Plain lines.

    def _plain(self, line: Line) -> bool:
        text = line.shown
        if self._section(line) or self._annex(line):
            return True
        current = self.current
        if current and current.awaits_title and len(words(text)) <= _LONG_TITLE and not text.endswith((".", ";")):
            current.title, current.awaits_title = headings.bare(text), False
            self.placed.append(Placed(line, current, current.kind))
            return True
        head = headings.clause_head(text)
        if head and head.number in self.known:
            if self._is_plain_heading(head, line):
                title, body = self._split_title(head)
                self._open_clause(
                    line, Head(head.number, title, head.aside), [as_text(body)] if body else [], from_row=False
                )
                return True
        elif head and self._unknown_heading(head, line):
            return self._unknown(line, head, [])
        if self._chapter_title(line) or self._clause_title(line):
            return True
        if current and current.is_clause and not current.fragments and self._continues_title(current, text):
            current.title = f"{current.title} {text}"
            self.placed.append(Placed(line, current, current.kind))
            return True
        return False

    def _is_plain_heading(self, head: Head, line: Line) -> bool:
        text, title = line.shown, head.title
        is_chapter = "." not in head.number
        if headings.ends_open(self.last_text, before_number=True) and not line.after_blank:
            return False
        if self._in_annex() and self._seen(head.number):
            return False
        if not title:
            return not is_chapter and not self._seen(head.number) and not self._is_listed(head)
        if not headings.starts_upper(title) or self._is_listed(head):
            return False
        lead = title.partition(":")[0]
        like = max(headings.similarity(each, self.known[head.number]) for each in (lead, title)) >= _LIKE
        if is_chapter and not (like and (len(words(title)) <= _LONG_TITLE)):
            return False
        sentence = (
            len(words(lead)) > _LONG_TITLE or text.endswith((".", ";", ",")) or len(words(title)) > _LONGEST_TITLE
        )
        backward = self._seen(head.number) or self._is_backward(head.number)
        excluded = says_excluded(title)
        if (sentence or backward) and not like and not (excluded and not backward):
            self.remarks.append(Remark("like_heading", line.number, {"clause": head.number}))
            return False
        return True

    def _is_listed(self, head: Head) -> bool:
        """Tell whether a number is one of a list of clauses that do not apply, not a heading."""
        return self.listing_exclusions and not self._is_next(head.number)

    def _is_next(self, number: str) -> bool:
        """Tell whether a clause follows the current one: the next chapter, clause or sub-clause."""
        current = self.current.key if self.current and self.current.is_clause else ""
        if not current:
            return number in self.order[:LEVEL_OF_CLAUSE]
        later = self.order[self.order.index(current) + 1 :] if current in self.order else []
        upcoming = [each for each in later if each.count(".") <= 1][:2]
        last = upcoming[0] if upcoming else "99"
        return (
            number in upcoming[:1]
            or (number in later and clause_key(number) < clause_key(last))
            or (len(upcoming) > 1 and "." not in upcoming[0] and number == upcoming[1])
        )

    def _is_backward(self, number: str) -> bool:
        current = self.current
        return bool(current and current.is_clause and clause_key(number) < clause_key(current.key))

    def _split_title(self, head: Head) -> tuple[str, str]:
        """Part a title from the text that follows it on the same line."""
        if says_excluded(head.title) and headings.similarity(head.title, self.known[head.number]) < _LIKE:
            return "", head.title
        title, colon, rest = head.title.partition(":")
        if colon and rest.strip():
            return title.strip(), rest.strip()
        return head.title, ""

    def _unknown_heading(self, head: Head, line: Line) -> bool:
        """Tell whether a plain line is the heading of a clause the standard does not have, such as 4.5 or 11.1."""
        in_clauses = bool(self.current and self.current.is_clause)
        short = len(words(head.title)) <= _LONG_TITLE and not line.shown.endswith((".", ";", ",", ":"))
        return in_clauses and "." in head.number and short and line.after_blank and headings.starts_upper(head.title)

    def _unknown(self, line: Line, head: Head, cells: list[str]) -> bool:
        """Take a clause the standard does not name: text of the clause above it, or not understood."""
        above = head.number.rpartition(".")[0]
        current = self.current
        while above.count(".") >= 1 and above not in self.known:
            above = above.rpartition(".")[0]
        if above.count(".") >= 1 and current and current.is_clause and f"{current.key}.".startswith(f"{above}."):
            title = f"{head.number} {head.title}".strip()
            current.fragments.append(Fragment(line.number, f"<h4>#### {as_text(title)}</h4>"))
            self._fill(line, current, cells, from_row=current.from_row, aside=head.aside)
            return True
        return self._strange(line, "unknown_clause", head.number)

    def _chapter_title(self, line: Line) -> bool:
        """Take the title of a chapter that stands without its number."""
        text = headings.bare(line.shown)
        if not headings.is_upper(text):
            return False
        for number, title in self.known.items():
            if "." not in number and fold(title) == fold(text) and not self._seen(number):
                self._open_clause(line, Head(number, text), [], from_row=False)
                return True
        return False

    def _clause_title(self, line: Line) -> bool:
        """Take the very title of a clause of level 2 that stands alone without its number, among the clauses."""
        if not (self.current and self.current.is_clause and line.after_blank):
            return False
        number = headings.by_title(line.shown, self.known)
        if not number or self._seen(number) or self._is_backward(number):
            return False
        self.remarks.append(Remark("by_title", line.number, {"clause": number}))
        self._open_clause(line, Head(number, line.shown), [], from_row=False)
        return True

    # Opening and filling parts.

    def _section(self, line: Line) -> bool:
        current = self.current
        within = bool(current and (current.is_clause or current.kind is PlaceKind.ANNEX))
        if within and current and current.kind is PlaceKind.ANNEX:
            return False
        head = headings.section_head(line, within_clauses=within)
        if head is None or ((clause := headings.clause_head(line.shown)) and clause.number in self.known):
            return False
        key = headings.section_key(head.title)
        taken = [part.key for part in self.parts if part.kind is PlaceKind.SECTION]
        if not key:
            key = f"OTHER_{sum(each.startswith('OTHER') for each in taken) + 1}"
        elif key in taken:
            key = f"{key}_{sum(each.split('_')[0] == key for each in taken) + 1}"
        self._open(Part(PlaceKind.SECTION, line.number, key, head.title), line, aside=head.aside)
        return True

    def _annex(self, line: Line) -> bool:
        current = self.current
        if current and current.kind is PlaceKind.ANNEX and not current.title and headings.is_upper(line.shown):
            current.title = headings.bare(line.shown)
            self.placed.append(Placed(line, current, current.kind))
            return True
        head = headings.annex_head(line)
        if head is None or (current is None and not head.number):
            return False
        if not head.number and current and current.kind is PlaceKind.SECTION:
            return False
        key = head.number or str(sum(part.kind is PlaceKind.ANNEX for part in self.parts) + 1)
        part = Part(PlaceKind.ANNEX, line.number, key, head.title)
        self._open(part, line, aside=f"{head.aside} {head.number}".strip())
        return True

    def _open_clause(self, line: Line, head: Head, cells: list[str], *, from_row: bool) -> None:
        title = headings.bare(head.title)
        aside = " ".join(filter(None, (self.row_number, head.aside)))
        earlier = next((part for part in self.parts if part.is_clause and part.key == head.number), None)
        if earlier and not earlier.fragments and not earlier.from_row and not any(cells):
            self._to_contents(earlier)
            earlier = None
        if earlier:
            self.remarks.append(Remark("doubled", line.number, {"clause": head.number}))
            self.current = earlier
            self._fill(line, earlier, cells, from_row=from_row, aside=f"{aside} {head.number} {head.title}".strip())
            return
        if self._is_backward(head.number) and self.current:
            values = {"clause": head.number, "previous": self.current.key}
            self.remarks.append(Remark("out_of_order", line.number, values))
        kind = PlaceKind.STATEMENT if "." in head.number else PlaceKind.CHAPTER
        part = Part(kind, line.number, head.number, title, from_row)
        part.awaits_title = not title and not from_row and not cells
        self.parts.append(part)
        self.current = part
        self.listing_exclusions = False
        self._fill(line, part, cells, from_row=from_row, aside=aside)

    def _to_contents(self, part: Part) -> None:
        """A heading met again, empty the first time, stood in a table of contents."""
        self.parts.remove(part)
        for placed in self.placed:
            if placed.part is part:
                placed.part, placed.kind = None, PlaceKind.CONTENTS

    def _open(self, part: Part, line: Line, *, aside: str = "") -> None:
        self.parts.append(part)
        self.current = part
        self.listing_exclusions = False
        self.last_text = ""
        self.placed.append(Placed(line, part, part.kind, aside))

    def _fill(self, line: Line, part: Part, cells: list[str], *, from_row: bool, aside: str = "") -> None:
        for cell in cells:
            if strip_tags(cell):
                width = 0 if from_row else self.width
                part.fragments.append(Fragment(line.number, cell, line.after_blank or from_row, width))
        self.last_text = strip_tags(cells[-1]) if cells else ""
        self.placed.append(Placed(line, part, part.kind, aside))

    def _strange(self, line: Line, code: str, key: str = "") -> bool:
        before = self.current
        self._open(Part(PlaceKind.NOT_UNDERSTOOD, line.number, key, code=code), line)
        if before is None and code == "before_first_heading":
            self.current = None
        return True

    def _body(self, line: Line) -> None:
        """Add a line to the part it stands in."""
        if self.current is None:
            self._strange(line, "before_first_heading")
            return
        part = self.current
        part.awaits_title = False
        cells = [cell for cell in line.cells if strip_tags(cell)]
        head = headings.clause_head(line.shown) if not line.is_row else None
        if head and head.number in self.known and self._is_listed(head):
            cells = [f"- {line.text.strip()}"]
        else:
            shown = line.shown
            said = says_excluded(shown) and shown.endswith(":")
            self.listing_exclusions = said or (self.listing_exclusions and shown[:1] in "-•+–")
        self._fill(line, part, cells, from_row=line.is_row)
        self.last_text = line.shown

    def _settle(self) -> None:
        """Let empty sections and annexes count as mere titles, and chapters with text as statements."""
        for part in self.parts:
            untitled = part.kind is PlaceKind.ANNEX and not part.title
            if (part.kind is PlaceKind.SECTION or untitled) and not part.fragments:
                part.kind = PlaceKind.CHAPTER
            elif part.kind is PlaceKind.CHAPTER and part.fragments:
                part.kind = PlaceKind.STATEMENT

    def _seen(self, number: str) -> bool:
        return any(part.is_clause and part.key == number and part.fragments for part in self.parts)

    def _in_annex(self) -> bool:
        return bool(self.current and self.current.kind is PlaceKind.ANNEX)

    def _inner_row(self) -> bool:
        """Tell whether a row may belong to a table inside the current part."""
        return bool(self.current and not self.current.from_row and self.current.kind is not PlaceKind.NOT_UNDERSTOOD)
