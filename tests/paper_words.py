"""What a paper says, read for tests: its words, the rows of its tables, the values of its fields."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.papers import forms
from sotay.papers.forms import Making
from sotay.papers.model import Fields, FormMark, Prose, Signatures, Table, words
from tests.conftest import TODAY


def built(code, record, actor, *, on=TODAY, year=2026, mark=None):
    """Return the paper of a form."""
    making = Making(
        agency=actor.agency, viewer=actor, on=on, year=year, mark=mark or FormMark(code="BM.01.07", edition="02")
    )
    return forms.find(code).build(record, making)


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
