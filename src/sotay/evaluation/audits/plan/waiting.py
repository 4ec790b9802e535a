"""What waits about audits: a plan to begin by the month of the programme, to submit, units to tell, visits, a meeting to hold."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, Min, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.evaluation.audits.models import Audit, AuditMember, Programme, Visit
from sotay.evaluation.audits.plan.queries import NOTICE_DAYS
from sotay.standard.parameters.queries import Values, values_of
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

Role, State, Part = Seat.Role, Audit.State, AuditMember.Part
RUNS: Final = (Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR)
AHEAD: Final = timedelta(days=30)
"""So long before its month an audit of the programme is asked for."""
BEGIN: Final = gettext_noop("Lập kế hoạch cuộc đánh giá")
PLAN: Final = gettext_noop("Hoàn thành và trình kế hoạch")
TELL: Final = gettext_noop("Thông báo lịch cho các đơn vị")
MEET: Final = gettext_noop("Họp kết thúc")
VISIT: Final = gettext_noop("Đánh giá, ghi phiếu")
RETURNED: Final = gettext_noop("Bị trả lại: %(reason)s")
MONTH: Final = gettext_noop("Chương trình năm có đơn vị được đánh giá trong tháng %(month)s.")


@waiting("evaluation.audits_to_begin")
def audits_to_begin(asked: Asked) -> Iterator[Waiting]:
    """Tell who runs the system of a month of the programme no audit lies in, from thirty days before it on."""
    years = {asked.on.year, (asked.on + AHEAD).year}
    programmes = list(
        Programme.objects.filter(agency_id__in=asked.agency_ids, year__in=years, state=Programme.State.APPROVED)
        .prefetch_related("lines")
        .order_by("agency_id", "year")
    )
    covered = _months_covered(asked, years) if programmes else {}
    for one in programmes:
        months = sorted({month for line in one.lines.all() for month in line.months})
        for month in months:
            first = date(one.year, month, 1)
            if first - AHEAD > asked.on or (one.year, month) in covered.get(one.agency_id, set()):
                continue
            if one.approved_date and first < one.approved_date.replace(day=1):  # over when the programme came
                continue
            yield Waiting(
                agency_id=one.agency_id,
                user_ids=asked.holders.user_ids(one.agency_id, [Role.SECRETARY]),
                key=f"audit_to_begin:{one.uuid}:{month}",
                kind=Kind.DO,
                title=str(one),
                act=BEGIN,
                reason=MONTH,
                params={"month": f"{month}/{one.year}"},
                due=first,
                link="evaluation:audit_new",
                link_kwargs={"?": {"programme": one.slug, "month": month}},
            )


@waiting("evaluation.audits")
def audits_to_go_on(asked: Asked) -> Iterator[Waiting]:
    """Tell of plans to be submitted, units to be told, and closing meetings to be held."""
    rows = (
        Audit.objects.filter(agency_id__in=asked.agency_ids, state__in=[State.PLANNING, State.PLANNED, State.UNDERWAY])
        .prefetch_related("members")
        .annotate(
            first_at=Min("visits__starts_at", filter=Q(visits__set_aside_reason="")),
            open_visits=Count("visits", filter=Q(visits__finished_date__isnull=True, visits__set_aside_reason="")),
        )
        .order_by("agency_id", "from_date", "pk")
    )
    values = values_of(asked.agency_ids)
    for one in rows:
        found = _asked_of(one, values, asked.on)
        if found is None:
            continue
        act, page, due = found
        returned = bool(one.returned_reason) and one.state == State.PLANNING
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=who_goes_on(asked, one, leads=act in {PLAN, MEET}),
            key=f"audit:{one.uuid}:{act}",
            kind=Kind.DO,
            title=str(one),
            act=act,
            reason=RETURNED if returned else "",
            params={"reason": one.returned_reason} if returned else {},
            due=due,
            link=f"evaluation:{page}",
            link_kwargs={"slug": one.slug},
        )


@waiting("evaluation.visits")
def visits_to_hold(asked: Asked) -> Iterator[Waiting]:
    """Tell the auditors of each visit of an approved plan until its checklist is complete; the leader where none is here."""
    rows = Visit.objects.filter(
        agency_id__in=asked.agency_ids,
        audit__state__in=Audit.IN_THE_ROOM,
        finished_date__isnull=True,
        set_aside_reason="",
    )
    rows = rows.select_related("audit", "unit").prefetch_related("auditors", "audit__members")
    for one in rows.order_by("agency_id", "starts_at", "position", "pk"):
        here = {who.user_id for who in one.auditors.all() if asked.holders.is_seated(one.agency_id, who.user_id)}
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=frozenset(here) or who_goes_on(asked, one.audit, leads=True),
            key=f"visit:{one.uuid}",
            kind=Kind.DO,
            title=str(one),
            origin=one.audit.title,
            act=VISIT,
            due=localdate(one.starts_at),
            link="evaluation:visit_detail",
            link_kwargs={"slug": one.slug},
        )


def _asked_of(one: Audit, values: Values, on: date) -> tuple[str, str, date] | None:
    """Return what an audit asks for, on which page and until when; None while nothing is to be done."""
    first_at = one.first_at  # type: ignore[attr-defined]  # annotated
    first = localdate(first_at) if first_at else one.from_date
    told_by = first - timedelta(days=values.value(one.agency_id, NOTICE_DAYS, one.planned_date or on))
    if one.state == State.PLANNING:
        return PLAN, "audit_detail", told_by
    if one.state == State.PLANNED:
        return (TELL, "audit_notice", told_by) if one.notice_date is None else None
    over = not one.open_visits or on >= one.to_date  # type: ignore[attr-defined]  # annotated
    return (MEET, "audit_detail", one.to_date) if over else None


def who_goes_on(asked: Asked, one: Audit, *, leads: bool) -> frozenset[int]:
    """Return the leader, where he is here and it is his to do; else who runs the system."""
    lead = next((member.user_id for member in one.members.all() if member.part == Part.LEAD), None)
    if leads and lead is not None and asked.holders.is_seated(one.agency_id, lead):
        return frozenset({lead})
    found = (asked.holders.user_ids(one.agency_id, [role]) for role in RUNS)
    return next((people for people in found if people), frozenset())


def _months_covered(asked: Asked, years: set[int]) -> dict[int, set[tuple[int, int]]]:
    """Return, by agency, the months in which audits that were not given up lie."""
    rows = Audit.objects.filter(agency_id__in=asked.agency_ids, from_date__year__in=years)
    found: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for agency_id, first, last in rows.exclude(state=State.CANCELLED).values_list("agency_id", "from_date", "to_date"):
        day = first.replace(day=1)
        while day <= last:
            found[agency_id].add((day.year, day.month))
            day = (day + timedelta(days=32)).replace(day=1)
    return found
