"""Journals: a true chain in the measured agency, rows of the same size in the others; and what verifying costs."""

import json
import time
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.core.management.base import CommandError
from django.db import connection

from bench.figures import Figure
from bench.sizes import MEASURED, Sizes
from sotay.agency.clock import now
from sotay.agency.models import Agency, Seat, Unit
from sotay.journal.chain import canonical, link
from sotay.journal.models import Entry
from sotay.journal.queries import last_position, verify_chain

COLUMNS = (
    "agency_id", "seq", "at", "actor_id", "actor_name", "seat", "for_seat", "origin", "action", "subject_type",
    "subject_uuid", "subject_text", "reason", "data", "request_id", "previous_hash", "hash",
)  # fmt: skip
ACTIONS = (
    "organisation.unit.changed",
    "organisation.seat.given",
    "organisation.person.added",
    "approvals.approval.approved",
)


def fill_measured(*, count: int) -> None:
    """Lengthen the chain of the measured agency to `count` entries, each hashed as the journal does."""
    agency = Agency.objects.get(short_name=MEASURED)
    people = [seat.user for seat in Seat.objects.filter(agency=agency).select_related("user").order_by("pk")[:50]]
    units = list(Unit.objects.filter(agency=agency).order_by("pk"))
    position, previous = last_position(agency)
    begin = now() - timedelta(minutes=count)
    with connection.cursor() as cursor, cursor.copy(f"COPY journal_entry ({', '.join(COLUMNS)}) FROM STDIN") as rows:
        for seq in range(position + 1, count + 1):
            person, unit = people[seq % len(people)], units[seq % len(units)]
            entry = SimpleNamespace(
                agency_id=agency.pk, seq=seq, at=begin + timedelta(minutes=seq), actor_id=person.pk,
                actor_name=person.full_name, seat="Thư ký ISO", for_seat="", origin="page",
                action=ACTIONS[seq % len(ACTIONS)], subject_type="agency.unit", subject_uuid=unit.uuid,
                subject_text=unit.name, reason="Sắp xếp lại" if seq % 5 == 0 else "",
                data={"code": unit.code, "order": seq % 100}, request_id=uuid4().hex, previous_hash=previous, hash="",
            )  # fmt: skip
            entry.hash = link(previous, canonical(entry, agency_uuid=agency.uuid, actor_uuid=person.uuid))  # type: ignore[arg-type]
            previous = entry.hash
            entry.data = json.dumps(entry.data)
            rows.write_row([getattr(entry, column) for column in COLUMNS])


def fill_others(*, count: int) -> None:
    """Share `count` entries among the other agencies; each hash names the one before, none is made of its content."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH others AS (
                SELECT agency.id, short_name, count(*) OVER () AS shares, row_number() OVER (ORDER BY agency.id) AS place,
                    unit.uuid AS unit_uuid, unit.name AS unit_name, person.id AS person_id, person.full_name
                FROM agency_agency agency
                JOIN agency_unit unit ON unit.agency_id = agency.id AND unit.code = 'P1'
                JOIN agency_user person ON person.username = 'b' || replace(short_name, 'bench-', '') || '-3'
                WHERE short_name <> %(measured)s
            )
            INSERT INTO journal_entry (agency_id, seq, at, actor_id, actor_name, seat, for_seat, origin, action,
                subject_type, subject_uuid, subject_text, reason, data, request_id, previous_hash, hash)
            SELECT id, seq, now() - seq * interval '1 minute', person_id, full_name, 'Thư ký ISO', '', 'page',
                (%(actions)s::text[])[1 + seq %% 4], 'agency.unit', unit_uuid, unit_name, '',
                jsonb_build_object('order', seq), md5(id || ':' || seq),
                CASE WHEN seq = 1 THEN repeat('0', 64)
                    ELSE encode(sha256((id || ':' || seq - 1)::bytea), 'hex') END,
                encode(sha256((id || ':' || seq)::bytea), 'hex')
            FROM others
            CROSS JOIN LATERAL generate_series(
                1, %(count)s / shares + CASE WHEN place <= %(count)s %% shares THEN 1 ELSE 0 END) AS seq
            """,
            {"measured": MEASURED, "count": max(count, 0), "actions": list(ACTIONS)},
        )


def measure(_sizes: Sizes) -> list[Figure]:
    """Recompute the chain of the measured agency and tell the time."""
    agency = Agency.objects.get(short_name=MEASURED)
    began = time.perf_counter()
    verdict = verify_chain(agency)
    taken = time.perf_counter() - began
    if verdict.broken_at is not None or verdict.count != Entry.objects.filter(agency=agency).count():
        raise CommandError(f"the chain of {MEASURED} breaks at {verdict.broken_at}: {verdict.why}")
    return [
        Figure(f"Verifying a chain of {verdict.count} entries", taken, "s"),
        Figure("Entries verified in a second", round(verdict.count / taken), ""),
    ]
