"""A pack as it is made: forms printed, files read and proved, the journal's extract, index and manifest; never all held at once."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.blobs import passing
from sotay.blobs.models import Blob
from sotay.blobs.refusals import BlobDamaged
from sotay.blobs.storage import open_blob, scratch
from sotay.journal.queries import last_position
from sotay.manual.packs import index, sheets
from sotay.manual.packs.archive import Archive, Changed, Kept, Sealed, pieces_of
from sotay.manual.packs.collecting import UNREADABLE, Collected, LeftOut, Row, collect
from sotay.manual.packs.extract import Extract
from sotay.manual.packs.holdings import FORM, Held
from sotay.manual.packs.index import About, Indexed
from sotay.manual.packs.models import Pack
from sotay.manual.packs.naming import file_of, folder_of
from sotay.papers.forms import Form
from sotay.papers.making import made
from sotay.papers.pdf import pdf
from sotay.papers.refusing import PaperRefused

FOLDER: Final = "packs"
"""Where packs stand among the bytes that are kept for a time (`blobs/passing.py`)."""
MEDIA_TYPE: Final = "application/zip"
VERIFIER: Final = Path(__file__).with_name("verifier.py")
_NO_LIMIT: Final = 1 << 62
_FETCHED: Final = 100
_LAST: Final = 4
"""Index, workbook, journal and manifest, in the count of what is done."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of making a pack."""

    blob: Blob
    manifest_hash: str
    checkpoint: tuple[int, str]
    contents: dict[str, Any]


def scratch_name(pack: Pack) -> str:
    """Return what the file of a pack is called while it is made."""
    return f"pack-{pack.uuid}"


def make(pack: Pack, *, viewer: Actor, on: date, progress: Progress) -> Made:
    """Make a pack and let it stand; raises StorageFull and StorageDown, and then leaves nothing."""
    seq, digest = last_position(pack.agency)
    with transaction.atomic():
        collected = collect(pack, viewer=viewer, on=on)
    with scratch(scratch_name(pack)) as file, Archive(file, day=on) as archive:
        making = _Pack(pack, collected, viewer=viewer, on=on, progress=progress, archive=archive)
        manifest = making.write(checkpoint=(seq, digest))
        blob = passing.keep(
            Sealed(file),
            under=str(pack.uuid),
            name=pack.file_name,
            limit=_NO_LIMIT,
            tell=lambda _file, **_more: MEDIA_TYPE,
            folder=FOLDER,
        )
    return Made(blob, manifest, (seq, digest), making.contents)


