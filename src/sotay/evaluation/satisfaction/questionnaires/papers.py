"""G1, the sheet of a questionnaire as it is handed out: what stands in a version, with boxes to tick."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from sotay.commands import may
from sotay.evaluation.satisfaction.marks import LEVELS
from sotay.evaluation.satisfaction.models import Question, QuestionnaireVersion
from sotay.evaluation.satisfaction.questionnaires.sheet import Group, Row, groups
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Field, Fields, Paper, Paragraph, Run, Table, Text
from sotay.papers.shapes import inner_form

Kind = Question.Kind
BOX: Final = "□"
WORDS: Final = "text"
FILLED: Final = (
    Field(key="dossier", label="Mã hồ sơ (không bắt buộc)"),
    Field(key="day", label="Ngày trả lời"),
)


@form(
    "G1",
    title=_("Phiếu thăm dò ý kiến"),
    of="evaluation.questionnaireversion",
    clause="9.1.2",
    has_blank=False,
    may=lambda viewer, one: may(viewer, "evaluation.view_satisfaction", one),
)
def opinion_sheet(one: QuestionnaireVersion, making: Making) -> Paper:
    """The questions in their order; levels asked one after the other stand in one table. No name is asked for."""
    questions = list(one.questions.order_by("position"))
    return inner_form(
        making,
        *_intro(one.intro),
        Fields(fields=FILLED, columns=2),
        *(block for group in groups(questions) for block in _asked(group)),
        *([Paragraph(text=one.thanks, italic=True, align="center", indent=False)] if one.thanks else []),
        heading="PHIẾU THĂM DÒ Ý KIẾN",
        subject=f"{one.questionnaire.title} ({one.questionnaire.code}, lần {one.number:02})",
    )


def _intro(text: str) -> Iterator[Paragraph]:
    for line in text.strip().splitlines():
        if line.strip():
            yield Paragraph(text=line.strip())


def _asked(group: Group) -> Iterator[Block]:
    if group.is_table:
        yield from _levels(group)
        return
    (row,) = group.rows
    control = row.control
    question: Text = (Run(f"{control.number}. {control.text}", bold=True),)
    if control.kind == Kind.NUMBER.lower():
        yield Fields(fields=(Field(key=control.name, label=f"{control.number}. {control.text}"),))
        return
    if control.kind == WORDS:
        yield Fields(fields=(Field(key=control.name, label=f"{control.number}. {control.text}", is_long=True),))
        return
    yield Paragraph(text=question, indent=False)
    yield Paragraph(
        text="      ".join(f"{BOX} {choice.label}" for choice in control.choices), indent=False, align="left"
    )


def _levels(group: Group) -> Iterator[Table]:
    """Yield a table of each factor: a question in a row, a box for each level, the best first."""
    parts: list[list[Row]] = []
    for row in group.rows:
        if row.heading or not parts:
            parts.append([])
        parts[-1].append(row)
    columns = (
        Column(key="tt", title="TT", width=0.5, align="center"),
        Column(key="cau_hoi", title="Nội dung", width=4.4),
        *(Column(key=f"m{level}", title=str(label), width=1, align="center") for level, label in LEVELS),
    )
    for rows in parts:
        yield Table(
            key=f"q{rows[0].control.number}",
            columns=columns,
            rows=tuple((str(row.control.number), row.control.text, *[BOX] * len(LEVELS)) for row in rows),
            caption=rows[0].heading,
        )
