"""What a paper says, read for tests: its words, the rows of its tables, the values of its fields, what the decree finds in it."""

import re
from dataclasses import replace
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.papers import forms
from sotay.papers.docx import docx
from sotay.papers.forms import Making
from sotay.papers.linter import why_not_nd30
from sotay.papers.model import Fields, FormMark, Heading, Items, Paragraph, Prose, Signatures, Table, words
from sotay.papers.pdf import pdf
from tests.conftest import TODAY

MARK = FormMark(code="BM.01.07", edition="02")


def making_for(viewer, *, on=TODAY, year=None, half=0, mark=MARK):
    """Return what a form is built with for a viewer."""
    return Making(agency=viewer.agency, viewer=viewer, on=on, year=year or on.year, half=half, mark=mark)


def built(code, record, viewer, **more):
    """Return the paper of a form."""
    return forms.find(code).build(record, making_for(viewer, **more))


def table(paper, key):
    """Return the rows of a table as lists of words."""
    found = next(one for one in paper.every_block() if isinstance(one, Table) and one.key == key)
    return [[words(cell) for cell in row] for row in found.rows]


def has_table(paper, key):
    """Return whether the paper has a table."""
    return any(isinstance(one, Table) and one.key == key for one in paper.every_block())


def values(paper):
    """Return the values of all fields by their keys."""
    return {
        field.key: words(field.value).replace("\N{NO-BREAK SPACE}", " ")
        for one in paper.every_block()
        if isinstance(one, Fields)
        for field in one.fields
    }


def prose(paper, key):
    """Return what can be written otherwise."""
    return next(one.text for one in paper.every_block() if isinstance(one, Prose) and one.key == key)


def signers(paper):
    """Return title, name and note of every signature within the paper."""
    return [
        (column.title, column.name, column.note)
        for one in paper.every_block()
        if isinstance(one, Signatures)
        for column in one.columns
    ]


def links(paper, key):
    """Return the links in the cells of a table by the words that lead there."""
    found = next(one for one in paper.every_block() if isinstance(one, Table) and one.key == key)
    runs = (run for row in found.rows for cell in row if isinstance(cell, tuple) for run in cell)
    return {run.text: run.link for run in runs if run.link}


def is_empty(paper):
    """Return whether a blank says nothing of anybody: no rows, no values but boxes without a tick, no names."""
    ticked = "■" in "".join(values(paper).values())
    named = any(name for _title, name, _note in signers(paper))
    return not ticked and not named and all(value.startswith("□") or not value for value in values(paper).values())


def asked(build):
    """Return how many queries building asks."""
    with CaptureQueriesContext(connection) as seen:
        build()
    return len(seen)


def said_by(paper):
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


def said_on(page):
    """Return the words of a page, a line for each part; cells of a row between bars."""
    told = re.sub(r"\s*</t[dh]>\s*<t[dh][^>]*>", " | ", re.sub(r"\s+", " ", page))
    told = re.sub(r"<br>|</(?:p|tr|div|li|h\d|dd|caption)>", "\n", told).replace("\N{NO-BREAK SPACE}", " ")
    lines = unescape(re.sub(r"<[^>]+>", "", told.replace("</dt>", " "))).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def faults_of(paper):
    """Return what the decree finds in a paper, in its PDF and in its Word file."""
    return [str(one) for one in why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper))]


def issued(paper):
    """Return a paper as it goes out: with number and day."""
    return replace(paper, dated=TODAY, number=replace(paper.number, number="5") if paper.number else None)
