"""What several commands upon issues read and write alike, without journal lines of their own."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sotay.agency.models import Agency, Decision
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.support.documents.additions import rows_of_additions
from sotay.support.documents.models import Document
from sotay.support.issuing.guards import OPEN
from sotay.support.issuing.models import Issue, IssueItem

MOST = 32_000


def new_issue(agency: Agency, *, name: str, **values: Any) -> Issue:
    """Return an issue, not saved yet, with an address of its own."""
    name = one_line(nfc(name))[:200]
    return Issue(agency=agency, name=name, slug=free_slug(Issue.objects.filter(agency=agency), name[:70]), **values)


def add_items(issue: Issue, items: Iterable[dict[str, Any]]) -> list[IssueItem]:
    """Put lines at the end of a list."""
    last = issue.items.order_by("-order").values_list("order", flat=True).first() or 0
    added = []
    for place, values in enumerate(items, start=last + 1):
        item = IssueItem(agency=issue.agency, issue=issue, order=min(place, MOST), **values)
        item.save()
        added.append(item)
    return added


def kept_items(issue: Issue) -> list[IssueItem]:
    """Return the lines of a list that were not left out, with all that is asked of them; a constant number of queries."""
    rows = issue.items.filter(left_out_reason="").select_related(
        "document__unit", "document__agency", "revision__document__unit", "revision__agency", "replaced_by", "issue"
    )
    return list(
        rows.prefetch_related("revision__parts", "revision__bases__law", *rows_of_additions("revision__")).order_by(
            "order", "pk"
        )
    )


def lines_elsewhere(documents: Iterable[Document], *, issue: Issue | None = None) -> dict[int, list[IssueItem]]:
    """Return by document the lines of open issues that name it already, also those of `issue` itself."""
    found: dict[int, list[IssueItem]] = {}
    rows = IssueItem.objects.filter(
        document__in=[one.pk for one in documents], issue__state__in=OPEN, left_out_reason=""
    )
    if issue is not None:  # a line left out stands on the list as well
        rows = rows | IssueItem.objects.filter(document__in=[one.pk for one in documents], issue=issue)
    for item in rows.select_related("issue__agency", "document").distinct():
        found.setdefault(item.document_id, []).append(item)
    return found


def day_of(item: IssueItem, *, given: date | None, paper: Decision) -> date:
    """Return when a line comes into force: the day given for all, else its own, else the day the paper was signed."""
    return given or item.in_force_date or paper.date
