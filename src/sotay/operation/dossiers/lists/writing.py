"""Writing a list that was checked: in sets, with one line in the journal."""

from typing import Any

from django.db import connection

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.commands import UNCHANGED, command, require
from sotay.journal.recording import record
from sotay.operation.dossiers.lists import sets
from sotay.operation.dossiers.models import DossierSource
from sotay.operation.dossiers.tallies import recount


@command
def write_list(agency: Agency, *, actor: Actor, sha256: str, told: DossierSource | None, counts: dict[str, Any]) -> Any:
    """Write what the lines beside the register come to, those with errors left out; their tallies are counted anew."""
    require(actor, "operation.import_dossiers", agency)
    if not counts["created"] and not counts["updated"]:
        return UNCHANGED
    within = {"agency": agency.pk, "source": told.pk if told else None}
    with connection.cursor() as cursor:
        cursor.execute(sets.MONTHS)
        months = [month for (month,) in cursor.fetchall()]
        for statement in (sets.INSERT, sets.UPDATE, sets.PERSONS):
            cursor.execute(statement, within)
    recount(agency.pk, months=months)
    record(
        "operation.dossiers.imported",
        actor=actor,
        subject=agency,
        sha256=sha256,
        source=told.name if told else "",
        **counts,
    )
    return agency
