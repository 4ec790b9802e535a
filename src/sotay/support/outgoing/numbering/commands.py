"""Writes upon signed papers: number and date, issuing, how it was sent, withdrawal."""

from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Decision
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.support.outgoing import content, following, writing
from sotay.support.outgoing.models import NumberSeries, OutgoingPaper
from sotay.support.outgoing.numbering import guards
from sotay.support.outgoing.numbering.numbers_given import next_number
from sotay.support.outgoing.numbers import Given, read_number, symbol_of, written
from sotay.support.outgoing.writing import Files, series_for, usual_series

MAY = "support.number_paper"
State = OutgoingPaper.State
_COLUMNS = {"kept_by": 200, "receipt": 200, "note": 300}


@command
def number_paper(
    paper: OutgoingPaper,
    *,
    actor: Actor,
    version: int,
    number: str = "",
    series: NumberSeries | None = None,
    dated: date | None = None,
    on: date,
) -> OutgoingPaper:
    """Give a signed paper its number and date, which never change afterwards; its PDF and Word are made anew with them.

    `number` is copied from the agency's document system ("05", "05a", "05/QĐ-STTTT"); empty takes the next of a series
    that is kept here. `dated` is today unless given. The signed decision others can rest on is made or linked. Raises
    Refused, naming the paper that has the number already.
    """
    require(actor, MAY, paper)
    paper = lock(paper, version=version)
    dated = dated or on
    refuse(guards.why_not_number(paper))
    typed = read_number(number)
    paper.symbol = symbol_of(typed, paper)
    series = _held(series or series_for(paper), paper, actor=actor)  # the next clerk waits here
    refuse(
        guards.why_not_read(number, series=series),
        guards.why_not_symbol(paper),
        guards.why_not_series(series, paper),
        guards.why_not_dated(paper, dated, on=on),
    )

    given = typed or Given(number=next_number(series, dated.year))
    full = f"{written(given.number, given.suffix)}/{paper.symbol}"
    refuse(
        guards.why_not_this_number(paper, given, series=series, dated=dated),
        guards.why_not_as_entered(paper.decision, full, dated),
    )
    paper.series, paper.number, paper.number_suffix = series, given.number, given.suffix
    paper.dated, paper.number_year = dated, dated.year
    files = _with_number(paper, actor=actor, on=on)
    paper.pdf, paper.docx = files.pdf, files.docx
    paper.decision = _decision(paper, actor=actor)
    paper.state = State.NUMBERED
    paper.save()

    record("support.paper.numbered", actor=actor, subject=paper, number=full, dated=dated, sha256=paper.pdf_id)
    return paper


@command
def issue_paper(
    paper: OutgoingPaper,
    *,
    actor: Actor,
    version: int,
    issued_date: date | None = None,
    copies: int | None = None,
    kept_by: str = "",
    sent_date: date | None = None,
    receipt: str = "",
    note: str = "",
    on: date,
) -> OutgoingPaper:
    """Issue a numbered paper: it goes out, and what rests on it follows in the same transaction.

    The paper this one replaces is withdrawn on the same day.
    """
    require(actor, MAY, paper)
    paper = lock(paper, version=version)
    day = issued_date or on
    refuse(guards.why_not_issue(paper), guards.why_not_issued_on(paper, day, sent_date, on=on))

    paper.state, paper.issued_date, paper.copies, paper.sent_date = State.ISSUED, day, copies, sent_date
    _note(paper, kept_by=kept_by, receipt=receipt, note=note)
    paper.save()
    record("support.paper.issued", actor=actor, subject=paper, number=paper.full_number, issued_date=day)
    following.tell(paper, "issued", actor=actor, on=day)

    if (
        paper.mends is not None
        and paper.mending == OutgoingPaper.Mending.REPLACES
        and paper.mends.state == State.ISSUED
    ):
        old = paper.mends
        reason = f"Được thay thế bằng văn bản số {paper.full_number}."  # stands in the register, which is Vietnamese
        withdraw_paper(old, actor=actor, version=old.version, reason=reason, ended_date=day, on=on)
    return paper


