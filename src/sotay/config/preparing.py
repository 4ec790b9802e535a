"""What stands between new code and a running one: translations, tables, rights, static files, the demonstration."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sotay.agency.models import Agency
from sotay.config.grants import grant
from sotay.config.trouble import Trouble, explained
from sotay.search.models import IndexEntry

ONE_AT_A_TIME = 7_684_792  # "sotay" on a telephone's keys, the number of our lock among all advisory ones
OLDEST = 150_000


def prepare(*, demo: bool) -> None:
    """Bring database and static files up to the code; does nothing where nothing changed.

    The connection is the owner's. Several machines may call it at once: one works, the others wait. With `demo` an
    installation without any agency gets the demonstration agency.
    """
    with _alone():
        _migrate()
        if Agency.objects.exists() and not IndexEntry.objects.exists():
            _say("Đang lập chỉ mục tìm kiếm…")
            call_command("rebuild_search", verbosity=0)
        grant(unquote(urlsplit(os.environ["DATABASE_URL"]).username or ""))
    collect_static(Path(settings.STATIC_ROOT))
    if demo and "demo" in get_commands() and not Agency.objects.exists():
        _say("Đang tạo cơ quan mẫu…")
        _load_demo()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        if (found := cursor.fetchone()[0]) < OLDEST:
            raise Trouble(f"Cần PostgreSQL 15 trở lên; máy chủ đang là phiên bản {found // 10_000}.")
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        _say("Đang cập nhật cấu trúc cơ sở dữ liệu…")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def collect_static(root: Path) -> bool:
    """Gather the static files into `root` when any of them changed since; return whether they had."""
    seen = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            seen.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    mark = root / ".collected"
    if mark.is_file() and mark.read_text(encoding="ascii") == seen.hexdigest():
        return False
    _say("Đang gom các tệp giao diện…")
    with explained(root):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        mark.write_text(seen.hexdigest(), encoding="ascii")
    return True


def _load_demo() -> None:
    """Run `sotay demo` as the role the program works as."""
    environment = {name: value for name, value in os.environ.items() if name != "SOTAY_AS_OWNER"}
    done = subprocess.run([sys.executable, "-m", "sotay", "demo"], env=environment, check=False)
    if done.returncode:
        raise Trouble("Không tạo được cơ quan mẫu; đặt SOTAY_DEMO=0 để chạy không có cơ quan mẫu.")
