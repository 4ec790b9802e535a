"""Which documents in force name another by its code: asked before one is withdrawn, and shown on its page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sotay.agency.citations import DOCUMENT, find_citations
from sotay.agency.vietnamese import fold_code
from sotay.commands import Reason
from sotay.standard.registry.gates import bars
from sotay.support.documents.guards import WITHDRAW
from sotay.support.documents.models import Document, Part, Revision


@dataclass(frozen=True, slots=True)
class Citing:
    """A document in force that names another, with the parts where it does."""

    document: Document
    headings: tuple[str, ...]


def cited_in(text: str, codes: Iterable[str]) -> frozenset[str]:
    """Return the codes of documents (as keys) that stand in a text; `codes` are those of the agency, however written."""
    return frozenset(one.key for one in find_citations(text, known_codes=codes) if one.kind == DOCUMENT)


def citing(document: Document) -> list[Citing]:
    """Return the documents in force whose text names this one by its code; two queries for any number.

    Where other documents in force bear the same code in another field of work, the text leaves open which is meant;
    those of another field are then passed over.
    """
    last = max((char.isdecimal() for char in document.code), default=False)
    parts = (
        Part.objects.filter(
            agency_id=document.agency_id,
            revision__state=Revision.State.IN_FORCE,
            revision__document__state=Document.State.IN_FORCE,
        )
        .exclude(revision__document=document)
        .select_related("revision__document__unit", "revision__document__agency")
        .order_by("revision__document__code_sort", "position")
    )
    if last:  # a code with figures stands in a text only where its last figures stand
        parts = parts.filter(text__contains=_last_figures(document.code))
    twins = Document.objects.filter(
        agency_id=document.agency_id, state=Document.State.IN_FORCE, code_folded=document.code_folded
    ).exclude(pk=document.pk)
    shared = twins.exists()
    found: dict[int, tuple[Document, list[str]]] = {}
    for part in parts:
        other = part.revision.document
        if shared and other.field_folded != document.field_folded:
            continue
        if fold_code(document.code) in cited_in(f"{part.heading}\n{part.text}", [document.code]):
            found.setdefault(other.pk, (other, []))[1].append(part.heading)
    return [Citing(one, tuple(headings)) for one, headings in found.values()]


@bars(WITHDRAW)
def why_cited(document: Document) -> Iterator[Reason]:
    """Yield a reason for every document in force that names this one."""
    for one in citing(document):
        yield Reason(
            _("“%s” đang viện dẫn tài liệu này.") % one.document,
            code="cited",
            fix=("support:document_detail", one.document),
        )


def _last_figures(code: str) -> str:
    figures = "".join(char if char.isdecimal() else " " for char in code).split()
    return figures[-1].lstrip("0") or figures[-1]
