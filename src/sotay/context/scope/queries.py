"""Reads of the scope: its editions, what each covers, the clauses not applied."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.approvals.models import Approval, Item
from sotay.approvals.purposes import hash_of
from sotay.approvals.queries import latest_for
from sotay.commands import NotFound
from sotay.context.scope.models import Scope, ScopeItem
from sotay.standard.applicability.models import Applicability
from sotay.standard.catalogue.clauses import Clause, clause_key, clauses

PURPOSE = "context.scope"
KNOWN_TO_GUESTS = (Scope.State.IN_FORCE, Scope.State.SUPERSEDED)


def visible(editions: QuerySet[Scope], viewer: Actor) -> QuerySet[Scope]:
    """Narrow editions to those the viewer may see; guests see those that were approved."""
    return editions if viewer.is_member else editions.filter(state__in=KNOWN_TO_GUESTS)


def list_editions(*, viewer: Actor) -> QuerySet[Scope]:
    """Return the editions the viewer may see, newest first."""
    return visible(Scope.objects.of(viewer), viewer).select_related("agency").order_by("-edition")


def get_edition(slug: UUID, *, viewer: Actor) -> Scope:
    """Return one edition of the viewer's agency by uuid; NotFound hides those of others."""
    scope = list_editions(viewer=viewer).filter(uuid=slug).first()
    if scope is None:
        raise NotFound
    return scope


def exclusions_decided(agency: Agency, *, on: date = date.max) -> list[Applicability]:
    """Return the decisions by which clauses do not apply on a day, by default the last ones whenever they begin."""
    rows = [row for row in Applicability.objects.filter(agency=agency).in_force(on) if not row.applicable]
    return sorted(rows, key=lambda row: clause_key(row.clause))


def content_of(scope: Scope) -> dict[str, object]:
    """Return what an approver sees of an edition; the clauses not applied are approved with it (ISO 9001 4.3)."""
    items = list(scope.items.order_by("order", "pk"))
    return {
        "standard": scope.standard_edition,
        "text": scope.text,
        "fields": [one.name for one in items if one.kind == ScopeItem.Kind.FIELD],
        "places": [one.name for one in items if one.kind == ScopeItem.Kind.PLACE],
        "exclusions": [[row.clause, row.reason] for row in exclusions_decided(scope.agency)],
    }


@dataclass(frozen=True, slots=True)
class Covered:
    """What an edition covers, as a page shows it."""

    fields: tuple[str, ...]
    places: tuple[str, ...]
    exclusions: tuple[tuple[Clause, Applicability], ...]


def covered_by(scope: Scope, *, on: date = date.max) -> Covered:
    """Return the fields, places and clauses not applied on a day."""
    items = list(scope.items.order_by("order", "pk"))
    return Covered(
        fields=tuple(one.name for one in items if one.kind == ScopeItem.Kind.FIELD),
        places=tuple(one.name for one in items if one.kind == ScopeItem.Kind.PLACE),
        exclusions=tuple((clauses()[row.clause], row) for row in exclusions_decided(scope.agency, on=on)),
    )


@dataclass(frozen=True, slots=True)
class ScopePage:
    """What the page of the scope, or of one edition, shows; `moved_on` tells that it is no longer what was approved."""

    scope: Scope | None
    covered: Covered | None
    prepared: Scope | None
    editions: tuple[Scope, ...]
    approval: Approval | None
    moved_on: bool


def get_scope_page(*, viewer: Actor, slug: UUID | None = None) -> ScopePage:
    """Return the edition in force, or the one named, with what surrounds it; `scope` is None while there is none."""
    editions = tuple(list_editions(viewer=viewer))
    if slug is None:
        scope = next((one for one in editions if one.state == Scope.State.IN_FORCE), None)
    else:
        scope = next((one for one in editions if one.uuid == slug), None)
        if scope is None:
            raise NotFound
    approval = latest_for(scope) if scope else None
    preparing = (Scope.State.DRAFT, Scope.State.SUBMITTED)
    return ScopePage(
        scope=scope,
        covered=covered_by(scope) if scope else None,
        prepared=next((one for one in editions if one.state in preparing), None),
        editions=editions,
        approval=approval,
        moved_on=bool(scope and approval and scope.state == Scope.State.IN_FORCE and _moved_on(scope, approval)),
    )


def _moved_on(scope: Scope, approval: Approval) -> bool:
    pinned = Item.objects.filter(approval=approval, subject_uuid=scope.uuid).values_list("content_hash", flat=True)
    return hash_of(content_of(scope)) not in pinned
