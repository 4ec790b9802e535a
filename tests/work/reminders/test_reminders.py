"""Reminders come at their stages, once each, to who holds the seat; escalation asks others for help, never the owner."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sotay.agency.models import Seat
from sotay.agency.workdays import shipped_calendar
from sotay.standard.models import ParameterValue
from sotay.standard.registry.kinds import Mistyped
from sotay.standard.standings.models import Standing
from sotay.work.assignments.commands import finish_assignment
from sotay.work.models import Notice, WaitingItem
from sotay.work.reminders import parameters
from sotay.work.reminders.commands import remind, remind_all, settle
from sotay.work.reminders.parameters import DaysAfter, DaysBefore
from sotay.work.reminders.stages import overdue_by, stage_of
from sotay.work.waiting.commands import bring_up_to_date, refresh
from tests.blobs.test_storage import in_threads
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory
from tests.factories.work import AssignmentFactory, WaitingItemFactory

Role, Kind = Seat.Role, Notice.Kind
DAY = timedelta(days=1)
DEFAULT = {"before": (14, 7, 1, 0), "after": 1, "repeat": 7}


def told(user, *, since=None):
    """Return the stages somebody was reminded at, in the order of the days."""
    notices = Notice.objects.filter(user=user, **({"reminded_date__gte": since} if since else {})).exclude(key="")
    return [
        (one.reminded_date, one.key.rpartition("|")[2], one.kind) for one in notices.order_by("reminded_date", "pk")
    ]


def nights(agency, days):
    for on in days:
        remind([agency], on=on)


def days_from(first, count):
    return [first + number * DAY for number in range(count)]


@pytest.mark.parametrize(
    ("days", "stage"),
    [(-15, None), (-14, -14), (-13, -14), (-8, -14), (-7, -7), (-2, -7), (-1, -1), (0, 0), (1, 1), (7, 1), (8, 8), (14, 8),
     (15, 15), (400, 400 - (400 - 1) % 7)],
)  # fmt: skip
def test_the_latest_stage_that_has_come_counts(days, stage):
    assert stage_of(days, **DEFAULT) == stage


@pytest.mark.django_db
@pytest.mark.parametrize("due", [date(2026, 6, 30), date(2026, 3, 1), date(2028, 2, 29), date(2027, 1, 1)])
def test_each_stage_is_told_once_on_its_day_over_the_ends_of_months(due):
    item = WaitingItemFactory(due_date=due)

    nights(item.agency, days_from(due - 20 * DAY, 40))

    stages = (-14, -7, -1, 0, 1, 8, 15)
    assert told(item.user) == [
        (due + stage * DAY, str(stage), Kind.OVERDUE if stage == 1 else Kind.REMINDER) for stage in stages
    ]


@pytest.mark.django_db
def test_days_the_worker_did_not_run_are_made_up_for_once_by_the_latest_stage():
    item = WaitingItemFactory(due_date=TODAY)

    nights(item.agency, [TODAY - 14 * DAY, TODAY + 3 * DAY, TODAY + 4 * DAY, TODAY + 8 * DAY])

    assert told(item.user) == [
        (TODAY - 14 * DAY, "-14", Kind.REMINDER),
        (TODAY + 3 * DAY, "1", Kind.REMINDER),
        (TODAY + 8 * DAY, "8", Kind.REMINDER),
    ]


@pytest.mark.django_db
def test_a_day_later_granted_begins_anew_but_nothing_is_told_twice_on_a_day():
    item = WaitingItemFactory(due_date=TODAY + 7 * DAY)
    remind([item.agency], on=TODAY)
    WaitingItem.objects.update(due_date=TODAY + 14 * DAY)

    nights(item.agency, [TODAY, TODAY, TODAY + DAY])

    assert told(item.user) == [(TODAY, "-7", Kind.REMINDER), (TODAY + DAY, "-14", Kind.REMINDER)]


@pytest.mark.django_db
def test_what_has_no_day_or_lies_far_ahead_is_not_told():
    far = WaitingItemFactory(due_date=TODAY + 15 * DAY)
    WaitingItemFactory(agency=far.agency, user=far.user, due_date=None)

    assert remind([far.agency], on=TODAY) == 0


@pytest.mark.django_db
def test_who_holds_the_seat_on_the_day_is_told(agency, secretary):
    due = TODAY + 7 * DAY
    unit = UnitFactory(agency=agency)
    old = SeatFactory(agency=agency, role=Role.UNIT_HEAD, unit=unit, to_date=TODAY).user
    new = SeatFactory(agency=agency, role=Role.UNIT_HEAD, unit=unit, from_date=TODAY + DAY).user
    AssignmentFactory(
        agency=agency, owner_role=Role.UNIT_HEAD, owner_unit=unit, giver=secretary.user, due_date=due, title="Rà soát"
    )

    for on in (TODAY, due - DAY, due):
        refresh([agency.pk], on=on)
        remind([agency], on=on)

    assert [(day, stage) for day, stage, _kind in told(old)] == [(TODAY, "-7")]
    assert [(day, stage) for day, stage, _kind in told(new)] == [(due - DAY, "-1"), (due, "0")]
    notice = Notice.objects.filter(user=new).first()
    assert (notice.subject_text, notice.due_date, notice.told) == (
        "Rà soát",
        due,
        "Hạn 19/06/2026, còn 1 ngày. Việc cần làm: Nhận việc.",
    )


@pytest.mark.django_db
def test_a_due_day_that_is_off_names_the_last_working_day_before():
    due = date(2029, 6, 9)  # a Saturday: trước ngày 10/6
    item = WaitingItemFactory(due_date=due)

    nights(item.agency, [due - 7 * DAY, due + DAY])

    early, late = Notice.objects.order_by("reminded_date")
    assert (early.working_date, late.due_date) == (date(2029, 6, 8), due)
    assert "ngày làm việc cuối trước đó là 08/06/2029" in early.told
    assert late.told == f"Hạn 09/06/2029, đã quá 1 ngày. Việc cần làm: {item.act}."


def set_to(agency, **values):
    codes = {
        "before": parameters.BEFORE, "after": parameters.AFTER, "repeat": parameters.REPEAT,
        "escalation": parameters.ESCALATION, "unit_head": parameters.TO_UNIT_HEAD, "secretary": parameters.TO_SECRETARY,
    }  # fmt: skip
    for name, value in values.items():
        ParameterValue.objects.create(
            agency=agency, code=codes[name], value=value, valid_from_date=date(2026, 1, 1), reason="thử"
        )


@pytest.mark.django_db
def test_each_agency_sets_its_own_days():
    own, usual = WaitingItemFactory(due_date=TODAY), WaitingItemFactory(due_date=TODAY)
    set_to(own.agency, before="3", after="2", repeat="10")

    for on in days_from(TODAY - 5 * DAY, 20):
        remind([own.agency, usual.agency], on=on)

    assert [stage for _day, stage, _kind in told(own.user)] == ["-3", "2", "12"]
    assert [stage for _day, stage, _kind in told(usual.user)] == ["-7", "-1", "0", "1", "8"]


@pytest.mark.django_db
@pytest.mark.parametrize("before", ["", "0", "14,7,1,0", "30,3"])
def test_the_database_counts_stages_as_python_does(before):
    agency = AgencyFactory()
    user = SeatFactory(agency=agency).user
    set_to(agency, before=before, after="2", repeat="5")
    stages = {}
    for days in range(-32, 40):
        item = WaitingItemFactory(agency=agency, user=user, due_date=TODAY - days * DAY)
        stages[item.key] = stage_of(days, before=[int(one) for one in before.split(",") if one], after=2, repeat=5)

    remind([agency], on=TODAY)

    found = {one.item: int(one.key.rpartition("|")[2]) for one in Notice.objects.all()}
    assert found == {key: stage for key, stage in stages.items() if stage is not None}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("14, 7,1 ; 0", "14,7,1,0"), ("0 7 7", "7,0"), ("", ""), (" 007 ", "7"), ("14,7,1,0", "14,7,1,0")],
)
def test_days_before_are_read_as_they_are_typed(typed, kept):
    assert DaysBefore().keep(typed) == kept
    assert DaysBefore().keep(DaysBefore().type(kept)) == kept


@pytest.mark.parametrize("typed", ["-1", "một tuần", "367", "7.5"])
def test_days_before_that_are_none_are_refused(typed):
    with pytest.raises(Mistyped):
        DaysBefore().keep(typed)


@pytest.mark.parametrize("typed", ["0", "-1", "x"])
def test_a_first_day_after_is_one_at_least(typed):
    with pytest.raises(Mistyped):
        DaysAfter().keep(typed)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 15), st.integers(0, 40))
def test_overdue_by_working_days_is_counted_in_working_days(on, working, back):
    calendar, due = shipped_calendar(), on - back * DAY

    assert (due <= overdue_by(working, on=on, calendar=calendar)) == (calendar.count_working_days(due, on) >= working)


@pytest.fixture
def late(agency):
    """Something of a unit's official that fell due on Friday 5 June 2026, with everybody who may be asked for help."""
    unit = UnitFactory(agency=agency)
    owner = person(agency, Role.OFFICIAL, unit=unit)
    leader = person(agency, Role.UNIT_HEAD, unit=unit)
    item = WaitingItemFactory(
        agency=agency, user=owner.user, unit=unit, due_date=date(2026, 6, 5), title="Rà soát", escalates=True
    )
    return {"owner": owner, "leader": leader, "item": item, "unit": unit}


