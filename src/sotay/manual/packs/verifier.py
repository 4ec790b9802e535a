"""Kiểm tra gói bằng chứng của Sotay - verify an evidence pack of Sotay.

    python3 kiem-tra.py                     kiểm tra thư mục chứa tệp này (gói đã giải nén)
    python3 kiem-tra.py GOI.zip             kiểm tra gói, không giải nén ra đĩa
    python3 kiem-tra.py GOI.zip --ma MA     so thêm với mã băm ghi trên trang của gói trong Sotay

Python 3.8 or later with its standard library alone; nothing is written, nothing is sent anywhere.
Exit code: 0 intact - 1 changed - 2 cannot be checked.
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and not sys.flags.isolated and not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # the folder of this file: a json.py laid beside it would be run in place of Python's own

import hashlib
import json
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Iterator  # noqa: UP035  as Python 3.8 knows them

MANIFEST, SUMS, LINES = "MANIFEST.json", "SHA256SUMS", "nhat-ky/nhat-ky.jsonl"
FORMAT, SEAL = "sotay-goi-bang-chung/1", b"sotay-goi-bang-chung/1 sha256:"
BEGINNING = "0" * 64
CHUNK, LARGEST_LISTING, SHOWN, LONGEST = 1 << 18, 64 << 20, 50, 500
OF_THE_SYSTEM = {".ds_store", "thumbs.db", "desktop.ini"}
BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, OverflowError, RuntimeError, EOFError, OSError)
LOCAL = struct.Struct("<26xHH")
HASH = re.compile(r"[0-9a-f]{64}\Z")

WORDS = {
    "no_pack": ("Không mở được: %s", "Cannot be opened: %s"),
    "not_whole": ("Tệp ZIP hỏng hoặc bị cắt: %s", "The ZIP is damaged or cut off: %s"),
    "seal": (
        "Tệp ZIP không còn nguyên như lúc tạo (bị sửa hoặc đã được nén lại). Nếu chỉ nén lại, hãy giải nén và kiểm tra thư mục.",
        "The ZIP is not as it was made (changed, or packed anew). If it was only packed anew, unpack it and verify the folder.",
    ),
    "hidden": ("Có dữ liệu giấu giữa các tệp trong ZIP", "Bytes are hidden between the files of the ZIP"),
    "unsafe_name": ("Tên tệp không an toàn, không đọc: %s", "Unsafe file name, not read: %s"),
    "doubled": ("Một tên có hai tệp: %s", "Two files of one name: %s"),
    "odd_entry": ("Mục lạ trong gói (liên kết, mã hóa…): %s", "Odd entry (a link, encrypted …): %s"),
    "no_manifest": ("Thiếu hoặc hỏng %s", "Missing or damaged: %s"),
    "format": ("Không biết định dạng gói: %s", "Unknown format of the pack: %s"),
    "sums": ("SHA256SUMS không khớp danh mục: %s", "SHA256SUMS does not match the manifest: %s"),
    "missing": ("Thiếu tệp: %s", "Missing file: %s"),
    "added": ("Tệp thêm vào, không có trong danh mục: %s", "Added file, not in the manifest: %s"),
    "size": ("Sai dung lượng: %s", "Wrong size: %s"),
    "content": ("Nội dung đã bị thay đổi: %s", "Content was changed: %s"),
    "unreadable": ("Không đọc được: %s", "Cannot be read: %s"),
    "line": ("Nhật ký, dòng %s: không đọc được", "Journal, line %s: cannot be read"),
    "line_changed": ("Nhật ký, dòng %s: không khớp mã băm", "Journal, line %s: does not match its hash"),
    "line_order": ("Nhật ký, dòng %s: sai thứ tự hoặc lặp lại", "Journal, line %s: out of order or doubled"),
    "line_broken": ("Nhật ký, dòng %s: không nối tiếp dòng trước", "Journal, line %s: does not follow the one before"),
    "line_beyond": ("Nhật ký, dòng %s: vượt quá mốc của gói", "Journal, line %s: beyond the checkpoint of the pack"),
    "line_other": ("Nhật ký, dòng %s: của cơ quan khác", "Journal, line %s: of another agency"),
    "line_count": ("Nhật ký: số dòng không khớp danh mục (%s)", "Journal: number of lines does not match (%s)"),
    "checkpoint": ("Nhật ký, dòng %s: khác mốc của gói", "Journal, line %s: not as the checkpoint says"),
    "other_hash": ("Mã băm danh mục KHÁC mã đã nhập: %s", "The manifest's hash is NOT the one given: %s"),
}


class Damaged(Exception):  # noqa: N818  the word of the house
    """Raised for what ends the check: a code of WORDS and what it is about."""


class Found:
    """What was found: problems by code, and what is told of a sound pack."""

    def __init__(self) -> None:
        self.problems: list[tuple[str, str]] = []
        self.manifest: dict[str, Any] = {}
        self.manifest_hash = ""
        self.lines = 0

    def say(self, code: str, about: Any) -> None:
        """Keep a problem."""
        self.problems.append((code, str(about)))

    @property
    def codes(self) -> list[str]:
        """The codes of the problems, in order."""
        return [code for code, _about in self.problems]


def unsafe(name: str) -> bool:
    """Return whether a name could lead out of a folder, or to something else than it says."""
    odd_parts = any(part in ("", ".", "..") for part in name.split("/"))
    return odd_parts or not name.isprintable() or "\\" in name or ":" in name


class ZipPack:
    """A pack as a ZIP; nothing of it is ever written to the disk."""

    def __init__(self, path: Path, found: Found) -> None:
        self.file = path.open("rb")
        try:
            check_seal(self.file, found)
            self.zip = zipfile.ZipFile(self.file)
        except BROKEN as problem:
            self.file.close()
            raise Damaged("not_whole", str(problem)) from problem
        self.names: dict[str, zipfile.ZipInfo] = {}
        folded: set[str] = set()
        for entry in self.zip.infolist():
            name = getattr(entry, "orig_filename", entry.filename)
            if unsafe(name) or name != entry.filename:
                found.say("unsafe_name", repr(name))
            elif name.lower() in folded:
                found.say("doubled", name)
            elif odd(entry):
                found.say("odd_entry", name)
            else:
                self.names[name] = entry
            folded.add(name.lower())
        if "seal" not in found.codes and not closely_packed(self.file, self.zip):
            found.say("hidden", "")  # what was packed anew by another program says so by its seal

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a file."""
        with self.zip.open(self.names[name]) as file:
            yield from iter(lambda: file.read(CHUNK), b"")

    def close(self) -> None:
        """Let go of the file."""
        self.zip.close()
        self.file.close()


