"""How lists are filled from the year before or from the classes, and what is pinned when one is submitted; no journal."""

from typing import Any

from sotay.agency.vietnamese import one_line
from sotay.support.records.models import RecordClass, RecordLine, RecordList, retention_text


def copy_lines(before: RecordList, new: RecordList) -> int:
    """Let a list begin with the lines of another whose classes are still in use."""
    lines = before.lines.filter(record_class__ended_date__isnull=True).select_related("record_class", "unit")
    for order, line in enumerate(lines.order_by("order", "pk"), start=1):
        unit = line.unit if line.unit and line.unit.ended_date is None else None
        RecordLine.objects.create(
            agency=new.agency, list=new, record_class=line.record_class, order=order, number=line.number,
            heading=line.heading, title=line.title, unit=unit, maker=line.maker, note=line.note,
        )  # fmt: skip
    return len(lines)


def lines_of_classes(new: RecordList) -> int:
    """Let a list begin with one line for each class in use."""
    classes = RecordClass.objects.filter(agency=new.agency, ended_date__isnull=True).order_by("heading", "code", "pk")
    for order, one in enumerate(classes, start=1):
        RecordLine.objects.create(
            agency=new.agency, list=new, record_class=one, order=order, number=f"{order:02d}.{sign_of(one)}",
            heading=one.heading, title=one.title,
        )  # fmt: skip
    return len(classes)


def sign_of(one: RecordClass) -> str:
    """Return the sign behind the number of a file: the letters of the class's code (`DG` of DG-01)."""
    letters = "".join(char for char in one.code.upper() if char.isalpha())
    return letters or one.code


def next_code(one: RecordList, record_class: RecordClass | None) -> str:
    """Return the next number in a list, with the sign of a class."""
    taken = set(one.lines.values_list("number", flat=True))
    sign, number = sign_of(record_class) if record_class else "HS", len(taken) + 1
    while f"{number:02d}.{sign}" in taken:
        number += 1
    return f"{number:02d}.{sign}"


def fill_line(line: RecordLine, values: dict[str, Any]) -> None:
    """Put typed values on a line; the heading is the class's where none was typed."""
    for name in ("number", "title", "note", "heading"):
        if name in values:
            setattr(line, name, one_line(values[name]))
    for name in ("record_class", "unit", "maker"):
        if name in values:
            setattr(line, name, values[name])
    line.heading = line.heading or line.record_class.heading


def values_of(line: RecordLine) -> dict[str, Any]:
    """Return what can be typed of a line."""
    names = ("number", "heading", "title", "record_class_id", "unit_id", "maker_id", "note")
    return {name: getattr(line, name) for name in names}


def content_of(one: RecordList) -> dict[str, Any]:
    """Return what who issues a list sees of it; its hash is what the approval holds for."""
    lines = one.lines.select_related("record_class", "unit", "maker").order_by("order", "pk")
    return {
        "year": one.year,
        "lines": [
            {
                "number": line.number,
                "heading": line.heading,
                "title": line.title,
                "retention": retention_text(line.years),
                "unit": line.unit.code if line.unit else "",
                "maker": str(line.maker) if line.maker else "",
                "note": line.note,
            }
            for line in lines
        ],
    }
