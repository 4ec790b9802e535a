"""Reads of nonconformities: the register, one sheet, those born from a record, findings that have none yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Unit, User
from sotay.agency.vietnamese import fold_code
from sotay.approvals.models import Approval, Item, Step
from sotay.commands import NotFound
from sotay.evaluation.audits.models.grades import NONCONFORMITIES
from sotay.evaluation.audits.sight import visible_findings
from sotay.evaluation.models import Audit, Finding
from sotay.improvement.nonconformities.models import Nonconformity, Round
from sotay.improvement.nonconformities.rounds.queries import rounds_of
from sotay.improvement.nonconformities.sight import visible
from sotay.search.queries import matching

LEFT, OVERDUE, MINE, KEPT = "LEFT", "OVERDUE", "MINE", "KEPT"
TYPE = Nonconformity._meta.label_lower
PEOPLE = (
    "found_by", "correction_by", "need_by", "accepted_by", "closed_by", "owner_user", "owner_unit", "document",
)  # fmt: skip


def list_nonconformities(*, viewer: Actor) -> QuerySet[Nonconformity]:
    """Return the register as far as the viewer may see it, those found last first."""
    rows = visible(Nonconformity.objects.of(viewer), viewer)
    rows = rows.select_related("agency", "unit", "owner_user", "owner_unit")
    return rows.order_by("-found_date", "-pk")


def get_nonconformity(slug: str, *, viewer: Actor) -> Nonconformity:
    """Return one sheet of the viewer's agency; NotFound hides those of others and those a guest may not see."""
    sheet = list_nonconformities(viewer=viewer).select_related(*PEOPLE).filter(slug=slug).first()
    if sheet is None:
        raise NotFound
    return sheet


def standing(rows: QuerySet, state: str, *, on: date) -> QuerySet:
    """Keep those that stand so; `LEFT` keeps all that are open, `OVERDUE` the open ones past their limit.

    `KEPT` keeps all that were not rejected.
    """
    if state == KEPT:
        return rows.exclude(state=Nonconformity.State.REJECTED)
    if state in {LEFT, OVERDUE}:
        rows = rows.exclude(state__in=Nonconformity.ENDED)
        return rows.filter(due_date__lt=on) if state == OVERDUE else rows
    return rows.filter(state=state)


def with_words(rows: QuerySet, words: str, *, viewer: Actor) -> QuerySet:
    """Keep those whose code, content or evidence bear the words."""
    found = Q(uuid__in=matching(words, model=Nonconformity, viewer=viewer))
    code = words.strip()
    if fold_code(code):
        found |= Q(code__icontains=code)
    return rows.filter(found)


def owned_by(rows: QuerySet, owner: str, *, viewer: Actor) -> QuerySet:
    """Keep those a person (by uuid) answers for; `MINE` those of the viewer, by name or by a seat held."""
    if owner != MINE:
        return rows.filter(owner_user__uuid=owner)
    mine = Q(owner_user=viewer.user)
    for seat in viewer.seats:
        for role in seat.roles:
            in_unit = Q(owner_unit=seat.unit_id) if seat.unit_id else Q(owner_unit__isnull=True)
            mine |= Q(owner_role=role) & (in_unit | Q(owner_unit__isnull=True))
    return rows.filter(mine)


def units_named(*, viewer: Actor) -> QuerySet[Unit]:
    """Return the units sheets are about."""
    named = visible(Nonconformity.objects.of(viewer), viewer).values("unit")
    return Unit.objects.of(viewer).filter(pk__in=named).order_by("order", "name_sort")


def owners_named(*, viewer: Actor) -> QuerySet[User]:
    """Return the people who answer for sheets by name."""
    rows = visible(Nonconformity.objects.of(viewer), viewer).filter(owner_user__isnull=False)
    return User.objects.filter(pk__in=rows.values("owner_user")).order_by("name_sort", "pk")


def clauses_named(*, viewer: Actor) -> list[str]:
    """Return the clauses sheets are about, as text."""
    rows = Nonconformity.objects.of(viewer).exclude(clause="")
    return list(rows.order_by("clause").values_list("clause", flat=True).distinct())


def years_named(*, viewer: Actor) -> list[int]:
    """Return the years sheets were found in, the latest first."""
    rows = Nonconformity.objects.of(viewer).order_by("-found_date__year").values_list("found_date__year", flat=True)
    return list(rows.distinct())


def born_from(record: Any, *, viewer: Actor) -> QuerySet[Nonconformity]:
    """Return the sheets born from a record, the latest first; of an audit those of its findings too."""
    ref = subjects.ref_of(record)
    born = Q(origin_type=ref.type, origin_uuid=ref.uuid)
    if isinstance(record, Audit):
        findings = visible_findings(Finding.objects.of(viewer).filter(audit=record), viewer)
        born |= Q(origin_type=Finding._meta.label_lower, origin_uuid__in=findings.values("uuid"))
    rows = Nonconformity.objects.of(viewer).filter(born)
    return rows.select_related("agency").order_by("-found_date", "-pk")


def findings_without(audit: Audit, *, viewer: Actor) -> QuerySet[Finding]:
    """Return the nonconformities of an audit that have no sheet yet, those rejected aside."""
    kind = Finding._meta.label_lower
    sheets = Nonconformity.objects.filter(agency_id=audit.agency_id, origin_type=kind, origin_uuid=OuterRef("uuid"))
    rows = visible_findings(Finding.objects.of(viewer), viewer)
    rows = rows.filter(audit=audit, grade__in=NONCONFORMITIES, is_dropped=False)
    there = Exists(sheets.exclude(state=Nonconformity.State.REJECTED))
    return rows.filter(~there).select_related("unit", "audit", "document", "agency").order_by("number")


@dataclass(frozen=True, slots=True)
class SheetPage:
    """What the page of a sheet shows: its rounds the latest first, the approval that is awaited, where it came from."""

    sheet: Nonconformity
    rounds: tuple[Round, ...]
    approval: Approval | None
    steps: tuple[Step, ...]
    origin: subjects.Known | None

    @property
    def round_now(self) -> Round | None:
        """The round that runs."""
        return next((one for one in self.rounds if one.number == self.sheet.round), None)


def get_page(slug: str, *, viewer: Actor) -> SheetPage:
    """Return a sheet with its rounds and what is awaited; a constant number of queries."""
    sheet = get_nonconformity(slug, viewer=viewer)
    approval, steps = _awaited(sheet) if sheet.state == Nonconformity.State.SUBMITTED else (None, ())
    rounds = rounds_of(sheet)
    if viewer.is_guest:  # causes and plans nobody approved are drafts
        rounds = [one for one in rounds if one.approved_date or sheet.need == Nonconformity.Need.CORRECTION]
    return SheetPage(sheet, tuple(rounds), approval, tuple(steps), _origin(sheet, viewer=viewer))


def _awaited(sheet: Nonconformity) -> tuple[Approval | None, Iterable[Step]]:
    items = Item.objects.filter(agency_id=sheet.agency_id, subject_type=TYPE, subject_uuid=sheet.uuid)
    item = items.select_related("approval__author", "approval__paper", "approval__agency")
    found = item.order_by(F("approval__submitted_at").desc(), "-pk").first()
    if found is None:
        return None, ()
    return found.approval, found.approval.steps.select_related("user", "unit").prefetch_related("votes__user")


def _origin(sheet: Nonconformity, *, viewer: Actor) -> subjects.Known | None:
    if not sheet.origin_uuid:
        return None
    ref = subjects.Ref(sheet.origin_type, sheet.origin_uuid)
    return subjects.resolve([ref], viewer=viewer).get(ref)
