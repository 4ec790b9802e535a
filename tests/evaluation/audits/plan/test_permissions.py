"""Who gets which answer from the pages of audits and of the visits of their plans."""

from datetime import UTC, date, datetime

import pytest

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.evaluation.models import Audit, AuditMember, Visit, VisitAuditor
from tests.factories.agency import DecisionFactory, SeatFactory, UnitFactory
from tests.factories.evaluation import AuditorFactory
from tests.factories.findings import AuditFactory, MemberFactory, VisitFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db
State = Audit.State
DAY = f"{today():%d/%m/%Y}"


def an(state=State.PLANNING, *, visits=0, finished=False):
    """Return what makes an audit of today in a state, led by a valid auditor, with visits of units."""

    def kwargs(agency):
        return {"slug": made(agency, state, visits=visits, finished=finished).slug}

    return kwargs


def made(agency, state, *, visits=1, finished=False):
    planned = None if state in {State.PLANNING, State.SUBMITTED} else today()
    met = today() if state == State.MET else None
    audit = AuditFactory(
        agency=agency,
        state=state,
        planned_date=planned,
        from_date=today(),
        to_date=today(),
        closed_meeting_date=met,
    )
    lead = SeatFactory(agency=agency, role=Seat.Role.OFFICIAL, from_date=date(2026, 1, 1)).user
    AuditorFactory(agency=agency, user=lead, can_lead=True)
    MemberFactory(audit=audit, user=lead)
    at = datetime.combine(today(), datetime.min.time(), tzinfo=UTC)
    for _number in range(visits):
        over = {"finished_date": today(), "finished_by": lead} if finished else {}
        times = {"starts_at": at.replace(hour=1), "ends_at": at.replace(hour=4)}
        VisitAuditor.objects.create(agency=agency, visit=VisitFactory(audit=audit, **times, **over), user=lead)
    return audit


def a_visit(state=State.PLANNING):
    return lambda agency: {"slug": made(agency, state).visits.get().slug}


def lead_of(agency):
    return AuditMember.objects.filter(agency=agency).order_by("pk").last().user


def new_audit(_agency):
    return {"from_date": DAY, "to_date": DAY}


def changed(_agency):
    return {"title": "Lần một", "from_date": DAY, "to_date": DAY, "version": 1}


def team(agency):
    lead = lead_of(agency)
    second = AuditorFactory(agency=agency, user=SeatFactory(agency=agency).user).user
    return {"lead": lead.pk, "auditors": [second.pk], "version": 1}


def decided(agency):
    return {"decision": DecisionFactory(agency=agency).pk, "version": 1}


def a_new_visit(agency):
    return {"unit": UnitFactory(agency=agency).pk, "day": DAY, "from_time": "14:00", "to_time": "16:00"}


def changed_visit(agency):
    return {"unit": Visit.objects.filter(agency=agency).order_by("pk").last().unit_id, "day": DAY, "from_time": "14:00",
            "to_time": "16:00", "version": 1}  # fmt: skip


def moved(_agency):
    return {"day": DAY, "from_time": "14:00", "to_time": "16:00", "reason": "Trùng họp", "version": 1}


def reason(_agency):
    return {"reason": "Sáp nhập", "version": 1}


def version(_agency):
    return {"version": 1}


def noticed(_agency):
    return {"notice_date": DAY, "version": 1}


def met(_agency):
    return {"held_date": DAY, "version": 1}


def audit_with(agency):
    audit = made(agency, State.PLANNING)
    UnitFactory(agency=agency)
    return {"slug": audit.slug}


def without_auditors(agency):
    audit = made(agency, State.PLANNING)
    VisitAuditor.objects.all().delete()
    return {"slug": audit.slug}


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD, CLERK), 200)
HIDDEN = {OFFICIAL: 404, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 404}
"""A plan being written is seen by who runs the system and who leads the agency alone."""
PLAN = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403}
GIVE_UP = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 403}


def sent(answers_):
    return {who: 302 if answer == 200 else answer for who, answer in answers_.items()}


