"""Writes upon the scope: prepare, change, submit, approve."""

from collections.abc import Iterable, Sequence
from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import nfc, one_line
from sotay.approvals.commands import submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.context.scope import guards
from sotay.context.scope.models import Scope, ScopeItem
from sotay.context.scope.queries import PURPOSE, covered_by
from sotay.journal.recording import record


@command
def prepare_scope(
    agency: Agency,
    *,
    actor: Actor,
    fields_of_work: Sequence[str],
    places: Sequence[str] = (),
    text: str = "",
    reason: str = "",
) -> Scope:
    """Begin a new edition of the scope with its fields of work and places (ISO 9001 4.3)."""
    require(actor, "context.write_scope", agency)
    fields, places = _names(fields_of_work), _names(places)
    refuse(guards.why_not_prepare(agency), guards.why_not_name(fields))

    last = Scope.objects.filter(agency=agency).order_by("-edition").values_list("edition", flat=True).first()
    scope = Scope.objects.create(
        agency=agency, edition=(last or 0) + 1, text=nfc(text).strip(), reason=one_line(reason)
    )
    _keep_items(scope, fields, places)

    record("context.scope.prepared", actor=actor, subject=scope, reason=scope.reason, fields=fields, places=places)
    return scope


@command
def change_scope(
    scope: Scope,
    *,
    actor: Actor,
    version: int,
    fields_of_work: Sequence[str],
    places: Sequence[str] = (),
    text: str = "",
    reason: str = "",
) -> Scope:
    """Change an edition that is being prepared."""
    require(actor, "context.write_scope", scope)
    scope = lock(scope, version=version)
    fields, places = _names(fields_of_work), _names(places)
    refuse(guards.why_not_change(scope), guards.why_not_name(fields))

    now = covered_by(scope)
    wanted = (nfc(text).strip(), one_line(reason), tuple(fields), tuple(places))
    if (scope.text, scope.reason, now.fields, now.places) == wanted:
        return UNCHANGED  # type: ignore[return-value]
    scope.text, scope.reason = wanted[:2]
    scope.save()
    for item in scope.items.all():
        item.delete()
    _keep_items(scope, fields, places)

    record("context.scope.changed", actor=actor, subject=scope, reason=scope.reason, fields=fields, places=places)
    return scope


@command
def submit_scope(scope: Scope, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit an edition, with the clauses that do not apply, to the head."""
    require(actor, "context.write_scope", scope)
    scope = lock(scope, version=version)
    refuse(guards.why_not_submit(scope))

    approval = submit(scope, [scope], actor=actor, purpose=PURPOSE, note=note, on=on)
    scope.state = Scope.State.SUBMITTED
    scope.save(update_fields=["state"])

    record("context.scope.submitted", actor=actor, subject=scope, note=note)
    return approval


@command
def scope_approved(approval: Approval, *, actor: Actor, kept: Iterable[Scope]) -> Scope:
    """Put the approved edition into force from the day of its approval and supersede the one before it."""
    (scope,) = [lock(one) for one in kept]
    for before in Scope.objects.select_for_update().filter(agency=scope.agency, state=Scope.State.IN_FORCE):
        before.state, before.superseded_date = Scope.State.SUPERSEDED, approval.approved_date
        before.save(update_fields=["state", "superseded_date"])
        record("context.scope.superseded", actor=actor, subject=before, by_edition=scope.edition)
    scope.state, scope.approved_date = Scope.State.IN_FORCE, approval.approved_date
    scope.save(update_fields=["state", "approved_date"])

    record("context.scope.approved", actor=actor, subject=scope, approved_date=scope.approved_date, way=approval.way)
    return scope


@command
def scope_returned(approval: Approval, *, actor: Actor, reason: str) -> Scope:
    """Open an edition for writing again."""
    scope = Scope.objects.select_for_update().get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
    scope.state = Scope.State.DRAFT
    scope.save(update_fields=["state"])

    record("context.scope.returned", actor=actor, subject=scope, reason=reason)
    return scope


def _names(lines: Sequence[str]) -> list[str]:
    """Return the names once each, in their order, without empty ones."""
    return list(dict.fromkeys(name for line in lines if (name := one_line(line)[:200])))


def _keep_items(scope: Scope, fields: Sequence[str], places: Sequence[str]) -> None:
    for kind, names in ((ScopeItem.Kind.FIELD, fields), (ScopeItem.Kind.PLACE, places)):
        for order, name in enumerate(names):
            ScopeItem.objects.create(agency=scope.agency, scope=scope, kind=kind, name=name, order=order)
