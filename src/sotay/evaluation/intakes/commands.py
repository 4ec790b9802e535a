"""Sealing what came in from outside: one line in the journal for the rows of an hour, not one for each."""

from django.db import OperationalError, connection, transaction
from django.db.models import Max

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.commands import UNCHANGED, command, require
from sotay.evaluation.intakes.models import IntakeSeal
from sotay.evaluation.intakes.permissions import JOB
from sotay.evaluation.intakes.sealing import KINDS, SLICE, seal_of
from sotay.journal.chain import BEGINNING
from sotay.journal.recording import record

PATIENCE = "2s"
"""How long sealing waits for transactions that write such rows; a long import is sealed an hour later."""
_TAKEN = "55P03"


def seal_all() -> int:
    """Seal what came in of every kind for every agency that has something new; return how many seals were made."""
    made = 0
    for kind in KINDS:
        ends = _settled_ends(kind)
        sealed = dict(
            IntakeSeal.objects.filter(kind=kind)
            .values("agency_id")
            .annotate(last=Max("last_id"))
            .values_list("agency_id", "last")
        )
        waiting = {pk: last for pk, last in ends.items() if last > sealed.get(pk, 0)}
        for agency in Agency.objects.filter(pk__in=waiting).order_by("pk"):
            done = seal(agency, kind=kind, last_id=waiting[agency.pk], actor=Actor.system(JOB, agency=agency))
            made += done is not UNCHANGED
    return made


@command
def seal(agency: Agency, *, kind: str, last_id: int, actor: Actor) -> IntakeSeal:
    """Seal the rows of a kind that came since the last seal, up to a key below which no row is still being written."""
    require(actor, "evaluation.seal_intakes", IntakeSeal(agency=agency))
    with connection.cursor() as cursor:  # two workers never seal the same rows
        cursor.execute("SELECT 1 FROM agency_agency WHERE id = %s FOR NO KEY UPDATE", [agency.pk])
    before = IntakeSeal.objects.filter(agency=agency, kind=kind).order_by("-last_id").first()
    rows = KINDS[kind].rows(agency, after=before.last_id if before else 0, last=last_id)
    found = seal_of(rows.iterator(chunk_size=SLICE), previous=before.sealed_hash if before else BEGINNING)
    if not found.count:
        return UNCHANGED  # type: ignore[return-value]

    made = IntakeSeal.objects.create(
        agency=agency,
        kind=kind,
        first_id=found.first_id,
        last_id=found.last_id,
        count=found.count,
        sealed_hash=found.hash,
    )
    record(
        "evaluation.intake.sealed",
        actor=actor,
        subject=agency,
        kind=kind,
        count=found.count,
        first=found.first_id,
        last=found.last_id,
        hash=found.hash,
    )
    return made


def _settled_ends(kind: str) -> dict[int, int]:
    """Return the last key of every agency up to which nothing is still being written; nothing when that takes too long.

    A key is drawn once the table may be written: while it is locked for writers, every key drawn is committed or gone.
    """
    model = KINDS[kind].model
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute(f'LOCK TABLE "{model._meta.db_table}" IN SHARE MODE')
            ends = model._default_manager.values("agency_id").annotate(last=Max("pk"))
            return dict(ends.order_by("agency_id").values_list("agency_id", "last"))
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == _TAKEN:
            return {}
        raise
