"""What reading a manual gives: sections, statements, exclusions, annexes, and every line with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sotay.agency.citations import Citation

WHY: dict[str, Promise] = {
    "before_first_heading": _("Nằm trước tiêu đề đầu tiên, không thuộc phần nào của sổ tay."),
    "unknown_clause": _("Tiêu chuẩn không có điều khoản %(clause)s."),
    "nameless_row": _("Hàng của bảng không có số điều khoản và không khớp tên điều khoản nào."),
}
"""Why a line was not understood, by code."""

NOTES: dict[str, Promise] = {
    "missing": _("Sổ tay không có nội dung áp dụng cho điều khoản %(clause)s."),
    "empty": _("Điều khoản %(clause)s có tiêu đề nhưng không có nội dung."),
    "doubled": _("Điều khoản %(clause)s xuất hiện nhiều lần; các phần nội dung đã được ghép lại."),
    "out_of_order": _("Điều khoản %(clause)s đứng sau điều khoản %(previous)s."),
    "by_title": _("Dòng không ghi số; nhận ra điều khoản %(clause)s theo tên."),
    "other_title": _(
        "Tiêu đề “%(title)s” giống tên điều khoản %(other)s hơn điều khoản %(clause)s; hãy xem nội dung đứng đúng điều khoản không."
    ),
    "like_heading": _("Dòng giống tiêu đề điều khoản %(clause)s nhưng được đọc là nội dung."),
    "must_apply": _(
        "Sổ tay ghi điều khoản %(clause)s không áp dụng, nhưng chỉ các yêu cầu của điều 8 và 7.1.5 có thể không áp dụng; "
        "điều này không được nhận."
    ),
    "no_reason": _("Điều khoản %(clause)s không áp dụng nhưng không nêu lý do."),
}
"""What the secretary should look at, by code."""


class UnreadableManual(ValueError):  # noqa: N818  named by what it says, like Refused
    """A file from which no manual can be read; the message says why and how to mend it, in words for the user."""


class PlaceKind(StrEnum):
    """Where a line of the file went."""

    SECTION = "SECTION"
    STATEMENT = "STATEMENT"
    ANNEX = "ANNEX"
    CHAPTER = "CHAPTER"
    """The title of a chapter of the standard, or of a section that only holds others."""
    TABLE_HEAD = "TABLE_HEAD"
    CONTENTS = "CONTENTS"
    """A line of the table of contents."""
    PAGE_MARK = "PAGE_MARK"
    """A page number or a running head."""
    CONTROL = "CONTROL"
    """A line of document control: code, edition, dates."""
    COVER = "COVER"
    """Names of the agency and its parent, the national motto, the document's name."""
    NOT_UNDERSTOOD = "NOT_UNDERSTOOD"


@dataclass(frozen=True)
class Place:
    """The one place a line went to: its number (from 1), its words as read, the kind and key of the place."""

    line: int
    text: str
    kind: PlaceKind
    key: str = ""
    aside: str = ""
    """Words of the line that only lead there and are not kept: *Điều khoản*, *II.*, the number of a row."""


@dataclass(frozen=True)
class Section:
    """A part before or beside the clauses: INTRODUCTION, SCOPE, REFERENCES, TERMS, POLICY, SYSTEM or OTHER_n."""

    key: str
    title: str
    markdown: str
    line: int
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Statement:
    """What the agency says about one clause: number, title as printed, text in the safe subset of Markdown."""

    clause: str
    title: str
    markdown: str
    line: int
    citations: tuple[Citation, ...] = ()
    references: tuple[str, ...] = ()
    """What the line *Tài liệu tham khảo* names, item by item, as printed."""


@dataclass(frozen=True)
class Exclusion:
    """A clause said not to apply, with the reason as given ("" when none) and the lines that say so."""

    clause: str
    reason: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Annex:
    """An annex: its number ("" when unnumbered), its title, its text."""

    number: str
    title: str
    markdown: str
    line: int
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Control:
    """A mark of document control as printed: *Lần ban hành*: 02."""

    label: str
    value: str
    line: int


@dataclass(frozen=True)
class _Said:
    code: str
    line: int
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Unread(_Said):
    """A line that found no place in the manual, and why."""

    text: str = ""

    @property
    def why(self) -> str:
        """Return the reason in the words of the screen."""
        return str(WHY[self.code]) % self.values


@dataclass(frozen=True)
class Remark(_Said):
    """Something to look at: a clause missing, doubled, empty, a reason not given (line 0: no line)."""

    @property
    def text(self) -> str:
        """Return the remark in the words of the screen."""
        return str(NOTES[self.code]) % self.values


@dataclass(frozen=True)
class ReadManual:
    """A quality manual as read from text or Word."""

    document_name: str
    agency_name: str
    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]
    exclusions: tuple[Exclusion, ...]
    annexes: tuple[Annex, ...]
    controls: tuple[Control, ...]
    not_understood: tuple[Unread, ...]
    remarks: tuple[Remark, ...]
    places: tuple[Place, ...]

    def statement(self, clause: str) -> Statement | None:
        """Return the statement of a clause, or None."""
        return next((each for each in self.statements if each.clause == clause), None)

    def section(self, key: str) -> Section | None:
        """Return the section of a key, or None."""
        return next((each for each in self.sections if each.key == key), None)

    def exclusion(self, clause: str) -> Exclusion | None:
        """Return the exclusion of a clause, or None."""
        return next((each for each in self.exclusions if each.clause == clause), None)
