"""Bytes that are needed for some days only, apart from those that are kept: under a name of their own, removed by it."""

from collections.abc import Callable
from datetime import datetime
from io import BufferedReader
from typing import Final

from sotay.blobs.kinds import recognise
from sotay.blobs.models import Blob
from sotay.blobs.places import place
from sotay.blobs.storage import Readable, store

FOLDER: Final = "passing"


def keep(
    source: Readable | bytes,
    *,
    under: str,
    name: str,
    limit: int | None = None,
    tell: Callable[..., str] = recognise,
    folder: str = FOLDER,
) -> Blob:
    """Let bytes stand under a name for a time; the row that tells their hash, size and type stays. Refuses as `store`.

    `folder` parts what areas keep so; each clears its own.
    """
    return store(source, name=name, limit=limit, tell=tell, under=f"{folder}/{under}")


def note(
    source: Readable | bytes, *, name: str, limit: int | None = None, tell: Callable[..., str] = recognise
) -> Blob:
    """Keep nothing of bytes but the row that tells their hash, size and type. Refuses as `store`."""
    return store(source, name=name, limit=limit, tell=tell, under="")


def open_passing(under: str, *, folder: str = FOLDER) -> BufferedReader:
    """Return bytes that stand under a name; raise BlobDamaged (missing) when they are gone, StorageDown."""
    return place().open(f"{folder}/{under}")


def is_there(under: str, *, folder: str = FOLDER) -> bool:
    """Return whether bytes stand under a name."""
    return place().has(f"{folder}/{under}")


def remove(under: str, *, folder: str = FOLDER) -> None:
    """Remove what stands under a name; nothing happens where it is gone."""
    place().remove(f"{folder}/{under}")


def list_passing(*, folder: str = FOLDER) -> list[tuple[str, datetime]]:
    """Return the names bytes stand under, each with the moment (aware) they came."""
    return place().names(folder)
