"""How long steps take: between hand-overs, by working hours, pauses left out, beside the plan of that revision."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.workdays import shipped_calendar
from sotay.operation.models import ProcedureStep, Variant
from sotay.operation.statistics.pace import Pace
from sotay.operation.statistics.step_times import Passed, StepTime, measured, minutes_between, minutes_of_steps
from tests.factories.dossiers import DossierFactory, Kind, at
from tests.factories.support import RevisionFactory

CALENDAR = shipped_calendar()
MON, TUE, WED, FRI, NEXT_MON = (date(2026, 6, day) for day in (1, 2, 3, 5, 8))


def on(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute))


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (on(MON, 8), on(MON, 9, 30), 90),
        (on(MON, 11), on(MON, 14), 60),  # the midday rest is nobody's time
        (on(MON, 6), on(MON, 22), 480),
        (on(MON, 16, 30), on(TUE, 8, 30), 120),
        (on(FRI, 16, 30), on(NEXT_MON, 8, 30), 120),  # over Saturday and Sunday
        (on(MON, 7, 30), on(WED, 17, 30), 1440),
        (on(date(2026, 6, 6), 9), on(date(2026, 6, 7), 9), 0),
        (on(TUE, 9), on(MON, 9), 0),
    ],
)
def test_working_minutes_between_two_moments(start, end, minutes):
    assert minutes_between(start, end, CALENDAR) == minutes


def test_pauses_are_left_out_and_several_visits_are_one_time():
    events = [
        Passed(Kind.RECEIVED, on(MON, 8), None, 1),
        Passed(Kind.HANDED_OVER, on(MON, 9), 1, 2),
        Passed(Kind.SUPPLEMENT_ASKED, on(MON, 10)),
        Passed(Kind.SUPPLEMENTED, on(WED, 10)),
        Passed(Kind.SENT_BACK, on(WED, 10, 30), 2, 1),
        Passed(Kind.HANDED_OVER, on(WED, 11), 1, 2),
        Passed(Kind.PAUSED, on(WED, 11, 10)),
        Passed(Kind.RESUMED, on(FRI, 8)),
        Passed(Kind.RESULT, on(FRI, 8, 20), 2),
    ]
    assert minutes_of_steps(events, CALENDAR) == {1: 90, 2: 120}


def test_a_step_a_dossier_has_not_left_is_not_measured():
    events = [Passed(Kind.RECEIVED, on(MON, 8), None, 1), Passed(Kind.HANDED_OVER, on(MON, 9), 1, 2)]
    assert minutes_of_steps(events, CALENDAR) == {1: 60}
    assert minutes_of_steps([Passed(Kind.RECEIVED, on(MON, 8), None, None)], CALENDAR) == {}


@pytest.fixture
def procedure(agency):
    """A revision in force with three steps: one hour, two working days, and one without a time."""
    revision = RevisionFactory(document__agency=agency, in_force=True)
    return revision, steps_of(revision)


def steps_of(revision):
    variant = Variant.objects.create(agency=revision.agency, revision=revision)
    planned = [(Decimal(1), "HOUR"), (Decimal(2), "WORKING_DAY"), (None, "WORKING_DAY")]
    return [
        ProcedureStep.objects.create(
            agency=revision.agency,
            variant=variant,
            position=place,
            work=f"Việc {place}",
            time_value=value,
            time_unit=unit,
        )
        for place, (value, unit) in enumerate(planned, 1)
    ]


def went(revision, steps, *, first_hours=1, second_to=WED):
    """Let a dossier go through the first two steps."""
    dossier = DossierFactory(
        agency=revision.agency,
        revision=revision,
        happened=[
            (Kind.HANDED_OVER, at(MON, 9 + first_hours), {"step": steps[0], "to_step": steps[1]}),
            (Kind.RESULT, at(second_to, 10), {"step": steps[1]}),
        ],
    )
    dossier.events.filter(kind=Kind.RECEIVED).update(to_step=steps[0])
    return dossier


@pytest.mark.django_db
def test_only_dossiers_of_that_revision_are_measured(procedure):
    revision, steps = procedure
    other = RevisionFactory(document=revision.document, order=revision.order + 1, amendment=1)
    went(revision, steps)
    went(revision, steps, first_hours=2, second_to=FRI)
    went(other, steps_of(other))

    times, count = measured(revision, steps, CALENDAR)

    assert count == 2
    assert [one.pace.count for one in times] == [2, 2, 0]
    assert (times[0].median, times[0].high, times[0].is_slow) == (Decimal("1.5"), Decimal("2.0"), False)
    assert (times[1].median, times[1].is_slow, times[1].is_often_slow) == (Decimal("2.9"), False, True)
    assert (times[2].median, times[2].planned) == (None, None)


@pytest.mark.django_db
def test_the_page_names_what_was_measured_and_what_was_not(procedure, official, signed_in):
    revision, steps = procedure
    went(revision, steps)
    client = signed_in(official)
    where = {"agency": revision.agency.short_name, "slug": revision.document.slug}
    url = reverse("operation:procedure_times", kwargs=where)

    shown = " ".join(client.get(url).content.decode().replace("&nbsp;", " ").split())

    assert "Đo trên 1 hồ sơ" in shown
    assert "1,0 giờ làm việc" in shown
    assert "2,0 ngày làm việc" in shown
    assert "trong thời gian đã định" in shown
    assert "chưa đo được" in shown
    steps_url = reverse("operation:procedure_steps", kwargs={**where, "slug": revision.uuid})
    assert f"{url}?revision={revision.uuid}" in client.get(steps_url).content.decode()
    assert client.get(url, {"revision": "nonsense"}).status_code == 404
    assert client.get(url, {"revision": RevisionFactory().uuid}).status_code == 404


@pytest.mark.django_db
def test_a_page_without_dossiers_says_what_will_stand_there(procedure, official, signed_in):
    revision, _steps = procedure
    where = {"agency": revision.agency.short_name, "slug": revision.document.slug}
    client = signed_in(official)

    assert "Chưa đo được bước nào" in client.get(reverse("operation:procedure_times", kwargs=where)).content.decode()
    steps_url = reverse("operation:procedure_steps", kwargs={**where, "slug": revision.uuid})
    assert "Rà soát với thực tế" not in client.get(steps_url).content.decode()


@pytest.mark.django_db
def test_the_page_asks_the_same_for_one_and_for_thirty_dossiers(procedure, official, signed_in):
    revision, steps = procedure
    client = signed_in(official)
    url = reverse(
        "operation:procedure_times", kwargs={"agency": revision.agency.short_name, "slug": revision.document.slug}
    )

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        return len(caught)

    went(revision, steps)
    queries()
    one = queries()
    for _number in range(29):
        went(revision, steps)
    assert queries() == one


@pytest.mark.parametrize(("counts", "slow"), [({60: 1, 120: 1}, False), ({60: 1, 120: 2}, True), ({}, False)])
def test_more_than_half_is_said_only_where_more_than_half_took_longer(counts, slow):
    step = ProcedureStep(time_value=Decimal(1), time_unit="HOUR")
    assert StepTime(step, Pace(counts)).is_slow is slow
