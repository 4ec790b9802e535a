"""Reads of hand-overs and of what they hold."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.predicates import administers
from sotay.commands import NotFound
from sotay.organisation.handovers.models import Handover
from sotay.organisation.people.handover import all_held


def list_handovers(*, viewer: Actor) -> QuerySet[Handover]:
    """Return the hand-overs the viewer may see, newest first: all for administrators, else one's own."""
    rows = Handover.objects.of(viewer).select_related("seat__user", "seat__unit", "to_user")
    if not administers(viewer, None):
        rows = rows.filter(Q(seat__user=viewer.user) | Q(to_user=viewer.user))
    return rows.order_by("-date", "-pk")


def get_handover(uuid: UUID, *, viewer: Actor) -> Handover:
    """Return one hand-over the viewer may see; NotFound hides all others."""
    rows = list_handovers(viewer=viewer).select_related(
        "agency", "seat__user", "seat__unit", "to_user", "decision", "paper", "next_seat"
    )
    handover = rows.filter(uuid=uuid).first()
    if handover is None:
        raise NotFound
    return handover


@dataclass(frozen=True, slots=True)
class Line:
    """One item as the page and the paper show it; `known` leads to its page."""

    text: str
    due_date: date | None
    note: str
    known: subjects.Known | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The items one area told."""

    title: str
    lines: tuple[Line, ...]


def content_of(handover: Handover, *, on: date) -> tuple[Part, ...]:
    """Return what the seat holds: as it stood when it passed, else as it stands today."""
    if handover.state == Handover.State.DONE:
        return tuple(Part(part["title"], tuple(_kept(line) for line in part["lines"])) for part in handover.content)
    return tuple(
        Part(
            part.title,
            tuple(
                Line(
                    str(item.text),
                    item.due_date,
                    str(item.note),
                    subjects.known(item.record) if item.record is not None else None,
                )
                for item in part.items
            ),
        )
        for part in all_held(handover.seat, on=on)
    )


def to_keep(parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    """Return the content as it is kept: titles, texts, days and notes."""
    return [
        {
            "title": part.title,
            "lines": [
                {"text": line.text, "due": line.due_date.isoformat() if line.due_date else None, "note": line.note}
                for line in part.lines
            ],
        }
        for part in parts
    ]


def _kept(line: dict[str, Any]) -> Line:
    return Line(line["text"], date.fromisoformat(line["due"]) if line["due"] else None, line["note"])
