"""Reads of accounts: where a person has a seat, where he is signed in, which accounts lie idle."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import DateTimeField, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from sotay.agency.actor import areas_of
from sotay.agency.models import Agency, Grant, Seat, User
from sotay.agency.models.seat import in_force
from sotay.web.account.models import OpenSession
from sotay.web.overview.audience import answers_for_more


@dataclass(frozen=True, slots=True)
class Place:
    """An agency a person may enter and what he is there; a guest only reads."""

    agency: Agency
    titles: tuple[str, ...]
    guest: bool = False
    own_work_only: bool = False
    areas: frozenset[str] = frozenset()


def list_places(user: User, *, on: date) -> tuple[Place, ...]:
    """Return the agencies a person may enter on a day, by seats of his own and those lent to him there, then by grants."""
    own = Seat.objects.filter(user=user).filter(in_force(on)).values("agency_id")
    lent = Q(delegations__to_user=user) & in_force(on, "delegations__") & Q(agency__in=own)
    seats = Seat.objects.filter(in_force(on)).filter(Q(user=user) | lent).select_related("agency").distinct()
    agencies: dict[int, Agency] = {}
    titles: dict[int, list[str]] = {}
    roles: dict[int, set[str]] = {}
    for seat in seats.order_by("agency__name", "role", "pk"):
        agencies[seat.agency_id] = seat.agency
        titles.setdefault(seat.agency_id, []).append(seat.named)
        roles.setdefault(seat.agency_id, set()).add(seat.role)
    granted = Grant.objects.in_force(on).filter(Q(to_user=user) | Q(to_agency__in=own)).exclude(agency__in=agencies)
    guests: dict[int, list[Grant]] = {}
    for one in granted.select_related("agency").order_by("agency__name", "pk"):
        guests.setdefault(one.agency_id, []).append(one)
    return (
        *(
            Place(agency=agency, titles=tuple(titles[pk]), own_work_only=not answers_for_more(roles[pk]))
            for pk, agency in agencies.items()
        ),
        *(
            Place(agency=grants[0].agency, titles=(), guest=True, areas=areas_of(one.areas for one in grants))
            for grants in guests.values()
        ),
    )


def list_open_sessions(user: User, *, at: datetime) -> QuerySet[OpenSession]:
    """Return where a person is signed in, the latest activity first."""
    alive = at - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return OpenSession.objects.filter(user=user, seen_at__gte=alive).order_by("-seen_at", "-pk")


def list_dormant(*, at: datetime) -> QuerySet[User]:
    """Return the accounts nobody used for the days the setting allows and that are not locked yet."""
    if settings.SOTAY_DORMANT_AFTER_DAYS <= 0:
        return User.objects.none()
    used = Greatest(
        Coalesce("last_active_at", "created_at"),
        Coalesce("last_login", "created_at"),
        "created_at",
        output_field=DateTimeField(),
    )
    return (
        User.objects.filter(is_active=True, dormant_lock__isnull=True)
        .annotate(used_at=used)
        .filter(used_at__lt=at - timedelta(days=settings.SOTAY_DORMANT_AFTER_DAYS))
        .order_by("pk")
    )
