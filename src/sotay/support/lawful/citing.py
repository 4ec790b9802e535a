"""Which documents in force name laws: by their legal basis, in their text, and in the text of their files."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.citations import LAW, find_citations
from sotay.agency.vietnamese import nfc
from sotay.context.laws.told import Cites, citing
from sotay.support.documents.models import Document, LegalBasis, Part, Revision
from sotay.support.documents.sight import visible

_NUMBERED: Final = re.compile(r"0*([0-9]{1,5})([a-zđ]*)/([0-9]{4})?/(.*)")
_NAMES: Final = "[Ll]uật|Pháp lệnh"
MOST: Final = 400
"""How many laws are looked for in one pass over the texts."""


@citing
def documents_citing(keys: Iterable[str], *, viewer: Actor) -> Iterator[Cites]:
    """Tell the documents in force that name laws by these keys; one query for the bases, two per 400 laws for texts and files."""
    wanted = frozenset(keys)
    documents = visible(Document.objects.of(viewer).filter(state=Document.State.IN_FORCE), viewer)
    bases = LegalBasis.objects.filter(
        law__key__in=wanted, revision__state=Revision.State.IN_FORCE, revision__document__in=documents.values("pk")
    )
    for basis in bases.select_related("law", "revision__document").order_by("revision__document__code_sort"):
        yield _told(basis.law.key, basis.revision.document, note=_("văn bản căn cứ"))
    ordered = sorted(wanted)
    for start in range(0, len(ordered), MOST):
        some = frozenset(ordered[start : start + MOST])
        yield from _in_parts(some, documents)
        yield from _in_files(some, documents)


def _in_parts(keys: frozenset[str], documents: QuerySet[Document]) -> Iterator[Cites]:
    """Tell the documents whose text written here names the laws."""
    parts = Part.objects.filter(
        revision__state=Revision.State.IN_FORCE,
        revision__document__in=documents.values("pk"),
        text__regex=pattern_of(keys),
    )
    for part in parts.select_related("revision__document").order_by("revision__document__code_sort", "position"):
        for key in laws_in(f"{part.heading}\n{part.text}") & keys:
            yield _told(key, part.revision.document, note=part.heading)


def _in_files(keys: frozenset[str], documents: QuerySet[Document]) -> Iterator[Cites]:
    """Tell the documents whose files name the laws, as far as their text could be read."""
    pattern = pattern_of(keys)
    found = Q(source__read__text__regex=pattern) | Q(pdf__read__text__regex=pattern)
    revisions = Revision.objects.filter(found, state=Revision.State.IN_FORCE, document__in=documents.values("pk"))
    read = revisions.select_related("document", "source__read", "pdf__read").order_by("document__code_sort", "pk")
    for revision in read:
        for blob, name in ((revision.source, revision.source_name), (revision.pdf, revision.pdf_name)):
            text = getattr(getattr(blob, "read", None), "text", "")
            for key in laws_in(nfc(text)) & keys if text else ():
                yield _told(key, revision.document, note=_("tệp %s") % name)


def laws_in(text: str) -> frozenset[str]:
    """Return the keys of the laws a text cites."""
    return frozenset(one.key for one in find_citations(text) if one.kind == LAW)


def pattern_of(keys: Iterable[str]) -> str:
    """Return an expression that stands in every text that cites one of these laws, and in few others."""
    found = set()
    for key in keys:
        number = _NUMBERED.fullmatch(key)
        if number is None:
            found.add(_NAMES)
        else:
            year = rf"\s*[/-]\s*{number[3]}" if number[3] else r"\s*[/-]"
            found.add(rf"(^|[^0-9])0*{number[1]}{number[2]}{year}")
    return "|".join(sorted(found))


def _told(key: str, document: Document, *, note: str) -> Cites:
    return Cites(
        key=key,
        title=str(document),
        url_name="support:document_detail",
        url_kwargs={"slug": document.slug},
        note=note,
    )
