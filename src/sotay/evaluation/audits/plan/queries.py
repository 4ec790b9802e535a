"""Reads of audits: the register with its counts, one audit with all its page shows, one visit of a plan."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.holding import Holders
from sotay.agency.models import Seat, Unit
from sotay.agency.models.calendar import calendar_of
from sotay.approvals.models import Approval, Item, Step
from sotay.commands import NotFound
from sotay.evaluation.audits.findings.queries import ASKED_OF_UNIT
from sotay.evaluation.audits.models import (
    NONCONFORMITIES,
    Audit,
    AuditMember,
    Auditor,
    Finding,
    Programme,
    Visit,
)
from sotay.evaluation.audits.permissions import in_order, is_in_team
from sotay.evaluation.audits.plan import writing
from sotay.evaluation.audits.plan.independence import Tie, Ties, day_of
from sotay.evaluation.audits.plan.visits.clashes import Clash, clashes
from sotay.evaluation.audits.queries import get_audit, list_audits
from sotay.evaluation.audits.sight import SEES_ALL, headed, hidden_units, visible_findings
from sotay.search.queries import matching
from sotay.standard.parameters.queries import value_of
from sotay.support.documents.sight import visible as visible_documents
from sotay.support.models import Document
from sotay.ui.formats import ngay
from sotay.work.notices.models import Notice

State, Part, Role = Audit.State, AuditMember.Part, Seat.Role
OPEN = "OPEN"
PURPOSE = "evaluation.audits"
"""The approval of a plan."""
WITH_PROGRAMME = "evaluation.programme"
"""The approval of the programme of a year, which may be a plan too."""
NOTICE_DAYS = "audit.notice.days"


def time_words(visit: Visit) -> str:
    """Return when and where a visit is: *08:00–11:00, 12/10/2026, phòng họp 2*."""
    begins, ends = localtime(visit.starts_at), localtime(visit.ends_at)
    words = f"{begins:%H:%M}–{ends:%H:%M}, {ngay(begins.date())}"
    return f"{words}, {visit.place}" if visit.place else words


def list_register(*, viewer: Actor) -> QuerySet[Audit]:
    """Return the register, newest first, with counts of visits, finished ones and findings the viewer may see.

    `visit_count`, `over_count` (finished or set aside), `nonconformity_count`, `other_count`; one query.
    """
    findings = visible_findings(Finding.objects.of(viewer).filter(is_dropped=False), viewer)
    bad = Q(grade__in=NONCONFORMITIES)
    over = Q(finished_date__isnull=False) | ~Q(set_aside_reason="")
    return (
        list_audits(viewer=viewer)
        .select_related("agency", "programme")
        .annotate(
            visit_count=_counted(Visit.objects.all()),
            over_count=_counted(Visit.objects.filter(over)),
            nonconformity_count=_counted(findings.filter(bad)),
            other_count=_counted(findings.exclude(bad)),
        )
    )


def _counted(rows: QuerySet) -> Coalesce:
    counted = rows.filter(audit=OuterRef("pk")).order_by().values("audit").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def of_unit(audits: QuerySet[Audit], unit: Unit) -> QuerySet[Audit]:
    """Keep the audits that visit a unit."""
    return audits.filter(Exists(Visit.objects.filter(audit=OuterRef("pk"), unit=unit)))


def in_state(audits: QuerySet[Audit], state: str) -> QuerySet[Audit]:
    """Keep the audits in a state, or those not over yet (`OPEN`)."""
    return audits.exclude(state__in=[State.REPORTED, State.CANCELLED]) if state == OPEN else audits.filter(state=state)


def with_words(audits: QuerySet[Audit], words: str, *, viewer: Actor) -> QuerySet[Audit]:
    """Keep those in whose code or texts the words stand."""
    return audits.filter(uuid__in=matching(words, model=Audit, viewer=viewer))


def years_of(*, viewer: Actor) -> list[int]:
    """Return the years the viewer sees audits of, newest first."""
    return list(list_audits(viewer=viewer).order_by("-year").values_list("year", flat=True).distinct())


def units_audited(*, viewer: Actor) -> QuerySet[Unit]:
    """Return the units that were or are to be audited, in the order of the agency."""
    seen = list_audits(viewer=viewer).order_by()
    visited = Visit.objects.filter(audit__in=seen.values("pk"), unit=OuterRef("pk"))
    return Unit.objects.of(viewer).filter(Exists(visited)).order_by("order", "name_sort", "pk")


def programmes_to_follow(*, viewer: Actor) -> QuerySet[Programme]:
    """Return the approved programmes an audit can follow, newest first."""
    return Programme.objects.of(viewer).filter(state=Programme.State.APPROVED).order_by("-year", "-revision")


def get_visit(slug: str, *, viewer: Actor) -> Visit:
    """Return a visit of an audit the viewer may see, with all a plan is judged by; NotFound hides the others."""
    visits = Visit.objects.of(viewer).filter(slug=slug, audit__in=list_audits(viewer=viewer).order_by().values("pk"))
    visit = (
        visits.select_related("audit__agency", "audit__decision", "unit", "agency", "representative")
        .prefetch_related("audit__members__user", "auditors__user", "documents")
        .first()
    )
    if visit is None:
        raise NotFound
    return visit


@dataclass(frozen=True)
class AuditPage:
    """What the page of an audit and its paper show.

    `inside` says whether the viewer sees what is in the checklists, `hidden` in which units not before the closing meeting.
    """

    audit: Audit
    visits: tuple[Visit, ...]
    ties: Ties
    audited: dict[int, list[int]]
    clashes: tuple[Clash, ...]
    valid: dict[int, Auditor]
    notice_days: int
    inside: bool
    hidden: frozenset[int]
    approval: Approval | None
    steps: tuple[Step, ...]
    grades: dict[str, int]
    asked: tuple[Finding, ...]
    told: tuple[Notice, ...]
    unreached: tuple[str, ...]

    def is_inside(self, visit: Visit) -> bool:
        """Return whether the viewer sees what is in the checklist of a visit."""
        return self.inside and visit.unit_id not in self.hidden

    def ties_at(self, visit: Visit, user_id: int) -> tuple[Tie, ...]:
        """Return what ties one of its auditors to a visit, by all its documents, also those the viewer may not see."""
        return self.ties.why_not(
            user_id, unit_id=visit.unit_id, documents=self.audited.get(visit.pk, ()), on=day_of(visit)
        )

    @cached_property
    def members(self) -> list[AuditMember]:
        """The team, the leader first, then in the order of names."""
        return in_order(self.audit.members.all())

    @cached_property
    def standing(self) -> list[Visit]:
        """The visits that are held."""
        return [one for one in self.visits if not one.set_aside_reason]

    @property
    def first_day(self) -> date:
        """The day of the first visit; without any that of the audit."""
        return min((day_of(one) for one in self.standing), default=self.audit.from_date)

    @property
    def notice_due(self) -> date:
        """The last day on which units are told in time."""
        return self.first_day - timedelta(days=self.notice_days)

    def late_units(self) -> list[Visit]:
        """Return the visits told of later than so many days before (`audit.notice.days`); none before the notice."""
        day = self.audit.notice_date
        if day is None:
            return []
        return [one for one in self.standing if day > day_of(one) - timedelta(days=self.notice_days)]


def get_audit_page(slug: str, *, viewer: Actor, on: date) -> AuditPage:
    """Return an audit with its visits, team, round and counts; a constant number of queries."""
    audit = get_audit(slug, viewer=viewer)
    documents = visible_documents(Document.objects.of(viewer), viewer).order_by("code_sort", "pk")
    answered = Count("lines", filter=~Q(lines__result=""))
    visits = tuple(
        audit.visits.select_related("unit", "agency", "audit", "representative", "finished_by")
        .prefetch_related(Prefetch("documents", queryset=documents), "auditors__user")
        .annotate(line_count=Count("lines"), answered_count=answered)
        .order_by("starts_at", "position", "pk")
    )
    audited = _audited(visits)
    approval, steps = round_of(audit)
    day = audit.planned_date or on
    return AuditPage(
        audit=audit,
        visits=visits,
        ties=Ties(
            audit.agency,
            users={one.user_id for visit in visits for one in visit.auditors.all()},
            units={visit.unit_id for visit in visits},
            documents={pk for some in audited.values() for pk in some},
        ),
        audited=audited,
        clashes=tuple(clashes(visits, calendar_of(viewer.agency))),
        valid=writing.valid_on(audit.agency_id, audit.from_date),
        notice_days=value_of(audit.agency_id, NOTICE_DAYS, on=day),
        inside=audit.state in Audit.AFTER_MEETING or is_in_team(viewer, audit) or viewer.holds(*SEES_ALL),
        hidden=hidden_units(viewer, audit) if viewer.is_member else frozenset(),
        approval=approval,
        steps=steps,
        grades=_grades(audit, viewer),
        asked=tuple(_asked(audit, viewer)) if audit.state in Audit.AFTER_MEETING and viewer.is_member else (),
        told=tuple(_told(audit)) if viewer.is_member else (),
        unreached=tuple(_unreached(audit, visits, on)) if viewer.is_member else (),
    )


def _audited(visits: tuple[Visit, ...]) -> dict[int, list[int]]:
    through = Visit.documents.through.objects.filter(visit__in=[one.pk for one in visits])
    found: dict[int, list[int]] = {}
    for visit, document in through.order_by("visit_id", "document__code_sort", "document_id").values_list(
        "visit_id", "document_id"
    ):
        found.setdefault(visit, []).append(document)
    return found


def round_of(audit: Audit) -> tuple[Approval | None, tuple[Step, ...]]:
    """Return the newest round of a plan with its steps: its own, or that of the programme it was submitted with."""
    approval = _rounds(audit).select_related("author", "paper", "agency").order_by("-submitted_at", "-pk").first()
    if approval is None:
        return None, ()
    return approval, tuple(approval.steps.select_related("user", "unit").prefetch_related("votes__user"))


def _asked(audit: Audit, viewer: Actor) -> QuerySet[Finding]:
    """Return the findings on which the viewer gives the opinion of the unit, and has not yet."""
    mine = Q(unit__in=headed(viewer)) | Q(visit__representative=viewer.user)
    rows = audit.findings.filter(mine, is_dropped=False, opinion="", grade__in=ASKED_OF_UNIT)
    return rows.select_related("unit").order_by("number")


def was_ever_approved(audit: Audit) -> bool:
    """Return whether a plan stood once, also where it was opened again: then people know of it."""
    return _rounds(audit).filter(state=Approval.State.APPROVED).exists()


def _rounds(audit: Audit) -> QuerySet[Approval]:
    ref = subjects.ref_of(audit)
    same = {"agency_id": audit.agency_id, "subject_type": ref.type, "subject_uuid": ref.uuid}
    of_plans = Q(purpose=PURPOSE) | Q(purpose=WITH_PROGRAMME)
    return Approval.objects.filter(of_plans, pk__in=Item.objects.filter(**same).values("approval"))


def _grades(audit: Audit, viewer: Actor) -> dict[str, int]:
    rows = visible_findings(Finding.objects.of(viewer).filter(audit=audit, is_dropped=False), viewer)
    return dict(rows.order_by("grade").values_list("grade").annotate(count=Count("pk")))


def _unreached(audit: Audit, visits: Iterable[Visit], on: date) -> Iterator[str]:
    """Yield the units in which a notice would reach nobody: no head, no deputy, no representative named."""
    holders = Holders([audit.agency_id], on=on, but=[Role.OFFICIAL, Role.ONE_STOP])
    named: dict[int, str] = {}
    for visit in visits:
        heads = holders.user_ids(audit.agency_id, [Role.UNIT_HEAD, Role.UNIT_DEPUTY], visit.unit_id)
        if not heads and visit.representative_id is None and not visit.set_aside_reason:
            named.setdefault(visit.unit_id, str(visit.unit))
    yield from named.values()


def _told(audit: Audit) -> QuerySet[Notice]:
    notices = Notice.objects.filter(agency_id=audit.agency_id, subject_uuid=audit.uuid, kind=Notice.Kind.TOLD)
    return notices.select_related("user").order_by("user__name_sort", "user_id", "created_at", "pk")
