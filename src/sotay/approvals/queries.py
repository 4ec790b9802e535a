"""Reads of approvals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.approvals.models import Approval, Item, Route, RouteStep, Step, Vote
from sotay.approvals.reviewers import is_own_review
from sotay.approvals.signers import PASSES_ON, roles_held, signs
from sotay.commands import NotFound


def list_approvals(*, viewer: Actor, state: str = "") -> QuerySet[Approval]:
    """Return the rounds the viewer may know of, newest first, with the label of the step each has come to."""
    current = Step.objects.filter(approval=OuterRef("pk"), done_at__isnull=True).order_by("position")
    approvals = (
        _known_to(viewer).select_related("author", "paper").annotate(current_step=Subquery(current.values("label")[:1]))
    )
    return (approvals.filter(state=state) if state else approvals).order_by("-submitted_at")


def awaiting(viewer: Actor, *, on: date, held: Iterable[tuple[str, int | None]] | None = None) -> list[Approval]:
    """Return the open rounds whose current step the viewer signs, oldest first.

    `held` are the seats that have a holder on the day (`roles_held`), where the asker has read them already.
    """
    first = Step.objects.filter(approval=OuterRef("approval"), done_at__isnull=True).order_by("position")
    steps = list(
        Step.objects.of(viewer)
        .filter(approval__state=Approval.State.OPEN, pk=Subquery(first.values("pk")[:1]))
        .exclude(pk__in=Vote.objects.of(viewer).filter(user=viewer.user).values("step"))
        .select_related("approval__author", "agency")
        .order_by("approval__submitted_at")
    )
    if steps and held is None:
        held = roles_held(viewer.agency, on=on)
    mine = [step for step in steps if signs(viewer, step, held or ())]
    return [step.approval for step in mine if not is_own_review(step.approval, step, viewer, on=on)]


def get_approval(uuid: Any, *, viewer: Actor) -> Approval:
    """Return one round the viewer may know of; NotFound hides all others, whose titles tell of what they are about."""
    approval = _known_to(viewer).select_related("agency", "author", "paper").filter(uuid=uuid).first()
    if approval is None:
        raise NotFound
    return approval


def _known_to(viewer: Actor) -> QuerySet[Approval]:
    """Return the rounds about records the viewer may see, and those the viewer submitted, signs or enters papers for."""
    rounds = Approval.objects.of(viewer)
    if viewer.user is None or viewer.holds(Seat.Role.SECRETARY, Seat.Role.CLERK):
        return rounds
    asked = Step.objects.of(viewer).filter(Q(user=viewer.user) | Q(role__in=_signed_roles(viewer)))
    known = Q(author=viewer.user) | Q(pk__in=asked.values("approval"))
    for (subject_type,) in rounds.order_by().values_list("subject_type").distinct():
        if (records := subjects.rows_of(subject_type, viewer=viewer)) is not None:
            known |= Q(subject_type=subject_type, subject_uuid__in=records.values("uuid"))
    return rounds.filter(known)


def _signed_roles(viewer: Actor) -> set[str]:
    """Return the roles whose steps the viewer signs, also those that pass on to a seat the viewer holds."""
    return set(viewer.roles) | {role for role, after in PASSES_ON.items() if not viewer.roles.isdisjoint(after)}


@dataclass(frozen=True, slots=True)
class Shown:
    """A record of the set as who decides sees it: what it is, where it stands, whether it is still what was submitted.

    `hidden` is one the viewer may not read, of which only that is told.
    """

    item: Item
    known: subjects.Known | None
    moved_on: bool
    content: dict[str, Any]
    shown: Mapping[str, Any]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """What the page of a round shows."""

    approval: Approval
    purpose: purposes.Purpose
    items: tuple[Shown, ...]
    steps: tuple[Step, ...]
    carrier: subjects.Known | None

    @property
    def current(self) -> Step | None:
        """The step the round has come to."""
        return next((step for step in self.steps if step.done_at is None), None)


def get_approval_page(uuid: Any, *, viewer: Actor) -> ApprovalPage:
    """Return a round with its set, its steps and the words given; queries grow with the kinds of records alone."""
    approval = get_approval(uuid, viewer=viewer)
    purpose = purposes.get(approval.purpose)
    items = list(approval.items.order_by("pk"))
    carrier = subjects.Ref(approval.subject_type, approval.subject_uuid)
    refs = [subjects.Ref(item.subject_type, item.subject_uuid) for item in items]
    records = _records(refs, viewer=viewer)
    hidden = subjects.whoever_asks([ref for ref in refs if ref not in records], agency=approval.agency)
    known = subjects.resolve([carrier], viewer=viewer)
    steps = tuple(approval.steps.select_related("user", "unit").prefetch_related("votes__user"))
    signed = bool(hidden) and approval.state == Approval.State.OPEN and _signs_any(viewer, steps)
    return ApprovalPage(
        approval=approval,
        purpose=purpose,
        items=tuple(_shown(item, purpose, records, hidden, signed=signed) for item in items),
        steps=steps,
        carrier=known.get(carrier),
    )


def _records(refs: Iterable[subjects.Ref], *, viewer: Actor) -> dict[subjects.Ref, Any]:
    """Return the records themselves, one query per table; those the viewer may not see are absent."""
    by_type: dict[str, set[Any]] = defaultdict(set)
    for ref in refs:
        by_type[ref.type].add(ref.uuid)
    found: dict[Any, Any] = {}
    for subject_type, uuids in by_type.items():
        if kind := subjects.kind_of(subject_type):
            rows = kind.visible(kind.model.objects.of(viewer).select_related(*kind.related), viewer)  # type: ignore[attr-defined]
            found |= {subjects.ref_of(one): one for one in rows.filter(uuid__in=uuids)}
    return found


def _signs_any(viewer: Actor, steps: Iterable[Step]) -> bool:
    """Return whether the viewer signs one of the steps: nobody is asked to approve what is not shown."""
    held = roles_held(viewer.agency, on=today())
    return any(signs(viewer, step, held) for step in steps)


def _shown(
    item: Item,
    purpose: purposes.Purpose,
    records: dict[subjects.Ref, Any],
    hidden: dict[subjects.Ref, Any],
    *,
    signed: bool,
) -> Shown:
    """Return a record as it is shown; one the viewer may read for this round alone, as its signer, bears no address."""
    ref = subjects.Ref(item.subject_type, item.subject_uuid)
    record = records.get(ref) or (hidden.get(ref) if signed else None)
    if record is None:
        behind = hidden.get(ref)
        moved_on = behind is None or purposes.hash_of(purpose.content(behind)) != item.content_hash
        return Shown(item=item, known=None, moved_on=moved_on, content={}, shown={}, hidden=behind is not None)
    content = purpose.content(record)
    return Shown(
        item=item,
        known=subjects.known(record) if ref in records else None,
        moved_on=purposes.hash_of(content) != item.content_hash,
        content=content,
        shown=purpose.show(record),
    )


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A purpose with the steps that hold for it in an agency."""

    purpose: purposes.Purpose
    is_own: bool
    steps: tuple[RouteStep | purposes.DefaultStep, ...]


