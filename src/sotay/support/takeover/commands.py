"""The one write of taking over: all documents of a set as drafts on one list, or nothing."""

import io
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat, User
from sotay.agency.vietnamese import one_line
from sotay.blobs.models import Blob
from sotay.blobs.refusals import BlobRefused, StorageFull
from sotay.blobs.storage import store
from sotay.commands import Reason, command, lock, refuse, require
from sotay.exchange.outcome import RowsRefused
from sotay.journal.recording import record
from sotay.support.documents import writing as documents
from sotay.support.documents.models import Document
from sotay.support.issuing import writing as issues
from sotay.support.issuing.models import Issue
from sotay.support.takeover.planning import Line
from sotay.support.takeover.reading import Brought, wrong_file
from sotay.ui.formats import ngay


@command
def take_over(agency: Agency, *, actor: Actor, lines: list[Line], file_name: str, sha256: str, on: date) -> Issue:
    """Take a set of documents over: each a draft with its files, all on one list that a signed decision issues."""
    require(actor, "support.import_documents", agency)
    agency = lock(agency)
    author = actor.user or _secretary(agency, on=on)
    refuse(_why_no_author(author))
    assert author is not None  # noqa: S101  refused above

    issue = issues.new_issue(agency, name=_("Tài liệu đang có, nhập ngày %s") % ngay(on), is_taken_over=True)
    issue.save()
    items = [_begun(line, agency, actor=actor, author=author, file_name=file_name) for line in lines]
    issues.add_items(issue, items)

    record(
        "support.issue.taken_over",
        actor=actor,
        subject=issue,
        file=file_name,
        sha256=sha256,
        documents=len(items),
    )
    return issue


def _begun(line: Line, agency: Agency, *, actor: Actor, author: User, file_name: str) -> dict[str, Any]:
    """Write one document with its draft; return its line of the list."""
    document = line.document or Document(agency=agency)
    is_new = document.pk is None
    documents.fill_document(document, line.values)
    document.save()
    if is_new:
        record("support.document.begun", actor=actor, subject=document, code=document.code, title=document.title)
    summary = "" if is_new else _("Bản đang dùng, nhập từ %s.") % file_name
    revision = documents.new_revision(
        document, author=author, edition=line.edition, amendment=line.amendment, summary=summary
    )
    for place, file in line.files.items():
        if file is not None:
            setattr(revision, place, _stored(file))
            setattr(revision, f"{place}_name", one_line(file.packed.name)[-255:])
    revision.save()
    record("support.revision.begun", actor=actor, subject=revision, number=revision.number)
    return {"document": document, "revision": revision, "in_force_date": line.in_force_date}


def _stored(file: Brought) -> Blob:
    try:
        return store(io.BytesIO(file.packed.read()), name=file.packed.name)
    except (BlobRefused, StorageFull) as problem:
        raise RowsRefused([wrong_file(file.path, str(problem.text), str(problem.mend))]) from problem


def _secretary(agency: Agency, *, on: date) -> User | None:
    """Return in whose name the command line writes drafts: the secretary of the agency."""
    seats = Seat.objects.filter(agency=agency, role=Seat.Role.SECRETARY).in_force(on)
    seat = seats.select_related("user").order_by("from_date", "pk").first()
    return seat.user if seat else None


def _why_no_author(author: User | None) -> list[Reason]:
    if author is not None:
        return []
    return [Reason(_("Chưa có thư ký ISO để đứng tên các bản nhập."), code="no_secretary")]
