"""Reads of documents and revisions: the register, one page of each, and what surrounds it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import fold_code
from sotay.approvals.models import Approval, Step
from sotay.approvals.queries import last_round_with
from sotay.blobs.models import Blob
from sotay.commands import NotFound
from sotay.context.models import Law
from sotay.search.queries import matching
from sotay.support.documents.citing import Citing, citing
from sotay.support.documents.comparing import Compared, before, compare, is_of_former_content
from sotay.support.documents.models import Document, Part, Revision
from sotay.support.documents.sight import visible, visible_revisions

State = Revision.State
CURRENT = ("edition", "amendment", "in_force_date", "approved_date", "token", "uuid")
"""What the register tells of the revision in force."""


def list_documents(*, viewer: Actor) -> QuerySet[Document]:
    """Return the documents the viewer may see in the order of their codes, with the revision in force (`now_…`).

    `coming` is the state of the revision that is being prepared, for those who may see it.
    """
    revisions = Revision.objects.filter(document=OuterRef("pk"))
    held = revisions.filter(state__in=[State.IN_FORCE, State.WITHDRAWN]).order_by("-order")
    coming = visible_revisions(revisions.filter(state__in=Revision.PREPARED), viewer)
    documents = Document.objects.of(viewer).select_related("unit", "agency")
    return (
        visible(documents, viewer)
        .annotate(
            **{f"now_{name}": Subquery(held.values(name)[:1]) for name in CURRENT},
            now_number=Subquery(held.values("decision__number")[:1]),
            coming=Subquery(coming.values("state")[:1]),
        )
        .order_by("code_sort", "pk")
    )


def with_words(documents: QuerySet[Document], words: str, *, viewer: Actor) -> QuerySet[Document]:
    """Keep the documents in whose code, title or text the words stand, marks, case and the spacing of codes aside."""
    found = Q(uuid__in=matching(words, model=Document, viewer=viewer))
    if code := fold_code(words):
        found |= Q(code_folded__startswith=code)
    return documents.filter(found)


def issued_within(documents: QuerySet[Document], first: date | None, last: date | None) -> QuerySet[Document]:
    """Keep the documents of which a revision came into force from one day to another, both counted; None for no limit."""
    if first is None and last is None:
        return documents
    issued = Revision.objects.filter(document=OuterRef("pk"), state__in=Revision.ISSUED)
    issued = issued.filter(in_force_date__gte=first) if first else issued
    issued = issued.filter(in_force_date__lte=last) if last else issued
    return documents.filter(Exists(issued))


def get_document(slug: str, *, viewer: Actor) -> Document:
    """Return one document the viewer may see; NotFound hides all others."""
    rows = visible(Document.objects.of(viewer), viewer).filter(slug=slug)
    document = rows.select_related("agency", "unit", "replaced_by").first()
    if document is None:
        raise NotFound
    return document


def get_revision(uuid: Any, *, viewer: Actor) -> Revision:
    """Return one revision the viewer may see; NotFound hides all others."""
    try:
        rows = visible_revisions(Revision.objects.of(viewer), viewer).filter(uuid=UUID(str(uuid)))
    except ValueError as error:
        raise NotFound from error
    revision = rows.select_related(
        "document__agency", "document__unit", "agency", "author", "source__read", "pdf__read", "decision"
    ).first()
    if revision is None:
        raise NotFound
    return revision


def _told_by(document: Document) -> Revision | None:
    """Return the revision a document is found by: the one in force, else the last one prepared."""
    revisions = document.revisions.exclude(state=State.DROPPED).order_by("-order")
    return revisions.filter(state=State.IN_FORCE).first() or revisions.first()


def text_of(document: Document) -> str:
    """Return what a document says for the search: the text of the revision it is found by."""
    chosen = _told_by(document)
    parts = chosen.parts.all() if chosen else ()
    words = [document.field, *(f"{part.heading}\n{part.text}" for part in parts)]
    return "\n".join(filter(None, (word.strip() for word in words)))


def files_of(document: Document) -> list[list[tuple[str, str]]]:
    """Return the files a document is found by, name and hash: the edited one and its PDF say the same."""
    chosen = _told_by(document)
    if chosen is None:
        return []
    both = ((chosen.source_name, chosen.source_id), (chosen.pdf_name, chosen.pdf_id))
    return [[(name, sha) for name, sha in both if sha]]


def facets_of(document: Document) -> dict[str, str | list[str]]:
    """Return what a search for documents is narrowed by; a clause stands for those above it too."""
    clauses = {number.rsplit(".", cut)[0] for number in document.clauses for cut in range(number.count(".") + 1)}
    unit = str(document.unit.uuid) if document.unit else ""
    return {"level": str(document.level), "unit": unit, "clause": sorted(clauses), "state": document.state}


@dataclass(frozen=True, slots=True)
class Round:
    """The way a revision went, or goes, to be approved: the last round it was in, alone or with others."""

    approval: Approval
    steps: tuple[Step, ...]

    @property
    def current(self) -> Step | None:
        """The step it has come to."""
        return next((step for step in self.steps if step.done_at is None), None)


def round_of(revision: Revision) -> Round | None:
    """Return the last round a revision was submitted in; a constant number of queries."""
    approval, steps = last_round_with(revision)
    return None if approval is None else Round(approval, steps)


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What the page of a document shows."""

    document: Document
    revisions: tuple[Revision, ...]
    current: Revision | None
    prepared: Revision | None
    round: Round | None
    parts: tuple[Part, ...]
    laws: tuple[Law, ...]
    cited_by: tuple[Citing, ...]
    replaces: tuple[Document, ...]


