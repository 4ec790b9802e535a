"""What is sealed of rows from outside, and how an outsider computes it again.

Each seal is the SHA-256 over the hash of the seal before it (64 zeros for the first) and one line for each row in the order
of the keys: canonical JSON of the columns that never change, as the journal writes them, and a line feed.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model, QuerySet

from sotay.agency.models import Agency
from sotay.evaluation.feedback.models import Feedback
from sotay.evaluation.satisfaction.models import Answer
from sotay.journal.chain import BEGINNING, plain

SLICE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A table of rows from outside and its columns that never change; references are told by key."""

    model: type[Model]
    columns: tuple[str, ...]

    def rows(self, agency: Agency, *, after: int, last: int | None = None) -> QuerySet[Any, tuple[Any, ...]]:
        """Return the rows of an agency with keys after one, up to another, as (key, columns…)."""
        found = self.model._default_manager.filter(agency=agency, pk__gt=after)
        if last is not None:
            found = found.filter(pk__lte=last)
        return found.order_by("pk").values_list("pk", *self.columns)


KINDS: Final = {
    "answers": Kind(
        Answer,
        (
            "uuid", "survey_id", "channel", "proof", "point_id", "unit_id", "service_id", "dossier_id", "given_date",
            "answered_at", "batch_id", "sheet", "entered_by_id", "nonce", "marks", "texts_hash", "is_english",
        ),
    ),
    "feedback": Kind(Feedback, ("uuid", "created_at", "nonce", "follow_hash")),
}  # fmt: skip
"""By the name that stands in seals and journal lines."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What some rows came to: how many, their first and last keys, and the hash."""

    count: int
    first_id: int
    last_id: int
    hash: str


def seal_of(rows: Iterable[tuple[Any, ...]], *, previous: str = BEGINNING) -> Sealed:
    """Return the seal over rows in the order of their keys, after the seal before; `count` is 0 for no rows."""
    digest = hashlib.sha256(previous.encode("ascii"))
    count = first = last = 0
    for row in rows:
        count, first, last = count + 1, first or row[0], row[0]
        digest.update(json.dumps(plain(row), ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return Sealed(count, first, last, digest.hexdigest())
