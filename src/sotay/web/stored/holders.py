"""Which records a file is on, found by every foreign key to bytes there is: no area has to say so of itself."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models.fields.reverse_related import ForeignObjectRel

from sotay.agency import subjects
from sotay.attachments.models import Attachment
from sotay.blobs.models import Blob, BlobCheck, BlobText
from sotay.exchange.runs.files import passing_runs
from sotay.exchange.runs.models import Run
from sotay.manual.models import Pack
from sotay.manual.packs.queries import passing_packs


@dataclass(frozen=True, slots=True)
class Holder:
    """That a file is on a record of an agency; `name` is the file's name there, `ref` the record where it can be named."""

    agency_id: int
    sha256: str
    name: str
    ref: subjects.Ref | None
    label: str
    """What kind of record it is."""


@cache
def _keys() -> tuple[tuple[type[Any], str], ...]:
    """Return each table of an agency's own that names bytes, and the name of its foreign key."""
    found = []
    for relation in Blob._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        model = relation.related_model
        if isinstance(model, type) and _keeps_records(model):
            found.append((model, str(relation.field.name)))
    return tuple(found)


def _keeps_records(model: type[Any]) -> bool:
    named = {field.name for field in model._meta.fields}
    is_history = hasattr(model, "pgh_tracked_model") or "pgh_id" in named
    return "agency" in named and not is_history and not getattr(model, "derived", False)


def only_passing() -> set[str]:
    """Return the hashes of files that are there for a time only, to be imported or taken away: nothing else names them, and their bytes go."""
    runs, packs = (rows.values_list("file_id", flat=True) for rows in (passing_runs(), passing_packs()))
    found = set(runs.union(packs))
    for relation in Blob._meta.get_fields(include_hidden=True):
        model = getattr(relation, "related_model", None)
        if not found or not isinstance(relation, ForeignObjectRel) or model in {BlobCheck, BlobText}:
            continue
        key = f"{relation.field.name}_id"
        named = model._base_manager.filter(**{f"{key}__in": found})  # type: ignore[union-attr]
        if model is Pack:
            continue
        if model is Run:
            named = named.exclude(pk__in=passing_runs().values("pk"))
        found -= set(named.values_list(key, flat=True))
    return found


def holders_of(hashes: Collection[str], *, agency_id: int | None = None) -> Iterator[Holder]:
    """Yield where these files are, in all agencies or in one; one query for each table that names bytes."""
    for model, key in _keys():
        rows = model._base_manager.filter(**{f"{key}__in": list(hashes)}).select_related("agency")
        for row in rows if agency_id is None else rows.filter(agency_id=agency_id):
            yield _holder(row, key)


def _holder(row: Any, key: str) -> Holder:
    name = getattr(row, f"{key}_name", "") or getattr(row, "name", "") or ""
    ref: subjects.Ref | None
    if isinstance(row, Attachment):
        kind, ref = subjects.kind_of(row.subject_type), subjects.Ref(row.subject_type, row.subject_uuid)
    else:
        kind = subjects.kind_of(row._meta.label_lower)
        ref = subjects.ref_of(row) if kind else None
    label = str(kind.label if kind else row._meta.verbose_name)
    return Holder(row.agency_id, getattr(row, f"{key}_id"), str(name), ref, label)
