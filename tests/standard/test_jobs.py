"""The jobs of standings: by the clock of the agencies, known to the queue, and doing what they say."""

import pytest
from procrastinate.contrib.django import app

from sotay.agency.clock import today
from sotay.config.schedule import cron_at, cron_of, every
from sotay.journal.models import Touched
from sotay.standard.jobs import judge_everything, judge_what_was_touched
from sotay.standard.models import Standing
from tests.factories.agency import AgencyFactory


@pytest.mark.parametrize(("at", "cron"), [("00:05", "5 17 * * *"), ("07:00", "0 0 * * *"), ("23:59", "59 16 * * *")])
def test_a_local_time_is_counted_in_utc(at, cron):
    assert cron_at(at) == cron


def test_seconds_stand_in_the_last_field():
    assert cron_of(5) == "* * * * * */5"


@pytest.mark.parametrize("seconds", [0, 7, 60, -5])
def test_seconds_that_do_not_divide_a_minute_are_refused(seconds):
    with pytest.raises(ValueError, match="divide"):
        cron_of(seconds)


@pytest.mark.parametrize("when", [{}, {"at": "00:05", "seconds": 5}])
def test_a_job_comes_round_in_one_way(when):
    with pytest.raises(ValueError, match="either"):
        every(name="test.job", **when)


def test_the_queue_knows_both_jobs_and_never_runs_them_at_once():
    periodic = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}

    assert periodic["standard.judge_touched"] == "* * * * * */5"
    assert periodic["standard.judge_all"] == "5 17 * * *"
    assert {app.tasks[name].lock for name in ("standard.judge_touched", "standard.judge_all")} == {"standard.standings"}


@pytest.mark.django_db
def test_the_night_judges_every_agency_in_being_for_the_new_day():
    agency, ended = AgencyFactory(), AgencyFactory(ended_date=today())
    Standing.objects.create(agency=agency, obligation="audit.yearly", standing="MET", judged_for_date=today())

    judge_everything()

    assert Standing.objects.filter(agency=agency, judged_for_date=today()).count() > 50
    assert not Standing.objects.filter(agency=agency, standing="MET", obligation="audit.yearly").exists()
    assert not Standing.objects.filter(agency=ended).exists()


@pytest.mark.django_db
def test_the_seconds_judge_what_was_touched_alone():
    touched, other = AgencyFactory(), AgencyFactory()
    Touched.objects.create(agency=touched, action="standard.parameter.set")

    judge_what_was_touched()

    assert Standing.objects.filter(agency=touched).exists()
    assert not Standing.objects.filter(agency=other).exists()
    assert not Touched.objects.exists()
