"""What several commands upon requests write alike: clean values, and what an approval holds for."""

from collections.abc import Mapping
from typing import Any

from sotay.agency.vietnamese import nfc, one_line
from sotay.support.requests.models import ChangeRequest

LINES = ("title",)
TEXTS = ("reason", "present", "proposed", *ChangeRequest.POINTS)
PLAIN = ("manner", "cause", "document", "unit", "law", "due_date")
WRITTEN = (*LINES, *TEXTS, *PLAIN)
SERIES = "support.requests"


def fill(one: ChangeRequest, values: Mapping[str, Any]) -> None:
    """Put values on a request, clean; the unit that keeps the document asks where none is named."""
    for name in LINES:
        if name in values:
            setattr(one, name, one_line(nfc(values[name] or "")))
    for name in TEXTS:
        if name in values:
            setattr(one, name, nfc(values[name] or "").replace("\r\n", "\n").strip())
    for name in PLAIN:
        if name in values:
            setattr(one, name, values[name])
    if one.manner == ChangeRequest.Manner.NEW:
        one.document = None
    if one.unit_id is None and one.document is not None:
        one.unit = one.document.unit


def content_of(one: ChangeRequest) -> dict[str, Any]:
    """Return what who decides sees of a request; its hash is what the approval holds for."""
    texts = {name: getattr(one, name) for name in (*LINES, *TEXTS)}
    return texts | {
        "code": one.code,
        "manner": one.manner,
        "cause": one.cause,
        "document": one.document.code if one.document else None,
        "law": one.law.key if one.law else None,
        "due_date": one.due_date,
        "impacts": sorted(one.impacts.values_list("code", flat=True)) if one.pk else [],
    }
