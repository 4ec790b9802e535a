"""What a paper says: built from its form and record while it is a draft, read from what was pinned afterwards."""

from dataclasses import replace
from datetime import date
from typing import Any

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.subjects import Ref
from sotay.papers import forms, kept
from sotay.papers.editing import edited, without_blanks
from sotay.papers.forms import Form
from sotay.papers.making import made
from sotay.papers.model import Number, Paper
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.numbers import written
from sotay.support.outgoing.signers import signature_of


def record_of(one: OutgoingPaper, *, viewer: Actor) -> Any | None:
    """Return the record a paper is about, None where there is none or the viewer may not see it."""
    if one.subject_uuid is None:
        return None
    return subjects.find(Ref(one.subject_type, one.subject_uuid), viewer=viewer)


def form_of(one: OutgoingPaper) -> Form:
    """Return the form a paper was drafted from."""
    form = forms.find(one.form)
    if form is None:
        message = f"no feature makes the form {one.form} known any more"
        raise LookupError(message)
    return form


def is_gone(one: OutgoingPaper, *, viewer: Actor) -> bool:
    """Return whether a draft cannot be told any more: its form or its record is not there for the viewer."""
    if one.content is not None:
        return False
    return forms.find(one.form) is None or (one.subject_uuid is not None and record_of(one, viewer=viewer) is None)


def proposed(one: OutgoingPaper, *, viewer: Actor, on: date) -> Paper:
    """Return what the form proposes, without what was written by hand."""
    return made(form_of(one), record_of(one, viewer=viewer), viewer=viewer, on=on, year=one.year, half=one.half)


def approved(one: OutgoingPaper, *, viewer: Actor, on: date) -> Paper:
    """Return what is signed: pinned once it was submitted, else as form, record and hand say today; it bears no number."""
    if one.content is not None:
        return kept.read(one.content)
    return without_blanks(written_on(proposed(one, viewer=viewer, on=on), one, on=on))


def written_on(paper: Paper, one: OutgoingPaper, *, on: date) -> Paper:
    """Return what a form proposes with what was written by hand, and the signer who was chosen."""
    paper = edited(
        paper, one.words, bases=one.bases, to=one.to, recipients=one.recipients, subject=one.subject
    )  # fmt: skip
    if one.signer is not None:
        paper = replace(paper, signature=signature_of(one.signer, on=on))
    return replace(paper, number=Number(symbol=one.symbol) if one.symbol else paper.number, dated=None)


def built(one: OutgoingPaper, *, viewer: Actor, on: date) -> Paper:
    """Return the paper as it stands: what was signed, with number and date as soon as it has them."""
    return numbered(approved(one, viewer=viewer, on=on), one)


def numbered(paper: Paper, one: OutgoingPaper) -> Paper:
    """Return what was signed with the number and date of a paper, once it has them."""
    if one.number is None:
        return paper
    number = Number(number=written(one.number, one.number_suffix), symbol=one.symbol)
    return replace(paper, number=number, dated=one.dated)