def help_asked(agency):
    asked = Notice.objects.filter(agency=agency, kind=Kind.HELP_ASKED).order_by("reminded_date", "pk")
    return [(one.reminded_date, one.user_id) for one in asked]


JUNE = days_from(date(2026, 6, 5), 30)


@pytest.mark.django_db
def test_nobody_is_asked_for_help_until_it_is_switched_on(agency, late, secretary):
    nights(agency, JUNE)

    assert help_asked(agency) == []
    assert len(told(late["owner"].user)) == 6  # 0, 1, 8, 15, 22, 29


@pytest.mark.django_db
def test_the_units_head_and_then_the_secretary_are_asked_once(agency, late, secretary):
    set_to(agency, escalation="ON")

    nights(agency, JUNE)

    leader = late["leader"].user
    assert help_asked(agency) == [
        (date(2026, 6, 8), leader.pk), (date(2026, 6, 16), secretary.user.pk),
    ]  # fmt: skip
    notice = Notice.objects.get(user=leader)
    assert (notice.get_kind_display(), notice.who) == ("Đề nghị hỗ trợ", "")  # the owner did not ask for it
    assert notice.told == (
        f"Hạn 05/06/2026, đã quá 3 ngày. Người thực hiện: {late['owner'].user}. "
        "Mong anh, chị quan tâm, hỗ trợ để việc được hoàn thành."
    )


