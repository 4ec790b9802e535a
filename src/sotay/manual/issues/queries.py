"""Reads of issues of the manual: the last one, and what changed since."""

from dataclasses import dataclass

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.manual.issues.models import ManualIssue
from sotay.manual.statements.models import Manual, Statement
from sotay.support.documents.models import Kind
from sotay.support.models import Document
from sotay.ui.markdown import Comparison, plain, word_diff


def list_issues(*, viewer: Actor) -> QuerySet[ManualIssue]:
    """Return the issues of the manual, the newest first."""
    rows = ManualIssue.objects.of(viewer)
    return rows.select_related("revision_of_document__document__agency", "revision_of_document__decision")


def last_issue(*, viewer: Actor) -> ManualIssue | None:
    """Return the issue that was made last, None before the first."""
    return list_issues(viewer=viewer).first()


def document_of(manual: Manual) -> Document | None:
    """Return the document the manual stands as: that of its last issue, else the one of its kind that stands."""
    last = manual.issues.select_related("revision_of_document__document__agency").first()
    if last is not None and last.revision_of_document.document.state != Document.State.WITHDRAWN:
        return last.revision_of_document.document
    rows = Document.objects.filter(agency=manual.agency_id, kind=Kind.MANUAL).standing()
    return rows.select_related("agency", "unit").order_by("level", "code_sort", "pk").first()


@dataclass(frozen=True, slots=True)
class Change:
    """A part that is otherwise than it was issued; `slug` leads to its page, "" where it is no more."""

    slug: str
    title: str
    before: str
    after: str

    @property
    def word(self) -> str:
        """What became of it: added, dropped or changed."""
        return "added" if not self.before else "dropped" if not self.after else "changed"

    @property
    def comparison(self) -> Comparison:
        """The two texts side by side."""
        return word_diff(plain(self.before), plain(self.after))


def changes_since(issue: ManualIssue) -> list[Change]:
    """Return the parts in force that differ from what was issued, in the order of the book; two queries."""
    parts = {one.slug: one for one in issue.parts.all()}
    found = []
    for one in Statement.objects.filter(manual=issue.manual_id).order_by("order", "slug"):
        before = parts.pop(one.slug, None)
        text = before.text if before else ""
        if one.text != text:
            found.append(Change(one.slug, str(one), text, one.text))
    found += [Change("", str(gone), gone.text, "") for gone in parts.values() if gone.text]
    return found


def get_issue(uuid: object, *, viewer: Actor) -> ManualIssue:
    """Return one issue of the viewer's agency's manual; NotFound hides those of others."""
    one = list_issues(viewer=viewer).select_related("manual", "agency").filter(uuid=uuid).first()
    if one is None:
        raise NotFound
    return one
