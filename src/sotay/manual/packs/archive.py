"""The ZIP of a pack: written piece by piece whatever its size, with a manifest of every file and a seal over every byte."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, Final, Self

from sotay.manual.packs.naming import LONGEST_PATH

MANIFEST, SUMS = "MANIFEST.json", "SHA256SUMS"
FORMAT: Final = "sotay-goi-bang-chung/1"
SEAL: Final = b"sotay-goi-bang-chung/1 sha256:"
"""What the comment at the end of the ZIP begins with; the hash of all bytes before it follows."""
CHUNK: Final = 1 << 18
LEVEL: Final = 6
_NO_HASH: Final = b"0" * 64
_PLAIN_FILE: Final = 0o100644 << 16
_UNIX: Final = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the pack as the manifest names it."""

    path: str
    size: int
    sha256: str
    what: str
    record: str = ""


class Changed(Exception):  # noqa: N818  the word of the house
    """Raised for a file whose bytes are not those that were stored."""


class Archive:
    """A ZIP being written. Every file bears the same moment, so that the same contents are the same bytes."""

    def __init__(self, file: BinaryIO, *, day: date) -> None:
        self._file = file
        self._zip = zipfile.ZipFile(file, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
        self._moment = (day.year, day.month, day.day, 0, 0, 0)
        self.kept: list[Kept] = []
        self._paths: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        """Let go of one that was given up: it would write its end into a file that is no longer there."""
        self._zip.fp = None

    def add(
        self,
        path: str,
        source: bytes | Iterable[bytes],
        *,
        what: str,
        record: str = "",
        size: int | None = None,
        sha256: str = "",
    ) -> Kept:
        """Write a file and return what it was; `size` is the most bytes it may have, where that is known before.

        ValueError for a path that is taken already, in whatever case, or is too long. Where its SHA-256 is known before and
        the bytes are others, Changed is raised and nothing of them stays.
        """
        if path.lower() in self._paths or len(path) > LONGEST_PATH or not path.isascii():
            message = f"{path!r} cannot stand in a pack"
            raise ValueError(message)
        pieces = [source] if isinstance(source, bytes) else source
        about = zipfile.ZipInfo(path, self._moment)
        about.compress_type, about.external_attr, about.create_system = zipfile.ZIP_DEFLATED, _PLAIN_FILE, _UNIX
        about.file_size = len(source) if isinstance(source, bytes) else size or 0
        digest, count = hashlib.sha256(), 0
        with self._zip.open(about, "w", force_zip64=size is None and not isinstance(source, bytes)) as entry:
            for piece in pieces:
                digest.update(piece)
                count += len(piece)
                entry.write(piece)
        if sha256 and digest.hexdigest() != sha256:
            self._take_back(about)
            raise Changed(path)
        kept = Kept(path, count, digest.hexdigest(), what, record)
        self.kept.append(kept)
        self._paths.add(path.lower())
        return kept

    def _take_back(self, about: zipfile.ZipInfo) -> None:
        """Take the entry written last off the ZIP."""
        self._zip.filelist.remove(about)
        del self._zip.NameToInfo[about.filename]
        self._zip.start_dir = about.header_offset
        self._file.seek(about.header_offset)
        self._file.truncate()

    def finish(self, about: dict[str, Any]) -> str:
        """Write the manifest and the seal; return the SHA-256 of the manifest."""
        manifest = manifest_of(about, self.kept)
        digest = self.add(MANIFEST, manifest, what="danh mục để kiểm tra").sha256
        self.add(SUMS, sums_of(self.kept), what="mã băm")
        self._zip.comment = SEAL + _NO_HASH
        self._zip.close()
        self._file.seek(0)
        return digest


class Sealed:
    """A finished ZIP as it is read once to be kept: its last 64 bytes are the SHA-256 of all before them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._seal = file, hashlib.sha256()
        self._left = file.seek(0, 2) - len(_NO_HASH)
        file.seek(0)
        self._is_over = False

    def read(self, size: int = -1, /) -> bytes:
        """Return up to so many bytes, none at the end."""
        if self._left:
            piece = self._file.read(self._left if size < 0 else min(size, self._left))
            self._left -= len(piece)
            self._seal.update(piece)
            return piece
        if self._is_over:
            return b""
        self._is_over = True
        return self._seal.hexdigest().encode("ascii")


def manifest_of(about: dict[str, Any], kept: Iterable[Kept]) -> bytes:
    """Return the manifest: what the pack is about, and every file with size and hash, in the order it was written."""
    files = [
        {"path": one.path, "size": one.size, "sha256": one.sha256, "what": one.what, "record": one.record}
        for one in kept
    ]
    told = {"format": FORMAT, **about, "files": files}
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def sums_of(kept: Iterable[Kept]) -> bytes:
    """Return the hashes as `sha256sum --check` reads them."""
    return "".join(f"{one.sha256}  {one.path}\n" for one in kept).encode("ascii")


def pieces_of(file: BinaryIO, length: int | None = None) -> Iterator[bytes]:
    """Yield the bytes of a file piece by piece, at most so many."""
    left = length
    while piece := file.read(CHUNK if left is None else min(CHUNK, left)):
        if left is not None:
            left -= len(piece)
        yield piece