@pytest.mark.django_db
def test_the_qmr_is_asked_before_the_secretary(agency, late, secretary):
    qmr = person(agency, Role.QMR)
    set_to(agency, escalation="ON")

    nights(agency, JUNE)

    assert [user_id for _day, user_id in help_asked(agency)] == [late["leader"].user.pk, qmr.user.pk]


@pytest.mark.django_db
def test_no_owner_is_asked_to_help_himself(agency, late, secretary):
    set_to(agency, escalation="ON")
    qmr = person(agency, Role.QMR)
    for owner in (late["leader"], qmr):
        WaitingItemFactory(
            agency=agency,
            user=owner.user,
            unit=late["unit"],
            key=late["item"].key,
            due_date=date(2026, 6, 5),
            escalates=True,
        )

    nights(agency, JUNE)

    assert help_asked(agency) == [(date(2026, 6, 16), secretary.user.pk)]


@pytest.mark.django_db
def test_what_does_not_escalate_asks_nobody(agency, late, secretary):
    set_to(agency, escalation="ON")
    WaitingItem.objects.update(escalates=False)

    nights(agency, JUNE)

    assert help_asked(agency) == []


@pytest.mark.django_db
def test_what_waits_no_more_is_not_unread_any_more(agency, late):
    set_to(agency, escalation="ON")
    nights(agency, JUNE[:5])
    other = Notice.objects.create(agency=agency, user=late["owner"].user, kind=Kind.MENTIONED, subject_text="x")
    assert settle([agency.pk], on=JUNE[5]) == 0

    WaitingItem.objects.all().delete()

    assert settle([agency.pk], on=JUNE[5]) == 3  # two to the owner, one to the head of the unit
    assert list(Notice.objects.filter(read_at__isnull=True)) == [other]


