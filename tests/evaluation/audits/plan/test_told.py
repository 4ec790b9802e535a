"""What waits for whom about audits, and what an auditor hands over."""

from datetime import date, timedelta

import pytest

from sotay.agency.models import Seat
from sotay.evaluation.audits.models import Programme, ProgrammeLine
from sotay.evaluation.audits.plan import handover, waiting
from sotay.evaluation.audits.plan.visits.commands import begin_with_visits
from sotay.evaluation.models import Audit, Visit
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY
from tests.evaluation.audits.plan.conftest import FIRST, LAST, begun, visited

pytestmark = pytest.mark.django_db
State = Audit.State


def programme_of(cast, *months):
    one = Programme.objects.create(
        agency=cast.agency, year=2026, slug="2026", state="APPROVED", approved_date=date(2026, 1, 20)
    )
    for number, month in enumerate(months):
        ProgrammeLine.objects.create(
            agency=cast.agency, programme=one, unit=cast.units[number], months=[month], clauses=["8.5", "7.5"]
        )
    return one


def to_begin(cast, on):
    return [(one.params["month"], one.due) for one in waiting.audits_to_begin(Asked((cast.agency.pk,), on))]


def to_go_on(cast, on):
    found = waiting.audits_to_go_on(Asked((cast.agency.pk,), on))
    return [(one.act, one.user_ids, one.due) for one in found]


def test_a_month_of_the_programme_asks_for_its_audit_thirty_days_before(cast):
    programme = programme_of(cast, 6, 9)
    assert to_begin(cast, date(2026, 5, 1)) == []
    assert to_begin(cast, date(2026, 5, 2)) == [("6/2026", date(2026, 6, 1))]
    audit = begin_with_visits(
        cast.agency, actor=cast.secretary, on=TODAY, programme=programme, from_date=FIRST, to_date=LAST, proposes=True
    )
    assert to_begin(cast, TODAY) == []
    visit = audit.visits.get()
    assert (visit.unit, visit.clauses, audit.programme) == (cast.units[0], ["7.5", "8.5"], programme)
    assert to_begin(cast, date(2026, 8, 20)) == [("9/2026", date(2026, 9, 1))]
    Audit.objects.update(state=State.CANCELLED, cancelled_reason="Thôi")
    assert to_begin(cast, date(2026, 6, 1)) == [("6/2026", date(2026, 6, 1))]


def test_months_over_before_the_programme_was_approved_ask_for_nothing(cast):
    Programme.objects.filter(pk=programme_of(cast, 3).pk).update(approved_date=date(2026, 6, 2))
    assert to_begin(cast, TODAY) == []


def test_plan_notice_and_meeting_wait_for_who_does_them(cast):
    audit = begun(cast)
    visit = visited(cast, audit)
    lead, secretary = frozenset({cast.auditors[0].user.pk}), frozenset({cast.secretary.user.pk})
    week = timedelta(days=7)
    assert to_go_on(cast, TODAY) == [(waiting.PLAN, lead, FIRST - week)]
    Audit.objects.update(state=State.SUBMITTED)
    assert to_go_on(cast, TODAY) == []
    Audit.objects.update(state=State.PLANNED, planned_date=TODAY)
    assert to_go_on(cast, TODAY) == [(waiting.TELL, secretary, FIRST - week)]
    Audit.objects.update(notice_date=TODAY)
    assert to_go_on(cast, TODAY) == []
    Audit.objects.update(state=State.UNDERWAY)
    assert to_go_on(cast, FIRST) == []
    Visit.objects.filter(pk=visit.pk).update(set_aside_reason="Giải thể")
    assert to_go_on(cast, FIRST) == [(waiting.MEET, lead, LAST)]


def test_visits_of_an_approved_plan_wait_for_their_auditors_until_the_checklist_is_complete(cast):
    def to_hold():
        return [(one.user_ids, one.due) for one in waiting.visits_to_hold(Asked((cast.agency.pk,), TODAY))]

    audit = begun(cast)
    visit = visited(cast, audit, 2, auditors=[cast.auditors[1].user])
    assert to_hold() == []
    Audit.objects.update(state=State.PLANNED, planned_date=TODAY)
    assert to_hold() == [(frozenset({cast.auditors[1].user.pk}), FIRST)]
    Seat.objects.filter(user=cast.auditors[1].user).update(to_date=TODAY - timedelta(days=1))
    assert to_hold() == [(frozenset({cast.auditors[0].user.pk}), FIRST)]
    Visit.objects.filter(pk=visit.pk).update(finished_date=FIRST, finished_by=cast.auditors[0].user)
    assert to_hold() == []


def test_an_auditor_hands_over_what_is_led_and_what_is_open(cast):
    audit = begun(cast)
    visit = visited(cast, audit, 2, auditors=[one.user for one in cast.auditors[:2]])
    held = {
        number: [item.record for item in handover.audits_of(seat, on=TODAY, until=TODAY)]
        for number, seat in enumerate(Seat.objects.get(agency=cast.agency, user=one.user) for one in cast.auditors)
    }
    assert held == {0: [audit, audit], 1: [audit], 2: []}
    Visit.objects.filter(pk=visit.pk).update(finished_date=FIRST, finished_by=cast.auditors[0].user)
    seat = Seat.objects.get(agency=cast.agency, user=cast.auditors[1].user)
    assert list(handover.audits_of(seat, on=TODAY, until=TODAY)) == []
