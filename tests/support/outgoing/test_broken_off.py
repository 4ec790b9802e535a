"""Numbering and submitting broken off half-way, by a full disk, a killed process, a second click: nothing half done, nothing twice."""

import os
import resource
import signal
import subprocess
import sys
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from sotay.agency.models import Decision, Seat
from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.journal.queries import verify_chain
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.numbering.commands import number_paper
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.outgoing import NumberSeriesFactory, OutgoingPaperFactory

State = OutgoingPaper.State
KILLED = """
import os, signal, sys
import django
django.setup()
from datetime import date
from pathlib import Path
from django.conf import settings
settings.SOTAY_BLOBS = Path(sys.argv[1])
from sotay.agency.actor import actor_of
from sotay.agency.models import User
from sotay.journal import recording
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.numbering.commands import issue_paper, number_paper

def die(*_args, **_more):
    os.kill(os.getpid(), signal.SIGKILL)

what, paper, clerk = sys.argv[2], OutgoingPaper.objects.get(pk=sys.argv[3]), User.objects.get(pk=sys.argv[4])
on = date.fromisoformat(sys.argv[5])
actor = actor_of(clerk, agency=paper.agency, on=on)
if what == "before the number is kept":
    OutgoingPaper.save = die
else:
    recording._chain = die
act = {"actor": actor, "version": paper.version, "on": on}
issue_paper(paper, **act) if what.endswith("issue") else number_paper(paper, **act)
"""


def killed(database, store, what, paper, clerk):
    """Let a process of its own number or issue a paper until it is killed."""
    told = connection.settings_dict
    url = f"postgresql://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{database}"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(store), what, str(paper.pk), str(clerk.user.pk), TODAY.isoformat()],
        capture_output=True,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "sotay.config.settings_test"},
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@contextmanager
def full_disk():
    """Let no file be written: what a full disk comes to."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("what", ["before the number is kept", "before the journal is written"])
def test_a_clerk_killed_while_numbering_leaves_a_signed_paper_and_no_gap(fresh_database, settings, what):
    agency = AgencyFactory(letter_code="STN")
    clerk = person(agency, Seat.Role.CLERK)
    NumberSeriesFactory(agency=agency, is_kept_here=True)
    paper = OutgoingPaperFactory(agency=agency, state=State.SIGNED)

    killed(fresh_database, settings.SOTAY_BLOBS, what, paper, clerk)

    paper = OutgoingPaper.objects.get(pk=paper.pk)
    assert (paper.state, paper.number, paper.decision, Decision.objects.count()) == (State.SIGNED, None, None, 0)
    assert not Entry.objects.filter(action="support.paper.numbered").exists()
    again = number_paper(paper, actor=clerk, version=paper.version, on=TODAY)
    assert (again.number, again.full_number) == (1, "01/STN-VP")
    assert verify_chain(agency).broken_at is None


def test_a_clerk_killed_while_issuing_leaves_a_paper_that_did_not_go_out(fresh_database, settings):
    agency = AgencyFactory(letter_code="STN")
    clerk = person(agency, Seat.Role.CLERK)
    paper = OutgoingPaperFactory(agency=agency, state=State.NUMBERED)

    killed(fresh_database, settings.SOTAY_BLOBS, "before the journal tells of the issue", paper, clerk)

    paper = OutgoingPaper.objects.get(pk=paper.pk)
    assert (paper.state, paper.issued_date) == (State.NUMBERED, None)
    assert verify_chain(agency).broken_at is None


@pytest.mark.django_db
def test_a_full_disk_is_told_and_nothing_is_numbered(way):
    paper = way.sign()
    decisions = Decision.objects.count()
    with full_disk(), pytest.raises(Refused) as refusal:
        way.number(paper)
    assert "lưu" in str(refusal.value)
    paper = way.again(paper)
    assert (paper.state, paper.number, Decision.objects.count()) == (State.SIGNED, None, decisions)
    assert way.number(paper).full_number == "05/STTTT"


@pytest.mark.django_db
def test_a_full_disk_on_the_page_keeps_what_was_typed(way, signed_in):
    paper = way.sign()
    url = reverse("support:paper_number", kwargs={"agency": way.agency.short_name, "slug": paper.slug})
    client = signed_in(way.clerk)
    with full_disk():
        answer = client.send(url, {"number": "77", "dated": f"{TODAY:%d/%m/%Y}", "version": paper.version})
    assert answer.status_code == 422
    assert 'value="77"' in answer.content.decode()


@pytest.mark.django_db
def test_a_second_click_numbers_nothing_more(way, signed_in):
    NumberSeriesFactory(agency=way.agency, is_kept_here=True)
    paper, other = way.sign(), way.sign()
    client, once = signed_in(way.clerk), str(uuid4())
    url = reverse("support:paper_number", kwargs={"agency": way.agency.short_name, "slug": paper.slug})
    typed = {"number": "", "dated": f"{TODAY:%d/%m/%Y}", "version": paper.version, "once": once}

    answers = [client.post(url, typed) for _n in (1, 2)]

    assert [(one.status_code, one["Location"]) for one in answers] == [(302, answers[0]["Location"])] * 2
    assert Entry.objects.filter(action="support.paper.numbered").count() == 1
    assert way.number(way.again(other), number="").number == 2