@pytest.mark.django_db
def test_the_morning_looks_first_at_agencies_not_judged_for_the_day(agency, official, secretary):
    AssignmentFactory(agency=agency, owner_user=official.user, giver=secretary.user, due_date=TODAY, title="Rà soát")
    WaitingItemFactory(agency=agency, user=official.user, due_date=TODAY, title="Đã xong từ hôm qua")
    ended = WaitingItemFactory(agency=AgencyFactory(ended_date=TODAY), due_date=TODAY)

    remind_all(on=TODAY)

    texts = set(Notice.objects.filter(user=official.user).values_list("subject_text", flat=True))
    assert "Rà soát" in texts
    assert "Đã xong từ hôm qua" not in texts
    assert not Notice.objects.filter(user=ended.user).exists()
    assert Standing.objects.filter(agency=agency, judged_for_date=TODAY).exists()


@pytest.mark.django_db
def test_the_morning_reminds_of_nothing_done_since_the_agency_was_judged(agency, official, secretary):
    one = AssignmentFactory(
        agency=agency, owner_user=official.user, giver=secretary.user, due_date=TODAY, title="Rà soát"
    )
    bring_up_to_date(agency.pk, on=TODAY)  # a page was opened while the worker did not run
    assert WaitingItem.objects.filter(user=official.user, title="Rà soát").exists()
    finish_assignment(one, actor=official, version=one.version, result="Đã ban hành văn bản 12/TB", on=TODAY)

    remind_all(on=TODAY)

    assert not Notice.objects.filter(
        user=official.user, subject_text__startswith="Rà soát", kind=Kind.REMINDER
    ).exists()


@pytest.mark.django_db
def test_thirty_agencies_ask_as_often_as_one():
    agencies = []
    for _number in range(30):
        seat = SeatFactory(role=Role.SECRETARY)
        owner = SeatFactory(agency=seat.agency, unit=UnitFactory(agency=seat.agency))
        for back in (1, 20):
            WaitingItemFactory(
                agency=seat.agency, user=owner.user, due_date=TODAY - back * DAY, unit=owner.unit, escalates=True
            )
        set_to(seat.agency, escalation="ON")
        agencies.append(seat.agency)

    def questions(some):
        with CaptureQueriesContext(connection) as asked:
            written = remind(some, on=TODAY)
        return len(asked), written

    alone, together = questions(agencies[:1]), questions(agencies[1:])
    assert alone[0] == together[0] <= 16
    assert together[1] == 29 * alone[1] == 29 * 3


@pytest.mark.slow
def test_two_workers_at_once_remind_once(fresh_database, django_db_blocker):
    with django_db_blocker.unblock():
        agencies = [WaitingItemFactory(due_date=TODAY).agency for _number in range(20)]
        for agency in agencies:
            WaitingItemFactory.create_batch(5, agency=agency, due_date=TODAY)

        written = in_threads(lambda: remind(agencies, on=TODAY), count=4)

        assert sum(written) == Notice.objects.count() == 120
