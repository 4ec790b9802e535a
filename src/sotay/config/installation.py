"""What an installation on one machine needs around it: its folder, its secret key and its database."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from sotay.config import embedded
from sotay.config.trouble import Trouble, explained

DATABASE_FOLDER = "pg"


def folder() -> Path:
    """Return the folder everything is kept in: SOTAY_VAR, `var` beside the caller by default."""
    return Path(os.environ.get("SOTAY_VAR", "var")).absolute()


def ensure_secret_key() -> None:
    """Make the key that signs sessions once, readable for its owner alone; SOTAY_SECRET_KEY goes before it."""
    path = folder() / "secret-key"
    if os.environ.get("SOTAY_SECRET_KEY"):
        return
    with explained(path.parent):
        if path.is_file():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"secret-key.{os.getpid()}")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        if not path.is_file():
            made.rename(path)
        made.unlink(missing_ok=True)


def refuse_unreadable(url: str) -> None:
    """Raise Trouble for an address of a database that is none; the words name no password."""
    try:
        parts = urlsplit(url)
        readable = parts.scheme in {"postgresql", "postgres"} and (parts.port or 5432) and parts.path.strip("/")
    except ValueError:
        readable = False
    if not readable:
        raise Trouble("DATABASE_URL cần dạng postgresql://tài-khoản:mật-khẩu@máy:cổng/tên-cơ-sở-dữ-liệu.")


@contextmanager
def surroundings() -> Iterator[None]:
    """Have folder, key and database ready and named in the environment for as long as the block lasts.

    Raises Trouble when one of them cannot be had.
    """
    os.environ["SOTAY_VAR"] = str(folder())
    ensure_secret_key()
    if given := os.environ.get("DATABASE_URL"):
        refuse_unreadable(given)
        os.environ.setdefault("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
        yield
        return
    with embedded.server(folder() / DATABASE_FOLDER) as urls:
        os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = urls.app, urls.owner
        yield
