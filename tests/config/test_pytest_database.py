"""The databases of the tests themselves: made once, and nothing kept of runs that were killed."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from sotay.config.pytest_database import ONE_AT_A_TIME, RUN, drop_those_of_killed_runs, made_once, template

NOBODYS_NUMBER = 4_194_305  # one above the largest a process can have


def databases(url):
    with psycopg.connect(url) as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


def test_databases_of_killed_runs_are_dropped_and_those_of_living_ones_kept():
    url = os.environ["DATABASE_URL"]
    dead, living = f"{RUN}{NOBODYS_NUMBER}_gw0", f"{RUN}{os.getpid()}_kept"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {dead}")
        connection.execute(f"CREATE DATABASE {living}")
        drop_those_of_killed_runs(url)
        try:
            assert {dead, living} & databases(url) == {living}
        finally:
            connection.execute(f"DROP DATABASE {living}")


def test_migrations_that_ran_once_do_not_run_again():
    url = os.environ["DATABASE_URL"]
    name = template(url)
    assert name in databases(url)
    with psycopg.connect(url) as connection:
        made = "SELECT oid FROM pg_database WHERE datname = %s"
        first = connection.execute(made, [name]).fetchone()
        assert template(url) == name
        assert connection.execute(made, [name]).fetchone() == first


@pytest.fixture
def prefix():
    """The prefix of templates of a test's own, which are dropped after it."""
    yield (mine := f"mine_{os.getpid()}_")
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        for name in databases(url):
            if name.startswith(mine):
                connection.execute(f"DROP DATABASE {name}")


def test_what_two_want_at_once_is_made_by_one(prefix):
    url, filled = os.environ["DATABASE_URL"], []

    def fill(name):
        filled.append(name)
        assert f"{prefix}a" not in databases(url)
        return True

    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(made_once, url, prefix=prefix, state="a", fill=fill) for _one in range(2)]
        assert {one.result() for one in asked} == {f"{prefix}a"}

    assert len(filled) == 1
    assert f"{prefix}a" in databases(url)
    assert filled[0] not in databases(url)


def test_a_lock_that_was_lost_meanwhile_spoils_nothing(prefix):
    url = os.environ["DATABASE_URL"]

    def fill(_name):
        with psycopg.connect(url, autocommit=True) as connection:
            held = "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid::bigint = hashtext(%s)::bigint & 4294967295"
            assert connection.execute(held, [ONE_AT_A_TIME, f"{prefix}a"]).fetchone() == (1,)
        return True

    assert made_once(url, prefix=prefix, state="a", fill=fill) == f"{prefix}a"
    assert f"{prefix}a" in databases(url)


KILLED = """
import os, signal, sys
from sotay.config.pytest_database import made_once
def fill(name):
    print(name, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
made_once(sys.argv[1], prefix=sys.argv[2], state="a", fill=fill)
"""


def test_half_of_what_a_killed_process_made_is_never_taken_for_the_whole(prefix):
    url = os.environ["DATABASE_URL"]
    killed = subprocess.run([sys.executable, "-c", KILLED, url, prefix], capture_output=True, text=True, check=False)
    half = killed.stdout.strip()
    assert half in databases(url)
    assert f"{prefix}a" not in databases(url)

    drop_those_of_killed_runs(url)
    assert half not in databases(url)
    assert made_once(url, prefix=prefix, state="a", fill=lambda _name: True) == f"{prefix}a"


def test_what_could_not_be_made_leaves_nothing(prefix):
    url, before = os.environ["DATABASE_URL"], []

    def fill(name):
        before.append(name)
        return False

    assert made_once(url, prefix=prefix, state="a", fill=fill) == ""
    with pytest.raises(LookupError):
        made_once(url, prefix=prefix, state="b", fill=lambda _name: {}["what fails"])
    assert {f"{prefix}a", f"{prefix}b", *before} & databases(url) == set()


def test_of_older_states_the_last_are_kept(prefix):
    url = os.environ["DATABASE_URL"]
    for state in "abcd":
        made_once(url, prefix=prefix, state=state, fill=lambda _name: True, kept=2)

    assert {name for name in databases(url) if name.startswith(prefix)} == {f"{prefix}{one}" for one in "bcd"}
