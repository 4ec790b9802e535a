"""What is pinned of a file whose disposal is decided, and the numbers of lists; writes no journal."""

from typing import Any

from sotay.agency.models import Agency
from sotay.support.records.models import RecordFile, Transfer, retention_text
from sotay.support.records.retention import kept_until

SIGNS = {Transfer.Manner.ARCHIVE: "NL", Transfer.Manner.DISPOSE: "H"}


def next_code(agency: Agency, manner: str, *, year: int) -> str:
    """Return the number of the next list of a year: NL-2026-01 for handing over, H-2026-01 for disposal."""
    begins = f"{SIGNS[Transfer.Manner(manner)]}-{year}-"
    codes = Transfer.objects.filter(agency=agency, code__startswith=begins).values_list("code", flat=True)
    numbers = [int(tail) for code in codes if (tail := code.removeprefix(begins)).isdecimal()]
    return f"{begins}{max(numbers, default=0) + 1:02d}"


def content_of(file: RecordFile) -> dict[str, Any]:
    """Return what who decides a disposal sees of a file; its hash is what the approval holds for."""
    until = kept_until(file.record_class, file.closed_date) if file.closed_date else None
    return {
        "number": file.number,
        "title": file.title,
        "class": file.record_class.code,
        "retention": retention_text(file.record_class.years),
        "closed_date": file.closed_date,
        "kept_until": until,
        "sheets": file.sheets,
        "state": file.state,
    }
