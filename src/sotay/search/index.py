"""The upkeep of the index: written anew in the transaction that changes a record, and when a file on it was read."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sotay.agency import subjects
from sotay.agency.vietnamese import fold, fold_code
from sotay.blobs.models import BlobText
from sotay.commands import follow, upkeep
from sotay.search import registry
from sotay.search.models import IndexEntry, IndexFile, IndexPassage
from sotay.search.registry import Files, carry, register
from sotay.search.words import of_title, passages, with_pairs, words_of

__all__ = ["carry", "forget", "keep", "rebuild", "register"]

LONGEST = 20_000
"""Letters of a record's own text whose words its entry holds; its passages hold all."""
PASSAGE = 3_000
BATCH = 500
DONE = BlobText.State.DONE


@upkeep
def keep(records: Iterable[Any]) -> int:
    """Write the index of these records anew; return how many are searched. Records of other tables are passed over.

    A constant number of queries, and a few for each record whose files changed.
    """
    there = [one for one in records if one._meta.label_lower in registry.searched() and one.pk is not None]
    by_agency: dict[int, list[Any]] = defaultdict(list)
    for record in there:
        by_agency[record.agency_id].append(record)
    for agency_id, some in by_agency.items():
        _keep(agency_id, some)
    return len(there)


@upkeep
def forget(refs: Iterable[subjects.Ref], *, agency_id: int) -> None:
    """Take records that are gone out of the index."""
    by_type = defaultdict(list)
    for ref in refs:
        by_type[ref.type].append(ref.uuid)
    for subject_type, uuids in by_type.items():
        IndexEntry.objects.filter(agency_id=agency_id, subject_type=subject_type, subject_uuid__in=uuids).delete()


@upkeep
def rebuild() -> int:
    """Write the whole index anew, table by table; return how many records are in it."""
    for model in (IndexPassage, IndexFile, IndexEntry):
        model.objects.all()._raw_delete("default")  # noqa: SLF001  `delete` would fetch every row
    return sum(keep(batch) for searched in registry.searched().values() for batch in _batches(searched.model))


def _batches(model: type[Any]) -> Iterator[list[Any]]:
    related = subjects.kinds()[model._meta.label_lower].related
    rows = model._default_manager.select_related(*related) if related else model._default_manager.all()
    batch: list[Any] = []
    for record in rows.iterator(chunk_size=BATCH):
        batch.append(record)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


@upkeep
def _keep(agency_id: int, records: list[Any]) -> None:
    """Write the entries of an agency's records, then the passages of those whose texts changed."""
    uuids = [record.uuid for record in records]
    entries = [_entry(record) for record in records]
    known = IndexEntry.objects.filter(agency_id=agency_id, subject_uuid__in=uuids).values_list("subject_uuid", "digest")
    before = dict(known)
    files = _files_on(agency_id, records)
    read = _read_of({sha for some in files.values() for group in some for _name, sha in group})
    texts = {entry.subject_uuid: _text(record) for entry, record in zip(entries, records, strict=True)}
    for entry in entries:
        entry.digest = _digest(entry, texts[entry.subject_uuid], files.get(entry.subject_uuid, ()), read)
    IndexEntry.objects.bulk_create(
        entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["agency", "subject_type", "subject_uuid"],
        update_fields=["title", "title_folded", "code_folded", "words", "search", "digest", "is_past", "updated_at"],
    )
    changed = [entry for entry in entries if entry.digest != before.get(entry.subject_uuid)]
    if known_before := [entry for entry in changed if entry.subject_uuid in before]:
        _forget_texts(known_before)
    if changed:
        _keep_texts([(entry, texts[entry.subject_uuid]) for entry in changed])
    for entry in changed:
        if of_entry := files.get(entry.subject_uuid):
            _keep_files(entry, of_entry, read)


@upkeep
def _forget_texts(entries: list[IndexEntry]) -> None:
    """Take out what the records of entries, and the files on them, said before."""
    IndexPassage.objects.filter(entry__in=entries).delete()
    IndexFile.objects.filter(entry__in=entries).delete()


