"""A manual that was read from a file: the text in force, or, where that was issued or amended here, an amendment."""

from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.blobs.models import Blob
from sotay.commands import UNCHANGED
from sotay.manual.amendments.commands import propose_manual
from sotay.manual.amendments.models import Amendment
from sotay.manual.statements.commands import take_manual
from sotay.manual.statements.guards import why_not_replace
from sotay.manual.statements.models import Manual
from sotay.manual.statements.reading import ReadManual


def take_file(
    agency: Agency, *, actor: Actor, read: ReadManual, file_hash: str, on: date, file: Blob | None, file_name: str
) -> Manual | Amendment:
    """Take a manual that was read as the text in force, or as an amendment where that text was issued or amended here.

    Returns UNCHANGED for what stands already.
    """
    manual = Manual.objects.filter(agency=agency).first()
    if manual is None or not any(why_not_replace(manual)):
        return take_manual(agency, actor=actor, read=read, file_hash=file_hash, on=on, file=file, file_name=file_name)
    if manual.source_hash == file_hash:
        return UNCHANGED  # type: ignore[return-value]
    return propose_manual(manual, actor=actor, read=read, file_hash=file_hash, on=on, file_name=file_name)
