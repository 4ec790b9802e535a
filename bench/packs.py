"""An evidence pack of 2,000 files: how much of the time is compression, whether its memory grows with it, how fast it is verified."""

import random
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.core.management.base import CommandError

from bench.documents import ONSETS, RIMES
from bench.figures import Figure
from bench.sizes import Sizes
from sotay.agency.actor import Actor, SeatHeld
from sotay.agency.clock import today
from sotay.agency.models import Agency, Seat, User
from sotay.attachments.models import Attachment
from sotay.blobs.storage import store
from sotay.evaluation.models import Audit
from sotay.manual.models import Pack
from sotay.manual.packs.archive import LEVEL, pieces_of
from sotay.manual.packs.making import make, open_pack, remove_bytes
from sotay.manual.packs.verifier import verify

FILES, FEW = 2_000, 200
SCAN, TEXT = 120_000, 90_000
"""Bytes of a scan, which hardly gets smaller, and of a text, which does; one of each in turn."""
BESIDE = 30
"""Percent of the time that may go into anything but compression."""
GROWTH = 16
"""MiB that a pack of 2,000 files may hold more than one of 200."""
MEBI = 1 << 20
SEED = 20_260_612


def measure(_sizes: Sizes) -> list[Figure]:
    """Make a pack of 200 and one of 2,000 files of an audit; weigh time and memory; verify the large one."""
    agency, user = Agency.objects.order_by("pk").first(), User.objects.order_by("pk").first()
    if agency is None or user is None:
        raise CommandError("there is no agency yet: measure the part data first")
    few, many = _audit(agency, user, FEW), _audit(agency, user, FILES)
    small = _made(agency, user, few)
    large = _made(agency, user, many)
    size = large.size / MEBI
    share = 100 * (1 - large.packing / large.seconds)
    return [
        Figure(f"Pack of {FILES} files", large.seconds, "s", None, f"{size:.0f} MiB packed"),
        Figure("Of these in compression", large.packing, "s", None, f"zlib, level {LEVEL}"),
        Figure("Time beside compression", share, "%", BESIDE),
        Figure(f"Memory at most while {FILES} files are packed", large.memory, "MiB more"),
        Figure(f"Memory more than for {FEW} files", large.memory - small.memory, "MiB", GROWTH),
        Figure("The same pack verified", large.verified, "s"),
    ]


class Made:
    """What a pack took: seconds, those of them in compression, bytes, MiB at most above what was held before, seconds to verify it."""

    def __init__(self, seconds: float, packing: float, size: int, memory: float, verified: float) -> None:
        self.seconds, self.packing, self.size = seconds, packing, size
        self.memory, self.verified = memory, verified


def _audit(agency: Agency, user: User, count: int) -> Audit:
    """Return an audit with so many files, reported."""
    code = f"ĐG-{uuid4().hex[:8]}"
    audit = Audit.objects.create(
        agency=agency, year=2026, number=random.Random(code).randrange(30_000), code=code, slug=code.lower().replace("đ", "d"),
        title="Đánh giá nội bộ", from_date=date(2026, 5, 18), to_date=date(2026, 5, 20), planned_date=date(2026, 4, 20),
        closed_meeting_date=date(2026, 5, 20), reported_date=date(2026, 5, 28), state=Audit.State.REPORTED,
    )  # fmt: skip
    draw = random.Random(SEED + count)
    words = [f"{draw.choice(ONSETS)}{draw.choice(RIMES)}".encode() for _number in range(4_000)]
    blobs = [store(_content(draw, words, number), name="tep.pdf", tell=_told) for number in range(count)]
    Attachment.objects.bulk_create(
        Attachment(
            agency=agency, subject_type="evaluation.audit", subject_uuid=audit.uuid, blob=blob,
            name=f"Biên bản số {number}.pdf", added_by=user,
        )
        for number, blob in enumerate(blobs)
    )  # fmt: skip
    return audit


def _content(draw: random.Random, words: list[bytes], number: int) -> bytes:
    if number % 2:
        return draw.randbytes(SCAN)
    return b" ".join(draw.choices(words, k=TEXT // 5))


def _told(_file: object, **_name: str) -> str:
    return "application/pdf"


def _made(agency: Agency, user: User, audit: Audit) -> Made:
    held = SeatHeld(pk=0, role=Seat.Role.SECRETARY, unit_id=None, title="Thư ký ISO")
    viewer = Actor(agency=agency, user=user, seats=(held,))
    days = {"from_date": date(2026, 1, 1), "to_date": date(2026, 12, 31)}
    pack = Pack.objects.create(
        agency=agency,
        asked_by=user,
        what=Pack.What.AUDIT,
        audit=audit,
        file_name="goi.zip",
        state=Pack.State.MAKING,
        **days,
    )
    before = _peak(anew=True)
    with _timing() as packing:
        started = time.perf_counter()
        made = make(pack, viewer=viewer, on=today(), progress=lambda _done, _total: None)
        seconds = time.perf_counter() - started
    memory = _peak() - before
    with TemporaryDirectory() as folder, open_pack(pack) as file:
        path = Path(folder) / "goi.zip"
        with path.open("wb") as copy:
            copy.writelines(pieces_of(file))
        started = time.perf_counter()
        problems = verify(path).problems
        verified = time.perf_counter() - started
    if problems:
        raise CommandError(f"the verifier found {problems}")
    remove_bytes(pack)
    return Made(seconds, packing.spent, made.blob.size, memory, verified)


class _Timed:
    """A compressor that adds up the time spent in it."""

    spent = 0.0

    def __init__(self) -> None:
        self._packing = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)

    def compress(self, data: bytes) -> bytes:
        started = time.perf_counter()
        packed = self._packing.compress(data)
        _Timed.spent += time.perf_counter() - started
        return packed

    def flush(self) -> bytes:
        started = time.perf_counter()
        packed = self._packing.flush()
        _Timed.spent += time.perf_counter() - started
        return packed


@contextmanager
def _timing() -> Iterator[type[_Timed]]:
    """Have what is packed in the block timed within: on a machine that does other work both are slowed alike."""
    usual = zipfile._get_compressor  # type: ignore[attr-defined]  # noqa: SLF001  the one place it is made
    _Timed.spent = 0.0
    zipfile._get_compressor = lambda _kind, _level=None: _Timed()  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        yield _Timed
    finally:
        zipfile._get_compressor = usual  # type: ignore[attr-defined]  # noqa: SLF001


def _peak(*, anew: bool = False) -> float:
    """Return the most memory this process has held, in MiB; `anew` begins to count now."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
