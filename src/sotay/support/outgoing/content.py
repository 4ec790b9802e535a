"""What a paper says: built from its form and record while it is a draft, read from what was pinned afterwards."""

from dataclasses import replace
from datetime import date
from typing import Any

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.subjects import Ref
from sotay.papers import forms, kept
from sotay.papers.authority import head_title, signature_of
from sotay.papers.editing import edited
from sotay.papers.forms import Form, Making
from sotay.papers.model import Paper
from sotay.support.outgoing.models import OutgoingPaper


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


def proposed(one: OutgoingPaper, *, viewer: Actor, on: date) -> Paper:
    """Return what the form proposes, without what was written by hand."""
    making = Making(agency=one.agency, viewer=viewer, on=on, year=one.year or on.year, half=one.half)
    return form_of(one).build(record_of(one, viewer=viewer), making)


def built(one: OutgoingPaper, *, viewer: Actor, on: date) -> Paper:
    """Return the paper as it stands: pinned once it was submitted, else as form, record and hand say today."""
    if one.content is not None:
        return kept.read(one.content)
    paper = edited(
        proposed(one, viewer=viewer, on=on),
        one.words, bases=one.bases, to=one.to, recipients=one.recipients, subject=one.subject,
    )  # fmt: skip
    if one.signer is not None:
        paper = replace(paper, signature=signature_of(one.signer, head=head_title(one.agency, on)))
    return paper
