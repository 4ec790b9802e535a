"""Reads of the policy: its editions, who has read the one in force and by when the others should."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat, User
from sotay.agency.readers import Expected, MadeKnown, expected_readers
from sotay.agency.vietnamese import fold
from sotay.approvals.models import Approval
from sotay.approvals.queries import latest_for
from sotay.commands import NotFound
from sotay.leadership.policy.models import Policy, Posting, Reading
from sotay.standard.parameters.queries import value_of

TERM = "policy.reading.days"
"""The parameter that says within how many days everybody reads the policy."""

READ, WAITING, LATE = "READ", "WAITING", "LATE"
KNOWN_TO_GUESTS = (Policy.State.IN_FORCE, Policy.State.SUPERSEDED)


def list_editions(*, viewer: Actor) -> QuerySet[Policy]:
    """Return the editions the viewer may see, newest first; guests see those that were approved."""
    return visible(Policy.objects.of(viewer), viewer).order_by("-edition")


def visible(editions: QuerySet[Policy], viewer: Actor) -> QuerySet[Policy]:
    """Narrow editions to those the viewer may see."""
    return editions if viewer.is_member else editions.filter(state__in=KNOWN_TO_GUESTS)


def get_edition(slug: UUID, *, viewer: Actor) -> Policy:
    """Return one edition of the viewer's agency by uuid; NotFound hides those of others."""
    policy = list_editions(viewer=viewer).select_related("agency").filter(uuid=slug).first()
    if policy is None:
        raise NotFound
    return policy


def expected_of(policies: Iterable[Policy], *, on: date) -> dict[int, list[Expected]]:
    """Return, by agency, everybody who holds a seat on a day, with the day each confirmed the agency's edition.

    Two queries for any number of agencies. The time to read begins with the approval, with the person's coming, or with
    the agency's first day of use, whichever is last.
    """
    policies = list(policies)
    readings = Reading.objects.filter(policy__in=policies, read_date__lte=on)
    read = {(row[0], row[1]): row[2] for row in readings.values_list("policy_id", "user_id", "read_date")}
    known = [MadeKnown(one.pk, one.agency_id, None, _start(one, one.agency)) for one in policies]
    expected = expected_readers(known, read=read, on=on)
    return {one.agency_id: expected[one.pk] for one in policies}


@dataclass(slots=True)
class Reader:
    """A person with the confirmation or the day by which it is awaited; `state` is READ, WAITING or LATE."""

    user: User
    units: str
    due_date: date
    read_date: date | None
    state: str

    @property
    def name(self) -> str:
        """What the person is called."""
        return str(self.user)

    @property
    def name_sort(self) -> str:
        """What names are sorted by."""
        return self.user.name_sort


def list_readers(policy: Policy, *, on: date) -> list[Reader]:
    """Return everybody who should know an edition, those who have not confirmed first, then by name."""
    term = value_of(policy.agency_id, TERM, on=on)
    expected = expected_of([policy], on=on).get(policy.agency_id, [])
    users = User.objects.in_bulk([one.user_id for one in expected])
    units: dict[int, list[str]] = defaultdict(list)
    seats = Seat.objects.filter(agency_id=policy.agency_id, unit__isnull=False).in_force(on)
    for user_id, name in seats.order_by("unit__order").values_list("user_id", "unit__name"):
        if name not in units[user_id]:
            units[user_id].append(name)
    readers = []
    for one in expected:
        due = one.start + timedelta(days=term)
        word = READ if one.read_date else LATE if due < on else WAITING
        readers.append(Reader(users[one.user_id], ", ".join(units[one.user_id]), due, one.read_date, word))
    return sorted(readers, key=lambda one: (one.state == READ, one.name_sort))


def get_awaited_reading(*, viewer: Actor, on: date) -> tuple[Policy, date] | None:
    """Return the edition the viewer has yet to confirm and the day by which; None when nothing is awaited."""
    if viewer.user is None:
        return None
    read = Reading.objects.filter(policy=OuterRef("pk"), user=viewer.user, read_date__lte=on)
    held = Seat.objects.filter(agency=viewer.agency, user=viewer.user).in_force(on).order_by("from_date")
    unread = Policy.objects.of(viewer).filter(~Exists(read), state=Policy.State.IN_FORCE)
    policy = unread.annotate(came=Subquery(held.values("from_date")[:1])).filter(came__isnull=False).first()
    if policy is None:
        return None
    start = _start(policy, viewer.agency, came=policy.came)
    return policy, start + timedelta(days=value_of(viewer.agency.pk, TERM, on=on))


def _start(policy: Policy, agency: Agency, *, came: date | None = None) -> date:
    """Return when a person's time to read begins: with the approval, his coming or the agency's first day of use."""
    return max(day for day in (policy.approved_date, came, agency.in_use_from_date) if day)


def narrowed(readers: Iterable[Reader], *, words: str = "", state: str = "") -> list[Reader]:
    """Keep the readers of this state in whose name or unit the words stand."""
    return [
        one
        for one in readers
        if (not state or one.state == state) and (not words or fold(words) in fold(f"{one.name} {one.units}"))
    ]


def get_in_force(*, viewer: Actor) -> Policy:
    """Return the edition in force; NotFound while there is none."""
    policy = Policy.objects.of(viewer).select_related("agency").filter(state=Policy.State.IN_FORCE).first()
    if policy is None:
        raise NotFound
    return policy


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """What the page of the policy, or of one edition, shows; figures and days are of the edition in force alone."""

    policy: Policy | None
    prepared: Policy | None
    editions: tuple[Policy, ...]
    postings: tuple[Posting, ...]
    approval: Approval | None
    readers: int
    read: int
    my_read_date: date | None
    my_due_date: date | None

    @property
    def unread(self) -> int:
        """How many have not confirmed."""
        return self.readers - self.read


def get_policy_page(*, viewer: Actor, on: date) -> PolicyPage:
    """Return the edition in force with what surrounds it; `policy` is None while there is none."""
    editions = tuple(list_editions(viewer=viewer).select_related("agency"))
    current = next((one for one in editions if one.state == Policy.State.IN_FORCE), None)
    return _page(current, editions, viewer=viewer, on=on)


def get_edition_page(slug: UUID, *, viewer: Actor, on: date) -> PolicyPage:
    """Return one edition with what surrounds it."""
    policy = get_edition(slug, viewer=viewer)
    return _page(policy, tuple(list_editions(viewer=viewer)), viewer=viewer, on=on)


def _page(policy: Policy | None, editions: tuple[Policy, ...], *, viewer: Actor, on: date) -> PolicyPage:
    in_force = policy is not None and policy.state == Policy.State.IN_FORCE
    expected = expected_of([policy], on=on).get(policy.agency_id, []) if policy and in_force else []
    mine = next((one for one in expected if viewer.user and one.user_id == viewer.user.pk), None)
    due = mine.start + timedelta(days=value_of(viewer.agency.pk, TERM, on=on)) if mine else None
    preparing = (Policy.State.DRAFT, Policy.State.SUBMITTED)
    return PolicyPage(
        policy=policy,
        prepared=next((one for one in editions if one.state in preparing), None),
        editions=editions,
        postings=tuple(policy.postings.order_by("posted_date", "place")) if policy else (),
        approval=latest_for(policy) if policy else None,
        readers=len(expected),
        read=sum(one.read_date is not None for one in expected),
        my_read_date=mine.read_date if mine else None,
        my_due_date=due,
    )
