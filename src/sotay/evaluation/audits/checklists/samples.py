"""Codes in what was written of samples: dossiers and documents they name, kept by reference and never with a citizen's data."""

import re
from dataclasses import dataclass
from typing import Any

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.vietnamese import fold_code
from sotay.evaluation.audits.models import ChecklistLine
from sotay.operation.dossiers.codes import key_of
from sotay.operation.models import Dossier
from sotay.support.documents.sight import visible
from sotay.support.models import Document

_PARTS = re.compile(r"[\n,;]+")
MOST = 50
"""Codes looked up in one answer."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record named by its code; `title` is its code, for a document with its name."""

    ref: subjects.Ref
    title: str


def named_in(text: str, *, viewer: Actor) -> list[Named]:
    """Return the dossiers and documents whose codes stand in a text, each on a line or between commas; two queries."""
    said = [part.strip() for part in _PARTS.split(text)]
    said = [part for part in said if part][:MOST]
    if not said:
        return []
    dossiers = Dossier.objects.of(viewer).filter(key__in={key_of(part)[:60] for part in said}).order_by("key", "pk")
    codes = {fold_code(part) for part in said} - {""}
    documents = visible(Document.objects.of(viewer).filter(code_folded__in=codes), viewer).order_by("code_sort", "pk")
    found: list[Any] = [(one, one.code) for one in dossiers]
    found += [(one, str(one)) for one in documents]
    return [Named(subjects.ref_of(one), title[:300]) for one, title in found]


def shown_samples(lines: list[ChecklistLine], *, viewer: Actor) -> dict[int, list[tuple[str, subjects.Known | None]]]:
    """Return the samples of each line by its key: what they are called, and the record where the viewer may open it."""
    rows = [(line.pk, one) for line in lines for one in line.sampled.all()]
    known = subjects.resolve({subjects.Ref(one.subject_type, one.subject_uuid) for _pk, one in rows}, viewer=viewer)
    found: dict[int, list[tuple[str, subjects.Known | None]]] = {}
    for pk, one in sorted(rows, key=lambda row: (row[0], row[1].title, row[1].pk)):
        found.setdefault(pk, []).append((one.title, known.get(subjects.Ref(one.subject_type, one.subject_uuid))))
    return found
