"""Originals of customers kept with a dossier: given back, or lost (8.5.3; law 3.2: 21)."""

from datetime import datetime

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import nfc
from sotay.commands import command, lock, refuse, require
from sotay.journal.recording import record
from sotay.operation.dossiers.desk import guards
from sotay.operation.dossiers.desk.acting import Kind, happen, local, locked, moment_of
from sotay.operation.dossiers.keeping import why_not_told
from sotay.operation.dossiers.models import Dossier, DossierPaper

Fate = DossierPaper.Fate
FATES = {Fate.RETURNED: Kind.PAPER_RETURNED, Fate.LOST: Kind.PAPER_LOST}


@command
def tell_fate(
    paper: DossierPaper, *, actor: Actor, now: datetime, fate: str, at: datetime | None = None, reason: str = ""
) -> Dossier:
    """Keep that the originals of a paper were given back, or were lost or damaged and how (to be told to the customer)."""
    require(actor, "operation.serve_dossier", paper.dossier)
    dossier, at = locked(paper.dossier, version=None), moment_of(at, now)
    paper, kind = lock(paper), FATES[Fate(fate)]
    refuse(
        guards.why_not_act(dossier, kind, at=at, now=now),
        guards.why_not_paper(paper),
        why_not_told(dossier, reason),
        guards.why_no_reason(reason) if fate == Fate.LOST and dossier.anonymised_date is None else (),
    )

    paper.fate, paper.fate_date = Fate(fate), local(at).date()
    paper.save()
    names = [{"name": paper.name, "originals": paper.originals}]
    happen(dossier, kind, at=at, by=actor.person, unit=dossier.holder_unit, papers=names, reason=nfc(reason).strip())

    act = "operation.dossier.paper_returned" if fate == Fate.RETURNED else "operation.dossier.paper_lost"
    record(act, actor=actor, subject=dossier, code=dossier.code, date=paper.fate_date, position=paper.position)
    return dossier
