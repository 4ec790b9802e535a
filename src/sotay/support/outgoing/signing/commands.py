"""Writes upon signed copies: brought back as they are, looked at, and looked at again."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Decision
from sotay.agency.vietnamese import one_line
from sotay.blobs.extraction import extract
from sotay.blobs.models import Blob
from sotay.blobs.signing.looking import Looked, look
from sotay.blobs.storage import verify
from sotay.commands import command, lock, refuse, require
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import kept
from sotay.support.outgoing.models import OutgoingPaper, SignatureCheck, SignedFile
from sotay.support.outgoing.signing import guards
from sotay.support.outgoing.signing.comparing import MOST, differences, lacking
from sotay.support.outgoing.signing.standing import is_sound

MAY = "support.bring_signed"
Comparison = SignedFile.Comparison


@command
def bring_signed(paper: OutgoingPaper, *, actor: Actor, file: Any, place: str = "", on: date) -> SignedFile:
    """Take a signed PDF, or a scan, as it is: its bytes are kept, its signatures looked at apart, its text compared.

    `place` is where the paper original is kept, needed for a scan. Nothing is locked while the file is read. What the
    signatures are worth never keeps a file from being taken: the verdict stands beside it.
    """
    del on  # the journal says when
    require(actor, MAY, paper)
    refuse(guards.why_not_bring(paper))
    blob = kept(file)
    refuse(guards.why_not_this_file(paper, blob))
    looked = look(blob)
    comparison, places = _compared(paper, blob, looked)
    refuse(guards.why_no_place(comparison, place=place))

    paper = lock(paper)
    refuse(guards.why_not_bring(paper), guards.why_not_this_file(paper, blob))
    one = SignedFile(
        agency=paper.agency,
        paper=paper,
        file=blob,
        name=one_line(file.name)[-255:],
        brought_by=actor.person,
        comparison=comparison,
        differences=places,
        paper_copy_place=one_line(place)[:200],
    )
    one.save()
    check = _kept_check(one, looked)
    decision = paper.decision
    if decision is not None and paper.number is not None and _stands_for(decision, one, check):
        before = decision.file_id
        decision.file, decision.file_name = blob, one.name
        decision.save(update_fields=["file", "file_name"])
        record(
            "organisation.decision.changed", actor=actor, subject=decision, before={"file": before}, sha256=blob.sha256
        )

    record(
        "support.paper.signed_copy_brought", actor=actor, subject=paper,
        sha256=blob.sha256, verdict=check.verdict, comparison=comparison,
    )  # fmt: skip
    return one


@command
def check_again(one: SignedFile, *, actor: Actor) -> SignatureCheck:
    """Look at the signatures again, with the certificates that are trusted now, after the bytes were held against their hash.

    Raises BlobDamaged when they are not those that were brought.
    """
    require(actor, MAY, one.paper)
    verify(one.file)
    check = _kept_check(one, look(one.file))
    record("support.paper.signed_copy_checked", actor=actor, subject=one.paper, verdict=check.verdict, name=one.name)
    return check


def _stands_for(decision: Decision, one: SignedFile, check: SignatureCheck) -> bool:
    """Return whether a copy becomes the file of the decision others rest on: nothing speaks against it, and it says no less.

    A file that was entered by hand stays; a copy that was brought before makes room.
    """
    if not is_sound(one, check):
        return False
    before = SignedFile.objects.filter(paper=one.paper).exclude(pk=one.pk).prefetch_related("checks")
    if decision.file_id is not None and decision.file_id not in {file.file_id for file in before}:
        return False
    return not lacking(check, (list(file.checks.all())[-1] for file in before))


def _compared(paper: OutgoingPaper, blob: Blob, looked: Looked) -> tuple[str, list[list[str]]]:
    """Return what comparing the text came to; the approved text is that of the PDF that was given out.

    What lies over the pages (notes, stamps, filled fields) is no part of their text: it counts as a place of its own.
    """
    over = [["", f"(trang {page}) {words}".strip()] for page, words in looked.notes or ()]
    read = extract(blob)
    if read.state == "FAILED":
        return Comparison.UNREADABLE, []
    if looked.notes is None and read.text and looked.verdict != SignatureCheck.Verdict.INVALID:
        return Comparison.UNREADABLE, []  # words alike, with nobody knows what over them
    if not read.text and not over:
        return Comparison.NO_TEXT, []
    ours = extract(paper.pdf).text if paper.pdf else ""
    places = [*over, *differences(ours, read.text, paper=paper)][:MOST]
    return (Comparison.DIFFERENT if places else Comparison.SAME), places


def _kept_check(one: SignedFile, looked: Looked) -> SignatureCheck:
    check = SignatureCheck(
        agency=one.agency,
        signed_file=one,
        verdict=looked.verdict,
        verdicts={"reason": looked.reason, "signatures": looked.signatures},
        anchors=", ".join(looked.anchors)[:300],
    )
    check.save()
    return check
