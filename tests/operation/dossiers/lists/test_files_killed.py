"""The file of a list when a process is killed half-way: it goes all the same."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.blobs.models import Blob
from sotay.exchange import imports, jobs
from sotay.exchange.runs.commands import keep_file
from sotay.exchange.runs.models import Run
from sotay.operation.dossiers.models import Dossier
from tests.conftest import person
from tests.factories.agency import AgencyFactory
from tests.factories.services import ServiceFactory
from tests.operation.dossiers.lists.lists import csv_of, row
from tests.operation.dossiers.lists.stores import aged, stored


@pytest.fixture
def store(settings, tmp_path):
    """The store of this test alone."""
    settings.SOTAY_BLOBS = tmp_path / "blobs"
    return settings.SOTAY_BLOBS


KILLED = """
import os, signal, sys
import django
django.setup()
from pathlib import Path
from django.conf import settings
settings.SOTAY_BLOBS = Path(sys.argv[1])
from sotay.blobs import passing, places
from sotay.agency.actor import COMMAND_LINE, Actor
from sotay.agency.models import Agency
from sotay.exchange import imports, jobs
from sotay.exchange.runs import commands, files
from sotay.exchange.runs.models import Run

def die(*_args, **_more):
    os.kill(os.getpid(), signal.SIGKILL)

agency = Agency.objects.get(pk=int(sys.argv[3]))
if sys.argv[2] == "upload":
    Run.save = die
    actor = Actor(agency=agency, origin=COMMAND_LINE)
    commands.keep_file(agency, actor=actor, kind=imports.find("dossiers"), file=sys.stdin.buffer.read(), name="a.csv")
else:
    files.remove_file = die
    jobs.apply_run(run=sys.argv[4])
"""


def killed(database, store, what, agency, *more, data=b""):
    """Let a process of its own do something until it kills itself."""
    told = connection.settings_dict
    url = f"postgresql://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{database}"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(store), what, str(agency.pk), *more],
        input=data,
        capture_output=True,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "sotay.config.settings_test"},
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def test_an_upload_killed_half_way_leaves_a_file_that_is_nobodys_and_goes(fresh_database, store):
    killed(fresh_database, store, "upload", AgencyFactory(), data=csv_of(row(1)))

    assert (len(stored(store)), Run.objects.count()) == (1, 0)
    jobs.remove_passed_files()
    assert len(stored(store)) == 1  # its transaction might still be to come
    aged(store, 2)
    jobs.remove_passed_files()
    assert stored(store) == []
    assert not Blob.objects.exists()


def test_a_worker_killed_before_it_removed_the_file_leaves_it_to_the_night(fresh_database, store):
    agency = AgencyFactory()
    ServiceFactory(agency=agency, code="1.000001")
    actor = person(agency, Seat.Role.SECRETARY, on=today())
    run = keep_file(agency, actor=actor, kind=imports.find("dossiers"), file=csv_of(row(1)), name="ho-so.csv")
    Run.objects.filter(pk=run.pk).update(state=Run.State.QUEUED, confirmed_at=run.created_at)
    killed(fresh_database, store, "apply", agency, str(run.uuid))

    run.refresh_from_db()
    assert (run.state, Dossier.objects.count(), len(stored(store))) == (Run.State.DONE, 1, 1)
    jobs.remove_passed_files()
    assert stored(store) == []
    run.refresh_from_db()
    assert run.state == Run.State.DONE
