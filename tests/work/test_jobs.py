"""The jobs of the morning: also on a machine that was off at their hour, once, and in their order."""

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicDeferrer

from sotay.agency.clock import today
from sotay.work.jobs import mail_digests
from sotay.work.models import Notice
from tests.factories.work import AssignmentFactory


def put_off_at_start(at):
    """Return the jobs a worker that starts at a moment finds due, each with the local time it was due at."""
    deferrer = PeriodicDeferrer(registry=app.periodic_registry, **app.periodic_defaults)
    return {
        task.task.name: timezone.localtime(datetime.fromtimestamp(moment, tz=at.tzinfo))
        for task, moment in deferrer.get_previous_tasks(at=at.timestamp())
    }


@pytest.mark.parametrize(("start", "days"), [(time(11, 20), 0), (time(23, 59), 0), (time(5), 1)])
def test_a_worker_started_late_does_what_the_day_asked_for(start, days):
    day = datetime.combine(today(), start, tzinfo=timezone.get_default_timezone())

    due = put_off_at_start(day)

    of_the_day = (day - timedelta(days=days)).date()
    assert [due[name].date() for name in ("work.remind", "work.mail_digests")] == [of_the_day, of_the_day]
    assert due["standard.judge_all"].date() == day.date()


@pytest.mark.django_db
def test_the_mail_of_the_day_tells_what_falls_due_though_nobody_was_reminded_before(
    agency, official, settings, tmp_path
):
    settings.EMAIL_BACKEND = "sotay.work.notices.mail_files.EmailBackend"
    settings.SOTAY_EMAIL_FOLDER = tmp_path
    official.user.email = "an@example.vn"
    official.user.save()
    AssignmentFactory(agency=agency, owner_user=official.user, due_date=today(), title="Ra soat")

    for _twice in range(2):
        mail_digests()

    assert Notice.objects.get().mailed_at
    (mail,) = Path(tmp_path).iterdir()
    assert "Ra soat" in mail.read_text()
