"""Writes upon outgoing papers until they are signed: draft, write, submit, signed or returned, given up, mended by a new one."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency, Seat, Unit
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.approvals.commands import submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.papers import forms, kept
from sotay.papers.editing import proses
from sotay.papers.making import made
from sotay.support.outgoing import content, following, guards, writing
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.signers import proposed_seat
from sotay.support.outgoing.writing import SUBJECT, clean, clean_lines, clean_words

PURPOSE: Final = "support.outgoing"
CORRECTION: Final = "correction"
"""The form of a letter that corrects an issued paper (NĐ 30/2020/NĐ-CP Điều 18 khoản 4)."""
State = OutgoingPaper.State
Mending = OutgoingPaper.Mending


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

    `subject` is the extract (trích yếu), else the form's; the signer is who the form names. Raises Refused where the form
    or the record has nothing to print.
    """
    require(actor, "support.draft_paper", agency)
    known = forms.find(form)
    refuse(guards.why_not_draft(known, about))
    assert known is not None  # the guard refused otherwise  # noqa: S101

    paper = made(known, about, viewer=actor, on=on, year=year, half=half)
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
        signer=proposed_seat(agency, paper.signature, on=on),
    )
    one.save()

    record("support.paper.drafted", actor=actor, subject=one, form=form)
    return one


@command
def write_paper(
    paper: OutgoingPaper,
    *,
    actor: Actor,
    version: int,
    subject: str,
    words: Mapping[str, str] | None = None,
    signer: Seat | None = None,
    unit: Unit | None = None,
    bases: Iterable[str] | None = None,
    to: Iterable[str] | None = None,
    recipients: Iterable[str] | None = None,
    on: date,
) -> OutgoingPaper:
    """Keep what was written by hand on a draft; None keeps what the form proposes. Saving is never refused for what is missing."""
    require(actor, "support.write_paper", paper)
    paper = lock(paper, version=version)
    refuse(guards.why_not_write(paper))
    if content.is_gone(paper, viewer=actor):
        refuse([guards.why_gone(paper)])

    known = [one.key for one in proses(content.proposed(paper, viewer=actor, on=on))]
    wanted = {
        "subject": one_line(clean(subject))[:SUBJECT] or paper.subject,
        "words": clean_words(words or {}, known=known),
        "bases": clean_lines(bases),
        "to": clean_lines(to),
        "recipients": clean_lines(recipients),
        "signer": signer,
        "unit": unit,
    }
    changed = [field for field, value in wanted.items() if getattr(paper, field) != value]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    for field in changed:
        setattr(paper, field, wanted[field])
    paper.save()

    record("support.paper.written", actor=actor, subject=paper, fields=changed)
    return paper


@command
def submit_paper(paper: OutgoingPaper, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit a draft for signature: what it says is pinned, its PDF, Word and sheets are made, the signer is asked.

    The files are made before the draft is locked. Refused names everything that is missing, with where to put it right.
    """
    require(actor, "support.write_paper", paper)
    read = OutgoingPaper.objects.select_related("agency", "signer__user", "signer__agency", "unit").get(pk=paper.pk)
    if content.is_gone(read, viewer=actor):
        refuse([guards.why_gone(read)])
    following.tell(read, "submitting", actor=actor, on=on)
    said = content.approved(read, viewer=actor, on=on)
    refuse(guards.why_not_submit(read, said, on=on))
    files = writing.files_of(said, form=read.form, agency=read.agency)

    lock(paper, version=version)
    read = lock(read, version=read.version)
    read.content = kept.plain(said)
    read.pdf, read.docx, read.behind = files.pdf, files.docx, files.behind
    read.state, read.returned_reason = State.SUBMITTED, ""
    read.save()
    approver = read.signer.user if read.signer else None
    approval = submit(read, [read], actor=actor, purpose=PURPOSE, note=note, unit=read.unit, approver=approver, on=on)
    refuse(guards.why_not_route(approval, read, on=on))

    record("support.paper.submitted", actor=actor, subject=read, note=note, sha256=read.pdf_id)
    return approval


@command
def paper_signed(approval: Approval, *, actor: Actor, kept: Iterable[Any]) -> OutgoingPaper:
    """Mark a paper signed, by the seat itself (xác nhận trên hệ thống) or by the signed paper that was entered."""
    del kept  # a round is about one paper
    paper = _paper_of(approval)
    paper.state, paper.signed_date = State.SIGNED, approval.approved_date or today()
    if approval.way == Approval.Way.PAPER:
        paper.decision = approval.paper
    paper.save()
    record("support.paper.signed", actor=actor, subject=paper, way=approval.way, signed_date=paper.signed_date)
    following.tell(paper, "signed", actor=actor, on=paper.signed_date)
    return paper


@command
def paper_returned(approval: Approval, *, actor: Actor, reason: str) -> OutgoingPaper:
    """Open a paper for writing again with the reason; what was pinned is let go, the round keeps its hash."""
    paper = _paper_of(approval)
    paper.state, paper.returned_reason = State.DRAFT, one_line(reason)[:500]
    paper.content = paper.pdf = paper.docx = paper.behind = None
    paper.save()
    record("support.paper.returned", actor=actor, subject=paper, reason=reason)
    following.tell(paper, "returned", actor=actor, on=today())
    return paper


@command
def cancel_paper(paper: OutgoingPaper, *, actor: Actor, version: int, reason: str, on: date) -> OutgoingPaper:
    """Give a paper up before it went out, with a reason; a number it has stays used."""
    require(actor, "support.write_paper", paper)
    paper = lock(paper, version=version)
    refuse(guards.why_not_cancel(paper), why_no_reason(reason))
    if paper.state != State.DRAFT:
        require(actor, "support.number_paper", paper)

    paper.state, paper.ended_date, paper.ended_reason = State.CANCELLED, on, one_line(reason)[:500]
    paper.save()
    record("support.paper.cancelled", actor=actor, subject=paper, reason=reason)
    return paper


@command
def mend_paper(paper: OutgoingPaper, *, actor: Actor, version: int, mending: str, on: date) -> OutgoingPaper:
    """Draft the paper that puts an issued one right: one of equal form in its place, or a letter that corrects it.

    What was issued stays as it is; one that is replaced counts as withdrawn on the day the new one is issued.
    """
    require(actor, "support.draft_paper", paper)
    paper = lock(paper, version=version)
    refuse(guards.why_not_mend(paper, paper.mended_by.filter(state__in=OutgoingPaper.OPEN)))

    if mending == Mending.REPLACES:
        mending_one = draft_paper(
            paper.agency, actor=actor, form=paper.form, about=content.record_of(paper, viewer=actor),
            subject=paper.subject, year=paper.year, half=paper.half, unit=paper.unit, on=on,
        )  # fmt: skip
        mending_one.words, mending_one.to, mending_one.recipients = paper.words, paper.to, paper.recipients
        mending_one.bases = paper.bases
    else:
        told = f"Đính chính văn bản số {paper.full_number}"  # papers are Vietnamese whatever the screen
        mending_one = draft_paper(
            paper.agency, actor=actor, form=CORRECTION, about=paper, subject=told, unit=paper.unit, on=on
        )
    mending_one.mends, mending_one.mending = paper, mending
    mending_one.save()
    record("support.paper.mended", actor=actor, subject=paper, mending=mending, by=str(mending_one))
    return mending_one


def _paper_of(approval: Approval) -> OutgoingPaper:
    rows = OutgoingPaper.objects.select_for_update(of=("self",)).select_related("agency", "signer__user")
    return rows.get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
