"""A form made into a paper as the agency keeps it: with its own code, edition and name, from a record or blank."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.papers.catalogue.models import FormSetting
from sotay.papers.forms import Form, Making
from sotay.papers.model import Block, Fields, FormMark, Paper, Prose, Signatures, Table

LINES: Final = 8
"""Empty rows of a blank table where its form says nothing else."""
OPEN: Final = "…" * 20
OPEN_SUBJECT: Final = "…" * 12
"""Room to write in: whom a letter is for; its subject, on the line of "V/v"."""


def setting_of(agency: Agency, code: str) -> FormSetting | None:
    """Return what the agency says of a form."""
    return FormSetting.objects.filter(agency=agency, form=code).first()


def mark_of(setting: FormSetting | None) -> FormMark | None:
    """Return the mark at the head of each page; None where the agency gave the form no code."""
    return FormMark(code=setting.code, edition=setting.edition) if setting and setting.code else None


def making_for(code: str, *, viewer: Actor, on: date) -> Making:
    """Return what a form is built with for papers made side by side: the agency's own code of it, for whom, as of which day."""
    return Making(
        agency=viewer.agency, viewer=viewer, on=on, year=on.year, mark=mark_of(setting_of(viewer.agency, code))
    )  # fmt: skip


def made(
    form: Form,
    record: Any | None,
    *,
    viewer: Actor,
    on: date,
    year: int | None = None,
    half: int = 0,
    blank: bool = False,
) -> Paper:
    """Return the paper of a form as the agency keeps it; `blank` gives the empty one, whatever the record.

    One query for the agency's code, the rest are the form's own.
    """
    setting = setting_of(viewer.agency, form.code)
    making = Making(
        agency=viewer.agency, viewer=viewer, on=on, year=year or on.year, half=half, mark=mark_of(setting)
    )  # fmt: skip
    paper = form.build(None if blank else record, making)
    if blank and not form.of:
        paper = emptied(paper)
    return named(paper, setting)


def named(paper: Paper, setting: FormSetting | None) -> Paper:
    """Return the paper with the agency's own mark and, for an inner form, its own name.

    A paper by NĐ 30 is called by its kind (ô 5a) whatever the agency calls the form; a letter bears no name at all (ô 5b).
    """
    if setting is None:
        return paper
    heading = setting.title.upper() if setting.title and paper.is_form else paper.heading
    return replace(paper, form=mark_of(setting) or paper.form, heading=heading)


def emptied(paper: Paper) -> Paper:
    """Return a filled paper as a blank to be written on: lines instead of values, empty rows instead of full ones."""
    return replace(
        paper,
        subject=paper.subject or (OPEN_SUBJECT if paper.is_letter else ""),
        to=paper.to or ((OPEN,) if paper.is_letter else ()),
        dated=None,
        number=replace(paper.number, number="") if paper.number else None,
        blocks=_emptied(paper.blocks),
        annexes=tuple(replace(one, blocks=_emptied(one.blocks)) for one in paper.annexes),
        signature=replace(paper.signature, name="") if paper.signature else None,
        behind=(),
    )


def _emptied(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(_empty(one) for one in blocks)


def _empty(block: Block) -> Block:
    match block:
        case Fields():
            return replace(block, fields=tuple(replace(one, value="") for one in block.fields))
        case Table():
            return replace(block, rows=(), total=False, blank_rows=block.blank_rows or LINES)
        case Prose():
            return replace(block, text="")
        case Signatures():
            return replace(block, columns=tuple(replace(one, name="") for one in block.columns), place_line="")
    return block
