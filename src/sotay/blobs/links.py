"""What an Office file would fetch from elsewhere when it is opened: a template or an object may bring programs with it."""

import re
import zipfile
from typing import Any, Final
from xml.parsers import expat

from sotay.blobs.refusals import BlobRefused

_RELATIONS: Final = re.compile(r"(^|/)_rels/[^/]*\.rels$", re.IGNORECASE)
_FETCHED: Final = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument", "/aFChunk")
"""The ends of the types of relations whose targets are opened by themselves, without a click."""
_OF_THIS_MACHINE: Final = re.compile(r"(file:///)?[a-z]:[\\/]", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|[\\/]{2}", re.IGNORECASE)
_SHOWN: Final = 80


def refuse_fetching(archive: zipfile.ZipFile, names: set[str]) -> None:
    """Raise BlobRefused (fetches) for a measured container that opens something of another machine by itself.

    The template a file was made from stands in it as a path of the author's own disk; that does no harm.
    """
    for name in sorted(filter(_RELATIONS.search, names)):
        for kind, target in _outside(archive.read(name)):
            if kind.endswith(_FETCHED) and _ELSEWHERE.match(target) and not _OF_THIS_MACHINE.match(target):
                raise BlobRefused("fetches", target=target[:_SHOWN])


def _outside(relations: bytes) -> list[tuple[str, str]]:
    """Return the types and targets of what stands outside the file; damaged when that cannot be read."""
    found: list[tuple[str, str]] = []

    def begin(_element: str, said: dict[str, Any]) -> None:
        if said.get("TargetMode", "").lower() == "external":
            found.append((said.get("Type", ""), said.get("Target", "").strip()))

    def refuse_doctype(*_said: Any) -> None:
        raise BlobRefused("damaged")  # no program writes one here

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(relations, True)
    except expat.ExpatError as problem:
        raise BlobRefused("damaged") from problem
    return found
