"""Taking over as an import: a set is read, tried out and taken like every other file."""

from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.commands import require
from sotay.exchange.imports import Source
from sotay.exchange.outcome import Applied, RowsRefused
from sotay.support.takeover.commands import take_over
from sotay.support.takeover.planning import Plan
from sotay.support.takeover.reading import Bundle


def apply(bundle: Bundle, *, agency: Agency, actor: Actor, on: date, source: Source) -> Applied:
    """Make drafts of all documents of a set, all or none; RowsRefused names each file and cell that is wrong."""
    require(actor, "support.import_documents", agency)
    plan = Plan(bundle, agency=agency, on=on)
    if plan.problems:
        raise RowsRefused(plan.problems)
    if plan.lines:
        take_over(agency, actor=actor, lines=plan.lines, file_name=source.name, sha256=source.sha256, on=on)
    created = sum(1 for line in plan.lines if line.document is None)
    return Applied(created, len(plan.lines) - created, plan.unchanged, tuple(plan.flags))
