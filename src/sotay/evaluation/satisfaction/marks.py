"""How the answer to a question is kept as one number, read from what a form, a sheet or a file says, and told again.

See `Answer.marks`: by position, 1–5, the place of a choice, the sum of 2^(place-1) of several, 1 or 0, a number, or None.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sotay.agency.vietnamese import fold, one_line
from sotay.evaluation.satisfaction.models import Question

Kind = Question.Kind
LEVELS: Final = (
    (5, gettext_lazy("Rất hài lòng")),
    (4, gettext_lazy("Hài lòng")),
    (3, gettext_lazy("Bình thường")),
    (2, gettext_lazy("Không hài lòng")),
    (1, gettext_lazy("Rất không hài lòng")),
)
"""The five levels of a Likert question, the best first, as forms print them."""
SATISFIED: Final = 4
"""From this level on somebody is satisfied: *hài lòng* and *rất hài lòng* (SIPAS)."""
_FIGURES: Final = frozenset(str(level) for level, _name in LEVELS)
MOST: Final = 2_000_000_000
YES: Final = frozenset({"1", "co", "x", "yes", "dung", "true"})
NO: Final = frozenset({"0", "khong", "no", "sai", "false"})


class Unread(ValueError):  # noqa: N818  said of what was typed
    """Raised with a text for the user when an answer cannot be read."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer as it is kept: marks by position, words by position, and what is wrong with it by position."""

    marks: list[int | None]
    texts: dict[int, str] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was answered."""
        return not self.texts and all(mark is None for mark in self.marks)


def read(questions: Sequence[Question], typed: dict[int, Any], *, must: bool = True) -> Marked:
    """Return the answers to questions (in order of position) by position; a list stands for several choices.

    `must`: whether a required question left empty is wrong (paper sheets come as they are).
    """
    found = Marked([None] * len(questions))
    for question in questions:
        value = typed.get(question.position)
        try:
            if question.kind == Kind.TEXT:
                if text := str(value or "").replace("\x00", "").strip():
                    found.texts[question.position] = text
                    continue
                mark = None
            else:
                mark = mark_of(question, value)
        except Unread as error:
            found.wrong[question.position] = str(error)
            continue
        found.marks[question.position - 1] = mark
        if mark is None and must and question.is_required:
            found.wrong[question.position] = _("Hãy trả lời câu hỏi này.")
    return found


def mark_of(question: Question, value: Any) -> int | None:
    """Return the mark of a typed value, None for nothing; Unread for what is no answer to the question."""
    if question.kind == Kind.MULTIPLE:
        places = {place for one in _several(value) if (place := _place(question, one)) is not None}
        return sum(1 << (place - 1) for place in places) or None
    text = one_line(str(value)) if value not in {None, ""} else ""
    if not text:
        return None
    if question.kind == Kind.LIKERT:
        return _level(text)
    if question.kind == Kind.SINGLE:
        return _place(question, text)
    if question.kind == Kind.YES_NO:
        word = fold(text)
        if word in YES or word in NO:
            return int(word in YES)
        raise Unread(_("Hãy chọn Có hoặc Không."))
    return _number(question, text)


def words(question: Question, mark: int | None) -> str:
    """Return a mark as it is read, in the language of the page; "" where nothing was answered."""
    if mark is None:
        return ""
    if question.kind == Kind.LIKERT:
        return str(dict(LEVELS).get(mark, mark))
    if question.kind == Kind.YES_NO:
        return _("Có") if mark else _("Không")
    if question.kind == Kind.SINGLE:
        names = choices(question)
        return names[mark - 1] if 0 < mark <= len(names) else str(mark)
    if question.kind == Kind.MULTIPLE:
        return "; ".join(name for place, name in enumerate(choices(question)) if mark >> place & 1)
    return str(mark)


def choices(question: Question) -> list[str]:
    """Return the choices of a question in the language of the page."""
    english = get_language() == "en" and len(question.options_en) == len(question.options)
    return list(question.options_en if english else question.options)


def asked(question: Question) -> str:
    """Return the words of a question in the language of the page."""
    return question.text_en if get_language() == "en" and question.text_en else question.text


def _level(text: str) -> int:
    if text in _FIGURES:  # as every form sends it
        return int(text)
    word = fold(text)
    by_word = {fold(str(name)): level for level, name in LEVELS}
    if word in by_word:
        return by_word[word]
    if word in _FIGURES:
        return int(word)
    if "%" in text:
        raise Unread(_("Đây là tỷ lệ phần trăm; hãy ghi mức từ 1 đến 5 của từng phiếu."))
    raise Unread(_("Hãy chọn một mức từ 1 (rất không hài lòng) đến 5 (rất hài lòng)."))


def place_of(question: Question, text: str) -> int | None:
    """Return the place a figure names among the choices of a question, from 1; None for what names none."""
    digits = text.lstrip("0") if text.isascii() and text.isdigit() else ""
    count = len(question.options)
    return int(digits) if 0 < len(digits) <= len(str(count)) and int(digits) <= count else None


def _place(question: Question, text: str) -> int | None:
    text = one_line(str(text))
    if not text:
        return None
    names = [fold(one) for one in (*question.options, *question.options_en)]
    if fold(text) in names:
        return names.index(fold(text)) % len(question.options) + 1
    if has_figures(question):  # a figure means the choice that says so, never a place: a workbook turns 01 into 1
        figures = [one.lstrip("0") if one.isascii() and one.isdigit() else None for one in names]
        place = figures.index(text.lstrip("0")) % len(question.options) + 1 if text.lstrip("0") in figures else None
    else:
        place = place_of(question, text)
    if place is None:
        raise Unread(_("“%s” không có trong các lựa chọn của câu hỏi.") % text[:60])
    return place


def has_figures(question: Question) -> bool:
    """Return whether some choice of a question is itself a figure ("0", "01", "02 or more"), so that it is told by its words."""
    return any(one.isascii() and one.isdigit() for one in question.options)


def _several(value: Any) -> Iterable[str]:
    if value is None:
        return ()
    return (str(one) for one in value) if isinstance(value, list | tuple | set) else str(value).split(";")


def _number(question: Question, text: str) -> int:
    try:
        number = int(text)
    except ValueError as error:
        raise Unread(_("Hãy ghi một số nguyên.")) from error
    low = question.lowest if question.lowest is not None else -MOST
    high = question.highest if question.highest is not None else MOST
    if not low <= number <= high:
        if question.lowest is not None and question.highest is not None:
            raise Unread(_("Hãy ghi một số từ %(low)d đến %(high)d.") % {"low": low, "high": high})
        raise Unread(_("Số này nằm ngoài khoảng cho phép."))
    return number
