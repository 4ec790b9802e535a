"""What a form says, for the tests of every feature: its words, its files, and what the decree finds in them."""

from dataclasses import replace
from datetime import date

from sotay.papers import forms
from sotay.papers.docx import docx
from sotay.papers.forms import Making
from sotay.papers.linter import why_not_nd30
from sotay.papers.model import Fields, Heading, Items, Paper, Paragraph, Prose, Signatures, Table, words
from sotay.papers.pdf import pdf
from tests.conftest import TODAY


def making_for(viewer, *, on: date = TODAY, year: int | None = None, half: int = 0) -> Making:
    """Return what a form is built with for a viewer."""
    return Making(agency=viewer.agency, viewer=viewer, on=on, year=year or on.year, half=half)


def build(code: str, record, viewer, **more) -> Paper:
    """Return a form by its code."""
    return forms.find(code).build(record, making_for(viewer, **more))


def said_by(paper: Paper) -> str:
    """Return all the words of a paper, a line for each part; cells of a row between bars."""
    lines = [paper.letterhead.parent, paper.letterhead.agency, paper.heading, paper.subject]
    for block in paper.every_block():
        if isinstance(block, Table):
            lines += [
                block.caption,
                *(" | ".join(words(cell).replace("\n", " / ") for cell in row) for row in block.rows),
            ]
        elif isinstance(block, Fields):
            lines += [f"{one.label}: {words(one.value)}" for one in block.fields]
        elif isinstance(block, Items):
            lines += [words(one) for one in block.items]
        elif isinstance(block, Signatures):
            lines += [f"{one.title} {one.name}" for one in block.columns]
        elif isinstance(block, Heading):
            lines.append(f"{block.number} {words(block.text)}")
        elif isinstance(block, Paragraph | Prose):
            lines.append(words(block.text))
    if paper.signature:
        lines.append(f"{paper.signature.title} {paper.signature.name}")
    return "\n".join(lines)


def faults_of(paper: Paper) -> list[str]:
    """Return what the decree finds in a paper, in its PDF and in its Word file."""
    return [str(one) for one in why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper))]


def issued(paper: Paper) -> Paper:
    """Return a paper as it goes out: with number and day."""
    return replace(paper, dated=TODAY, number=replace(paper.number, number="5") if paper.number else None)
