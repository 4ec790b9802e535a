"""The files on records: their own, the signed papers they rest on, what was issued of them, attachments; few queries for any number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import ForeignKey

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Decision
from sotay.agency.subjects import Ref
from sotay.approvals.models import Item
from sotay.attachments.models import Attachment
from sotay.blobs.models import Blob
from sotay.support.outgoing.models import OutgoingPaper

PAPER: Final = OutgoingPaper._meta.label_lower
OUT: Final = ("SIGNED", "NUMBERED", "ISSUED", "WITHDRAWN")

OWN, SIGNED, ISSUED, ATTACHED, FORM = "tệp của hồ sơ", "bản ký", "văn bản đã lập", "tệp đính kèm", "biểu mẫu"
"""What a file is, as the index says it: the words of a paper, not of a screen."""

_FIRST_OF: Final = {"support.revision": ("pdf", "source")}
"""Of these one file says it all: the first there is."""
_NOT_GIVEN: Final = {PAPER: {"docx"}}
"""The working copies of what is given as PDF."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file on a record."""

    blob: Blob
    name: str
    what: str


def joined(model: type[Any]) -> list[str]:
    """Return the foreign keys to files and signed papers of a table, to be read in its one query."""
    keys = _keys(model, Blob)
    return [*keys, *(f"{name}__file" for name in _keys(model, Decision))]


def own_files(record: Any) -> list[Held]:
    """Return the files a record names itself, those of its signed papers last."""
    model = type(record)
    kind = model._meta.label_lower
    found = []
    for name in _keys(model, Blob):
        blob = getattr(record, name)
        if blob is not None and name not in _NOT_GIVEN.get(kind, ()):
            what = ISSUED if kind == PAPER else OWN
            found.append((name, Held(blob, _named(record, name), what)))
    if order := _FIRST_OF.get(kind):
        found = sorted(found, key=lambda one: order.index(one[0]))[:1]
    held = [one for _name, one in found]
    papers = [getattr(record, name) for name in _keys(model, Decision)]
    return held + [one for paper in papers if (one := _signed(paper)) is not None]


def files_on(refs: Mapping[Ref, Any], *, viewer: Actor) -> dict[Ref, list[Held]]:
    """Return what else is on records the viewer may see: papers they were approved by, what was issued of them, attachments."""
    found: dict[Ref, list[Held]] = defaultdict(list)
    uuids = [ref.uuid for ref in refs]
    items = Item.objects.of(viewer).filter(subject_uuid__in=uuids, left_out=False, approval__paper__file__isnull=False)
    for item in items.select_related("approval__paper__file").order_by("pk"):
        if held := _signed(item.approval.paper):
            found[Ref(item.subject_type, item.subject_uuid)].append(held)
    for ref, held in _issued(uuids, viewer=viewer):
        found[ref].append(held)
    files = Attachment.objects.of(viewer).filter(subject_uuid__in=uuids, removed_at__isnull=True)
    for one in files.select_related("blob").order_by("created_at", "pk"):
        found[Ref(one.subject_type, one.subject_uuid)].append(Held(one.blob, one.name, ATTACHED))
    return {ref: held for ref, held in found.items() if ref in refs}


def _issued(uuids: list[Any], *, viewer: Actor) -> Iterable[tuple[Ref, Held]]:
    """Yield what was made of records as outgoing papers, as far as the viewer may see it: the very bytes, and the signed copies."""
    rows = subjects.rows_of(PAPER, viewer=viewer)
    papers = OutgoingPaper.objects.of(viewer) if rows is None else rows
    papers = papers.filter(state__in=OUT).select_related("pdf", "behind").prefetch_related("signed_files__file")
    about = papers.filter(subject_uuid__in=uuids) | papers.filter(uuid__in=uuids)
    for paper in about.order_by("pk"):
        own = Ref(PAPER, paper.uuid)
        ref = Ref(paper.subject_type, paper.subject_uuid) if paper.subject_uuid else own
        if paper.subject_uuid and paper.pdf:
            yield ref, Held(paper.pdf, f"{paper.full_number} {paper.subject}.pdf", ISSUED)
        if paper.subject_uuid and paper.behind:
            yield ref, Held(paper.behind, f"{paper.full_number} so lieu.xlsx", ISSUED)
        for one in sorted(paper.signed_files.all(), key=lambda row: row.pk):
            yield ref, Held(one.file, one.name, SIGNED)


def _keys(model: type[Any], target: type[Any]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is target
    ]


def _named(record: Any, key: str) -> str:
    """Return the name of a file as its record keeps it; by what it is where none was kept."""
    name = getattr(record, f"{key}_name", "") or (getattr(record, "name", "") if key == "file" else "")
    return str(name) or f"{record}.{key if key == 'pdf' else 'xlsx' if key == 'behind' else 'bin'}"


def _signed(paper: Decision | None) -> Held | None:
    if paper is None or paper.file is None:
        return None
    return Held(paper.file, paper.file_name or f"{paper.number}.pdf", SIGNED)