@command
def note_sending(
    paper: OutgoingPaper,
    *,
    actor: Actor,
    version: int,
    copies: int | None = None,
    kept_by: str = "",
    sent_date: date | None = None,
    receipt: str = "",
    note: str = "",
    on: date,
) -> OutgoingPaper:
    """Note later how an issued paper was sent and received: columns of the register, nothing of the paper itself."""
    require(actor, MAY, paper)
    paper = lock(paper, version=version)
    refuse(guards.why_not_sent(paper), guards.why_not_issued_on(paper, paper.issued_date or on, sent_date, on=on))

    names = ("copies", "sent_date", *_COLUMNS)
    before = {name: getattr(paper, name) for name in names}
    paper.copies, paper.sent_date = copies, sent_date
    _note(paper, kept_by=kept_by, receipt=receipt, note=note)
    before = {name: value for name, value in before.items() if getattr(paper, name) != value}
    if not before:
        return UNCHANGED  # type: ignore[return-value]
    paper.save()

    record("support.paper.sent", actor=actor, subject=paper, before=before)
    return paper


@command
def withdraw_paper(
    paper: OutgoingPaper, *, actor: Actor, version: int, reason: str, ended_date: date | None = None, on: date
) -> OutgoingPaper:
    """Withdraw an issued paper, with a reason; it stays readable, its number stays used."""
    require(actor, MAY, paper)
    paper = lock(paper, version=version)
    day = ended_date or on
    refuse(guards.why_not_withdraw(paper), guards.why_not_withdrawn_on(paper, day, on=on), why_no_reason(reason))

    paper.state, paper.ended_date, paper.ended_reason = State.WITHDRAWN, day, one_line(reason)[:500]
    paper.save()
    record("support.paper.withdrawn", actor=actor, subject=paper, reason=reason, ended_date=day)
    following.tell(paper, "withdrawn", actor=actor, on=day)
    return paper


def _held(series: NumberSeries | None, paper: OutgoingPaper, *, actor: Actor) -> NumberSeries:
    """Return the series locked, so that two clerks never get one number; the usual one is made where there is none."""
    if series is not None:
        return lock(series)
    agency: Agency = lock(paper.agency)  # two clerks number the first of a kind
    made = series_for(paper)
    if made is None:
        made = usual_series(paper)
        made.save()
        record("support.series.added", actor=actor, subject=made, abbreviations=made.abbreviations)
    made.agency = agency
    return lock(made)


def _with_number(paper: OutgoingPaper, *, actor: Actor, on: date) -> Files:
    said = content.built(paper, viewer=actor, on=on)
    return writing.files_of(said, form=paper.form, agency=paper.agency)


def _decision(paper: OutgoingPaper, *, actor: Actor) -> Decision:
    """Return the signed paper as others rest on it: the one entered for the approval, one that stands, or a new one."""
    if paper.decision is not None:
        return paper.decision
    assert paper.dated is not None  # a number comes with its date  # noqa: S101
    key = {"agency": paper.agency, "number": paper.full_number, "date": paper.dated}
    if standing := Decision.objects.filter(**key).first():
        return standing
    signature = content.approved(paper, viewer=actor, on=paper.dated).signature
    decision = Decision(
        **key,
        summary=paper.subject[:300],
        signer_name=signature.name[:120] if signature else "",
        signer_title=signature.title[:120] if signature else "",
    )
    decision.save()
    record(
        "organisation.decision.added", actor=actor, subject=decision, number=decision.number, signed_date=paper.dated
    )
    return decision


def _note(paper: OutgoingPaper, **texts: str) -> None:
    for name, text in texts.items():
        setattr(paper, name, one_line(text)[: _COLUMNS[name]])
