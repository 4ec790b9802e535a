"""The worker: jobs whose worker was killed are put back, those at hand are left alone."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from sotay.config.worker import STALLED_AFTER, retry_stalled


def job_at_hand(*, heartbeat, queueing_lock=None):
    """Return the number of a job whose worker last gave a sign `heartbeat` seconds ago."""
    number = app.configure_task("sotay.nothing", queueing_lock=queueing_lock).defer()
    with connection.cursor() as cursor:
        sign = (
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id"
        )
        cursor.execute(sign, [heartbeat])
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker, number])
    return number


def status(number):
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [number])
        row = cursor.fetchone()
        return row[0] if row else None


def put_back():
    itself = Job(id=0, queue="default", lock=None, queueing_lock=None, task_name="sotay.retry_stalled")
    context = JobContext(app=app, job=itself, start_timestamp=0, abort_reason=lambda: None)
    async_to_sync(retry_stalled)(context, 0)


@pytest.mark.django_db
def test_a_job_whose_worker_was_killed_is_put_back_and_no_other():
    lost, held = job_at_hand(heartbeat=STALLED_AFTER + 5), job_at_hand(heartbeat=0)
    put_back()
    assert (status(lost), status(held)) == ("todo", "doing")


@pytest.mark.django_db
def test_a_lost_job_that_waits_again_already_stands_in_the_way_of_no_other():
    lost = job_at_hand(heartbeat=STALLED_AFTER + 5, queueing_lock="round")
    again = app.configure_task("sotay.nothing", queueing_lock="round").defer()
    other = job_at_hand(heartbeat=STALLED_AFTER + 5)
    put_back()
    assert (status(lost), status(again), status(other)) == (None, "todo", "todo")
