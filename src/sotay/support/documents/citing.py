"""Which documents in force name another by its code: asked before one is withdrawn, and shown on its page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from sotay.agency.citations import DOCUMENT, find_citations
from sotay.agency.vietnamese import fold_code
from sotay.commands import Reason
from sotay.search import words
from sotay.search.models import IndexEntry, IndexPassage
from sotay.search.registry import of_agency
from sotay.standard.registry.gates import bars
from sotay.support.documents.guards import WITHDRAW
from sotay.support.documents.models import Document, Part, Revision

AROUND = 80
"""How many signs before and behind a code are read to tell whether it is that code or a longer one."""

MOST_SPACINGS = 6
"""How many places of a code may be with or without a blank; codes have three or four."""


@dataclass(frozen=True, slots=True)
class Citing:
    """A document in force that names another, with the parts where it does."""

    document: Document
    headings: tuple[str, ...]


def cited_in(text: str, codes: Iterable[str]) -> frozenset[str]:
    """Return the codes of documents (as keys) that stand in a text; `codes` are those of the agency, however written."""
    return frozenset(one.key for one in find_citations(text, known_codes=codes) if one.kind == DOCUMENT)


def citing(document: Document, *, by_index: bool = False) -> list[Citing]:
    """Return the documents in force that name this one by its code; a constant number of queries.

    `by_index` reads only what the search finds the code in, however many documents there are: for a page that is opened
    often. Before a withdrawal everything is read. Where other documents in force bear the same code in another field of work, the text leaves open which is meant;
    those of another field are then passed over. Files are read as far as their text is known (`BlobText`).
    """
    if not fold_code(document.code):
        return []
    twins = Document.objects.filter(
        agency_id=document.agency_id, state=Document.State.IN_FORCE, code_folded=document.code_folded
    )
    shared = twins.exclude(pk=document.pk).exists()
    others = _others(document)
    if by_index:
        others = others.filter(document__uuid__in=_found(document))
    texts = [*_parts(document, others), *_files(document, others)]
    found: dict[int, Citing] = {}
    for other, heading, text in texts:
        if (not shared or other.field_folded == document.field_folded) and _names(text, document.code):
            known = found.get(other.pk) or Citing(other, ())
            found[other.pk] = Citing(other, (*known.headings, heading))
    return sorted(found.values(), key=lambda one: (one.document.code_sort, one.document.pk))


@bars(WITHDRAW)
def why_cited(document: Document) -> Iterator[Reason]:
    """Yield a reason for every document in force that names this one."""
    for one in citing(document):
        yield Reason(
            _("“%s” đang viện dẫn tài liệu này.") % one.document,
            code="cited",
            fix=("support:document_detail", one.document),
        )


def _parts(document: Document, others: QuerySet[Any]) -> Iterator[tuple[Document, str, str]]:
    """Yield the parts in force in which the code may stand, with their documents."""
    pattern = _pattern(document.code, blank="[[:space:]./–-]")
    parts = Part.objects.filter(Q(text__iregex=pattern) | Q(heading__iregex=pattern), revision__in=others)
    for part in parts.select_related("revision__document__unit", "revision__document__agency").order_by("position"):
        yield part.revision.document, part.heading, f"{part.heading}\n{part.text}"


def _files(document: Document, others: QuerySet[Any]) -> Iterator[tuple[Document, str, str]]:
    """Yield the files in force in whose text the code may stand, with their documents."""
    pattern = _pattern(document.code, blank="[[:space:]./–-]")
    for name in ("source", "pdf"):
        text = f"{name}__read__text"
        rows = others.filter(**{f"{text}__iregex": pattern}).select_related("document__agency")
        for one in rows.annotate(said=F(text)):
            yield one.document, getattr(one, f"{name}_name"), one.said


def _others(document: Document) -> QuerySet[Any]:
    return Revision.objects.filter(
        agency_id=document.agency_id, state=Revision.State.IN_FORCE, document__state=Document.State.IN_FORCE
    ).exclude(document=document)


def _found(document: Document) -> QuerySet[Any]:
    """Return the uuids of the documents in whose text or files the search finds the code, spaced in any way."""
    mine = words.exactly(of_agency(document.agency_id))
    said = " | ".join(f"({words.phrase(one)})" for one in _spacings(document.code))
    passages = IndexPassage.objects.filter(search__holds=words.all_of(mine, f"({said})")).values("entry")
    kind = Document._meta.label_lower
    return IndexEntry.objects.filter(agency_id=document.agency_id, subject_type=kind, pk__in=passages).values(
        "subject_uuid"
    )


def _spacings(code: str) -> Iterator[list[str]]:
    """Yield the words a code may be written as: `qt bis 01`, `qtbis 01`, `qt bis01`, `qtbis01` for QT BIS 01."""
    pieces = re.findall(r"\d+|[^\W\d_]+", words.folded(code))
    head, tail = pieces[:1], pieces[1:]
    free, fixed = tail[:MOST_SPACINGS], tail[MOST_SPACINGS:]
    for apart in product((True, False), repeat=len(free)):
        said = list(head)
        for piece, alone in zip(free, apart, strict=True):
            said = [*said, piece] if alone else [*said[:-1], said[-1] + piece]
        yield said + fixed


def _names(text: str, code: str) -> bool:
    """Return whether a text names a code; only the places where its signs stand are read closely."""
    wanted = fold_code(code)
    for place in re.finditer(_pattern(code, blank=r"[\s./–-]"), text, re.IGNORECASE):
        near = text[max(0, place.start() - AROUND) : place.end() + AROUND]
        if wanted in cited_in(near, [code]):
            return True
    return False


def _pattern(code: str, *, blank: str) -> str:
    """Return the pattern of every way a code may be spaced: `QTBIS01` for `QT BIS 01`."""
    return f"{blank}{{0,2}}".join(re.escape(char) for char in code if char.isalnum())