class FolderPack:
    """A pack that was unpacked."""

    def __init__(self, path: Path, found: Found) -> None:
        self.names: dict[str, Path] = {}
        for one in sorted(path.rglob("*")):
            name = one.relative_to(path).as_posix()
            if one.is_symlink():
                found.say("odd_entry", name)
            elif one.is_file() and one.name.lower() not in OF_THE_SYSTEM:
                self.names[name] = one

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a file."""
        with self.names[name].open("rb") as file:
            yield from iter(lambda: file.read(CHUNK), b"")

    def close(self) -> None:
        """Hold nothing."""


def odd(entry: zipfile.ZipInfo) -> bool:
    """Return whether an entry is no plain file: a folder, a link, something encrypted or packed otherwise."""
    mode = entry.external_attr >> 16
    is_plain = stat.S_ISREG(mode) or stat.S_IFMT(mode) == 0
    return entry.is_dir() or not is_plain or bool(entry.flag_bits & 0x41) or entry.compress_type not in (0, 8)


def closely_packed(file: BinaryIO, packed: zipfile.ZipFile) -> bool:
    """Return whether nothing stands between the files: programs that unpack while they receive would take it for one."""
    at = 0
    for entry in sorted(packed.infolist(), key=lambda one: one.header_offset):
        file.seek(at)
        head = file.read(LOCAL.size)
        if entry.header_offset != at or len(head) < LOCAL.size:
            return False
        at += LOCAL.size + sum(LOCAL.unpack(head)) + entry.compress_size
    return at == packed.start_dir


def check_seal(file: BinaryIO, found: Found) -> None:
    """Say so unless the hash at the end of the ZIP is that of all bytes before it."""
    left = file.seek(0, 2) - 64
    file.seek(max(left - len(SEAL), 0))
    tail, digest = file.read(), hashlib.sha256()
    file.seek(0)
    while left > 0 and (piece := file.read(min(CHUNK, left))):
        digest.update(piece)
        left -= len(piece)
    if tail != SEAL + digest.hexdigest().encode("ascii"):
        found.say("seal", "")


def read_small(pack: Any, name: str) -> bytes:
    """Return a listing of the pack; Damaged where it is missing, cannot be read, or is too large to be one."""
    if name not in pack.names:
        raise Damaged("no_manifest", name)
    data = bytearray()
    try:
        for piece in pack.pieces(name):
            data += piece
            if len(data) > LARGEST_LISTING:
                raise Damaged("no_manifest", name)
    except BROKEN as problem:
        raise Damaged("no_manifest", f"{name} ({problem})") from problem
    return bytes(data)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; ValueError where a name stands in it twice."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def read_manifest(data: bytes) -> dict[str, Any]:
    """Return the manifest; Damaged where it is none."""
    try:
        manifest = json.loads(data.decode("utf-8"), object_pairs_hook=once)
        listed = {one["path"]: (one["size"], one["sha256"]) for one in manifest["files"]}
        journal = manifest["journal"]
        sound = (
            len(listed) == len(manifest["files"])
            and all(isinstance(path, str) and not unsafe(path) for path in listed)
            and all(type(size) is int and HASH.match(digest) for size, digest in listed.values())
            and HASH.match(journal["hash"]) is not None
            and all(isinstance(journal[name], int) for name in ("seq", "lines"))
        )
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise Damaged("no_manifest", MANIFEST) from problem
    if manifest.get("format") != FORMAT:
        raise Damaged("format", str(manifest.get("format")))
    if not sound:
        raise Damaged("no_manifest", MANIFEST)
    return dict(manifest)


def check_sums(data: bytes, manifest: dict[str, Any], manifest_hash: str, found: Found) -> None:
    """Say where SHA256SUMS and the manifest part."""
    expected = "".join(f"{one['sha256']}  {one['path']}\n" for one in manifest["files"])
    if data != f"{expected}{manifest_hash}  {MANIFEST}\n".encode():
        found.say("sums", SUMS)


def check_file(pack: Any, listed: dict[str, Any], found: Found) -> None:
    """Say so unless a file is what the manifest says."""
    digest, size = hashlib.sha256(), 0
    try:
        for piece in pack.pieces(listed["path"]):
            digest.update(piece)
            size += len(piece)
            if size > listed["size"]:
                break
    except BROKEN as problem:
        found.say("unreadable", f"{listed['path']} ({problem})")
        return
    if size != listed["size"]:
        found.say("size", listed["path"])
    elif digest.hexdigest() != listed["sha256"]:
        found.say("content", listed["path"])


def lines_of(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield lines, never holding more than one of them."""
    kept = b""
    for piece in pieces:
        lines = (kept + piece).split(b"\n")
        kept = lines.pop()
        yield from lines
    if kept:
        yield kept


