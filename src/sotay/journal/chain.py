"""The chain: what is hashed, in which form, and how an outsider recomputes it.

Each entry's hash is SHA-256 over the previous hash and the canonical JSON of the entry: keys sorted, no blanks, UTF-8,
times in UTC with six decimals. The first entry follows 64 zeros.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sotay.journal.models import Entry

BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying a chain found: how many entries, the last hash, and the first broken position with the reason."""

    count: int
    last_hash: str
    broken_at: int | None = None
    why: str = ""


def plain(value: Any) -> Any:
    """Return a value as JSON keeps it exactly: dates, decimals and uuids as text; floats are refused.

    Raises TypeError for what has no exact form.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = [plain(item) for item in value]
        return sorted(items) if isinstance(value, set | frozenset) else items
    if hasattr(value, "__str__") and type(value).__name__ == "__proxy__":  # a translated text
        return str(value)
    message = f"the journal cannot keep {type(value).__name__} exactly"
    raise TypeError(message)


def canonical(entry: Entry, *, agency_uuid: UUID | None, actor_uuid: UUID | None) -> bytes:
    """Return the bytes of an entry that are hashed."""
    return json.dumps(
        {
            "action": entry.action,
            "actor": str(actor_uuid) if actor_uuid else None,
            "actor_name": entry.actor_name,
            "agency": str(agency_uuid) if agency_uuid else None,
            "at": plain(entry.at),
            "data": entry.data,
            "for_seat": entry.for_seat,
            "origin": entry.origin,
            "reason": entry.reason,
            "request_id": entry.request_id,
            "seat": entry.seat,
            "seq": entry.seq,
            "subject_text": entry.subject_text,
            "subject_type": entry.subject_type,
            "subject_uuid": str(entry.subject_uuid),
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def link(previous_hash: str, content: bytes) -> str:
    """Return the hash of an entry that follows another."""
    return hashlib.sha256(previous_hash.encode("ascii") + content).hexdigest()


def verify(
    entries: Iterable[Entry],
    *,
    agency_uuid: UUID | None,
    actor_uuids: dict[int, UUID],
    reached: tuple[int, str] = (0, BEGINNING),
) -> Verdict:
    """Recompute a chain given in order of position and name the first entry that does not fit.

    `reached` is a position the chain is known to have had, with its hash: an entry cut off at the end is named too.
    """
    count, last = 0, BEGINNING
    for entry in entries:
        count += 1
        if entry.seq != count:
            return Verdict(
                count - 1,
                last,
                count,
                _("thiếu dòng %(missing)d, gặp dòng %(found)d") % {"missing": count, "found": entry.seq},
            )
        if entry.previous_hash != last:
            return Verdict(count - 1, last, count, _("không nối tiếp dòng trước"))
        actor_uuid = actor_uuids.get(entry.actor_id) if entry.actor_id else None
        if entry.hash != link(last, canonical(entry, agency_uuid=agency_uuid, actor_uuid=actor_uuid)):
            return Verdict(count - 1, last, count, _("nội dung đã bị thay đổi"))
        if entry.seq == reached[0] and entry.hash != reached[1]:
            return Verdict(count - 1, last, count, _("dòng đã bị viết lại"))
        last = entry.hash
    if count < reached[0]:
        return Verdict(
            count,
            last,
            count + 1,
            _("thiếu dòng %(missing)d, chuỗi đã đến dòng %(reached)d") % {"missing": count + 1, "reached": reached[0]},
        )
    return Verdict(count, last)
