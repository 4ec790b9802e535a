"""Checks and fills a template apart from the server: what is in it can end its own process alone."""

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from sotay.blobs.apart import Ended, run_apart
from sotay.blobs.kinds import recognise
from sotay.blobs.models import BlobText
from sotay.blobs.refusals import BlobRefused
from sotay.papers.filling.faults import Fault

SECONDS: Final = 20
MEMORY: Final = 768 << 20
TEMPLATE, VALUES, FILLED = "mau.docx", "gia-tri.json", "ra.docx"
CHECK, FILL = "check", "fill"


class CannotBeFilled(Exception):  # noqa: N818
    """Raised when a template in use does not give a paper any more, with the faults found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)


def tried(
    template: bytes,
    *,
    known: Mapping[str, Any],
    values: Mapping[str, Any],
    seconds: int = SECONDS,
    memory: int = MEMORY,
) -> tuple[Fault, ...]:
    """Return what is wrong with a template, none when it was filled with the values."""
    faults, _file = _worked(template, CHECK, known=known, values=values, seconds=seconds, memory=memory)
    return faults


def filled(
    template: bytes,
    *,
    known: Mapping[str, Any],
    values: Mapping[str, Any],
    seconds: int = SECONDS,
    memory: int = MEMORY,
) -> bytes:
    """Return a DOCX made of a template and values; raise CannotBeFilled."""
    faults, file = _worked(template, FILL, known=known, values=values, seconds=seconds, memory=memory)
    if faults:
        raise CannotBeFilled(faults)
    return file


def _worked(
    template: bytes, manner: str, *, known: Mapping[str, Any], values: Mapping[str, Any], seconds: int, memory: int
) -> tuple[tuple[Fault, ...], bytes]:
    with tempfile.TemporaryDirectory(prefix="sotay-") as folder:
        home = Path(folder)
        (home / TEMPLATE).write_bytes(template)
        (home / VALUES).write_text(json.dumps({"known": known, "values": values}), encoding="utf-8")
        call = [sys.executable, "-m", "sotay.papers.filling", manner]
        try:
            said = json.loads(run_apart(call, home=home, seconds=seconds, memory=memory))
        except Ended as ended:
            return (Fault("too_long" if ended.reason == BlobText.Reason.TOO_LONG else "too_large"),), b""
        except ValueError:
            return (Fault("damaged"),), b""
        if said["faults"]:
            return tuple(Fault(**one) for one in said["faults"]), b""
        file = (home / FILLED).read_bytes()
    try:
        recognise(BytesIO(file), name=FILLED)
    except BlobRefused as refusal:
        return (Fault("broken", refusal.code),), b""
    return (), file
