"""The demonstration agency ready to be copied: built once for a state of the source and a day, into a template database."""

import hashlib
import os
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test import override_settings

from sotay.agency.clock import today
from sotay.config.pytest_database import PACKAGE, contents, made_once
from sotay.web.demo.building import build

PREFIX = "sotay_demo_"
KEPT = 4
LEFT_OUT = {"static", "__pycache__", "LC_MESSAGES"}
"""Folders of what pages alone load, and of what is compiled while others read."""


def demonstration(blocker, *, on=None):
    """Return the name of a database with the demonstration agency of a day, by `sotay demo` as it stands today without one.

    It is never worked on, only copied.
    """

    def built(name):
        with working_on(blocker, name):
            if on:
                build(year=on.year, today=on)
            else:
                with TemporaryDirectory() as folder, override_settings(SOTAY_VAR=Path(folder)):
                    call_command("demo", stdout=StringIO())
        return True

    empty = os.environ["SOTAY_TEST_TEMPLATE"]
    state = hashlib.sha256("\0".join([empty, sources(), files_kept_in(), f"{today()}", f"{on}"]).encode()).hexdigest()
    url = os.environ["DATABASE_URL"]
    return made_once(url, prefix=PREFIX, state=state[:12], fill=built, source=empty, kept=KEPT)


def sources():
    """Return a digest of everything the agency is made of: all of the program but a few folders."""
    files = (path for path in PACKAGE.rglob("*") if LEFT_OUT.isdisjoint(path.relative_to(PACKAGE).parts))
    return contents(sorted(path for path in files if path.is_file()))


def files_kept_in():
    """Return the mark of the folder in which the agency's files lie: with another folder it is built anew."""
    mark = settings.SOTAY_BLOBS / "demonstration"
    mark.parent.mkdir(parents=True, exist_ok=True)
    try:
        with mark.open("x", encoding="ascii") as new:
            new.write(uuid4().hex)
    except FileExistsError:
        pass
    return mark.read_text(encoding="ascii")


@contextmanager
def copy_of(blocker, template):
    """Copy a database and drop the copy at the end; nobody may be connected to the one that is copied."""
    default = connections["default"]
    run = default.settings_dict["TEST"]["NAME"] or f"test_{default.settings_dict['NAME'].removeprefix('test_')}"
    own = f"{run}_{os.getpid()}_{uuid4().hex[:6]}"
    with blocker.unblock():
        default.close()
        with default._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "{template}"')
        try:
            yield own
        finally:
            with default._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{own}" WITH (FORCE)')


@contextmanager
def working_on(blocker, name):
    """Let everything work on another database, the server's threads included."""
    default = connections["default"]
    before = {key: default.settings_dict[key] for key in ("NAME", "CONN_MAX_AGE")}
    with blocker.unblock():
        default.close()
        default.settings_dict.update(NAME=name, CONN_MAX_AGE=0)
        cache.clear()
        try:
            yield
        finally:
            connections.close_all()
            default.settings_dict.update(before)
            cache.clear()


@contextmanager
def copied_database(blocker, template):
    """Work on a copy of a database that is dropped at the end."""
    with copy_of(blocker, template) as own, working_on(blocker, own):
        yield own
