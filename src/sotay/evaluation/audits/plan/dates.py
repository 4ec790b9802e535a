"""The days of audits in people's calendars: visits for who audits and who is audited, meetings for all of them, the whole for who runs the system."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localtime

from sotay.agency.models import Seat
from sotay.evaluation.audits.models import Audit, AuditMember, Visit, VisitAuditor
from sotay.evaluation.audits.sight import headed, visible_audits
from sotay.work.calendar.registry import Dated, Span, dated

Role, State = Seat.Role, Audit.State
RUNS: Final = (Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR, Role.HEAD, *sorted(Seat.COMMITTEE))
SETTLED: Final = (State.PLANNED, State.UNDERWAY, *Audit.AFTER_MEETING)
"""States whose days were approved: a plan that is being written moves nobody's calendar."""


@dated("evaluation.audits")
def audits_planned(span: Span) -> Iterator[Dated]:
    """Tell the meetings of an audit to its team and to who is audited, all its days to who runs the system."""
    viewer = span.viewer
    audits = visible_audits(Audit.objects.of(viewer), viewer).filter(
        state__in=SETTLED, to_date__gte=span.first, from_date__lte=span.last
    )
    team = Exists(AuditMember.objects.filter(audit=OuterRef("pk"), user=viewer.person))
    audited = Exists(Visit.objects.filter(audit=OuterRef("pk"), unit__in=headed(viewer), set_aside_reason=""))
    for audit in audits.annotate(takes_part=team | audited).order_by("from_date", "pk"):
        if viewer.holds(*RUNS):
            yield Dated(
                key=f"audit:{audit.uuid}",
                title=f"Đánh giá nội bộ {audit}",
                from_date=audit.from_date,
                to_date=audit.to_date,
                link_name="evaluation:audit_detail",
                link_kwargs={"slug": audit.slug},
            )
        if audit.takes_part or viewer.holds(*RUNS):
            yield from _meetings(audit)


def _meetings(audit: Audit) -> Iterator[Dated]:
    for word, name, at in (
        ("opening", "Họp khai mạc đánh giá", audit.opening_at),
        ("closing", "Họp kết thúc đánh giá", audit.closing_at),
    ):
        if at is not None:
            begins = localtime(at)
            yield Dated(
                key=f"audit:{audit.uuid}:{word}",
                title=f"{begins:%H:%M} {name} {audit.code}",
                from_date=begins.date(),
                link_name="evaluation:audit_detail",
                link_kwargs={"slug": audit.slug},
                place=audit.place,
                words=(audit.title,),
            )


@dated("evaluation.visits")
def visits_planned(span: Span) -> Iterator[Dated]:
    """Tell visits to their auditors, to who speaks for the unit and to its heads; one set aside is told no more."""
    viewer = span.viewer
    audits = visible_audits(Audit.objects.of(viewer), viewer).filter(state__in=SETTLED)
    audits_it = Exists(VisitAuditor.objects.filter(visit=OuterRef("pk"), user=viewer.person))
    rows = Visit.objects.of(viewer).filter(
        Q(audits_it) | Q(representative=viewer.person) | Q(unit__in=headed(viewer)),
        audit__in=audits,
        set_aside_reason="",
        starts_at__date__range=(span.first, span.last),
    )
    for visit in rows.select_related("audit", "unit").order_by("starts_at", "pk"):
        yield Dated(
            key=f"visit:{visit.uuid}",
            title=f"{_hours(visit.starts_at, visit.ends_at)} Đánh giá nội bộ: {visit.unit}",
            from_date=localtime(visit.starts_at).date(),
            to_date=localtime(visit.ends_at).date(),
            link_name="evaluation:visit_detail",
            link_kwargs={"slug": visit.slug},
            place=visit.place,
            words=tuple(filter(None, [str(visit.audit), visit.content])),
        )


def _hours(begins: datetime, ends: datetime) -> str:
    return f"{localtime(begins):%H:%M}–{localtime(ends):%H:%M}"