TABLE = [
    Row("get", "evaluation:audit_list", READ, guest=200),
    Row("get", "evaluation:audit_detail", READ, kwargs=an(State.PLANNED, visits=1)),
    Row("get", "evaluation:audit_detail", HIDDEN | {HEAD: 200}, kwargs=an(visits=1)),
    Row("get", "evaluation:audit_detail", READ, kwargs=an(State.MET, visits=1, finished=True), guest=200),
    Row("get", "evaluation:audit_print", READ, kwargs=an(State.MET, visits=1), guest=200),
    Row("get", "evaluation:audit_team_print", READ, kwargs=an(State.PLANNED, visits=1)),
    Row("get", "evaluation:audit_new", PLAN),
    Row("post", "evaluation:audit_new", sent(PLAN), data=new_audit),
    Row("get", "evaluation:audit_change", HIDDEN, kwargs=an()),
    Row("post", "evaluation:audit_change", sent(HIDDEN), kwargs=an(), data=changed),
    Row("get", "evaluation:audit_team", HIDDEN, kwargs=an()),
    Row("post", "evaluation:audit_team", sent(HIDDEN), kwargs=an(), data=team),
    Row("get", "evaluation:audit_tasks", HIDDEN, kwargs=an()),
    Row("post", "evaluation:audit_tasks", sent(HIDDEN), kwargs=an(), data=version),
    Row("get", "evaluation:audit_decision", HIDDEN, kwargs=an()),
    Row("post", "evaluation:audit_decision", sent(HIDDEN), kwargs=an(), data=decided),
    Row("post", "evaluation:audit_propose", sent(HIDDEN), kwargs=audit_with),
    Row("post", "evaluation:audit_assign", sent(HIDDEN), kwargs=without_auditors),
    Row("get", "evaluation:audit_submit", HIDDEN, kwargs=an(visits=1)),
    Row("post", "evaluation:audit_submit", HIDDEN | {SECRETARY: 422}, kwargs=an(), data=version),
    Row("get", "evaluation:audit_withdraw", HIDDEN, kwargs=an(State.SUBMITTED)),
    Row("post", "evaluation:audit_withdraw", HIDDEN | {SECRETARY: 422}, kwargs=an(), data=reason),
    Row("get", "evaluation:audit_reopen", PLAN, kwargs=an(State.PLANNED)),
    Row("post", "evaluation:audit_reopen", sent(PLAN), kwargs=an(State.PLANNED), data=reason),
    Row("get", "evaluation:audit_notice", PLAN, kwargs=an(State.PLANNED, visits=1)),
    Row("post", "evaluation:audit_notice", sent(PLAN), kwargs=an(State.PLANNED, visits=1), data=noticed),
    Row("post", "evaluation:audit_start", sent(PLAN), kwargs=an(State.PLANNED)),
    Row("get", "evaluation:audit_close", PLAN, kwargs=an(State.UNDERWAY)),
    Row("post", "evaluation:audit_close", sent(PLAN), kwargs=an(State.UNDERWAY, visits=1, finished=True), data=met),
    Row("get", "evaluation:audit_cancel", GIVE_UP, kwargs=an(State.PLANNED)),
    Row("post", "evaluation:audit_cancel", sent(GIVE_UP), kwargs=an(State.PLANNED), data=reason),
    Row("get", "evaluation:visit_new", HIDDEN, kwargs=an()),
    Row("post", "evaluation:visit_new", sent(HIDDEN), kwargs=an(), data=a_new_visit),
    Row("get", "evaluation:visit_change", HIDDEN, kwargs=a_visit()),
    Row("post", "evaluation:visit_change", sent(HIDDEN), kwargs=a_visit(), data=changed_visit),
    Row("post", "evaluation:visit_remove", sent(HIDDEN), kwargs=a_visit()),
    Row("get", "evaluation:visit_move", PLAN, kwargs=a_visit(State.PLANNED)),
    Row("post", "evaluation:visit_move", sent(PLAN), kwargs=a_visit(State.PLANNED), data=moved),
    Row("get", "evaluation:visit_set_aside", PLAN, kwargs=a_visit(State.UNDERWAY)),
    Row("post", "evaluation:visit_set_aside", sent(PLAN), kwargs=a_visit(State.UNDERWAY), data=reason),
]
test_who_gets_what = answers(TABLE)
