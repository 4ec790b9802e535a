"""Where bytes lie: a folder of this machine, or a store that speaks S3 where the settings name one (`STORAGES["blobs"]`)."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from io import BufferedReader
from pathlib import Path
from typing import Any, Final, Protocol, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages

from sotay.blobs.refusals import BlobDamaged, StorageDown

STORE: Final = "blobs"


class Place(Protocol):
    """Takes whole files under their hash, or under a name below a folder (`passing/…`), and gives them back."""

    def put(self, path: Path, digest: str) -> None:
        """Have the finished file of this machine stand in its place, whole or not at all; the file itself may go."""
        ...

    def open(self, digest: str) -> BufferedReader:
        """Return the bytes; raise BlobDamaged (missing)."""
        ...

    def has(self, digest: str) -> bool:
        """Return whether the bytes are there."""
        ...

    def remove(self, name: str) -> None:
        """Remove bytes that are not kept; nothing happens where they are gone."""
        ...

    def names(self, folder: str) -> list[tuple[str, datetime]]:
        """Return the names below a folder, each with the moment (aware) it was written."""
        ...


class Folder:
    """Files in folders of this machine, moved into their place and written through to the disk."""

    def put(self, path: Path, digest: str) -> None:
        """Move a finished file to its place so that it stays there when the power fails.

        A file that is there already is replaced by the same bytes: harmless when it is sound, a repair when it is not.
        """
        place = settings.SOTAY_BLOBS / _key(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
        for folder in (place.parent, *place.parent.parents[:2]):  # another process may just have made one of them
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def open(self, digest: str) -> BufferedReader:
        """Return the file, opened."""
        try:
            return cast("BufferedReader", (settings.SOTAY_BLOBS / _key(digest)).open("rb"))
        except FileNotFoundError as problem:
            if not settings.SOTAY_BLOBS.is_dir():  # the disk is not there: no file of it is lost
                raise StorageDown from problem
            raise BlobDamaged(digest, "missing") from problem

    def has(self, digest: str) -> bool:
        """Return whether the file is there."""
        return (settings.SOTAY_BLOBS / _key(digest)).is_file()

    def remove(self, name: str) -> None:
        """Remove a file."""
        (settings.SOTAY_BLOBS / _key(name)).unlink(missing_ok=True)

    def names(self, folder: str) -> list[tuple[str, datetime]]:
        """Return the files of a folder; one that goes meanwhile is left out."""
        found = []
        for path in sorted((settings.SOTAY_BLOBS / folder).glob("*")):
            with suppress(FileNotFoundError):
                found.append((path.name, datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)))
        return found


class Bucket:
    """Objects of a store that speaks S3; an upload is there whole when it was acknowledged, and not before."""

    def put(self, path: Path, digest: str) -> None:
        """Send a finished file; what is there already is replaced by the same bytes."""
        with _saying_when_down(digest), path.open("rb") as file:
            _store().save(_key(digest), File(file))
        path.unlink()

    def open(self, digest: str) -> BufferedReader:
        """Return a copy of the object on this machine, gone when it is closed: it can be read from any place."""
        copy = tempfile.TemporaryFile("w+b")  # noqa: SIM115  the caller closes it
        try:
            with _saying_when_down(digest), _store().open(_key(digest), "rb") as stored:
                shutil.copyfileobj(stored, copy)
        except BaseException:
            copy.close()
            raise
        copy.seek(0)
        return cast("BufferedReader", copy)

    def has(self, digest: str) -> bool:
        """Return whether the object is there."""
        with _saying_when_down(digest):
            return bool(_store().exists(_key(digest)))

    def remove(self, name: str) -> None:
        """Remove an object."""
        with _saying_when_down(name):
            _store().delete(_key(name))

    def names(self, folder: str) -> list[tuple[str, datetime]]:
        """Return the objects below a name."""
        with _saying_when_down(folder):
            _folders, names = _store().listdir(folder)
            return [(name, _store().get_modified_time(f"{folder}/{name}")) for name in sorted(names) if name]


def place() -> Place:
    """Return where bytes lie in this installation."""
    return Bucket() if STORE in settings.STORAGES else Folder()


def _key(digest: str) -> str:
    """Return the name of the bytes, the same in a folder and in a bucket, so that one can be copied to the other."""
    if "/" in digest:  # a name of its own below a folder
        return digest
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


def _store() -> Any:
    return storages[STORE]


@contextmanager
def _saying_when_down(digest: str) -> Iterator[None]:
    """Turn what the client of the store raises into our words: an object that is not there, a store that gives no answer."""
    errors = _errors()
    try:
        yield
    except FileNotFoundError as problem:
        _refuse_without_bucket(errors)
        raise BlobDamaged(digest, "missing") from problem
    except errors as problem:
        raise StorageDown from problem


def _refuse_without_bucket(errors: tuple[type[Exception], ...]) -> None:
    """Raise StorageDown where the whole bucket is not there: then no file of it is lost."""
    store = _store()
    try:
        store.connection.meta.client.head_bucket(Bucket=store.bucket_name)
    except errors as problem:
        raise StorageDown from problem


@cache
def _errors() -> tuple[type[Exception], ...]:
    import boto3.exceptions
    import botocore.exceptions

    client, transfer = botocore.exceptions.BotoCoreError, boto3.exceptions.Boto3Error
    return (botocore.exceptions.ClientError, client, transfer)
