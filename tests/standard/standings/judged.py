"""Judges of tests over real tables: signed papers stand for what features above will bring."""

from django.db.models import Count, F, Min

from sotay.agency.models import Decision, Seat
from sotay.standard.registry.obligations import obligation

REPORT = "Báo cáo đánh giá nội bộ"
LAW = "Văn bản mới"


def audit_every_year(scope):
    """An audit is a paper of this summary."""
    done = Decision.objects.filter(
        agency_id__in=scope.agency_ids,
        summary=REPORT,
        date__range=(scope.period.start, scope.period.end),
        date__lte=scope.on,
    )
    evidence = done.values("agency_id").annotate(since=Min("date"), count=Count("pk")).order_by()
    return scope.judge(evidence=evidence, gap="Chưa có báo cáo.", link="organisation:decision_list")


def results_of_six_months(scope):
    """A report of a unit is an auditor's seat in it that begins in the year or the one after."""
    seats = Seat.objects.filter(
        agency_id__in=scope.agency_ids, role=Seat.Role.AUDITOR, title=scope.period.key, from_date__lte=scope.on
    )
    return scope.judge(evidence=seats.values("agency_id", "unit_id").annotate(since=Min("from_date")).order_by())


def laws_taken_in(scope):
    """A law is a paper of this summary; the signer's title says when it was taken in."""
    laws = Decision.objects.filter(agency_id__in=scope.agency_ids, summary=LAW).select_related(None)
    return scope.judge_events(
        (
            {
                "agency_id": law.agency_id,
                "subject_uuid": law.uuid,
                "title": law.number,
                "event_date": law.date,
                "done_date": law.created_at.date().replace(year=2026, month=5, day=1)
                if law.signer_title == "xong"
                else None,
                "link_kwargs": {"uuid": str(law.uuid)},
            }
            for law in laws
        ),
        link="organisation:decision_detail",
    )


def corrected_as_on_the_sheet(scope):
    """Each event bears its own due date, 20 days on."""
    sheets = Decision.objects.filter(agency_id__in=scope.agency_ids, summary=LAW).annotate(event_date=F("date"))
    return scope.judge_events(
        {
            "agency_id": one.agency_id,
            "subject_uuid": one.uuid,
            "title": one.number,
            "event_date": one.date,
            "done_date": None,
            "due_date": one.date.replace(day=20),
        }
        for one in sheets
    )


def register():
    """Register the judges of tests."""
    obligation("audit.yearly", number=11, per="year", watches=("evaluation.audit",))(audit_every_year)
    obligation("objectives.half", number=18, owed="unit", per="year", watches=("planning.objective",))(
        results_of_six_months
    )
    obligation("law.update", number=9, watches=("context.law",))(laws_taken_in)
    obligation("nonconformity.corrected", number=13, watches=("improvement.sheet",))(corrected_as_on_the_sheet)
