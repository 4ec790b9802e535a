"""The extract of the journal in a pack: what was done to its records, each line with its place in the chain and what is hashed."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from sotay.agency.models import Agency, User
from sotay.exchange.columns import Column
from sotay.exchange.writing import csv_lines
from sotay.journal.chain import canonical
from sotay.journal.models import Entry
from sotay.journal.sentences import told_of
from sotay.ui.formats import luc

_AT_ONCE: Final = 2000
COLUMNS: Final = (
    Column("seq", "Dòng"),
    Column("at", "Lúc"),
    Column("who", "Người thực hiện"),
    Column("seat", "Vai trò"),
    Column("act", "Việc"),
    Column("record", "Hồ sơ"),
    Column("reason", "Lý do"),
    Column("hash", "Mã băm của dòng"),
    Column("previous", "Mã băm dòng trước"),
)


class Extract:
    """The entries about some records of an agency up to a position, read anew for each file, slice by slice."""

    def __init__(self, agency: Agency, uuids: Sequence[UUID], *, up_to: int) -> None:
        self.agency = agency
        self._entries = Entry.objects.filter(agency=agency, subject_uuid__in=list(uuids), seq__lte=up_to).order_by(
            "seq"
        )
        acting = self._entries.order_by().filter(actor__isnull=False).values("actor_id").distinct()
        self._actors = dict(User.objects.filter(pk__in=acting).values_list("pk", "uuid"))
        self.count, self.first, self.last = 0, 0, 0

    def json_lines(self) -> Iterator[bytes]:
        """Yield each entry as a line of JSON: what is hashed (`entry`), the hash before it and its own."""
        for entry in self._read():
            self.count += 1
            self.first, self.last = self.first or entry.seq, entry.seq
            actor_uuid = self._actors.get(entry.actor_id) if entry.actor_id else None
            hashed = json.loads(canonical(entry, agency_uuid=self.agency.uuid, actor_uuid=actor_uuid))
            line = {"entry": hashed, "hash": entry.hash, "previous_hash": entry.previous_hash}
            yield json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"

    def csv(self) -> Iterator[bytes]:
        """Yield the same entries as a table to be read by people."""
        return csv_lines(COLUMNS, (_told(entry) for entry in self._read()))

    def _read(self) -> Iterator[Entry]:
        return self._entries.iterator(chunk_size=_AT_ONCE)


def _told(entry: Entry) -> list[Any]:
    return [
        entry.seq,
        luc(entry.at),
        entry.actor_name,
        entry.seat,
        told_of(entry),
        entry.subject_text,
        entry.reason,
        entry.hash,
        entry.previous_hash,
    ]