def get_document_page(slug: str, *, viewer: Actor) -> DocumentPage:
    """Return a document with its revisions and what the one in force says; a constant number of queries.

    `current` is the revision in force, or the last one of a document that was withdrawn.
    """
    document = get_document(slug, viewer=viewer)
    rows = visible_revisions(document.revisions.all(), viewer).select_related(
        "author", "source", "pdf", "decision", "agency"
    )
    revisions = tuple(rows.order_by("-order"))
    for one in revisions:
        one.document = document
    current = next((one for one in revisions if one.state in {State.IN_FORCE, State.WITHDRAWN}), None)
    prepared = next((one for one in revisions if one.state in Revision.PREPARED), None)
    shown = current or prepared
    seen = {one.pk for one in visible(Document.objects.filter(replaced_by=document), viewer)}
    return DocumentPage(
        document=document,
        revisions=revisions,
        current=current,
        prepared=prepared,
        round=round_of(prepared) if prepared and viewer.is_member else None,
        parts=tuple(shown.parts.all()) if shown else (),
        laws=laws_of(shown) if shown else (),
        cited_by=cited_by(document, viewer=viewer, by_index=True),
        replaces=tuple(Document.objects.filter(pk__in=seen).select_related("agency").order_by("code_sort")),
    )


def cited_by(document: Document, *, viewer: Actor, by_index: bool = False) -> tuple[Citing, ...]:
    """Return the documents in force that name this one, as far as a member may see them; none for one not in force."""
    if document.state != Document.State.IN_FORCE or not viewer.is_member:
        return ()
    found = citing(document, by_index=by_index)
    rows = visible(Document.objects.filter(pk__in=[one.document.pk for one in found]), viewer)
    seen = set(rows.values_list("pk", flat=True)) if found else set()
    return tuple(one for one in found if one.document.pk in seen)


def laws_of(revision: Revision) -> tuple[Law, ...]:
    """Return the legal documents a revision names, newest first."""
    laws = Law.objects.filter(named_by__revision=revision).select_related("agency")
    return tuple(laws.order_by("-effective_date", "number", "pk"))


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """What the page of a revision shows."""

    revision: Revision
    parts: tuple[Part, ...]
    laws: tuple[Law, ...]
    former: Revision | None
    compared: tuple[Compared, ...]
    round: Round | None
    is_of_former: bool

    @property
    def files(self) -> tuple[tuple[str, str, Blob], ...]:
        """The files of the revision: which place, name, content."""
        one = self.revision
        there = (("pdf", one.pdf_name, one.pdf), ("source", one.source_name, one.source))
        return tuple((what, name, blob) for what, name, blob in there if blob is not None)


def get_revision_page(uuid: Any, *, viewer: Actor) -> RevisionPage:
    """Return a revision with what it says, beside the one before it as far as the viewer may see that."""
    revision = get_revision(uuid, viewer=viewer)
    former = before(revision)
    if former and not visible_revisions(Revision.objects.filter(pk=former.pk), viewer).exists():
        former = None
    parts = tuple(revision.parts.all())
    return RevisionPage(
        revision=revision,
        parts=parts,
        laws=laws_of(revision),
        former=former,
        compared=tuple(compare(tuple(former.parts.all()), parts)) if former else (),
        round=round_of(revision) if viewer.is_member else None,
        is_of_former=is_of_former_content(revision),
    )
