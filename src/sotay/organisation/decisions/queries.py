"""Reads of decisions and of what rests on them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Decision, Delegation, Grant, Seat
from sotay.agency.vietnamese import fold, fold_code
from sotay.commands import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """A decision as it was typed beside what rests on it; entered together with that."""

    number: str
    date: date
    summary: str = ""
    signer_name: str = ""
    signer_title: str = ""
    file: Any = None


def list_decisions(*, viewer: Actor, words: str = "") -> QuerySet[Decision]:
    """Return the agency's decisions, newest first, with the number of seats that rest on each.

    Words are looked for in number and subject without marks; an agency has some hundred decisions, so folding is done
    here.
    """
    decisions = Decision.objects.of(viewer)
    if words:
        wanted, code = fold(words), fold_code(words)
        rows = decisions.values_list("pk", "number", "summary", "signer_name")
        decisions = decisions.filter(
            pk__in=[
                pk
                for pk, number, *texts in rows
                if (code and code in fold_code(number)) or wanted in fold(" ".join(texts))
            ]
        )
    return decisions.annotate(seat_count=Count("seats")).order_by("-date", "-pk")


def get_decision(uuid: UUID, *, viewer: Actor) -> Decision:
    """Return one decision of the viewer's agency; NotFound hides those of others."""
    decision = Decision.objects.of(viewer).select_related("agency", "file").filter(uuid=uuid).first()
    if decision is None:
        raise NotFound
    return decision


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """What the page of a decision shows: the paper and what rests on it."""

    decision: Decision
    seats: tuple[Seat, ...]
    delegations: tuple[Delegation, ...]
    grants: tuple[Grant, ...]


def get_decision_page(uuid: UUID, *, viewer: Actor) -> DecisionPage:
    """Return a decision with the seats, delegations and grants that rest on it."""
    decision = get_decision(uuid, viewer=viewer)
    return DecisionPage(
        decision=decision,
        seats=tuple(decision.seats.select_related("user", "unit").order_by("role", "user__name_sort", "pk")),
        delegations=tuple(Delegation.objects.filter(decision=decision).select_related("seat__user", "to_user")),
        grants=tuple(Grant.objects.filter(decision=decision).select_related("to_agency", "to_user")),
    )
