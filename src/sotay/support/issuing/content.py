"""What who approves a list sees of its lines: revisions as they are, and which document is withdrawn and why."""

from typing import Any

from sotay.support.documents.models import Document, Revision
from sotay.support.documents.writing import content_of as content_of_revision
from sotay.support.issuing.guards import OPEN
from sotay.support.issuing.models import Issue, IssueItem


def content_of(record: Revision | Document) -> dict[str, Any]:
    """Return what who approves a list sees of a line: what a revision says, or which document is withdrawn and why."""
    if isinstance(record, Revision):
        return content_of_revision(record)
    item = withdrawal_of(record)
    return {
        "withdraw": record.code,
        "title": record.title,
        "reason": item.withdraw_reason if item else "",
        "replaced_by": item.replaced_by.code if item and item.replaced_by else "",
    }


def withdrawal_of(document: Document) -> IssueItem | None:
    """Return the line that withdraws a document: of the open issue, of which there is one at most, or of the last one."""
    states = [*OPEN, Issue.State.ISSUED]
    rows = IssueItem.objects.filter(
        agency_id=document.agency_id, document=document, revision__isnull=True, issue__state__in=states
    )
    return rows.select_related("replaced_by").order_by("-pk").first()
