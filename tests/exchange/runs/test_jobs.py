"""Imports in the worker: rights of today, one at a time, and nothing left of one that was killed."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from sotay.agency.clock import today
from sotay.agency.models import Seat, Unit
from sotay.exchange import jobs
from sotay.exchange.runs import commands
from sotay.exchange.runs.models import Run
from sotay.exchange.runs.work import at_work, is_held
from sotay.journal.models import Entry
from tests.conftest import person
from tests.factories.agency import AgencyFactory
from tests.factories.exchange import RunFactory

KILLED_HALF_WAY = """
import sys, time
import django
django.setup()
from dataclasses import replace
from sotay.exchange import imports, jobs

units = imports.find("units")

def slowly(rows, **more):
    applied = units.apply(rows, **more)
    print("written", flush=True)
    time.sleep(120)
    return applied

imports._imports["units"] = replace(units, apply=slowly)
jobs.apply_run(run=sys.argv[1])
"""


def queued(*, confirmed, agency=None, by=Seat.Role.SECRETARY):
    agency = agency or AgencyFactory()
    return RunFactory(
        agency=agency,
        state=Run.State.QUEUED,
        outcome={},
        confirmed_at="2026-01-01T00:00Z" if confirmed else None,
        started_by=person(agency, by, on=today()).user,
    )


@pytest.mark.django_db
def test_the_worker_tries_a_file_out_and_takes_it_when_confirmed():
    run = queued(confirmed=False)

    jobs.check_run(run=str(run.uuid))
    run.refresh_from_db()
    assert (run.state, run.outcome["created"], Unit.objects.count()) == (Run.State.CHECKED, 2, 0)
    Run.objects.filter(pk=run.pk).update(state=Run.State.QUEUED, confirmed_at="2026-01-01T00:00Z")
    jobs.apply_run(run=str(run.uuid))

    run.refresh_from_db()
    assert (run.state, Unit.objects.count()) == (Run.State.DONE, 2)
    assert Entry.objects.get().origin == "job:exchange.apply"


@pytest.mark.django_db
def test_who_lost_the_right_meanwhile_imports_nothing():
    run = queued(confirmed=True, by=Seat.Role.OFFICIAL)

    jobs.apply_run(run=str(run.uuid))

    run.refresh_from_db()
    assert run.state == Run.State.REFUSED
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_a_job_that_comes_again_after_its_worker_was_lost_takes_nothing():
    run = queued(confirmed=True)
    Run.objects.filter(pk=run.pk).update(state=Run.State.APPLYING)

    jobs.apply_run(run=str(run.uuid))

    run.refresh_from_db()
    assert run.state == Run.State.STOPPED
    assert not Unit.objects.exists()


def test_an_import_killed_half_way_leaves_nothing_and_says_so(fresh_database):
    run = queued(confirmed=True)
    settings = connection.settings_dict
    url = (
        f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}/{fresh_database}"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED_HALF_WAY, str(run.uuid)],
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "sotay.config.settings_test"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout.readline().strip() == "written"
        run.refresh_from_db()
        assert run.state == Run.State.APPLYING
        assert is_held(run)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    for _try in range(100):  # the server notices within moments
        if not is_held(run):
            break
        connection.cursor().execute("SELECT pg_sleep(0.05)")
    assert commands.note_stopped(run).state == Run.State.STOPPED
    assert not Unit.objects.exists()
    assert not Entry.objects.exists()


def test_an_import_confirmed_by_several_at_once_is_taken_once(fresh_database):
    run = RunFactory()
    actor = person(run.agency, Seat.Role.SECRETARY, on=today())

    def confirm(_number):
        try:
            return commands.confirm_run(run, actor=actor, on=today()).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        states = list(pool.map(confirm, range(4)))

    assert set(states) == {Run.State.DONE}
    assert Unit.objects.count() == 2
    assert Entry.objects.count() == 1


def test_a_run_at_work_is_left_alone_by_another_worker(fresh_database):
    run = queued(confirmed=True)

    def other_worker():
        try:
            jobs.apply_run(run=str(run.uuid))
        finally:
            connections.close_all()

    with at_work(run) as ours, ThreadPoolExecutor(1) as pool:
        assert ours
        pool.submit(other_worker).result()

    run.refresh_from_db()
    assert run.state == Run.State.QUEUED
    assert not is_held(run)
