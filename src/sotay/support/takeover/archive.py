"""A ZIP of files that are taken over: opened with care, names read as they were written; nothing is unfolded to disk."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from django.conf import settings
from django.utils.translation import gettext as _

from sotay.agency.vietnamese import fold, nfc
from sotay.blobs.archives import ZipLimits, measured
from sotay.blobs.extraction import ARCHIVE
from sotay.blobs.fonts import converted
from sotay.blobs.refusals import BlobRefused
from sotay.exchange.grids import FileProblem

LIMIT: Final = 300 * 1024 * 1024
"""The most bytes of an archive as it is sent."""
UNFOLDS: Final = ZipLimits(entries=5_000, total=2 * 1024 * 1024 * 1024)
_UTF8_NAME: Final = 0x800
_LEFT_BY_SYSTEMS: Final = frozenset(
    {"thumbs.db", "desktop.ini", ".ds_store", "license", "readme", "readme.md", "copying"}
)


@dataclass(frozen=True, slots=True)
class Packed:
    """A file in an archive: its path as written, and how its bytes are got."""

    path: str
    size: int
    archive: zipfile.ZipFile = field(repr=False, compare=False)
    entry: zipfile.ZipInfo = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The name without the folders."""
        return PurePosixPath(self.path).name

    @property
    def folder(self) -> str:
        """The folder it lies in, without those above; empty at the top."""
        return PurePosixPath(self.path).parent.name

    def read(self) -> bytes:
        """Return its bytes; they were measured when the archive was opened."""
        return self.archive.read(self.entry)


def tell_archive(stream: BinaryIO, *, name: str = "") -> str:  # noqa: ARG001  the registry gives it; the bytes tell
    """Return the media type of a ZIP that can be opened; raise BlobRefused for everything else."""
    stream.seek(0)
    if stream.read(4) not in {b"PK\x03\x04", b"PK\x05\x06"}:
        raise BlobRefused("not_zip")
    measured(stream, limits=UNFOLDS)
    return ARCHIVE


def files_of(data: bytes) -> list[Packed]:
    """Return the files of an archive in the order of their paths; raise FileProblem for one that cannot be taken.

    What systems leave behind (Thumbs.db, __MACOSX, lock files of Word) is passed over.
    """
    stream = io.BytesIO(data)
    try:
        tell_archive(stream)
        archive = measured(stream, limits=UNFOLDS)
    except BlobRefused as refusal:
        raise _problem_of(refusal) from refusal
    found = []
    for entry in archive.infolist():
        path = _path_of(entry)
        if path.endswith("/") or entry.is_dir():
            continue
        if _leads_out(path):
            what = _("Tệp nén có đường dẫn ra ngoài thư mục: %s.") % path[:80]
            raise FileProblem("path", what=what, mend=_("Hãy nén lại các tệp bằng chức năng nén của máy."))
        if not _is_left_behind(path):
            found.append(Packed(path, entry.file_size, archive, entry))
    if not found:
        raise FileProblem("empty", what=_("Tệp nén không có tệp nào."), mend=_("Hãy nén các tệp tài liệu rồi tải lên."))
    return sorted(found, key=lambda one: one.path)


def pack_folder(folder: Path) -> bytes:
    """Return the files of a folder as an archive; the same files always give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(_files_below(folder)):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())
            entry.flag_bits |= _UTF8_NAME
            archive.writestr(entry, path.read_bytes())
    return out.getvalue()


def largest() -> int:
    """Return the most bytes one document may have."""
    return settings.SOTAY_BLOB_LIMIT


def _files_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _problem_of(refusal: BlobRefused) -> FileProblem:
    """Return why an archive cannot be opened, with the file in it that is to blame, in words for who packed it."""
    if refusal.code not in {"damaged", "encrypted"}:
        return FileProblem.of(refusal)
    again = _("Hãy kiểm tra tệp gốc, nén lại rồi tải lên.")
    name = _path_of(refusal.part)[-120:] if refusal.part is not None else ""
    if refusal.code == "encrypted":
        what = _("Tệp nén được đặt mật khẩu: không mở được “%s”.") % name
        return FileProblem("encrypted", what=what, mend=_("Hãy nén lại không đặt mật khẩu rồi tải lên."))
    if name:
        what = _("Tệp nén bị hỏng: không lấy ra được “%s”.") % name
        return FileProblem("damaged", what=what, mend=again)
    what = _("Tệp nén bị hỏng hoặc tải lên chưa hết, không mở được.")
    return FileProblem("damaged", what=what, mend=again)


def _path_of(entry: zipfile.ZipInfo) -> str:
    return nfc(_name_of(entry)).replace("\\", "/")


def _name_of(entry: zipfile.ZipInfo) -> str:
    """Return a name as it was meant: UTF-8 where it says so or is, else a font of old (TCVN3), else Windows-1258."""
    if entry.flag_bits & _UTF8_NAME:
        return _of_old_fonts(entry.filename)
    raw = entry.filename.encode("cp437", errors="replace")
    try:
        return _of_old_fonts(raw.decode("utf-8"))
    except UnicodeDecodeError:
        western = raw.decode("cp1252", errors="replace")
        if (meant := _of_old_fonts(western)) != western:
            return meant
    try:
        return raw.decode("cp1258")
    except UnicodeDecodeError:
        return entry.filename


def _of_old_fonts(name: str) -> str:
    """Return a name typed in a font of old as Unicode; every other one as it is."""
    stem, dot, ending = name.rpartition(".")
    spaced = (stem or name).replace("_", " ").replace("/", "\n")
    meant = converted(spaced)
    return name if meant == spaced else meant.replace("\n", "/") + (dot + ending if stem else "")


def _leads_out(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return path.startswith("/") or ".." in parts or bool(parts and ":" in parts[0])


def _is_left_behind(path: str) -> bool:
    parts = PurePosixPath(path).parts
    name = parts[-1].lower()
    return "__MACOSX" in parts or name.startswith(("~$", "._", ".")) or fold(name) in _LEFT_BY_SYSTEMS
