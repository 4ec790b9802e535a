"""Writes upon the manual as a document: issue it, frozen, as a revision of its document (ISO 9001 7.5)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import override

from sotay.agency.actor import Actor
from sotay.agency.models import Decision, Unit
from sotay.agency.vietnamese import slugify
from sotay.commands import Reason, Stale, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.manual.issues import guards
from sotay.manual.issues.models import IssuedPart, ManualIssue
from sotay.manual.issues.printing import whole_manual
from sotay.manual.issues.queries import changes_since, document_of
from sotay.manual.statements.models import Manual
from sotay.organisation.decisions.queries import NewDecision
from sotay.papers.docx import docx
from sotay.papers.forms import Making
from sotay.papers.model import FormMark
from sotay.papers.pdf import pdf
from sotay.support.documents.commands import begin_document, begin_revision, write_revision
from sotay.support.documents.models import Document, Kind, Level, Revision
from sotay.support.issuing.commands import issue_one

CODE = "STCL"
CLAUSES = ("4.4", "7.5")


@command
def issue_manual(
    manual: Manual,
    *,
    actor: Actor,
    version: int,
    decision: Decision | NewDecision | None = None,
    in_force_date: date | None = None,
    code: str = CODE,
    on: date,
) -> ManualIssue:
    """Print the manual and issue it as the next revision of its document, by the decision that issued its text or another.

    It is printed before anything is locked: nobody waits for that. What it says is kept part by part: whatever is amended afterwards is *thay đổi kể từ lần ban hành …*.
    """
    require(actor, "manual.issue_document", manual)
    read = Manual.objects.select_related("agency", "issue_decision").get(pk=manual.pk)
    refuse(_why_not(read))
    files = _printed(read, actor=actor, code=code, on=on)

    manual = lock(manual, version=version)
    if manual.version != read.version:
        raise Stale(manual, read=read.version)
    refuse(_why_not(manual))
    parts = list(manual.statements.order_by("order", "slug"))
    document = document_of(manual)
    last = manual.issues.first()
    with override("vi"):  # it stands in the document, whatever the language of the screen
        summary = _summary(manual, last)
    revision = _revision(manual, document, actor=actor, code=code, summary=summary, on=on)
    revision = write_revision(revision, actor=actor, version=revision.version, source=files.source, pdf=files.pdf)
    issue_one(revision, actor=actor, decision=decision or manual.issue_decision, in_force_date=in_force_date, on=on)
    revision.refresh_from_db()
    one = ManualIssue(
        agency=manual.agency,
        manual=manual,
        revision_of_document=revision,
        edition=manual.edition,
        amendment=manual.revision,
        issued_date=revision.in_force_date or on,
    )
    one.save()
    IssuedPart.objects.bulk_create(
        IssuedPart(
            agency=manual.agency,
            issue=one,
            slug=part.slug,
            clause=part.clause,
            title=part.title,
            order=part.order,
            text=part.text,
        )
        for part in parts
    )

    record(
        "manual.manual.document_issued", actor=actor, subject=manual, edition=one.edition, amendment=one.amendment,
        document=revision.document.code, sha256=revision.pdf_id,
    )  # fmt: skip
    return one


def _summary(manual: Manual, last: ManualIssue | None) -> str:
    if last is None:
        return _("In và ban hành %s từ nội dung đang có hiệu lực.") % manual.agency.manual_name
    named = ", ".join(one.title for one in changes_since(last))
    return _("Thay đổi kể từ %(last)s: %(named)s") % {"last": str(last).lower(), "named": named}


def _revision(
    manual: Manual, document: Document | None, *, actor: Actor, code: str, summary: str, on: date
) -> Revision:
    """Return the draft of the next revision of the manual's document, begun with the document where there is none."""
    if document is not None:
        revision = begin_revision(document, actor=actor, summary=summary)
    else:
        begun = begin_document(
            manual.agency, actor=actor, code=code, title=manual.agency.manual_name, kind=Kind.MANUAL,
            level=Level.ONE, clauses=list(CLAUSES), unit=_keeping_unit(manual, actor, on=on), on=on,
        )  # fmt: skip
        revision = begun.revisions.get()
    revision.refresh_from_db()
    write_revision(
        revision,
        actor=actor,
        version=revision.version,
        edition=manual.edition,
        amendment=manual.revision,
        summary=summary[:4000],
        parts=(),  # the text stands in the files
    )
    revision.refresh_from_db()  # saved also where nothing of it changed
    return revision


def _keeping_unit(manual: Manual, actor: Actor, *, on: date) -> Unit | None:
    """Return the unit that keeps a manual that is no document yet: where who issues it sits, else the agency's first."""
    units = Unit.objects.filter(agency=manual.agency).in_force(on).order_by("order", "name_sort", "pk")
    return units.filter(pk__in=actor.unit_ids()).first() or units.first()


def _why_not(manual: Manual) -> Iterator[Reason]:
    parts = list(manual.statements.order_by("order", "slug"))
    same = manual.issues.filter(edition=manual.edition, amendment=manual.revision)
    before = same.select_related("revision_of_document__document__agency").first()
    return guards.why_not_issue_document(manual, parts, before=before, document=document_of(manual))


class _Printed(NamedTuple):
    """The manual as Word file and as PDF."""

    source: "ContentFile[bytes]"
    pdf: "ContentFile[bytes]"


def _printed(manual: Manual, *, actor: Actor, code: str, on: date) -> _Printed:
    """Return the manual as files; one that is no document yet bears the code it will be one under."""
    making = Making(agency=manual.agency, viewer=actor, on=on, year=on.year, mark=FormMark(code=code))
    with override("vi"):  # as every paper
        paper = whole_manual(manual, making)
    name = f"{slugify(manual.agency.manual_name)}-{manual.edition:02d}-{manual.revision:02d}"
    return _Printed(
        ContentFile(docx(paper, on=on), name=f"{name}.docx"), ContentFile(pdf(paper, on=on), name=f"{name}.pdf")
    )
