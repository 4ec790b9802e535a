"""The database of the tests: an embedded server of their own, unless DATABASE_URL names one. A plugin of pytest.

A plugin, because the settings are read before any conftest is. Migrations run once for each state of their files, into
a template that every process of every run copies; the name of the template tells the state. Templates with rows in them
are made the same way (`made_once`).
"""

import hashlib
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from sotay.config import embedded, installation

FOLDER = "pg-test"
PREFIX = "sotay_template_"
RUN = "test_sotay_"
KEPT = 3
ONE_AT_A_TIME = 7_684_793
PACKAGE = Path(__file__).resolve().parent.parent
_held = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None]:
    """Have server and template before Django's settings are read; a parallel run's processes use those of the first."""
    if not os.environ.get("DATABASE_URL"):
        urls = _held.enter_context(embedded.server(installation.folder() / FOLDER, durable=False))
        os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"] = urls.owner
        os.environ["SOTAY_TEST_NAME"] = f"{RUN}{os.getpid()}"
        drop_those_of_killed_runs(urls.owner)
    if "SOTAY_TEST_TEMPLATE" not in os.environ:
        os.environ["SOTAY_TEST_TEMPLATE"] = template(os.environ["DATABASE_URL"])
    return (yield)


def pytest_unconfigure() -> None:
    """Let go of the server; the last to do so stops it."""
    _held.close()


def drop_those_of_killed_runs(url: str) -> None:
    """Drop the databases of runs that are no more; a name begins with the number of the run's process."""
    with psycopg.connect(url, autocommit=True) as connection:
        listed = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        for (name,) in connection.execute(listed, [RUN]).fetchall():
            number = name.removeprefix(RUN).split("_")[0]
            if number.isdecimal() and not Path(f"/proc/{number}").exists():
                connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def template(url: str) -> str:
    """Return the name of a database with all tables and no rows, made when it is not there.

    Empty when the migrations do not run: then the tests that need tables say why, and the others still run.
    """

    def migrated(name: str) -> bool:
        settings = {"DJANGO_SETTINGS_MODULE": "sotay.config.settings_test", "SOTAY_TEST_TEMPLATE": ""}
        environment = os.environ | settings | {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
        migrate = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
        return subprocess.run(migrate, env=environment, capture_output=True, check=False).returncode == 0  # noqa: S603

    return made_once(url, prefix=PREFIX, state=_state(), fill=migrated)


def made_once(
    url: str, *, prefix: str, state: str, fill: Callable[[str], bool], source: str = "template1", kept: int = KEPT
) -> str:
    """Return the name of the database that holds a state, made when it is not there; empty when `fill` says it failed.

    One process makes it from a copy of `source`, others that want the same wait. It bears the name of the process until
    `fill` is through and nobody is connected any more, so that half of it is never taken for the whole and what a
    killed run leaves is dropped with its other databases. Of older states the last `kept` stay.
    """
    name, made = f"{prefix}{state}", f"{RUN}{os.getpid()}_{state}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s::int, hashtext(%s))", [ONE_AT_A_TIME, name])
        listed = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC"
        there = [row[0] for row in connection.execute(listed, [prefix])]
        if name in there:
            return name
        for old in (*there[kept:], made):
            connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(old)))
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(made), Identifier(source)))
        try:
            return name if fill(made) and _named(url, made, name) else ""
        finally:
            with psycopg.connect(url, autocommit=True) as after:
                after.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(made)))


def _named(url: str, made: str, name: str) -> bool:
    """Give what is whole its name, by a connection of its own: the waiting one may have been shown out meanwhile.

    With it goes its lock, so that another process may have been quicker; its work is as good.
    """
    with psycopg.connect(url, autocommit=True) as connection, suppress(psycopg.errors.DuplicateDatabase):
        connection.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(made), Identifier(name)))
    return True


def _state() -> str:
    """Return a digest of every migration there is: those of the house by content, those of packages by version."""
    seen = hashlib.sha256()
    seen.update(contents(sorted(PACKAGE.rglob("migrations/*.py"))).encode())
    for path in sorted(Path(sysconfig.get_path("purelib")).glob("*.dist-info")):
        seen.update(path.name.encode())
    return seen.hexdigest()[:12]


def contents(paths: Iterable[Path]) -> str:
    """Return a digest of files of the house, by name and content."""
    seen = hashlib.sha256()
    for path in paths:
        seen.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()