def whole(number: Any) -> int:
    """Return a whole number; ValueError for anything else."""
    if type(number) is not int:
        raise ValueError(number)
    return number


def check_journal(pack: Any, manifest: dict[str, Any], found: Found) -> None:
    """Recompute each line of the extract, its order, and where two lines follow each other in the chain."""
    journal = manifest["journal"]
    last: tuple[int, str] | None = None
    for number, text in enumerate(lines_of(pack.pieces(LINES)), start=1):
        found.lines = number
        try:
            line = json.loads(text.decode("utf-8"), object_pairs_hook=once)
            entry, own, previous = line["entry"], line["hash"], line["previous_hash"]
            seq = whole(entry["seq"])
            content = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
            hashed = hashlib.sha256(previous.encode("ascii") + content).hexdigest()
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            found.say("line", number)
            continue
        if hashed != own:
            found.say("line_changed", seq)
        if entry.get("agency") != journal.get("agency"):
            found.say("line_other", seq)
        if last is not None and seq <= last[0]:
            found.say("line_order", seq)
        follows = (0, BEGINNING) if seq == 1 else last
        if follows is not None and seq == follows[0] + 1 and previous != follows[1]:
            found.say("line_broken", seq)
        if seq > journal["seq"]:
            found.say("line_beyond", seq)
        if seq == journal["seq"] and own != journal["hash"]:
            found.say("checkpoint", seq)
        last = (seq, own)
    if found.lines != journal["lines"]:
        found.say("line_count", f"{found.lines}/{journal['lines']}")


