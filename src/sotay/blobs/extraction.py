"""The text of a blob, read in a process of its own with limits; what happened there is all a caller learns."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sotay.blobs import fonts
from sotay.blobs.kinds import kind_of
from sotay.blobs.models import Blob, BlobText
from sotay.blobs.reading.tidying import LONGEST, tidy
from sotay.blobs.refusals import BlobDamaged
from sotay.blobs.storage import open_blob

SECONDS: Final = 60
MEMORY: Final = 1 << 30
WITHOUT_TEXT: Final = frozenset({"image/png", "image/jpeg", "image/webp"})
ARCHIVE: Final = "application/zip"
"""Sets of files that are imported; each file is stored by itself."""
_SOURCES: Final = str(Path(__file__).resolve().parents[2])
_WORD: Final = "application/msword"
_LIMITED: Final = (
    "import os, resource, sys; "
    "limit = lambda what, most: resource.setrlimit(what, (most, most)); "
    "resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1]) + 2)); "
    "limit(resource.RLIMIT_DATA, int(sys.argv[2])); "
    "limit(resource.RLIMIT_FSIZE, 64 << 20); "
    "limit(resource.RLIMIT_CORE, 0); "
    "os.execv(sys.argv[3], sys.argv[3:])"
)

Reason = BlobText.Reason
State = BlobText.State


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, or the reason there is none."""

    state: str
    text: str = ""
    reason: str = ""


class _Ended(Exception):  # noqa: N818
    """Raised when the process of a reader came to a bad end: by a limit, or by the file."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def extract(blob: Blob, *, seconds: int = SECONDS, memory: int = MEMORY) -> Extracted:
    """Return the text of a blob; never raises for what is in it, however hostile, and returns within the time given."""
    if blob.media_type in WITHOUT_TEXT:
        return Extracted(State.NONE, reason=Reason.PICTURE)
    if blob.media_type == ARCHIVE:
        return Extracted(State.NONE, reason=Reason.NO_TEXT)
    with tempfile.TemporaryDirectory(prefix="sotay-") as home:
        file = Path(home) / f"tep{kind_of(blob.media_type).endings[0]}"
        try:
            with open_blob(blob) as kept, file.open("wb") as copy:
                shutil.copyfileobj(kept, copy)
            found = _read(file, media_type=blob.media_type, seconds=seconds, memory=memory)
        except BlobDamaged:
            return Extracted(State.FAILED, reason=Reason.DAMAGED)
        except _Ended as ended:
            return Extracted(State.FAILED, reason=ended.reason)
        if found.state == State.FAILED and blob.media_type == _WORD:
            return _by_programs(file, seconds=seconds) or Extracted(State.NONE, reason=Reason.NO_PROGRAM)
        return found


def extract_bytes(data: bytes, *, media_type: str, seconds: int = SECONDS, memory: int = MEMORY) -> str:
    """Return the text of bytes that are not stored, of a kind `recognise` gave; empty where there is none."""
    if media_type in WITHOUT_TEXT:
        return ""
    with tempfile.TemporaryDirectory(prefix="sotay-") as home:
        file = Path(home) / f"tep{kind_of(media_type).endings[0]}"
        file.write_bytes(data)
        try:
            found = _read(file, media_type=media_type, seconds=seconds, memory=memory)
        except _Ended:
            return ""
        if found.state == State.FAILED and media_type == _WORD:
            found = _by_programs(file, seconds=seconds) or found
        return found.text


def programs() -> dict[str, str]:
    """Return the programs of this machine that read old Word files ours could not, by name."""
    named = {"antiword": ("antiword",), "soffice": ("soffice", "libreoffice")}
    found = {name: next(filter(None, map(shutil.which, words)), "") for name, words in named.items()}
    return {name: place for name, place in found.items() if place}


def _read(file: Path, *, media_type: str, seconds: int, memory: int) -> Extracted:
    """Read a file by our own readers, in a process of their own."""
    with file.open("rb") as stream:
        out = _run(
            [sys.executable, "-m", "sotay.blobs.reading", media_type],
            home=file.parent, seconds=seconds, memory=memory, stdin=stream.fileno(),
        )  # fmt: skip
    try:
        told = json.loads(out)
    except ValueError as problem:
        raise _Ended(Reason.DAMAGED) from problem
    match told["state"]:
        case "done":
            return Extracted(State.DONE, text=told["text"])
        case "cut":
            return Extracted(State.DONE, text=told["text"], reason=Reason.CUT)
        case "no_text":
            return Extracted(State.NONE, reason=Reason.NO_TEXT)
    return Extracted(State.FAILED, reason=Reason.DAMAGED)


def _by_programs(file: Path, *, seconds: int) -> Extracted | None:
    """Read an old Word file by antiword or LibreOffice where the machine has one; None when none of them can."""
    for name, place in programs().items():
        try:
            if name == "antiword":
                text = _run([place, "-m", "UTF-8.txt", str(file)], home=file.parent, seconds=seconds, memory=MEMORY)
            else:
                profile = f"-env:UserInstallation=file://{file.parent}/profile"
                call = [
                    place,
                    "--headless",
                    "--norestore",
                    "--nolockcheck",
                    profile,
                    "--convert-to",
                    "txt:Text (encoded):UTF8",
                ]
                _run(
                    [*call, "--outdir", str(file.parent), str(file)],
                    home=file.parent,
                    seconds=seconds,
                    memory=2 * MEMORY,
                )
                text = file.with_suffix(".txt").read_bytes()
        except (_Ended, OSError):
            continue
        if read := tidy(fonts.converted(text.decode("utf-8-sig", errors="replace"))):
            return Extracted(State.DONE, text=read[:LONGEST], reason=Reason.CUT if len(read) > LONGEST else "")
    return None


def _run(call: list[str], *, home: Path, seconds: int, memory: int, stdin: int = subprocess.DEVNULL) -> bytes:
    """Run a program with limits, an empty home and nothing of our own environment; return what it says.

    Raises _Ended when it took too long, asked for too much or failed; everything it started ends with it.
    """
    around = {"HOME": str(home), "TMPDIR": str(home), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    around |= {"PYTHONPATH": _SOURCES, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    out = home / "out"
    with out.open("wb") as said:
        run = subprocess.Popen(  # noqa: S603  our own words alone
            [sys.executable, "-c", _LIMITED, str(seconds), str(memory), *call],
            cwd=home, env=around, stdin=stdin, stdout=said, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            run.wait(timeout=seconds + 5)
        except subprocess.TimeoutExpired as problem:
            raise _Ended(Reason.TOO_LONG) from problem
        finally:
            _end(run)
    if run.returncode == -signal.SIGXCPU:
        raise _Ended(Reason.TOO_LONG)
    if run.returncode:
        raise _Ended(Reason.DAMAGED if run.returncode > 0 else Reason.TOO_MUCH)
    return out.read_bytes()


def _end(run: "subprocess.Popen[bytes]") -> None:
    """End a process and all it started."""
    with suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
