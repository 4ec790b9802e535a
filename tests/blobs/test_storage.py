import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from sotay.blobs.models import Blob
from sotay.blobs.refusals import BlobDamaged, BlobRefused, StorageFull
from sotay.blobs.storage import open_blob, store, sweep, verify
from tests.factories import blobs as files

KILLS = int(os.environ.get("SOTAY_KILLS", "5"))
MEGABYTE = 1 << 20
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(settings, tmp_path):
    """The folder of the bytes, empty."""
    settings.SOTAY_BLOBS = tmp_path / "blobs"
    return settings.SOTAY_BLOBS


@pytest.fixture
def small_disk(settings, tmp_path):
    """A folder that takes less than two megabytes: a tiny disk for root, a limit of file size for others."""
    place = tmp_path / "disk"
    place.mkdir()
    settings.SOTAY_BLOBS = place / "blobs"
    mounted = os.geteuid() == 0 and not subprocess.call(
        ["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", place], stderr=subprocess.DEVNULL
    )
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if not mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (MEGABYTE, hard))
    try:
        yield settings.SOTAY_BLOBS
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        if mounted:
            subprocess.check_call(["umount", place])


def in_threads(work, *, count=1):
    """Run the work in threads, each with a connection of its own that really commits; raise what one raised."""

    def with_connection(_number):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(with_connection, range(count)))


@pytest.fixture
def committed(db):
    """Whatever threads and processes of this test commit is taken back at its end."""
    yield
    in_threads(lambda: Blob.objects.all()._raw_delete("default"))


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.django_db
def test_bytes_are_stored_under_their_hash_and_come_back(folder):
    content = files.pdf()
    digest = hashlib.sha256(content).hexdigest()

    blob = store(content, name="quyet-dinh.pdf")

    assert (blob.sha256, blob.size, blob.media_type) == (digest, len(content), "application/pdf")
    assert blob.created_at.tzinfo
    assert files_in(folder) == [folder / digest[:2] / digest[2:4] / digest]
    with open_blob(blob) as file:
        assert file.read() == content
    verify(blob)


@pytest.mark.django_db
def test_a_stream_is_stored_like_its_bytes(folder):
    assert store(BytesIO(files.png()), name="a.png") == store(files.png(), name="b.png")
    assert Blob.objects.count() == len(files_in(folder)) == 1


@pytest.mark.django_db
def test_refused_bytes_leave_nothing_behind(folder):
    with pytest.raises(BlobRefused):
        store(b"<html>", name="trang.txt")

    assert not files_in(folder)
    assert not Blob.objects.exists()


@pytest.mark.django_db
def test_the_limit_holds_to_the_byte_and_reads_no_further(folder, settings):
    class Endless:
        taken = 0

        def read(self, size=-1):
            self.taken += size
            return b"x" * size

    settings.SOTAY_BLOB_LIMIT = 100
    assert store(b"x" * 100, name="a.txt").size == 100
    with pytest.raises(BlobRefused) as refusal:
        store(b"x" * 101, name="a.txt")
    assert refusal.value.code == "too_large"

    endless = Endless()
    with pytest.raises(BlobRefused) as refusal:
        store(endless, name="a.txt", limit=3 * MEGABYTE)
    assert "3 MB" in str(refusal.value.text)
    assert endless.taken < 4 * MEGABYTE
    assert len(files_in(folder)) == 1


@pytest.mark.django_db
def test_a_source_that_breaks_off_leaves_nothing_behind(folder):
    class Broken:
        parts = [b"%PDF-1.7"]

        def read(self, _size=-1):
            if not self.parts:
                raise ConnectionResetError
            return self.parts.pop()

    with pytest.raises(ConnectionResetError):
        store(Broken(), name="a.pdf")

    assert not files_in(folder)


@pytest.mark.django_db
def test_changed_and_missing_bytes_are_found_and_mended_by_storing_again(folder):
    blob = files.stored()
    (path,) = files_in(folder)

    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(BlobDamaged) as damage:
        verify(blob)
    assert damage.value.code == "changed"

    path.unlink()
    with pytest.raises(BlobDamaged) as damage:
        verify(blob)
    assert damage.value.code == "missing"
    with pytest.raises(BlobDamaged):
        open_blob(blob)

    files.stored()
    verify(blob)


@pytest.mark.django_db
def test_a_row_is_never_written_again(folder):
    from django.db import IntegrityError

    blob = files.stored()
    blob.media_type = "text/html"

    with pytest.raises(IntegrityError), transaction.atomic():
        blob.save()
    assert Blob.objects.get().media_type == "text/plain; charset=utf-8"


@pytest.mark.django_db
def test_sweeping_takes_old_half_files_only(folder):
    blob = files.stored()
    old, new = folder / "incoming" / "old", folder / "incoming" / "new"
    old.write_bytes(b"half")
    new.write_bytes(b"half")
    yesterday = time.time() - 90_000
    os.utime(old, (yesterday, yesterday))

    assert sweep(timezone.now() - timedelta(days=1)) == 1

    assert not old.exists()
    assert new.exists()
    verify(blob)


@pytest.mark.django_db
def test_sweeping_where_nothing_was_ever_stored_finds_nothing(folder):
    assert sweep(timezone.now()) == 0


@pytest.mark.django_db
def test_a_full_disk_is_said_clearly_and_leaves_nothing_behind(small_disk):
    first = files.stored()
    before = files_in(small_disk)

    with pytest.raises(StorageFull) as refusal:
        store(b"%PDF-" + b"x" * (3 * MEGABYTE), name="lon.pdf")

    assert str(refusal.value.mend)
    assert files_in(small_disk) == before
    assert Blob.objects.count() == 1
    verify(first)
    store(files.pdf(), name="nho.pdf")


def test_the_same_bytes_from_eight_threads_are_one_blob(folder, committed):
    content, start = files.docx(), threading.Barrier(8)

    def work():
        with transaction.atomic():
            start.wait(timeout=30)
            return store(content, name="don.docx")

    got = in_threads(work, count=8)

    assert len(set(got)) == Blob.objects.count() == len(files_in(folder)) == 1
    verify(got[0])


def test_killing_while_storing_never_shows_half_a_file(folder, committed):
    """Only what was acknowledged is promised; whatever stands in its place is whole, rows point to whole files."""
    address = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
    environment = os.environ | {
        "DATABASE_URL": address,
        "SOTAY_BLOBS": str(folder),
        "SOTAY_SECRET_KEY": "x",
        "DJANGO_SETTINGS_MODULE": "sotay.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    chance, acknowledged = random.Random(20260612), set()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.blobs.storing"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
    ) as server:  # fmt: skip
        for kill in range(KILLS):
            print(kill, file=server.stdin, flush=True)
            child = int(server.stdout.readline().removeprefix("pid "))
            time.sleep(chance.uniform(0.02, 0.4))
            os.kill(child, signal.SIGKILL)
            acknowledged |= set(iter(server.stdout.readline, "dead\n"))
        server.stdin.close()

    in_place = [path for path in files_in(folder) if path.parent.name != "incoming"]
    assert {path.name for path in in_place} >= {line.strip() for line in acknowledged}
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in in_place)
    assert acknowledged
    assert {line.strip() for line in acknowledged} <= set(Blob.objects.values_list("pk", flat=True))
    for blob in Blob.objects.all():
        verify(blob)
    sweep(timezone.now() + timedelta(seconds=1))
    assert not list((folder / "incoming").iterdir())
