"""Reads of issues: the list, one page of each, and what can be put on a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import fold, fold_code
from sotay.approvals.queries import latest_for
from sotay.commands import NotFound, Reason
from sotay.standard.registry.gates import gate
from sotay.support.documents import guards as document_guards
from sotay.support.documents.additions import rows_of_additions
from sotay.support.documents.models import Document, Kind, Revision
from sotay.support.documents.queries import Round
from sotay.support.documents.sight import visible as visible_documents
from sotay.support.documents.sight import visible_revisions
from sotay.support.issuing.guards import OPEN, TO_ISSUE, State
from sotay.support.issuing.models import Issue, IssueItem
from sotay.support.issuing.sight import visible


def list_issues(*, viewer: Actor) -> QuerySet[Issue]:
    """Return the issues the viewer may see, newest first, with how many revisions and withdrawals they list."""
    kept = Q(items__left_out_reason="")
    return (
        visible(Issue.objects.of(viewer).select_related("agency", "decision"), viewer)
        .annotate(
            issued_count=Count("items", filter=kept & Q(items__revision__isnull=False)),
            withdrawn_count=Count("items", filter=kept & Q(items__revision__isnull=True)),
        )
        .order_by("-created_at", "-pk")
    )


def get_issue(slug: str, *, viewer: Actor) -> Issue:
    """Return one issue the viewer may see; NotFound hides all others."""
    rows = visible(Issue.objects.of(viewer), viewer).select_related("agency", "decision")
    issue = rows.filter(slug=slug).first()
    if issue is None:
        raise NotFound
    return issue


def get_item(uuid: UUID, *, issue: Issue, viewer: Actor) -> IssueItem:
    """Return a line of an issue; NotFound for those of others."""
    item = (
        IssueItem.objects.of(viewer).select_related("issue__agency", "document").filter(issue=issue, uuid=uuid).first()
    )
    if item is None:
        raise NotFound
    return item


def get_revision(uuid: str, *, viewer: Actor) -> Revision:
    """Return a revision the viewer may see, to be issued; NotFound hides all others."""
    try:
        rows = visible_revisions(Revision.objects.of(viewer), viewer).filter(uuid=UUID(uuid))
    except ValueError as error:
        raise NotFound from error
    revision = rows.select_related("document__agency", "document__unit", "agency").first()
    if revision is None:
        raise NotFound
    return revision


def revisions_to_issue(*, viewer: Actor, words: str = "") -> QuerySet[Revision]:
    """Return the drafts and the approved revisions that stand on no open list, by their codes."""
    rows = visible_revisions(Revision.objects.of(viewer), viewer).filter(state__in=TO_ISSUE, in_force_date__isnull=True)
    if words.strip():
        rows = rows.filter(
            Q(document__code_folded__contains=fold_code(words))
            | Q(document__title__icontains=words.strip())
            | Q(document__field_folded__contains=fold(words))
        )
    listed = Exists(_open_lines(OuterRef("document_id")))
    return (
        rows.exclude(listed).select_related("document__agency", "document__unit").order_by("document__code_sort", "pk")
    )


def documents_to_withdraw(*, viewer: Actor) -> QuerySet[Document]:
    """Return the documents in force that stand on no open list, by their codes."""
    rows = visible_documents(Document.objects.of(viewer), viewer).filter(state=Document.State.IN_FORCE)
    return rows.exclude(Exists(_open_lines(OuterRef("pk")))).select_related("agency").order_by("code_sort", "pk")


def possible_heirs(issue: Issue, *, viewer: Actor) -> QuerySet[Document]:
    """Return what can take the place of a document: those in force, and those that come into force with the list."""
    listed = issue.items.filter(revision__isnull=False, left_out_reason="").values("document_id")
    rows = visible_documents(Document.objects.of(viewer), viewer)
    rows = rows.filter(Q(state=Document.State.IN_FORCE) | Q(pk__in=listed))
    return rows.select_related("agency").order_by("code_sort", "pk")


def _open_lines(document: OuterRef) -> QuerySet[IssueItem]:
    return IssueItem.objects.filter(document_id=document, issue__state__in=OPEN, left_out_reason="")


@dataclass(frozen=True, slots=True)
class IssuePage:
    """What the page of an issue shows: its lines as far as the viewer may see their documents."""

    issue: Issue
    items: tuple[IssueItem, ...]
    hidden: int
    round: Round | None

    @property
    def issued(self) -> tuple[IssueItem, ...]:
        """The revisions on the list."""
        return tuple(one for one in self.items if one.revision_id and not one.left_out_reason)

    @property
    def withdrawn(self) -> tuple[IssueItem, ...]:
        """The documents to be withdrawn."""
        return tuple(one for one in self.items if not one.revision_id and not one.left_out_reason)

    @property
    def left_out(self) -> tuple[IssueItem, ...]:
        """What was left out with a reason when the list was decided on."""
        return tuple(one for one in self.items if one.left_out_reason)

    @property
    def kept(self) -> tuple[IssueItem, ...]:
        """The lines that hold."""
        return (*self.issued, *self.withdrawn)

    @property
    def homeless(self) -> tuple[IssueItem, ...]:
        """The lines whose document no unit keeps."""
        return tuple(one for one in self.issued if one.document.unit_id is None and one.document.kind != Kind.EXTERNAL)

    @property
    def drafts(self) -> int:
        """How many revisions are still drafts."""
        return sum(1 for one in self.issued if one.revision and one.revision.state == Revision.State.DRAFT)

    @property
    def is_approved(self) -> bool:
        """Whether nothing on the list waits to be approved."""
        return bool(self.kept) and all(
            one.revision.state == Revision.State.APPROVED for one in self.issued if one.revision
        )

    @property
    def own_days(self) -> bool:
        """Whether lines come into force on days of their own."""
        return any(one.in_force_date for one in self.issued)


def get_issue_page(slug: str, *, viewer: Actor) -> IssuePage:
    """Return an issue with its lines and its way to be approved; a constant number of queries for any number of lines."""
    issue = get_issue(slug, viewer=viewer)
    rows = issue.items.select_related(
        "document__unit", "document__agency", "revision__agency", "replaced_by__agency", "issue__agency"
    )
    rows = rows.prefetch_related("revision__parts", "revision__bases__law", *rows_of_additions("revision__")).order_by(
        "order", "pk"
    )
    seen = visible_documents(Document.objects.of(viewer), viewer)
    items = tuple(rows.filter(document__in=seen))
    for one in items:
        if one.revision is not None:
            one.revision.document = one.document
    approval = latest_for(issue) if viewer.is_member else None
    steps = approval.steps.select_related("user", "unit").prefetch_related("votes__user") if approval else ()
    return IssuePage(
        issue=issue,
        items=items,
        hidden=issue.items.count() - len(items),
        round=Round(approval, tuple(steps)) if approval else None,
    )


def not_withdrawn(items: Sequence[IssueItem], *, issue: Issue, on: date) -> list[IssueItem]:
    """Return the withdrawals of an issued list whose day has come and that could not be done."""
    day = issue.in_force_date or (issue.decision.date if issue.decision else None)
    if issue.state != State.ISSUED or day is None or day > on:
        return []
    return [one for one in items if not one.revision_id and one.document.state == Document.State.IN_FORCE]


def why_left(items: Sequence[IssueItem]) -> list[Reason]:
    """Return why documents of an issued list were not withdrawn yet."""
    reasons = []
    for one in items:
        reasons += list(document_guards.why_not_withdraw(one.document, replaced_by=one.replaced_by))
        if one.replaced_by is None:
            reasons += list(gate(document_guards.WITHDRAW, one.document))
    return reasons