class _Pack:
    """A pack being written."""

    def __init__(
        self, pack: Pack, collected: Collected, *, viewer: Actor, on: date, progress: Progress, archive: Archive
    ) -> None:
        self.pack, self.collected, self.viewer, self.on = pack, collected, viewer, on
        self.archive = archive
        self.files: dict[int, list[Kept]] = defaultdict(list)
        self.positions: dict[int, int] = defaultdict(int)
        self.by_hash: dict[str, Kept | None] = {}
        self.unread: dict[str, int] = defaultdict(int)
        self.contents: dict[str, Any] = {}
        self._progress = progress
        self.done, self.total = 0, len(collected.rows) + len(collected.files) + _LAST

    def write(self, *, checkpoint: tuple[int, str]) -> str:
        """Write everything; return the hash of the manifest."""
        self._step(0)
        self.archive.add("kiem-tra.py", VERIFIER.read_bytes(), what="chương trình kiểm tra gói")
        for _place, rows in groupby(self.collected.rows, key=lambda row: (row.chapter, row.ref.type)):
            self._records(list(rows))
        extract = self._journal(checkpoint)
        about = self._about(checkpoint)
        left_out = [
            *self.collected.left_out,
            *(LeftOut(label, UNREADABLE, count) for label, count in sorted(self.unread.items())),
        ]
        units = dict(Unit.objects.filter(agency=self.pack.agency).values_list("pk", "name"))
        indexed = Indexed(about, self.collected, self.files, left_out, units)
        self.archive.add(index.NAME, index.page(indexed), what="mục lục")
        self.archive.add(sheets.NAME, sheets.book(indexed), what="mục lục dạng bảng tính")
        self._step(2)
        manifest = self.archive.finish(self._told(about, extract, checkpoint))
        self.contents = {
            "records": len(self.collected.rows),
            "files": len(self.archive.kept),
            "entries": extract.count,
            "left_out": [[one.label, one.why, one.count] for one in left_out],
            "paths": [[one.path, one.size, one.what] for one in self.archive.kept[:_LISTED]],
        }
        self._step(1)
        return manifest

    def _records(self, rows: list[Row]) -> None:
        """Write the forms and files of records of one kind."""
        for start in range(0, len(rows), _FETCHED):
            some = rows[start : start + _FETCHED]
            records = self._fetched(some) if some[0].forms else {}
            for row in some:
                for form in row.forms:
                    self._print(row, form, records.get(row.ref.uuid))
                for held in row.held:
                    self._file(row, held)
                self._step(1)

    def _fetched(self, rows: list[Row]) -> dict[Any, Any]:
        """Return the records forms are printed of, anew: they are not all held till then."""
        found = subjects.rows_of(rows[0].ref.type, viewer=self.viewer)
        return {} if found is None else {one.uuid: one for one in found.filter(uuid__in=[row.ref.uuid for row in rows])}

    def _print(self, row: Row, form: Form, record: Any) -> None:
        if record is None or not form.may(self.viewer, record) or not form.when(record):
            return
        year = row.day.year if row.day else self.on.year
        try:
            printed = pdf(made(form, record, viewer=self.viewer, on=self.on, year=year), on=self.on)
        except PaperRefused:
            self.unread[row.label] += 1
            return
        path = self._path(row, f"{form.number} {form.title}", ending=".pdf")
        self.files[row.number].append(self.archive.add(path, printed, what=FORM, record=str(row.number)))

    def _file(self, row: Row, held: Held) -> None:
        """Write a file once, however many records it is on; one that cannot be read is counted and told."""
        digest = held.blob.sha256
        if digest not in self.by_hash:
            self.by_hash[digest] = self._written(row, held)
            self._step(1)
        kept = self.by_hash[digest]
        if kept is None:
            self.unread[row.label] += 1
        else:
            self.files[row.number].append(kept)

    def _written(self, row: Row, held: Held) -> Kept | None:
        """Write a file; None for one that is lost or is not what was stored."""
        about: dict[str, Any] = {"what": held.what, "record": str(row.number), "size": held.blob.size}
        try:
            with open_blob(held.blob) as stream:
                path = self._path(row, held.name)
                return self.archive.add(path, pieces_of(stream), sha256=held.blob.sha256, **about)
        except (BlobDamaged, Changed):
            return None

    def _path(self, row: Row, name: str, *, ending: str = "") -> str:
        self.positions[row.number] += 1
        folder = folder_of(f"ho-so/{row.chapter}", row.number, row.code or row.label)
        return file_of(folder, self.positions[row.number], name, ending=ending)

    def _journal(self, checkpoint: tuple[int, str]) -> Extract:
        told = [row.ref.uuid for row in self.collected.rows if not row.place.personal]
        extract = Extract(self.pack.agency, told, up_to=checkpoint[0])
        self.archive.add("nhat-ky/nhat-ky.jsonl", extract.json_lines(), what="trích nhật ký để kiểm tra chuỗi băm")
        self.archive.add("nhat-ky/nhat-ky.csv", extract.csv(), what="trích nhật ký")
        self._step(1)
        return extract

    def _about(self, checkpoint: tuple[int, str]) -> About:
        agency, viewer = self.pack.agency, self.viewer
        return About(
            agency=agency.name,
            title=self.pack.title,
            period=self.pack.days,
            as_of=self.on,
            made_by=f"{viewer.name} ({viewer.title})" if viewer.title else viewer.name,
            checkpoint=f"{agency.short_name} {checkpoint[0]}:{checkpoint[1]}",
            address=str(settings.SOTAY_ADDRESS),
        )

    def _told(self, about: About, extract: Extract, checkpoint: tuple[int, str]) -> dict[str, Any]:
        """Return what the manifest says besides the files."""
        journal = {
            "agency": str(self.pack.agency.uuid),
            "checkpoint": about.checkpoint,
            "first": extract.first,
            "hash": checkpoint[1],
            "last": extract.last,
            "lines": extract.count,
            "seq": checkpoint[0],
        }
        told = {"agency": about.agency, "title": about.title, "period": about.period, "made_by": about.made_by}
        return {**told, "as_of": self.on.isoformat(), "pack": str(self.pack.uuid), "journal": journal}

    def _step(self, count: int) -> None:
        self.done += count
        self._progress(self.done, self.total)


_LISTED: Final = 200
"""So many paths are told on the page of a pack; the index has them all."""


def remove_bytes(pack: Pack) -> None:
    """Remove the bytes of a pack."""
    passing.remove(str(pack.uuid), folder=FOLDER)


def open_pack(pack: Pack) -> Iterator[bytes] | Any:
    """Return the bytes of a pack, opened; BlobDamaged when they are gone."""
    return passing.open_passing(str(pack.uuid), folder=FOLDER)
