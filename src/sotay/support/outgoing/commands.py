"""Writes upon outgoing papers: draft from a form, and what follows on its way out."""

from datetime import date
from typing import Any

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import command, refuse, require
from sotay.journal.recording import record
from sotay.papers import forms
from sotay.papers.forms import Making
from sotay.support.outgoing import guards
from sotay.support.outgoing.models import OutgoingPaper

SUBJECT = 500


@command
def draft_paper(
    agency: Agency,
    *,
    actor: Actor,
    form: str,
    about: Any | None = None,
    subject: str = "",
    year: int | None = None,
    half: int = 0,
    unit: Unit | None = None,
    on: date,
) -> OutgoingPaper:
    """Draft a paper from a form, about a record (None for one of the whole agency); its words are the form's until edited.

    `subject` is the extract (trích yếu), else the form's. Raises Refused where the form or the record has nothing to print.
    """
    require(actor, "support.draft_paper", agency)
    known = forms.find(form)
    refuse(guards.why_not_draft(known, about))
    assert known is not None  # the guard refused otherwise  # noqa: S101

    paper = known.build(about, Making(agency=agency, viewer=actor, on=on, year=year or on.year, half=half))
    said = one_line(nfc(subject))[:SUBJECT] or one_line(paper.subject)[:SUBJECT] or one_line(str(known.title))[:SUBJECT]
    ref = subjects.ref_of(about) if about is not None else None
    one = OutgoingPaper(
        agency=agency,
        slug=free_slug(OutgoingPaper.objects.filter(agency=agency), f"{paper.abbreviation} {said}"),
        form=form,
        subject_type=ref.type if ref else "",
        subject_uuid=ref.uuid if ref else None,
        year=year,
        half=half,
        abbreviation=paper.abbreviation,
        subject=said,
        symbol=paper.number.symbol if paper.number else "",
        unit=unit,
        drafted_by=actor.person,
    )
    one.save()

    record("support.paper.drafted", actor=actor, subject=one, form=form)
    return one