def list_routes(*, viewer: Actor) -> tuple[RouteRow, ...]:
    """Return every purpose with the agency's own steps, else the default ones."""
    chosen = {
        route.purpose: tuple(route.steps.all()) for route in Route.objects.of(viewer).prefetch_related("steps__user")
    }
    return tuple(
        RouteRow(purpose=one, is_own=bool(chosen.get(one.code)), steps=chosen.get(one.code) or one.steps)
        for one in purposes.everyone()
    )


def get_route(purpose: str, *, viewer: Actor) -> RouteRow:
    """Return the steps of one purpose; NotFound for a purpose nobody registered."""
    found = next((row for row in list_routes(viewer=viewer) if row.purpose.code == purpose), None)
    if found is None:
        raise NotFound
    return found


def latest_for(carrier: Any) -> Approval | None:
    """Return the newest round of a record, or None."""
    ref = subjects.ref_of(carrier)
    rounds = Approval.objects.filter(agency_id=carrier.agency_id, subject_type=ref.type, subject_uuid=ref.uuid)
    return rounds.select_related("author", "paper").order_by("-submitted_at").first()


def last_round_with(record: Any) -> tuple[Approval | None, tuple[Step, ...]]:
    """Return the newest round a record was submitted in, alone or with others, with its steps and what was said at each."""
    ref = subjects.ref_of(record)
    item = (
        Item.objects.filter(agency_id=record.agency_id, subject_type=ref.type, subject_uuid=ref.uuid)
        .select_related("approval__author", "approval__paper", "approval__agency")
        .order_by("-approval__submitted_at", "-pk")
        .first()
    )
    if item is None:
        return None, ()
    steps = item.approval.steps.select_related("user", "unit").prefetch_related("votes__user")
    return item.approval, tuple(steps)
