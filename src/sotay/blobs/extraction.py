"""The text of a blob, read in a process of its own with limits; what happened there is all a caller learns."""

import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sotay.blobs import fonts
from sotay.blobs.apart import MEMORY, SECONDS, Ended, run_apart
from sotay.blobs.kinds import kind_of
from sotay.blobs.models import Blob, BlobText
from sotay.blobs.reading.tidying import LONGEST, tidy
from sotay.blobs.refusals import BlobDamaged
from sotay.blobs.storage import open_blob

WITHOUT_TEXT: Final = frozenset({"image/png", "image/jpeg", "image/webp"})
ARCHIVE: Final = "application/zip"
"""Sets of files that are imported; each file is stored by itself."""
_WORD: Final = "application/msword"
Reason = BlobText.Reason
State = BlobText.State


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, or the reason there is none."""

    state: str
    text: str = ""
    reason: str = ""


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
        except Ended as ended:
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
        except Ended:
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
        out = run_apart(
            [sys.executable, "-m", "sotay.blobs.reading", media_type],
            home=file.parent, seconds=seconds, memory=memory, stdin=stream.fileno(),
        )  # fmt: skip
    try:
        told = json.loads(out)
    except ValueError as problem:
        raise Ended(Reason.DAMAGED) from problem
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
                text = run_apart(
                    [place, "-m", "UTF-8.txt", str(file)], home=file.parent, seconds=seconds, memory=MEMORY
                )
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
                run_apart(
                    [*call, "--outdir", str(file.parent), str(file)],
                    home=file.parent,
                    seconds=seconds,
                    memory=2 * MEMORY,
                )
                text = file.with_suffix(".txt").read_bytes()
        except (Ended, OSError):
            continue
        if read := tidy(fonts.converted(text.decode("utf-8-sig", errors="replace"))):
            return Extracted(State.DONE, text=read[:LONGEST], reason=Reason.CUT if len(read) > LONGEST else "")
    return None
