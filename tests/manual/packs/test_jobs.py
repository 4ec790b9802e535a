"""Packs in the worker: rights of today, one at a time, nothing left of one that was killed, full disks in plain words, days that end."""

import errno
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.blobs.refusals import StorageDown
from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.manual.models import Pack
from sotay.manual.packs import commands, jobs, making, queries
from sotay.manual.packs.making import open_pack, scratch_name
from sotay.manual.packs.work import at_work, is_held
from tests.conftest import person
from tests.factories.agency import AgencyFactory
from tests.factories.findings import AuditFactory, MemberFactory
from tests.factories.packs import DAYS, PackFactory, made, pack_for

State, Role = Pack.State, Seat.Role

KILLED_HALF_WAY = """
import sys, time
import django
django.setup()
from sotay.manual.packs import jobs, making

def slowly(self, checkpoint):
    self.archive.add("ho-so/mot.txt", b"x" * 100_000, what="tep")
    self.archive._file.flush()
    print("written", flush=True)
    time.sleep(120)

making._Pack._journal = slowly
jobs.make_one(sys.argv[1])
"""


def half_file(pack):
    return settings.SOTAY_BLOBS / "incoming" / scratch_name(pack)


def whole_file(pack):
    return settings.SOTAY_BLOBS / making.FOLDER / str(pack.uuid)


@pytest.mark.django_db
def test_a_pack_is_made_and_tells_how_far_it_is(monkeypatch):
    pack = pack_for(AuditFactory(reported=True).agency)
    told = []
    monkeypatch.setattr(commands, "note_progress", lambda _pack, done, total: told.append((done, total)))

    made(pack)

    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]
    assert sorted(told) == told
    assert not half_file(pack).exists()
    assert whole_file(pack).exists()


@pytest.mark.django_db
def test_who_lost_the_seat_meanwhile_gets_no_pack():
    pack = pack_for(AgencyFactory(), by=Role.OFFICIAL)

    jobs.make_one(str(pack.uuid))

    pack.refresh_from_db()
    assert (pack.state, pack.problem) == (State.FAILED, "Người lập không còn quyền lập gói này.")
    assert not whole_file(pack).exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_the_leader_of_an_audit_makes_its_pack_and_no_other():
    audit = AuditFactory(reported=True)
    lead = person(audit.agency, Role.AUDITOR, on=today())
    MemberFactory(audit=audit, user=lead.user)

    made(PackFactory(agency=audit.agency, what="AUDIT", audit=audit, asked_by=lead.user))
    other = PackFactory(agency=audit.agency, asked_by=lead.user)
    jobs.make_one(str(other.uuid))

    other.refresh_from_db()
    assert other.state == State.FAILED


@pytest.mark.django_db
def test_a_job_that_comes_again_after_its_worker_was_lost_says_so_and_clears_the_half_file():
    pack = pack_for(AgencyFactory(), state=State.MAKING)
    half_file(pack).parent.mkdir(parents=True, exist_ok=True)
    half_file(pack).write_bytes(b"nua chung")

    jobs.make_one(str(pack.uuid))

    pack.refresh_from_db()
    assert pack.state == State.STOPPED
    assert str(pack.get_state_display()).startswith("Đã dừng")
    assert not half_file(pack).exists()
    assert not whole_file(pack).exists()


def test_a_pack_killed_half_way_leaves_nothing_and_says_so(fresh_database):
    pack = pack_for(AgencyFactory())
    database = connection.settings_dict
    url = (
        f"postgresql://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{fresh_database}"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED_HALF_WAY, str(pack.uuid)],
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "sotay.config.settings_test"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout.readline().strip() == "written"
        pack.refresh_from_db()
        assert pack.state == State.MAKING
        assert is_held(pack)
        assert half_file(pack).exists()
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    for _try in range(100):  # the server notices within moments
        if not is_held(pack):
            break
        connection.cursor().execute("SELECT pg_sleep(0.05)")
    jobs.remove_old()

    pack.refresh_from_db()
    assert pack.state == State.STOPPED
    assert not half_file(pack).exists()
    assert not whole_file(pack).exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_pack_at_work_is_left_alone_by_the_night(monkeypatch):
    pack = pack_for(AgencyFactory(), state=State.MAKING)
    monkeypatch.setattr(jobs, "is_held", lambda _pack: True)

    jobs.remove_old()

    pack.refresh_from_db()
    assert pack.state == State.MAKING


