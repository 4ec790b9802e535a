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
ENOUGH = 20  # kills that met every job of the night
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


# Reads the program once and leaves a worker behind for each line it is told: 300 kills need not wait for 300 imports. What
# runs, and is killed, is a process of its own all the same, and opens its own connections.
NURSERY = """
import os, sys
import django
django.setup()
from sotay.config.worker import work
for _line in sys.stdin:
    child = os.fork()
    if not child:
        work(polling=1)
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def started(*words, database, folder, **more):
    """Start a process with the settings of a worker of `sotay run`."""
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
        return subprocess.Popen([sys.executable, *words], env=settings, stderr=log, start_new_session=True, **more)


@contextmanager
def worker(database, folder):
    """Start a worker as `sotay run` does and end it whatever happens."""
    process = started("-m", "sotay.config.worker", database=database, folder=folder)
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=60)


@contextmanager
def nursery(database, folder):
    """Start what leaves workers behind; all of them end with it whatever happens."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = started("-c", NURSERY, database=database, folder=folder, **pipes)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)


def worker_of(source):
    """Return the number of a new worker of a nursery."""
    source.stdin.write("one more\n")
    source.stdin.flush()
    return int(source.stdout.readline())


def kill(number, source):
    """End a worker of a nursery without a chance to tidy up, and wait until it is gone."""
    os.kill(number, signal.SIGKILL)
    assert int(source.stdout.readline()) == -signal.SIGKILL


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


def jobs(status):
    """Return the names of the jobs that wait (`todo`) or are at hand (`doing`), also those of a killed worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = %s", [status])
        return {name for (name,) in cursor.fetchall()}


def mails_begun():
    """Return how many notices stand in a mail, sent or not."""
    return Notice.objects.filter(mail_uuid__isnull=False).count()


def mails(begun):
    """Return whether mails were begun since; two jobs run side by side, so those of this turn may have come before its reminders."""
    if is_done():
        put_off(NIGHT[-1])
    return mails_begun() > begun


# When the worker is killed, in turn: at its first job, while it reminds, while it mails.
MOMENTS = (
    lambda _begun: jobs("doing"),
    lambda _begun: "standard.judge_all" not in jobs("todo") | jobs("doing"),
    mails,
)


def log_of(folder):
    return (folder / "worker.log").read_text()


def is_done():
    return not {"todo", "doing"} & set(statuses())


@pytest.mark.slow
def test_whatever_kills_the_worker_every_reminder_stands_once_in_table_and_folder(
    offices, fresh_database, django_db_blocker, tmp_path
):
    chance, interrupted = random.Random(KILLS), Counter()
    left_open = 0
    with django_db_blocker.unblock():
        with nursery(fresh_database, tmp_path) as source:
            for number in range(KILLS):
                put_back()
                give_work(offices)
                put_off(*NIGHT)
                moment, begun = MOMENTS[number % len(MOMENTS)], mails_begun()
                victim = worker_of(source)
                assert eventually(lambda moment=moment, begun=begun: moment(begun), seconds=60), log_of(tmp_path)
                time.sleep(chance.uniform(0, 0.2))
                kill(victim, source)
                interrupted.update(jobs("doing"))
                left_open += Notice.objects.filter(mail_uuid__isnull=False, mailed_at__isnull=True).exists()
        put_back()
        with worker(fresh_database, tmp_path) as process:
            for name in NIGHT:  # in the order of the clock, each after the one before
                put_off(name)
                assert eventually(is_done, seconds=120), statuses()
            assert eventually(nothing_unmailed, seconds=60)
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)

        assert interrupted  # else nothing was proved
        if KILLS >= ENOUGH:
            assert set(NIGHT) <= interrupted.keys()
            assert left_open  # mails were begun that nobody knew to have gone out
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
        notices = OPENED.findall(read.get_body(("plain",)).get_content())
        assert path.stem in notices
        assert {one.user.email for one in Notice.objects.filter(uuid__in=notices)} == {read["To"]}
        found.update(notices)
    return found