@upkeep
def _keep_texts(texts: Iterable[tuple[IndexEntry, str]]) -> None:
    """Write what records themselves say."""
    IndexPassage.objects.bulk_create(
        (passage for entry, text in texts for passage in _passages(entry, "", text)), batch_size=BATCH
    )


@upkeep
def _keep_files(entry: IndexEntry, files: Files, read: dict[str, Any]) -> None:
    """Write what the files on a record say, one after the other: a single one may be long."""
    IndexFile.objects.bulk_create(
        [IndexFile(entry=entry, blob_id=sha, name=name[:255]) for group in files for name, sha in group]
    )
    for name, text in _said(files, read):
        IndexPassage.objects.bulk_create(_passages(entry, name, text), batch_size=BATCH)


def _passages(entry: IndexEntry, name: str, text: str) -> Iterator[IndexPassage]:
    titled = words_of(f"{entry.title} {entry.code_folded}")
    for piece in passages(text, length=PASSAGE):
        yield IndexPassage(entry=entry, name=name[:255], text=piece, search=_lexemes(entry, titled, piece))


def _said(files: Files, read: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield name and text of each file that was read; of files of one content the first that has a text."""
    for group in files:
        found = next(((name, sha) for name, sha in group if read[sha][0] == DONE), None)
        if found:
            yield found[0], BlobText.objects.values_list("text", flat=True).get(blob=found[1])


def _lexemes(entry: IndexEntry, titled: list[str], piece: str) -> set[str]:
    return {registry.of_agency(entry.agency_id), *titled, *with_pairs(words_of(piece))}


def _text(record: Any) -> str:
    return registry.searched()[record._meta.label_lower].text(record).replace("\0", "")


def _entry(record: Any) -> IndexEntry:
    searched = registry.searched()[record._meta.label_lower]
    ref, title = subjects.ref_of(record), subjects.known(record).title[:300]
    code, text = searched.code(record), _text(record)[:LONGEST]
    titled = [*words_of(f"{code} {title}"), *filter(None, [fold_code(code)])]
    return IndexEntry(
        agency_id=record.agency_id,
        subject_type=ref.type,
        subject_uuid=ref.uuid,
        title=title,
        title_folded=fold(title)[:300],
        code_folded=fold_code(code)[:120],
        words=fold(f"{code} {title} {text}"),
        is_past=searched.past(record),
        search={
            registry.of_agency(record.agency_id),
            registry.of_kind(ref.type),
            *registry.lexemes_of(searched.facets(record)),
            *of_title(titled),
            *titled,
            *words_of(text),
        },
    )


def _files_on(agency_id: int, records: list[Any]) -> dict[Any, Files]:
    """Return the files of each record, its own first, then those that were put on it."""
    on_any = registry.carried(agency_id, [record.uuid for record in records])
    found: dict[Any, Files] = {}
    for record in records:
        own = registry.searched()[record._meta.label_lower].files(record)
        if files := [*own, *([file] for file in on_any.get(record.uuid, ()))]:
            found[record.uuid] = files
    return found


@upkeep
def _read_of(hashes: set[str]) -> dict[str, tuple[Any, ...]]:
    """Return what is known of the text of files; those nobody asked for yet begin to wait for their reader."""
    if not hashes:
        return {}
    rows = BlobText.objects.filter(blob__in=hashes).values_list("blob_id", "state", "at")
    known = {sha: (state, at) for sha, state, at in rows}
    if missing := sorted(hashes - known.keys()):
        BlobText.objects.bulk_create([BlobText(blob_id=sha) for sha in missing], ignore_conflicts=True)
    return dict.fromkeys(missing, (BlobText.State.WAITING, None)) | known


def _digest(entry: IndexEntry, text: str, files: Files, read: dict[str, Any]) -> str:
    """Return a hash of all that the passages are made of."""
    told = [entry.title, entry.code_folded, text]
    told += [f"{name} {sha} {read[sha]}" for group in files for name, sha in group]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


@follow
def _keep_what_was_recorded(records: list[Any]) -> None:
    """Keep the index true in the transaction of the command itself."""
    keep({(one._meta.label_lower, one.pk): one for one in records}.values())