def check_pack(pack: Any, found: Found) -> None:
    """Check everything within a pack that was opened."""
    data = read_small(pack, MANIFEST)
    found.manifest_hash = hashlib.sha256(data).hexdigest()
    found.manifest = manifest = read_manifest(data)
    check_sums(read_small(pack, SUMS), manifest, found.manifest_hash, found)
    there, listed = set(pack.names), {one["path"]: one for one in manifest["files"]}
    for path, one in listed.items():
        if path in there:
            check_file(pack, one, found)
        else:
            found.say("missing", path)
    for name in sorted(there - set(listed) - {MANIFEST, SUMS}):
        found.say("added", name)
    if LINES in listed and LINES in there and not any(about.startswith(LINES) for _code, about in found.problems):
        check_journal(pack, manifest, found)
    elif LINES not in listed:
        found.say("missing", LINES)


def verify(path: Path, given: str = "") -> Found:
    """Return what is wrong with a pack, a ZIP or a folder; FileNotFoundError where there is none."""
    found = Found()
    if not path.exists():
        raise FileNotFoundError(path)
    try:
        pack = FolderPack(path, found) if path.is_dir() else ZipPack(path, found)
        try:
            check_pack(pack, found)
        finally:
            pack.close()
    except Damaged as damage:
        found.say(*damage.args)
    if given and re.sub(r"[^0-9a-f]", "", given.lower()) != found.manifest_hash:
        found.say("other_hash", grouped(found.manifest_hash))
    return found


def grouped(digest: str) -> str:
    """Return a hash in groups of four."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def plain(words: Any) -> str:
    """Return what a pack says of itself on one line, without signs a terminal obeys: it could wipe out the verdict."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(words)[:LONGEST])


def tell(found: Found, out: Any) -> int:
    """Say what was found, in Vietnamese and English; return the exit code."""
    about = found.manifest
    told = [plain(about[key]) for key in ("agency", "title", "period", "made_by", "as_of") if about.get(key)]
    for code, what in found.problems[:SHOWN]:
        told += [f"  ✗ {words % plain(what) if '%s' in words else words}" for words in WORDS[code]]
    if len(found.problems) > SHOWN:
        told.append(f"  … +{len(found.problems) - SHOWN}")
    if found.manifest_hash:
        told.append(f"Mã băm danh mục / hash of the manifest:\n  {grouped(found.manifest_hash)}")
        told.append("  So với trang của gói trong Sotay / compare with the page of the pack in Sotay.")
    if about:
        checkpoint = about["journal"].get("checkpoint", "")
        told.append(
            f"Nhật ký / journal: {found.lines} dòng / lines; sotay journal verify --since '{plain(checkpoint)}'"
        )
    exit_code = 2 if "format" in found.codes else 1 if found.problems else 0
    intact = f"GÓI NGUYÊN VẸN / THE PACK IS INTACT: {len(about.get('files', ()))} tệp / files"
    told.append(
        (intact, "GÓI ĐÃ BỊ THAY ĐỔI / THE PACK WAS CHANGED", "KHÔNG KIỂM TRA ĐƯỢC / CANNOT BE CHECKED")[exit_code]
    )
    out.write("\n".join(told) + "\n")
    return exit_code


def main(words: list[str]) -> int:
    """Check what is named, the folder of this file without a name."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    at = words.index("--ma") if "--ma" in words else len(words)
    paths, given = words[:at], " ".join(words[at + 1 :])
    if len(paths) > 1 or any(one.startswith("-") for one in paths) or (at < len(words) and not given):
        sys.stdout.write(f"{__doc__}\n")
        return 2
    path = Path(paths[0]) if paths else Path(__file__).resolve().parent
    try:
        return tell(verify(path, given), sys.stdout)
    except OSError as problem:
        sys.stdout.write("".join(f"{text % problem}\n" for text in WORDS["no_pack"]))
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
