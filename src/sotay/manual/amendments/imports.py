"""The manual as a kind of import: `sotay import manual FILE --agency CODE`, and the common page of imports."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.commands import UNCHANGED
from sotay.exchange import imports
from sotay.exchange.outcome import Applied
from sotay.exchange.reading import FileProblem
from sotay.manual.amendments.taking import take_file
from sotay.manual.statements.queries import flagged_of, preview
from sotay.manual.statements.reading import ReadManual, UnreadableManual, read_manual_file
from sotay.manual.statements.taking import flagged, known_clauses, wanted_parts


def read(data: bytes, *, name: str) -> ReadManual:  # noqa: ARG001  what a file is, its bytes tell
    """Read the bytes of a file; FileProblem says why it cannot be read and how to mend it."""
    try:
        return read_manual_file(data, known_clauses=known_clauses())
    except UnreadableManual as problem:
        raise FileProblem(
            "manual", what=str(problem), mend=_("Dùng tệp Word (.docx) hoặc văn bản (.txt).")
        ) from problem


def apply(seen: ReadManual, *, agency: Agency, actor: Actor, on: date, source: imports.Source) -> Applied:
    """Take the manual that was read, all or nothing; what was not understood is kept and told."""
    counts = preview(seen, agency=agency).counts
    taken = take_file(
        agency,
        actor=actor,
        read=seen,
        file_hash=source.sha256,
        on=on,
        file=source.blob,
        file_name=source.name,
    )
    if taken is UNCHANGED:
        return Applied(0, 0, len(wanted_parts(seen)))
    return Applied(counts["created"], counts["updated"], counts["unchanged"])


def flags_of(seen: ReadManual) -> Iterable[Mapping[str, str]]:
    """Yield every place that was not understood or should be looked at."""
    for one in flagged_of(flagged(seen)):
        where = _("dòng %d") % one.line if one.line else _("cả tệp")
        yield {"where": where, "what": f"{one.what} {one.text}".strip(), "mend": ""}


imports.register(
    imports.Import(
        kind="manual",
        label=gettext_lazy("Sổ tay chất lượng"),
        hint=gettext_lazy(
            "Word (.docx) hoặc văn bản (.txt), như cơ quan đang dùng; từng điều khoản được nhận ra và xem trước."
        ),
        permission="manual.import_manual",
        read=read,
        apply=apply,
        size_of=lambda seen: len(wanted_parts(seen)),
        flags_of=flags_of,
        endings=(".docx", ".txt", ".md"),
        page="manual:import_manual",
    )
)
