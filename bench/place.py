"""Where benches work: a database that may be filled, in DATABASE_URL or an embedded server's, and Django set up on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from psycopg.sql import SQL, Identifier

from sotay.config import embedded, installation

SERVER_FOLDER, DATABASE = "pg-bench", "sotay_bench"


@contextmanager
def place(*, anew: bool, name: str = DATABASE) -> Iterator[None]:
    """Have a database named in the environment and Django set up on it for as long as the block lasts.

    The one in DATABASE_URL is taken as it is; without it the embedded server's database `name` is made, `anew` drops
    what an earlier run left in it. Once per process: Django is set up once.
    """
    var = installation.folder()
    os.environ["SOTAY_VAR"] = str(var / "bench")
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    os.environ.setdefault("SOTAY_SECRET_KEY", "benches-sign-with-this")
    os.environ.setdefault("SOTAY_LOG_LEVEL", "ERROR")
    Path(os.environ["SOTAY_VAR"]).mkdir(parents=True, exist_ok=True)
    if url := os.environ.get("DATABASE_URL"):
        _set_up(url)
        yield
        return
    with embedded.server(var / SERVER_FOLDER) as urls:
        _set_up(_own_database(urls.owner, name=name, anew=anew))
        yield


def _own_database(url: str, *, name: str, anew: bool) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        if anew:
            connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _set_up(url: str) -> None:
    os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"] = url
    django.setup()
