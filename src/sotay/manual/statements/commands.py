"""Writes upon the manual as a document: begun empty, taken from a file or the sample, and its issue by a decision."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.blobs.models import Blob
from sotay.commands import UNCHANGED, command, lock, refuse, require, upkeep
from sotay.journal.recording import record
from sotay.manual.statements.citing import cited
from sotay.manual.statements.guards import why_not_begin, why_not_declare_issue, why_not_take
from sotay.manual.statements.models import Citation, IssuedText, Manual
from sotay.manual.statements.reading import ReadManual
from sotay.manual.statements.taking import flagged, stand_empty, taken, wanted_parts
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision
from sotay.search import index
from sotay.standard.applicability.commands import take_applicability
from sotay.standard.catalogue.clauses import may_be_excluded


@command
def begin_manual(agency: Agency, *, actor: Actor) -> Manual:
    """Begin a manual without any text: a place for each clause 4.1–10.3, to be written by amendments."""
    require(actor, "manual.begin_manual", agency)
    agency = lock(agency)
    refuse(why_not_begin(agency))

    manual = Manual(agency=agency)
    manual.save()
    stand_empty(manual)
    keep_citations(manual)

    record("manual.manual.begun", actor=actor, subject=manual)
    return manual


@command
def take_manual(
    agency: Agency,
    *,
    actor: Actor,
    read: ReadManual,
    file_hash: str,
    on: date,
    origin: str = Manual.Origin.IMPORTED,
    file: Blob | None = None,
    file_name: str = "",
) -> Manual:
    """Take a manual that was read from a file as its text, all or nothing; the same file again changes nothing.

    `on` is the day from which clauses said not to apply do not apply. Raises Refused when the text in force has its
    decision or was amended here: a file then comes as an amendment (`amendments.taking.take_file`). An untouched sample
    gives way with its decision, and the new text waits for its own.
    """
    require(actor, "manual.import_manual", agency)
    agency = lock(agency)
    manual = Manual.objects.select_for_update().filter(agency=agency).first()
    if manual and manual.source_hash == file_hash:
        return UNCHANGED  # type: ignore[return-value]
    refuse(why_not_take(manual, read, by_sample=origin == Manual.Origin.SAMPLE))

    manual = manual or Manual(agency=agency)
    if manual.issue_decision_id:
        _forget_issue(manual)
    manual.origin, manual.source_hash, manual.file, manual.file_name = origin, file_hash, file, file_name
    manual.not_understood = flagged(read)
    manual.save()
    counts = taken(manual, wanted_parts(read), is_sample=origin == Manual.Origin.SAMPLE)
    stand_empty(manual)
    keep_citations(manual)
    exclusions = [one for one in read.exclusions if may_be_excluded(one.clause)]
    for exclusion in exclusions:
        take_applicability(agency, actor=actor, clause=exclusion.clause, reason=exclusion.reason, valid_from_date=on)

    record(
        "manual.manual.taken",
        actor=actor,
        subject=manual,
        file_hash=file_hash,
        file_name=file_name,
        origin=origin,
        exclusions=[one.clause for one in exclusions],
        not_understood=len(read.not_understood),
        counts=counts,
    )
    return manual


@command
def declare_issue(
    manual: Manual,
    *,
    actor: Actor,
    version: int,
    on: date,
    number: str,
    date: date,
    edition: int = 1,
    revision: int = 0,
    signer_name: str = "",
    signer_title: str = "",
    file: Any = None,
) -> Manual:
    """Name the decision that issued the text taken from a file; its statements count as approved on its date (practice 3).

    `file` is an upload or None.
    """
    require(actor, "manual.declare_issue", manual)
    manual = lock(manual, version=version)
    refuse(why_not_declare_issue(manual, number=number, signed_date=date, on=on))

    paper = NewDecision(number=number, date=date, signer_name=signer_name, signer_title=signer_title, file=file)
    decision = entered(paper, agency=manual.agency, actor=actor, on=on)
    manual.issue_decision, manual.issued_date = decision, date
    manual.edition, manual.revision = edition, revision
    manual.save()
    parts = list(manual.statements.exclude(text=""))
    for statement in parts:
        statement.approved_date = statement.issued_date = date
        statement.from_edition, statement.from_revision = edition, revision
        statement.save()
    IssuedText.objects.bulk_create(
        IssuedText(
            agency=manual.agency,
            statement=one,
            edition=edition,
            revision=revision,
            text=one.text,
            approved_date=date,
            issued_date=date,
            decision=decision,
        )
        for one in parts
    )

    record(
        "manual.manual.issue_declared",
        actor=actor,
        subject=manual,
        number=number.strip(),
        date=date,
        edition=edition,
        revision=revision,
    )
    return manual


def _forget_issue(manual: Manual) -> None:
    """Take back the issue of a sample: its texts are nobody's and must not count as approved."""
    manual.issue_decision = manual.issued_date = None
    manual.edition, manual.revision = 1, 0
    IssuedText.objects.filter(statement__manual=manual).delete()


@upkeep
def keep_citations(manual: Manual) -> None:
    """Write anew which documents and laws the texts in force cite, and by which words they are found."""
    statements = list(manual.statements.select_related("agency"))
    index.keep(statements)
    from_texts = [
        Citation(agency_id=manual.agency_id, statement=statement, kind=kind, key=key, shown=shown)
        for statement in statements
        for (kind, key), shown in cited(statement.text).items()
    ]
    Citation.objects.filter(statement__manual=manual).delete()
    Citation.objects.bulk_create(from_texts)
