"""The signatures of a blob looked at apart, and the certificates this installation trusts."""

import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from sotay.blobs.apart import MEMORY, Ended, run_apart
from sotay.blobs.models import Blob
from sotay.blobs.signing.judging import UNCERTAIN
from sotay.blobs.storage import open_blob

SECONDS: Final = 60
ENDINGS: Final = frozenset({".pem", ".crt", ".cer", ".der"})
PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A certificate this installation trusts, as it lies in the folder `SOTAY_TRUST`."""

    file: str
    subject: str
    serial: str
    fingerprint: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking at the signatures of a file came to, with the anchors that were used; `notes` lie over its pages.

    None for notes: the pages could not be looked through.
    """

    verdict: str
    reason: str
    signatures: list[dict[str, Any]]
    anchors: tuple[str, ...]
    notes: tuple[tuple[int, str], ...] | None = ()


def anchors() -> list[Anchor]:
    """Return the certificates this installation trusts, by the names of their files; one that cannot be read is named as such."""
    return [_anchor(one) for one in _files()]


def look(blob: Blob, *, seconds: int = SECONDS, memory: int = MEMORY) -> Looked:
    """Return what the signatures of a stored PDF are worth; never raises for what is in it, and returns within the time given.

    Raises BlobDamaged when the bytes are not there.
    """
    trusted = [one for one, told in zip(_files(), anchors(), strict=True) if told.fingerprint]
    names = tuple(one.name for one in trusted)
    if blob.media_type != PDF:
        return Looked(UNCERTAIN, "not_pdf", [], names)
    with tempfile.TemporaryDirectory(prefix="sotay-") as home:
        file = Path(home) / "tep.pdf"
        with open_blob(blob) as kept, file.open("wb") as copy:
            shutil.copyfileobj(kept, copy)
        call = [sys.executable, "-m", "sotay.blobs.signing", *map(str, trusted)]
        try:
            with file.open("rb") as stream:
                out = run_apart(call, home=file.parent, seconds=seconds, memory=memory, stdin=stream.fileno())
            told = json.loads(out)
        except (
            Ended,
            ValueError,
        ):  # judging never fails for what is in a file: what it would have come to is not known
            return Looked(UNCERTAIN, "too_much", [], names, None)
    notes = None if told["notes"] is None else tuple((page, words) for page, words in told["notes"])
    return Looked(told["verdict"], told["reason"], told["signatures"], names, notes)


def _files() -> list[Path]:
    folder = Path(settings.SOTAY_TRUST)
    return sorted(one for one in folder.glob("*") if one.suffix.lower() in ENDINGS) if folder.is_dir() else []


def _anchor(file: Path) -> Anchor:
    from asn1crypto import pem, x509

    try:
        data = file.read_bytes()
        if pem.detect(data):
            _kind, _headers, data = pem.unarmor(data)
        read = x509.Certificate.load(data)
        subject = read.subject.native.get("common_name") or read.subject.human_friendly
        serial, print_ = f"{read.serial_number:X}", read.sha256.hex()
        return Anchor(file.name, str(subject), serial, print_, read.not_valid_after)
    except (ValueError, OSError, TypeError, KeyError):
        return Anchor(file.name, "", "", "", None)
