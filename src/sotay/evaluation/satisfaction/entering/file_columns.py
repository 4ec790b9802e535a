"""The columns of a file of sheets of one survey: how each came, and one for every question."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.evaluation.satisfaction.marks import LEVELS, Unread, has_figures, mark_of
from sotay.evaluation.satisfaction.models import Question, Survey
from sotay.exchange.columns import Column, Parser, Unreadable, code, date_vi, text_up_to
from sotay.exchange.grids import Percent
from sotay.exchange.reading import Cell

Kind = Question.Kind
LONGEST: Final = 10_000
SURVEY: Final = Column(
    "survey", (gettext_lazy("Mã đợt khảo sát"), "Mã đợt", "Đợt khảo sát", "survey"), code, required=True, width=16
)
COMMON: Final = (
    SURVEY,
    Column("given_date", (gettext_lazy("Ngày trả lời"), "Ngày", "Ngày ghi trên phiếu", "given_date"), date_vi, required=True),
    Column(
        "code",
        (gettext_lazy("Mã hồ sơ"), "Số hồ sơ", "code"),
        code,
        hint=gettext_lazy("Hồ sơ đã giải quyết; để trống nếu phiếu không ghi mã. Mỗi hồ sơ một phiếu."),
        width=28,
    ),
    Column(
        "unit",
        (gettext_lazy("Mã đơn vị"), "Đơn vị", "unit"),
        text_up_to(300),
        hint=gettext_lazy("Mã hoặc tên đơn vị; để trống là không rõ. Có mã hồ sơ thì lấy đơn vị của hồ sơ."),
    ),
    Column(
        "service", (gettext_lazy("Mã TTHC"), "Mã thủ tục", "Thủ tục hành chính", "service"), text_up_to(600), width=18
    ),
    Column(
        "invalid_reason",
        (gettext_lazy("Lý do không hợp lệ"), "Phiếu hỏng", "invalid_reason"),
        text_up_to(300),
        hint=gettext_lazy("Chỉ ghi cho phiếu hỏng; phiếu vẫn tính là thu về."),
        width=26,
    ),
)  # fmt: skip
WORDS: Final = tuple(word for column in COMMON for word in column.words)
"""By these the row of headings is found; the questions differ from survey to survey."""


def key_of(question: Question) -> str:
    """Return the key of the column of a question."""
    return f"q{question.position}"


def columns_of(questions: Sequence[Question]) -> tuple[Column, ...]:
    """Return the columns of a file of sheets with these questions, named by number and words, or by number alone."""
    return (*COMMON, *(_column(one) for one in questions))


def example_of(survey: Survey, questions: Sequence[Question]) -> dict[str, Any]:
    """Return a row as it may be filled in."""
    row: dict[str, Any] = {column.key: "" for column in COMMON} | {
        "survey": survey.code,
        "given_date": survey.from_date,
    }
    for one in questions:
        row[key_of(one)] = _example(one)
    return row


def _column(question: Question) -> Column:
    place = question.position
    names = (
        f"{place}. {question.text}"[:250],
        f"Câu {place}. {question.text}"[:250],
        f"Câu {place}",
        f"q{place}",
        question.text,
        *([question.text_en] if question.text_en else []),
        question.key,
    )
    return Column(key_of(question), names, _parser(question), width=20)


def _parser(question: Question) -> Parser:
    if question.kind == Kind.TEXT:
        return text_up_to(LONGEST)

    def read(cell: Cell) -> int | None:
        if isinstance(cell.value, Percent) or "%" in cell.raw:
            raise Unreadable(
                _("“%s” là tỷ lệ phần trăm, không phải câu trả lời của một phiếu.") % cell.raw[:60],
                _("Mỗi dòng là một phiếu: ghi câu trả lời của phiếu đó. Số liệu tổng hợp không nhập được ở đây."),
            )
        try:
            return mark_of(question, cell.raw)
        except Unread as problem:
            raise Unreadable(str(problem), _("Hãy sửa ô này.")) from problem

    return Parser(read, _hint(question))


def _hint(question: Question) -> str:
    if question.kind == Kind.LIKERT:
        return "; ".join(f"{level} = {word}" for level, word in LEVELS)
    if question.kind == Kind.YES_NO:
        return _("1 = Có; 0 = Không")
    if question.kind in {Kind.SINGLE, Kind.MULTIPLE}:
        told = "; ".join(
            name if has_figures(question) else f"{place} = {name}"
            for place, name in enumerate(question.options, start=1)
        )
        return (
            f"{told}. {_('Nhiều lựa chọn cách nhau bằng dấu chấm phẩy.')}" if question.kind == Kind.MULTIPLE else told
        )
    return _("Số nguyên.")


def _example(question: Question) -> Any:
    if question.kind == Kind.TEXT:
        return _("Cán bộ hướng dẫn rõ ràng")
    if question.kind == Kind.NUMBER:
        return question.lowest if question.lowest is not None else 0
    if question.kind in {Kind.SINGLE, Kind.MULTIPLE} and has_figures(question):
        return question.options[0]
    return 5 if question.kind == Kind.LIKERT else 1
