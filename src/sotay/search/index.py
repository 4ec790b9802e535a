"""The registry of what is searched, and the upkeep of the index."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sotay.agency import subjects
from sotay.agency.vietnamese import fold, fold_code
from sotay.commands import follow, upkeep
from sotay.search.models import IndexEntry

LONGEST = 20_000
BATCH = 500


@dataclass(frozen=True, slots=True)
class Searched:
    """What an area tells about the search of one of its tables."""

    model: type[Any]
    text: Callable[[Any], str]
    code: Callable[[Any], str]


_searched: dict[str, Searched] = {}


def register(
    model: type[Any],
    *,
    text: Callable[[Any], str] = lambda _record: "",
    code: Callable[[Any], str] = lambda _record: "",
) -> None:
    """Let a table's records be found by their title (see `subjects`), their code and their text (plain, not Markdown)."""
    key = model._meta.label_lower
    if key in _searched:
        message = f"{key} is registered for search twice"
        raise ValueError(message)
    _searched[key] = Searched(model=model, text=text, code=code)


@upkeep
def keep(records: Iterable[Any]) -> int:
    """Write the index of these records anew; return how many are searched. Records of other tables are passed over."""
    entries = [entry for record in records if (entry := _entry(record))]
    IndexEntry.objects.bulk_create(
        entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["agency", "subject_type", "subject_uuid"],
        update_fields=["title", "title_folded", "code_folded", "words", "excerpt", "updated_at"],
    )
    return len(entries)


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
    IndexEntry.objects.all().delete()
    count = 0
    for searched in _searched.values():
        related = subjects.kinds()[searched.model._meta.label_lower].related
        rows = (
            searched.model._default_manager.select_related(*related)
            if related
            else searched.model._default_manager.all()
        )
        batch: list[Any] = []
        for record in rows.iterator(chunk_size=BATCH):
            batch.append(record)
            if len(batch) == BATCH:
                count += keep(batch)
                batch = []
        count += keep(batch)
    return count


def _entry(record: Any) -> IndexEntry | None:
    searched = _searched.get(record._meta.label_lower)
    if searched is None or record.pk is None:
        return None
    ref, title = subjects.ref_of(record), subjects.known(record).title[:300]
    code, text = searched.code(record), searched.text(record)[:LONGEST]
    return IndexEntry(
        agency_id=record.agency_id,
        subject_type=ref.type,
        subject_uuid=ref.uuid,
        title=title,
        title_folded=fold(title)[:300],
        code_folded=fold_code(code)[:120],
        words=fold(f"{code} {title} {text}"),
        excerpt=text,
    )


@follow
def _keep_what_was_recorded(records: list[Any]) -> None:
    """Keep the index true in the transaction of the command itself."""
    keep({(one._meta.label_lower, one.pk): one for one in records if one._meta.label_lower in _searched}.values())
