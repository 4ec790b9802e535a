"""Reads of the register of internal auditors: who is valid on a day, the list, the page of each."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, User
from sotay.agency.models.seat import in_force
from sotay.commands import NotFound
from sotay.evaluation.audits.models import Audit, AuditMember, Auditor
from sotay.evaluation.audits.sight import visible_audits
from sotay.search.queries import matching

WARNING = timedelta(days=30)
"""So long before its last day an entry is told to the secretary."""


def valid_auditors(agency_id: int, on: date) -> QuerySet[Auditor]:
    """Return the entries of an agency that hold on a day, with their people, by name: who may be of a team then.

    An entry that was ended still holds up to its last day. People whose account was closed are left out.
    """
    rows = Auditor.objects.filter(in_force(on), agency_id=agency_id, user__is_active=True)
    return rows.select_related("user", "decision").order_by("user__name_sort", "user_id", "-from_date", "pk")


def may_audit(entry: Auditor, clauses: Iterable[str]) -> bool:
    """Return whether an entry covers these clauses; one without clauses covers all, `9` covers `9.2` too."""
    return not entry.clauses or all(any(is_within(one, field) for field in entry.clauses) for one in clauses)


def is_within(clause: str, field: str) -> bool:
    """Return whether a clause is the other one or a part of it."""
    return clause == field or clause.startswith(f"{field}.")


def list_auditors(*, viewer: Actor, on: date) -> QuerySet[Auditor]:
    """Return the whole register, those that hold first, by name; `has_seat` tells whether the seat of an auditor is held."""
    return (
        Auditor.objects.of(viewer)
        .select_related("agency", "user", "decision")
        .annotate(has_seat=Exists(_seats(viewer.agency.pk, on).filter(user=OuterRef("user"))))
        .order_by("is_ended", "user__name_sort", "user_id", "-from_date", "pk")
    )


def get_auditor(slug: str, *, viewer: Actor, on: date) -> Auditor:
    """Return one entry of the viewer's agency; NotFound hides those of others."""
    found = list_auditors(viewer=viewer, on=on).filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def holding(auditors: QuerySet[Auditor], on: date) -> QuerySet[Auditor]:
    """Keep the entries that hold on a day."""
    return auditors.filter(in_force(on))


def over(auditors: QuerySet[Auditor], on: date) -> QuerySet[Auditor]:
    """Keep the entries whose last day is behind."""
    return auditors.filter(to_date__lt=on)


def running_out(auditors: QuerySet[Auditor], on: date) -> QuerySet[Auditor]:
    """Keep the entries not ended whose last day is within `WARNING`, or behind already."""
    return auditors.filter(is_ended=False, to_date__lte=on + WARNING)


def for_clause(auditors: QuerySet[Auditor], clause: str) -> QuerySet[Auditor]:
    """Keep the entries that cover a clause: by name, by one it is a part of, or all of them."""
    parts = clause.split(".")
    wider = [".".join(parts[: count + 1]) for count in range(len(parts))]
    return auditors.filter(Q(clauses__overlap=wider) | Q(clauses=[]))


def with_words(auditors: QuerySet[Auditor], words: str, *, viewer: Actor) -> QuerySet[Auditor]:
    """Keep those in whose name, training, certificate or field the words stand."""
    return auditors.filter(uuid__in=matching(words, model=Auditor, viewer=viewer))


def audits_of(entry: Auditor, *, viewer: Actor) -> QuerySet[AuditMember]:
    """Return in which audits the person was of the team, newest first, as far as the viewer may see them."""
    seen = visible_audits(Audit.objects.of(viewer), viewer)
    rows = AuditMember.objects.of(viewer).filter(user=entry.user, audit__in=seen)
    return rows.select_related("audit", "agency").order_by("-audit__from_date", "-audit__pk")


def without_entry(*, viewer: Actor, on: date) -> QuerySet[User]:
    """Return the people who hold the seat of an auditor on a day and have no entry that holds."""
    seats = _seats(viewer.agency.pk, on)
    entries = Auditor.objects.of(viewer).filter(in_force(on), user=OuterRef("pk"))
    people = User.objects.filter(Exists(seats.filter(user=OuterRef("pk"))), ~Exists(entries))
    return people.order_by("name_sort", "pk")


def people_to_enter(*, viewer: Actor, on: date) -> QuerySet[User]:
    """Return the people of the agency who have no entry that stands, those with the seat of an auditor among them."""
    seats = Seat.objects.of(viewer).in_force(on).filter(user=OuterRef("pk"))
    standing = Auditor.objects.of(viewer).filter(is_ended=False, user=OuterRef("pk"))
    return User.objects.filter(Exists(seats), ~Exists(standing)).order_by("name_sort", "pk")


def _seats(agency_id: int, on: date) -> QuerySet[Seat]:
    return Seat.objects.filter(agency_id=agency_id).in_force(on).in_role(Seat.Role.AUDITOR)
