"""The databases of the tests themselves: made once, and nothing kept of runs that were killed."""

import os

import psycopg

from sotay.config.pytest_database import RUN, drop_those_of_killed_runs, template

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
