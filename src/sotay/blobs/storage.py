"""Bytes: stored whole or not at all, opened, proved unchanged, and what killed runs left swept away."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from django.conf import settings

from sotay.blobs.kinds import recognise
from sotay.blobs.models import Blob
from sotay.blobs.places import place
from sotay.blobs.refusals import BlobDamaged, BlobRefused, StorageFull

_CHUNK: Final = 1 << 18
_MEGABYTE: Final = 1 << 20
_INCOMING: Final = "incoming"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_MODE: Final = 0o640


class Readable(Protocol):
    """Anything bytes can be read from: an open file, an upload."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to size bytes, none at the end."""
        ...


def store(
    source: Readable | bytes,
    *,
    name: str,
    limit: int | None = None,
    tell: Callable[..., str] = recognise,
    under: str | None = None,
) -> Blob:
    """Store bytes under their SHA-256 and return their row; the same bytes again give the same row.

    `name` is the file's name as uploaded (only its ending is looked at), `limit` the most bytes taken
    (settings.SOTAY_BLOB_LIMIT unless given), `tell` what gives the media type of bytes where others than the usual kinds
    are taken. `under` is for bytes that are not kept: they stand under a name of their own (`blobs/passing.py`), or nowhere
    where it is empty, and the row only tells what they were. Raises BlobRefused, or StorageFull; nothing is then left behind.

    Blobs stand below `commands.py`: this is a plain function that commands call inside their own transaction, the one
    place outside @command, @upkeep and @intake that writes rows. The file is in place before the row, so a row never
    points to nothing; a transaction rolled back leaves a whole file nobody names, which harms nobody.
    """
    stream = BytesIO(source) if isinstance(source, bytes) else source
    most = settings.SOTAY_BLOB_LIMIT if limit is None else limit
    with _incoming() as (path, file), _saying_when_full():
        digest, size = _copy(stream, file, most=most)
        media_type = tell(file, name=name)
        os.fchmod(file.fileno(), _MODE)
        os.fsync(file.fileno())
        if under == "":
            path.unlink()
        else:
            place().put(path, under or digest)
    # Two at once: the second insert waits for the first transaction and then finds its row.
    Blob.objects.bulk_create([Blob(sha256=digest, size=size, media_type=media_type)], ignore_conflicts=True)
    return Blob.objects.get(pk=digest)


def open_blob(blob: Blob) -> BufferedReader:
    """Return the bytes, opened for reading; raise BlobDamaged (missing) when the file is gone, StorageDown."""
    return place().open(blob.sha256)


def verify(blob: Blob) -> None:
    """Read the bytes and hash them again; raise BlobDamaged (missing or changed) unless they are what was stored."""
    with open_blob(blob) as file:
        same = hashlib.file_digest(file, "sha256").hexdigest() == blob.sha256 and file.tell() == blob.size
    if not same:
        raise BlobDamaged(blob.sha256, "changed")


def sweep(older_than: datetime) -> int:
    """Remove what killed runs left half-written before this moment (aware); return how many files that were."""
    swept = 0
    for path in (settings.SOTAY_BLOBS / _INCOMING).glob("*"):
        try:
            if path.stat().st_mtime < older_than.timestamp():
                path.unlink()
                swept += 1
        except FileNotFoundError:  # its owner was quicker
            continue
    return swept


@contextmanager
def scratch(name: str) -> Iterator[BinaryIO]:
    """Give a new file, on the disk of the bytes, to build something large in before it is stored; it is gone at the end.

    What a killed process leaves of it is removed by its name (`remove_scratch`) or swept. Raises StorageFull.
    """
    path = settings.SOTAY_BLOBS / _INCOMING / name
    with _saying_when_full():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("w+b") as file:
                yield file
        finally:
            path.unlink(missing_ok=True)


def remove_scratch(name: str) -> None:
    """Remove what was built under a name by a process that is no longer there."""
    (settings.SOTAY_BLOBS / _INCOMING / name).unlink(missing_ok=True)


@contextmanager
def _incoming() -> Iterator[tuple[Path, BinaryIO]]:
    """Give a new file under a name nobody reads, on the disk of its later place; it is gone when something fails.

    The hash is known only when the last byte is read, so files are written beside the folders and moved into them.
    """
    folder = settings.SOTAY_BLOBS / _INCOMING
    with _saying_when_full():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "w+b", buffering=0) as file:
            yield path, file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@contextmanager
def _saying_when_full() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if problem.errno in _FULL:
            raise StorageFull from problem
        raise


def _copy(stream: Readable, file: BinaryIO, *, most: int) -> tuple[str, int]:
    """Copy the stream, at most so many bytes, and return the SHA-256 and the size."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise BlobRefused("too_large", limit=most // _MEGABYTE)
        digest.update(chunk)
        written = 0
        while written < len(chunk):  # an unbuffered write may take less than it is given
            written += file.write(memoryview(chunk)[written:])
    return digest.hexdigest(), size
