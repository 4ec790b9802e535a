"""What several commands upon documents write alike, without journal lines of their own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sotay.agency.models import User
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import fold, fold_code, nfc, one_line, sort_key
from sotay.approvals.models import Approval, Vote
from sotay.context.models import Law
from sotay.support.documents.additions import content_of_additions, copy_additions
from sotay.support.documents.models import Document, LegalBasis, Part, Revision
from sotay.support.documents.tokens import new_token

PLAIN = ("label", "review_months", "unit", "kind", "level", "clauses")


def fill_document(document: Document, values: Mapping[str, Any]) -> None:
    """Put values on a document, clean, with the keys it is found and sorted by."""
    for name in ("code", "title", "field"):
        if name in values:
            setattr(document, name, one_line(nfc(values[name] or "")))
    for name in PLAIN:
        if name in values:
            setattr(document, name, values[name])
    document.code_folded, document.field_folded = fold_code(document.code), fold(document.field)
    document.code_sort = sort_key(_padded(document.code))[:200]
    if not document.slug:
        document.slug = free_slug(Document.objects.filter(agency=document.agency), document.code)


def new_revision(document: Document, *, author: User, **values: Any) -> Revision:
    """Return the next revision of a document, not saved yet: the order after the last one, a token of its own."""
    last = document.revisions.order_by("-order").values_list("order", flat=True).first() or 0
    return Revision(
        agency=document.agency, document=document, order=last + 1, author=author, token=new_token(), **values
    )


def set_parts(revision: Revision, parts: Sequence[tuple[str, str]]) -> None:
    """Write the parts of a revision anew: heading and text, in order."""
    kept = {part.position: part for part in revision.parts.all()}
    for position, (heading, text) in enumerate(parts, start=1):
        part = kept.pop(position, None) or Part(agency=revision.agency, revision=revision, position=position)
        part.heading, part.text = one_line(nfc(heading))[:200], nfc(text).replace("\r\n", "\n").strip()
        part.save()
    for part in kept.values():
        part.delete()


def take_out(revision: Revision, names: Iterable[str]) -> None:
    """Take the file that is edited, or the PDF, out of a draft; the bytes stay stored."""
    for name in names:
        if name in {"source", "pdf"}:
            setattr(revision, name, None)
            setattr(revision, f"{name}_name", "")


def set_bases(revision: Revision, laws: Iterable[Law]) -> None:
    """Let a revision name exactly these legal documents."""
    wanted = {law.pk: law for law in laws}
    for basis in revision.bases.all():
        if wanted.pop(basis.law_id, None) is None:
            basis.delete()
    for law in wanted.values():
        LegalBasis.objects.create(agency=revision.agency, revision=revision, law=law)


def copy_content(before: Revision, new: Revision) -> None:
    """Let a new revision begin with text, legal bases and additions of the one before; files are uploaded anew."""
    set_parts(new, [(part.heading, part.text) for part in before.parts.all()])
    set_bases(new, [basis.law for basis in before.bases.select_related("law")])
    copy_additions(before, new)


def content_of(revision: Revision) -> dict[str, Any]:
    """Return what who approves sees of a revision; its hash is what the approval holds for."""
    document = revision.document
    return {
        "code": document.code,
        "title": document.title,
        "field": document.field,
        "edition": revision.edition,
        "amendment": revision.amendment,
        "summary": revision.summary,
        "is_minor": revision.is_minor,
        "source": revision.source_id,
        "pdf": revision.pdf_id,
        "parts": [[part.heading, part.text] for part in sorted(revision.parts.all(), key=lambda part: part.position)],
        "laws": sorted(basis.law.key for basis in _bases_of(revision)),
        **content_of_additions(revision),
    }


def _bases_of(revision: Revision) -> Iterable[LegalBasis]:
    """Return what a revision rests on, read already where a whole list of revisions was."""
    there = "bases" in getattr(revision, "_prefetched_objects_cache", {})
    return revision.bases.all() if there else revision.bases.select_related("law")


def approver_of(approval: Approval) -> str:
    """Return who approved, as it is printed: the signer of the paper, else who said the last word."""
    if approval.paper is not None:
        return ", ".join(filter(None, [approval.paper.signer_name, approval.paper.signer_title]))
    last = (
        Vote.objects.filter(step__approval=approval, word=Vote.Word.APPROVED)
        .select_related("user")
        .order_by("step__position", "at")
        .last()
    )
    return ", ".join(filter(None, [last.user.full_name, last.seat])) if last else ""


def mark_approved(revision: Revision, approval: Approval, *, on: date, content_hash: str) -> None:
    """Keep that a revision was approved: day, person, and the content it holds for."""
    revision.state, revision.returned_reason = Revision.State.APPROVED, ""
    revision.approved_date, revision.approved_by = on, approver_of(approval)[:250]
    revision.approved_hash = content_hash
    revision.save()


def _padded(code: str) -> str:
    """Return a code with its numbers made equally long, so that 2 stands before 10."""
    digits, padded = "", ""
    for char in f"{code} ":
        if char.isdecimal():
            digits += char
            continue
        padded += digits.rjust(6, "0") if digits else ""
        digits, padded = "", padded + char
    return padded.strip()
