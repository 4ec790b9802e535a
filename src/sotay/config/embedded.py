"""The PostgreSQL that comes with Sotay: started when needed, shared between processes, stopped with the last of them.

What is true is asked of two locks the kernel keeps, so that no killed process leaves a wrong word behind:
`users.lock` is shared by every process that uses the server, `alive.lock` is held by the processes of the server and
their keeper. The folder itself is locked while somebody starts, joins or leaves.
"""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from sotay.config import cluster, keeper
from sotay.config.programs import account, reachable_programs
from sotay.config.trouble import Trouble, explained

PATIENCE, TURN, ATTEMPTS = 120, 0.02, 3  # seconds, seconds; a server that was killed reads back its log first
STATUS_LINE = 7
DEAD = ("Z", "X")


class Urls(NamedTuple):
    """Addresses of the database: for the role that migrates and for the role the program works as."""

    owner: str
    app: str


@contextmanager
def server(folder: Path, *, programs: Path | None = None, durable: bool = True) -> Iterator[Urls]:
    """Give the addresses of the server whose data lie in `folder`, started or joined for as long as the block lasts.

    `programs` names another PostgreSQL's (≥ 15) `bin`; `durable=False` is for data that may be lost, as in tests.
    Raises Trouble when the folder cannot be used or the server does not start.
    """
    folder = folder.absolute()
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        users = (folder / "users.lock").open("ab")
    ours = None
    try:
        with explained(folder), _gate(folder):
            fcntl.flock(users, fcntl.LOCK_SH)  # waits for a server that is just being stopped
            if (port := _wait_ready(folder)) is None:
                ours, port = _start(folder, programs=programs, durable=durable)
            urls = Urls(*cluster.addresses(folder, port=port))
        yield urls
    finally:
        with _gate(folder):
            _leave(folder, users)
        if ours and not _alive(folder):
            ours.wait()


def running(folder: Path) -> Urls | None:
    """Return the addresses of the server of `folder` when one is running now, without starting or keeping it."""
    folder = folder.absolute()
    if not _alive(folder) or (port := _ready_port(folder)) is None:
        return None
    return Urls(*cluster.addresses(folder, port=port))


@contextmanager
def _gate(folder: Path) -> Iterator[None]:
    gate = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield
    finally:
        os.close(gate)


def _take(file: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _alive(folder: Path) -> bool:
    try:
        with (folder / "alive.lock").open("rb") as file:
            return not _take(file, fcntl.LOCK_SH)
    except FileNotFoundError:
        return False


def _ready_port(folder: Path) -> int | None:
    """Return the port of a server that says of itself that it is ready, and whose first process lives."""
    try:
        lines = (folder / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        if len(lines) <= STATUS_LINE or lines[STATUS_LINE].strip() != "ready":
            return None
        state = Path(f"/proc/{int(lines[0])}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError, ValueError):  # the second: it went between our opening and reading
        return None
    return int(lines[3]) if state not in DEAD else None


def _wait_ready(folder: Path) -> int | None:
    """Return the port of the running server, None when there is none; one that starts or stops is waited for."""
    deadline = time.monotonic() + PATIENCE
    while _alive(folder):
        if (port := _ready_port(folder)) is not None:
            return port
        if time.monotonic() > deadline:
            raise Trouble(f"PostgreSQL trong {folder} không trả lời. Hãy xem {folder / 'server.log'}.")
        time.sleep(TURN)
    return None


def _start(folder: Path, *, programs: Path | None, durable: bool) -> tuple[subprocess.Popen[bytes], int]:
    uid, gid = account(folder / "data")
    programs = programs or reachable_programs(uid=uid, gid=gid)
    cluster.make(folder, programs=programs, uid=uid, gid=gid)
    (folder / "data" / "postmaster.pid").unlink(missing_ok=True)  # nobody holds alive.lock: whatever it says is stale
    log = cluster.log_of(folder)
    for _attempt in range(ATTEMPTS):  # somebody may take the port between our look and the server's start
        port = cluster.free_port(folder / "port")
        command = cluster.command(programs, port=port, durable=durable)
        with log.open("ab") as output:
            began = output.tell()
            started = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-S", keeper.__file__, folder, str(uid), str(gid), *command],
                cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while started.poll() is None and time.monotonic() < deadline:
            if _ready_port(folder) == port:
                (folder / "port").write_text(str(port), encoding="ascii")
                return started, port
            time.sleep(TURN)
        said = log.read_bytes()[began:].decode("utf-8", "replace")
        if "Address already in use" not in said:
            break
    raise cluster.failure(said, folder=folder)


def _leave(folder: Path, users: IO[bytes]) -> None:
    """Let go of the server; who is the last waits until the keeper has stopped it."""
    last = _take(users, fcntl.LOCK_EX) or not _take(users, fcntl.LOCK_SH)  # the latter: the keeper was quicker
    users.close()
    began = time.monotonic()
    while last and _alive(folder) and time.monotonic() - began < PATIENCE:
        time.sleep(TURN)
