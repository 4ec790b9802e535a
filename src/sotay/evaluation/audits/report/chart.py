"""Findings by unit, clause or procedure and grade: a table whose rows carry a bar of parts, so that the chart is its own table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sotay.evaluation.audits.findings.tables import TONES
from sotay.evaluation.audits.models import Grade
from sotay.evaluation.audits.report.figures import shares
from sotay.ui.formats import so
from sotay.ui.parts import Text

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: where it begins and how long it is, of 100; `kind` is the grade, for its colour."""

    begin: float
    length: float
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name, how many of each grade in the order of the heads, their sum, and the bar; `bare` is the name without its code."""

    name: Text
    bare: Text
    counts: tuple[tuple[Text, int], ...]
    total: int
    parts: tuple[Part, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A column: a grade, its word, its tone, and its share of all findings in percent."""

    kind: str
    label: Text
    tone: str
    count: int
    share: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The table with its heads and rows; `total` is the sum of all."""

    title: Text
    column: Text
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    total: int


def heads_of(grades: dict[str, int]) -> tuple[Head, ...]:
    """Return the columns, gravest first, each with its share half up at two digits."""
    told: dict[str, Decimal] = shares(grades)
    return tuple(
        Head(grade, Grade(grade).label, TONES[Grade(grade)], count, f"{so(told[grade], 2)} %" if told else "–")
        for grade, count in reversed(grades.items())
    )


def chart(
    rows: Sequence[dict[str, Any]], heads: tuple[Head, ...], *, title: Text, column: Text, urls: Sequence[str] = ()
) -> Chart:
    """Return the rows of counted figures as a chart; bars are measured against the longest row."""
    longest = max((row["total"] for row in rows), default=0) or 1
    made = []
    for number, row in enumerate(rows):
        begin, parts, counts = 0.0, [], []
        for head in heads:
            count = row["counts"].get(head.kind, 0)
            counts.append((head.label, count))
            if count:
                length = round(WHOLE * count / longest, 2)
                parts.append(Part(begin, length, head.kind))
                begin = round(begin + length, 2)
        name = " ".join(filter(None, [row["code"], row["name"]])) or _("(không ghi điều khoản)")
        url = urls[number] if urls else ""
        made.append(Row(name, row["name"], tuple(counts), row["total"], tuple(parts), url))
    return Chart(title, column, heads, tuple(made), sum(row["total"] for row in rows))
