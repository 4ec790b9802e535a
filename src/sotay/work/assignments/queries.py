"""Reads of assignments."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.holding import Holders
from sotay.agency.models import Seat, Unit, User
from sotay.commands import NotFound
from sotay.search.queries import matching
from sotay.work.assignments.models import Assignment, Extension, Helper
from sotay.work.assignments.sight import given_by, owned_by, visible

MINE, GIVEN, ALL = "mine", "given", "all"
OPEN = "OPEN"
OVERDUE, SOON = "overdue", "soon"
SOON_DAYS = timedelta(days=7)


def list_assignments(*, viewer: Actor, part: str = ALL) -> QuerySet[Assignment]:
    """Return the assignments the viewer owns or helps with (MINE), gave (GIVEN) or sees (ALL): open ones first, by due day.

    Each carries `asked_until`, the later day that is asked for and not answered yet.
    """
    rows = visible(Assignment.objects.of(viewer), viewer)
    if part == MINE:
        helped = Helper.objects.of(viewer).filter(user=viewer.user).values("assignment")
        rows = rows.filter(owned_by(viewer) | Q(pk__in=helped))
    elif part == GIVEN:
        rows = rows.filter(given_by(viewer))
    asked = Extension.objects.filter(assignment=OuterRef("pk"), state=Extension.State.ASKED)
    ended_last = Case(When(state__in=Assignment.ENDED, then=Value(1)), default=Value(0))
    return (
        rows.select_related("agency", "giver", "giver_unit", "owner_user", "owner_unit")
        .annotate(asked_until=Subquery(asked.values("wanted_date")[:1]))
        .order_by(ended_last, "due_date", "code")
    )


def narrowed(
    rows: QuerySet[Assignment], *, viewer: Actor, on: date, words: str = "", state: str = "", due: str = "",
    unit: Unit | None = None,
) -> QuerySet[Assignment]:  # fmt: skip
    """Narrow assignments: words without marks; a state, or OPEN for all not ended; overdue or due in 7 days; a unit.

    A unit has what lies with its seats and with the people seated in it today.
    """
    if words.strip():
        rows = rows.filter(uuid__in=matching(words, model=Assignment, viewer=viewer))
    if state == OPEN:
        rows = rows.exclude(state__in=Assignment.ENDED)
    elif state:
        rows = rows.filter(state=state)
    if due == OVERDUE:
        rows = rows.filter(state__in=Assignment.OPEN, due_date__lt=on)
    elif due == SOON:
        rows = rows.filter(state__in=Assignment.OPEN, due_date__range=(on, on + SOON_DAYS))
    if unit is not None:
        people = Seat.objects.of(viewer).in_force(on).filter(unit=unit).values("user")
        rows = rows.filter(Q(owner_unit=unit) | Q(owner_user__in=people))
    return rows


def get_assignment(slug: str, *, viewer: Actor) -> Assignment:
    """Return one assignment the viewer may see; NotFound hides all others."""
    one = list_assignments(viewer=viewer).filter(slug=slug).first()
    if one is None:
        raise NotFound
    return one


def get_extension(slug: str, uuid: UUID, *, viewer: Actor) -> Extension:
    """Return one extension of an assignment the viewer may see; NotFound hides all others."""
    one = get_assignment(slug, viewer=viewer)
    extension = one.extensions.select_related("assignment__agency", "asked_by").filter(uuid=uuid).first()
    if extension is None:
        raise NotFound
    return extension


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """What the page of an assignment shows; `held` tells whether anybody answers for it today, `awaited` who decides."""

    assignment: Assignment
    owner: str
    giver: str
    awaited: str
    held: bool
    helpers: tuple[User, ...]
    extensions: tuple[Extension, ...]
    origin: subjects.Known | None

    @property
    def asked(self) -> Extension | None:
        """The later day that is asked for and not answered yet."""
        return next((one for one in self.extensions if one.state == Extension.State.ASKED), None)


def get_assignment_page(slug: str, *, viewer: Actor, on: date) -> AssignmentPage:
    """Return an assignment with who holds it today, who helps, what was asked and the record it comes from."""
    one = get_assignment(slug, viewer=viewer)
    holders = Holders([one.agency_id], on=on)
    ref = subjects.Ref(one.origin_type, one.origin_uuid) if one.origin_uuid else None
    helpers = one.helpers.select_related("user").order_by("user__name_sort", "pk")
    return AssignmentPage(
        assignment=one,
        owner=holders.named(one),
        giver=giver_words(one, holders=holders),
        awaited=_decider_words(one, holders=holders),
        held=bool(holders.owners(one)),
        helpers=tuple(helper.user for helper in helpers),
        extensions=tuple(one.extensions.select_related("asked_by", "decided_by").order_by("-asked_date", "-pk")),
        origin=subjects.resolve([ref], viewer=viewer).get(ref) if ref else None,
    )


def giver_seat(one: Assignment, *, holders: Holders) -> str:
    """Return the seat it was given from, by its title: *Trưởng phòng, Phòng Bưu chính*; empty for none."""
    if not one.giver_role:
        return ""
    if title := holders.title_of(one.agency_id, one.giver_role, one.giver_unit):
        return title
    role = str(one.get_giver_role_display())
    return f"{role}, {one.giver_unit}" if one.giver_unit_id else role


def giver_words(one: Assignment, *, holders: Holders) -> str:
    """Return who gave it, with the seat it was given from: *Trần Thị Bình (Thư ký ISO)*."""
    seat = giver_seat(one, holders=holders)
    return f"{one.giver} ({seat})" if seat else str(one.giver)


def _decider_words(one: Assignment, *, holders: Holders) -> str:
    """Return who is awaited to decide: who holds the giver's seat today, whoever gave it."""
    names = holders.names_of(one.agency_id, one.giver_role, one.giver_unit_id) if one.giver_role else ""
    return f"{names} ({giver_seat(one, holders=holders)})" if names else giver_words(one, holders=holders)


def list_from(record: Any, *, viewer: Actor) -> QuerySet[Assignment]:
    """Return the assignments that came from a record, as far as the viewer sees them, the latest first."""
    ref = subjects.ref_of(record)
    rows = visible(Assignment.objects.of(viewer), viewer).filter(origin_type=ref.type, origin_uuid=ref.uuid)
    return rows.select_related("agency", "owner_user", "owner_unit").order_by("-given_date", "-pk")
