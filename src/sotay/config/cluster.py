"""The embedded PostgreSQL on disk: its data folder, roles, passwords and port."""

import os
import secrets
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

from sotay.config.programs import run_as, version_of
from sotay.config.trouble import Trouble, disk_full, has_room

OWNER, APP, DATABASE = "sotay_owner", "sotay_app", "sotay"
HERE = "/proc/self/cwd"
"""The data folder as the server sees it: its own working folder, so that no folder above it need be open to it."""
BUILTIN_LOCALE_SINCE = 17
THROW_AWAY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]
LOG_LIMIT = 5_000_000
NO_ROOM = ("No space left on device", "Disk quota exceeded")
SIZE_WHEN_NEW = 48 << 20
ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n"


def make(folder: Path, *, programs: Path, uid: int, gid: int) -> None:
    """Make the data folder with its roles and passwords, all or nothing.

    The owner's role migrates and may create databases; the application's may neither, and neither is a superuser. Who
    initialises the folder has no password and cannot sign in.
    """
    data = folder / "data"
    for half_made in folder.glob("data.*"):
        shutil.rmtree(half_made)
    if data.exists():
        _give(data, uid=uid, gid=gid)
        return
    if not has_room(folder, least=SIZE_WHEN_NEW):
        raise disk_full(folder)
    made = folder / f"data.{os.getpid()}"
    made.mkdir(mode=0o700)
    _give(made, uid=uid, gid=gid)
    old = int(version_of(programs, uid=uid, gid=gid).split()[-1].split(".")[0]) < BUILTIN_LOCALE_SINCE
    locale = [] if old else ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    kind = ["--encoding=UTF8", "--locale=C.UTF-8", *locale, "--data-checksums", "--auth=trust"]
    _run([programs / "initdb", "-D", HERE, "-U", "postgres", *kind], folder=made, uid=uid, gid=gid)
    owner, app = (_new_password(folder / f"{name}.password") for name in ("owner", "app"))
    roles = [
        f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{owner}'",
        f"CREATE ROLE {APP} LOGIN PASSWORD '{app}'",
        f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
    ]
    alone = [programs / "postgres", "--single", "-D", HERE, "postgres"]
    _run(alone, folder=made, uid=uid, gid=gid, text="".join(f"{line}\n" for line in roles))
    (made / "pg_hba.conf").write_text(ACCESS, encoding="ascii")
    made.rename(data)


def _give(data: Path, *, uid: int, gid: int) -> None:
    """Hand a data folder of root's, new or put back from a backup, to the account of the server."""
    if os.geteuid() == 0 and data.stat().st_uid != uid:
        for path in (data, *data.rglob("*")):
            os.chown(path, uid, gid, follow_symlinks=False)


def _run(command: list[Any], *, folder: Path, uid: int, gid: int, text: str = "") -> None:
    done = subprocess.run(  # noqa: S603
        command, cwd=folder, input=text, capture_output=True, text=True, check=False, **run_as(uid, gid)
    )
    said = f"{done.stdout}\n{done.stderr}"
    if done.returncode or "ERROR:" in said or "FATAL:" in said:
        shutil.rmtree(folder, ignore_errors=True)
        raise failure(said, folder=folder.parent)


def _new_password(path: Path) -> str:
    word = secrets.token_urlsafe(24)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(word)
    return word


def command(programs: Path, *, port: int, durable: bool) -> list[str]:
    """Return how the server is called; it takes its data from its working folder and listens to this machine alone."""
    settings = ["listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories=", "log_timezone=UTC"]
    settings += [] if durable else THROW_AWAY
    return [str(programs / "postgres"), "-D", HERE, *(word for setting in settings for word in ("-c", setting))]


def log_of(folder: Path) -> Path:
    """Return the file the server writes to; one that has grown long is put aside."""
    log = folder / "server.log"
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(folder / "server.old.log")
    return log


def addresses(folder: Path, *, port: int) -> tuple[str, str]:
    """Return the addresses of the database for the owner's role and for the application's."""
    words = [(folder / f"{name}.password").read_text(encoding="ascii") for name in ("owner", "app")]
    owner, app = (
        f"postgresql://{role}:{word}@127.0.0.1:{port}/{DATABASE}"
        for role, word in zip((OWNER, APP), words, strict=True)
    )
    return owner, app


def free_port(remembered: Path) -> int:
    """Return the port of last time when it is free, another otherwise."""
    kept = remembered.read_text(encoding="ascii").strip() if remembered.exists() else ""
    for port in (int(kept) if kept.isdecimal() else 0, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except (OSError, OverflowError):
                continue
            return int(probe.getsockname()[1])
    raise Trouble("Không còn cổng trống trên 127.0.0.1 cho PostgreSQL.")


def failure(said: str, *, folder: Path) -> Trouble:
    """Return the one line for what the server's programs said when they failed."""
    if any(words in said for words in NO_ROOM):
        return disk_full(folder)
    marks = ("PANIC:", "FATAL:", "ERROR:", "error:", "could not")
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["không rõ lý do"]
    line = next((line for mark in marks for line in lines if mark in line), lines[-1])
    return Trouble(f"Không khởi động được PostgreSQL trong {folder}: {line}")
