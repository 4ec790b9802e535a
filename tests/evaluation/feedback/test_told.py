"""What feedback tells others: what waits for whom, what is handed over, the numbers of a period."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sotay.agency.models import Seat
from sotay.evaluation.feedback.handover import feedback_of
from sotay.evaluation.feedback.waiting import feedback_to_answer
from sotay.standard.catalogue.periods import Period
from sotay.standard.registry.facts import Asked as Counted
from sotay.standard.registry.facts import numbers
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.feedback import FeedbackFactory

pytestmark = pytest.mark.django_db
HALF = Period("half", 2026, 1)


def waits(agency):
    return {(one.title, one.act): one.user_ids for one in feedback_to_answer(Asked((agency.pk,), TODAY))}


def told(agency, code, *, on=TODAY):
    found = numbers(code, Counted((agency.pk,), HALF, on))
    return {unit_id: (one.value, one.said) for (_agency_id, unit_id), one in found.items()}


def test_new_feedback_waits_for_the_secretary_and_given_feedback_for_the_head_of_the_unit(agency, secretary):
    unit = UnitFactory(agency=agency)
    unit_head = person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    new, given = FeedbackFactory(agency=agency), FeedbackFactory(agency=agency, assigned=True, unit=unit)
    FeedbackFactory(agency=agency, answered=True)
    assert waits(agency) == {
        (str(new), "Giao đơn vị xử lý"): {secretary.user.pk},
        (str(given), "Trả lời"): {unit_head.user.pk},
    }


def test_it_never_waits_for_whom_it_is_about_nor_for_a_deputy_of_the_unit(agency, head):
    unit = UnitFactory(agency=agency)
    secretary = person(agency, Seat.Role.SECRETARY)
    unit_head = person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    person(agency, Seat.Role.UNIT_DEPUTY, unit=unit)
    new = FeedbackFactory(agency=agency, restricted=True, about_official=secretary.user)
    given = FeedbackFactory(
        agency=agency, restricted=True, assigned=True, unit=unit, about_official=unit_head.user, received_date=TODAY
    )
    assert waits(agency) == {
        (str(new), "Giao đơn vị xử lý"): {head.user.pk},
        (str(given), "Trả lời"): {secretary.user.pk},
    }


def test_a_seat_hands_over_what_it_has_to_answer_but_nothing_that_concerns_an_official(agency, secretary):
    unit = UnitFactory(agency=agency)
    unit_head = person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    new, given = FeedbackFactory(agency=agency), FeedbackFactory(agency=agency, assigned=True, unit=unit)
    FeedbackFactory(agency=agency, assigned=True, unit=unit, restricted=True)

    def held(actor):
        seat = Seat.objects.get(pk=actor.seats[0].pk)
        return [item.record for item in feedback_of(seat, on=TODAY, until=TODAY + timedelta(days=90))]

    assert held(secretary) == [new]
    assert held(unit_head) == [given]


def test_nothing_is_told_where_nothing_is_known(agency):
    for code in ("received", "answered_in_time", "overdue", "complaints", "denunciations"):
        assert told(agency, f"feedback.{code}") == {}


def test_what_was_received_is_counted_by_kind_complaints_apart(agency):
    FeedbackFactory(agency=agency, kind="PRAISE")
    FeedbackFactory(agency=agency, received_date=date(2025, 12, 31))
    FeedbackFactory(agency=agency)
    for _ in range(2):
        FeedbackFactory(agency=agency, kind="COMPLAINT", state="NOTED", ended_date=TODAY, due_date=None, said=False)
    FeedbackFactory(agency=agency, kind="DENUNCIATION", state="NOTED", ended_date=TODAY, due_date=None, said=False)
    assert told(agency, "feedback.received") == {None: (2, "Phản ánh: 1; Khen: 1")}
    assert told(agency, "feedback.complaints")[None][0] == 2
    assert told(agency, "feedback.denunciations")[None][0] == 1


def test_the_share_in_time_counts_what_is_open_once_its_day_is_over(agency):
    unit = UnitFactory(agency=agency)
    how = {"agency": agency, "unit": unit}
    FeedbackFactory(answered=True, due_date=date(2026, 6, 5), **how)  # answered on its last day
    FeedbackFactory(answered=True, due_date=date(2026, 6, 3), **how)  # two days late
    FeedbackFactory(assigned=True, due_date=date(2026, 6, 11), **how)  # open, its day is over
    FeedbackFactory(agency=agency, due_date=TODAY)  # its last day is not over
    assert told(agency, "feedback.answered_in_time") == {
        None: (Decimal("33.33"), "1/3 đúng hạn"),
        unit.pk: (Decimal("33.33"), "1/3 đúng hạn"),
    }
    assert told(agency, "feedback.overdue") == {None: (1, "")}
    assert told(agency, "feedback.overdue", on=date(2026, 6, 4)) == {None: (1, "")}  # then the second was late