@pytest.mark.django_db
@pytest.mark.parametrize("when", ["while it is written", "when it is put in its place"])
def test_a_full_disk_is_said_in_plain_words_and_nothing_is_left(monkeypatch, when):
    pack = pack_for(AgencyFactory())

    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    if when == "while it is written":
        monkeypatch.setattr(making.Archive, "finish", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    jobs.make_one(str(pack.uuid))
    monkeypatch.undo()

    pack.refresh_from_db()
    assert pack.state == State.FAILED
    assert pack.problem.startswith("Máy chủ hết chỗ lưu tệp nên chưa tạo được gói.")
    assert not half_file(pack).exists()
    assert not whole_file(pack).exists()


@pytest.mark.django_db
def test_a_store_that_gives_no_answer_is_said(monkeypatch):
    pack = pack_for(AgencyFactory())

    def down(*_args, **_more):
        raise StorageDown

    monkeypatch.setattr(making.passing, "keep", down)
    jobs.make_one(str(pack.uuid))

    pack.refresh_from_db()
    assert pack.state == State.FAILED
    assert pack.problem.startswith("Kho tệp không trả lời")


@pytest.mark.django_db(transaction=False)
def test_the_bytes_go_when_the_days_are_over_and_the_hash_stays(django_capture_on_commit_callbacks):
    pack = pack_for(AgencyFactory())
    made(pack)
    Pack.objects.filter(pk=pack.pk).update(kept_until=today())
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.remove_old() == 0
    assert whole_file(pack).exists()

    Pack.objects.filter(pk=pack.pk).update(kept_until=today() - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.remove_old() == 1

    pack.refresh_from_db()
    assert not whole_file(pack).exists()
    assert not pack.is_there
    assert pack.manifest_hash


@pytest.mark.django_db
def test_asking_again_while_it_is_made_gives_the_same_pack_and_afterwards_another():
    actor = person(AgencyFactory(), Role.SECRETARY, on=today())
    about = {"what": "PERIOD", "from_date": DAYS[0], "to_date": DAYS[1], "on": today()}

    first = commands.begin_pack(actor.agency, actor=actor, **about)
    again = commands.begin_pack(actor.agency, actor=actor, **about)
    made(first)
    later = commands.begin_pack(actor.agency, actor=actor, **about)

    assert again.pk == first.pk
    assert later.pk != first.pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("about", "codes"),
    [
        ({"what": "CLAUSE", "clause": "11.4"}, ("no_clause",)),
        ({"what": "AUDIT"}, ("no_audit",)),
        ({"what": "INSPECTION"}, ("no_inspection",)),
        ({"what": "PERIOD", "from_date": DAYS[1], "to_date": DAYS[0]}, ("days",)),
    ],
)
def test_begin_pack_refuses_what_is_not_there(about, codes):
    actor = person(AgencyFactory(), Role.SECRETARY, on=today())
    days = {"from_date": DAYS[0], "to_date": DAYS[1], "on": today()}

    if about["what"] in {"AUDIT", "INSPECTION"}:
        about = about | {"what": about["what"]}
    with pytest.raises(Refused) as refusal:
        commands.begin_pack(actor.agency, actor=actor, **{**days, **about})

    assert refusal.value.codes == codes
    assert not Pack.objects.exists()


@pytest.mark.django_db
def test_a_period_that_has_not_begun_is_refused():
    actor = person(AgencyFactory(), Role.SECRETARY, on=today())
    later = today() + timedelta(days=1)

    with pytest.raises(Refused) as refusal:
        commands.begin_pack(actor.agency, actor=actor, what="PERIOD", from_date=later, to_date=later, on=today())

    assert refusal.value.codes == ("not_begun",)


@pytest.mark.django_db
def test_only_one_worker_makes_a_pack():
    pack = pack_for(AgencyFactory())

    with at_work(pack) as ours:
        assert ours
        assert is_held(pack)
    assert not is_held(pack)
    made(pack)
    with open_pack(pack) as file:
        assert file.read(2) == b"PK"
    assert queries.list_making() == []
