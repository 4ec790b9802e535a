"""kill -9 of real workers in a night's run: every reminder stands once in the table and once in the mail folder."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import timedelta
from email import message_from_bytes, policy
from urllib.parse import urlsplit

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.config.worker import retry_stalled
from sotay.work.models import Notice, WaitingItem
from sotay.work.reminders.stages import stage_of
from tests.config.processes import environment, eventually
from tests.factories.agency import AgencyFactory, SeatFactory, UserFactory
from tests.factories.work import AssignmentFactory

KILLS = int(os.environ.get("SOTAY_KILLS", "5"))
NIGHT = ("standard.judge_all", "work.remind", "work.mail_digests")
LATE, TODAY_DUE, SOON = -1, 0, 7  # days until something is due that is told today
OPENED = re.compile(r"/work/notices/([0-9a-f-]{36})/open/")


@pytest.fixture
def offices(fresh_database, django_db_blocker):
    """Four agencies with five people each who have an address."""
    with django_db_blocker.unblock():
        found = []
        for _number in range(4):
            agency = AgencyFactory()
            people = [UserFactory(email=f"{number}@{agency.short_name}.vn") for number in range(5)]
            for user in people:
                SeatFactory(agency=agency, user=user, role=Seat.Role.OFFICIAL)
            found.append((agency, people))
        yield found


@contextmanager
def worker(database, folder):
    """Start a worker as `sotay run` does and end it whatever happens."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()
    settings = environment(
        folder,
        DATABASE_URL=url,
        DJANGO_SETTINGS_MODULE="sotay.config.settings",
        SOTAY_SECRET_KEY="tests-sign-with-this",
        SOTAY_EMAIL_BACKEND="sotay.work.notices.mail_files.EmailBackend",
        SOTAY_EMAIL_FOLDER=str(folder / "mail"),
        SOTAY_WORKER_PERIOD="1",
        SOTAY_LOG_LEVEL="WARNING",
    )
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen([sys.executable, "-m", "sotay.config.worker"], env=settings, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=60)


def give_work(offices, number=3):
    """Give the people of every agency work that is told today: late since today, due, and due in a week."""
    for agency, people in offices:
        for index in range(number):
            owner, days = random.choice(people), (LATE, TODAY_DUE, SOON)[index % 3]
            AssignmentFactory(agency=agency, owner_user=owner, giver=people[0], due_date=today() + timedelta(days=days))


def put_off(*names):
    for name in names:
        with suppress(AlreadyEnqueued):
            app.configure_task(name, task_kwargs={"timestamp": 0}).defer()


def statuses():
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1")
        return dict(cursor.fetchall())


def put_back():
    """Do at once what a worker does half a minute after another was lost."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    itself = Job(id=0, queue="default", lock=None, queueing_lock=None, task_name="sotay.retry_stalled")
    context = JobContext(app=app, job=itself, start_timestamp=0, abort_reason=lambda: None)
    async_to_sync(retry_stalled)(context, 0)


def is_at_work():
    return "doing" in statuses()


def is_done():
    return not {"todo", "doing"} & set(statuses())


@pytest.mark.slow
def test_whatever_kills_the_worker_every_reminder_stands_once_in_table_and_folder(
    offices, fresh_database, django_db_blocker, tmp_path
):
    chance, interrupted = random.Random(KILLS), 0
    with django_db_blocker.unblock():
        for _kill in range(KILLS):
            put_back()
            give_work(offices)
            put_off(*NIGHT)
            with worker(fresh_database, tmp_path) as process:
                assert eventually(is_at_work), (tmp_path / "worker.log").read_text()
                time.sleep(chance.uniform(0, 0.5))
                os.kill(process.pid, signal.SIGKILL)
                process.wait(timeout=60)
            interrupted += is_at_work()
        put_back()
        with worker(fresh_database, tmp_path) as process:
            for name in NIGHT:  # in the order of the clock, each after the one before
                put_off(name)
                assert eventually(is_done, seconds=120), statuses()
            assert eventually(nothing_unmailed, seconds=60)
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)

        assert interrupted  # else nothing was proved
        told = Counter(Notice.objects.exclude(key="").values_list("agency_id", "user_id", "key"))
        assert told == Counter(expected())
        assert len(told) >= 12 * KILLS
        assert mailed(tmp_path / "mail") == Counter(str(one.uuid) for one in Notice.objects.all())


def nothing_unmailed():
    """Return whether all is mailed; a lock of a killed worker may live for a moment after it."""
    if not Notice.objects.filter(mailed_at__isnull=True).exists():
        return True
    if is_done():
        put_off(NIGHT[-1])
    return False


def expected():
    """Yield the reminders that are due today, as Python counts them."""
    for item in WaitingItem.objects.filter(due_date__isnull=False):
        stage = stage_of((today() - item.due_date).days, before=(14, 7, 1, 0), after=1, repeat=7)
        if stage is not None:
            yield item.agency_id, item.user_id, f"{item.key}|{item.due_date}|{stage}"


def mailed(folder):
    """Return how often each notice stands in the folder; a mail is a whole file to one person, named by a notice of it."""
    found = Counter()
    for path in folder.iterdir():
        assert path.suffix == ".eml", path
        read = message_from_bytes(path.read_bytes(), policy=policy.default)
        notices = OPENED.findall(read.get_content())
        assert path.stem in notices
        assert {one.user.email for one in Notice.objects.filter(uuid__in=notices)} == {read["To"]}
        found.update(notices)
    return found
