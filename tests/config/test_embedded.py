"""The embedded server: shared, stopped with the last, and never blocked by what a killed process left."""

import os
import shutil
import signal
import socket
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from sotay.config import cluster, embedded, programs
from sotay.config.trouble import Trouble
from tests.config.processes import User, eventually

NOBODY = 65534
POSTGRESQL_15 = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder whose data are there already: making them takes a second."""
    folder = tmp_path_factory.mktemp("made")
    with embedded.server(folder, durable=False):
        pass
    return folder


@contextmanager
def without_rights():
    """Be nobody for a while when we are root, so that the rights of folders mean something."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def ask(url, question):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()


def postmaster(folder):
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def ended(number):
    """Tell whether a process is gone, or waits only for its parent to hear of it."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] in embedded.DEAD
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_neither_role_is_a_superuser_and_only_the_owner_may_create_databases(made):
    with embedded.server(made, durable=False) as urls:
        asked = "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        assert ask(urls.owner, asked) == (False, True, False)
        assert ask(urls.app, asked) == (False, False, False)


def test_pages_have_checksums_and_words_are_utf8(made):
    with embedded.server(made, durable=False) as urls:
        assert ask(urls.app, "SHOW data_checksums") == ("on",)
        assert ask(urls.app, "SELECT upper('đức ữ')") == ("ĐỨC Ữ",)


def test_passwords_are_for_our_eyes_alone_and_others_are_refused(made):
    with embedded.server(made, durable=False) as urls:
        word = (made / "app.password").read_text()
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            ask(urls.app.replace(word, "wrong"), "SELECT 1")
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            ask(urls.app.replace(f":{word}", ""), "SELECT 1")
    assert {(made / f"{name}.password").stat().st_mode & 0o777 for name in ("owner", "app")} == {0o600}


def test_only_this_machine_reaches_it(made):
    with embedded.server(made, durable=False) as urls:
        assert ask(urls.owner, "SHOW listen_addresses") == ("127.0.0.1",)
        assert not list((made / "data").glob(".s.*"))


def test_the_last_one_out_stops_it(made):
    first, second = User(made), User(made)
    assert first.url == second.url
    first.leave()
    assert ask(second.url, "SELECT 1") == (1,)
    second.leave()
    assert embedded.running(made) is None


def test_who_joins_may_stay_longer_than_who_started(made):
    starter = User(made)
    with embedded.server(made, durable=False) as urls:
        starter.kill()
        assert ask(urls.app, "SELECT 1") == (1,)
        assert embedded.running(made) == urls
    assert embedded.running(made) is None


def test_a_killed_user_takes_the_server_along_and_the_next_start_works(made):
    user = User(made)
    number = postmaster(made)
    user.kill()
    assert eventually(lambda: not Path(f"/proc/{number}").exists())
    with embedded.server(made, durable=False) as urls:
        assert ask(urls.owner, "SELECT 1") == (1,)


def test_many_start_at_once_and_share_one(made):
    users = [User(made) for _ in range(4)]
    assert len({user.url for user in users}) == 1
    for user in users:
        user.leave()
    assert embedded.running(made) is None


def test_a_killed_server_is_started_anew(made):
    user = User(made)
    number = postmaster(made)
    os.kill(number, signal.SIGKILL)
    assert eventually(lambda: ended(number))  # a signal is on its way for a while, and until then the server answers
    user.kill()
    with embedded.server(made, durable=False) as urls:
        assert ask(urls.owner, "SELECT 1") == (1,)


@pytest.mark.parametrize(
    "left",
    [
        pytest.param(f"{os.getpid()}\n/elsewhere\n1\n5432\n\n127.0.0.1\n 1 1\nready   \n", id="pid of another program"),
        pytest.param("4194000\n", id="pid of nobody"),
        pytest.param("", id="empty"),
        pytest.param("12", id="half-written"),
        pytest.param("\x00\x00\n", id="garbage"),
    ],
)
def test_a_stale_pid_file_is_recognised(made, left):
    (made / "data" / "postmaster.pid").write_text(left)
    assert embedded.running(made) is None
    with embedded.server(made, durable=False) as urls:
        assert ask(urls.owner, "SELECT 1") == (1,)


def test_half_made_data_never_block(tmp_path):
    half = tmp_path / "data.4711"
    (half / "base").mkdir(parents=True)
    (tmp_path / "owner.password").write_text("of a start that was killed")
    with embedded.server(tmp_path, durable=False) as urls:
        assert ask(urls.owner, "SELECT current_database()") == ("sotay",)
    assert not half.exists()


def test_the_port_is_remembered_and_another_taken_when_it_is_not_free(made):
    with embedded.server(made, durable=False) as first:
        pass
    with embedded.server(made, durable=False) as second:
        assert second == first
    (made / "port").write_text("not a port")
    with embedded.server(made, durable=False) as third:
        assert ask(third.app, "SELECT 1") == (1,)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", int((made / "port").read_text())))
        other.listen()
        with embedded.server(made, durable=False) as fourth:
            assert fourth != third
            assert ask(fourth.app, "SELECT 1") == (1,)


def test_no_other_folder_changes_its_rights(tmp_path):
    closed = tmp_path / "closed"
    folder = closed / "deep" / "pg"
    folder.mkdir(parents=True)
    closed.chmod(0o700)
    with embedded.server(folder, durable=False) as urls:
        assert ask(urls.app, "SELECT 1") == (1,)
    assert closed.stat().st_mode & 0o777 == 0o700
    assert (folder / "data").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_root_runs_it_without_privilege_and_data_put_back_by_root_are_handed_over(made):
    with embedded.server(made, durable=False):
        assert Path(f"/proc/{postmaster(made)}").stat().st_uid == programs.account(made / "data")[0] != 0
    for path in ((made / "data"), *(made / "data").rglob("*")):
        os.chown(path, 0, 0)
    with embedded.server(made, durable=False) as urls:
        assert ask(urls.app, "SELECT 1") == (1,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_programs_out_of_the_accounts_reach_are_copied(tmp_path, monkeypatch):
    open_to_all = Path("/var/cache") / f"sotay-test-{os.getpid()}"
    package = programs.shipped().parent
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for part in (package, package.with_name(f"{package.name}.libs")):
        (closed / part.name).symlink_to(part)
    monkeypatch.setattr(programs, "CACHE", open_to_all)
    monkeypatch.setattr(programs, "shipped", lambda: closed / package.name / "pginstall")
    try:
        with embedded.server(tmp_path / "pg", durable=False) as urls:
            assert ask(urls.app, "SELECT 1") == (1,)
            program = Path(Path(f"/proc/{postmaster(tmp_path / 'pg')}/cmdline").read_text().split("\0")[0])
            assert open_to_all in program.parents
    finally:
        shutil.rmtree(open_to_all)


def test_a_folder_we_may_not_write_is_told_in_one_line(tmp_path):
    tmp_path.chmod(0o500)
    with without_rights(), pytest.raises(Trouble) as trouble, embedded.server(tmp_path / "pg"):
        pass
    assert str(trouble.value).startswith("Không ghi được vào")
    assert "\n" not in str(trouble.value)


def test_a_file_in_the_way_is_told_in_one_line(tmp_path):
    (tmp_path / "pg").write_text("")
    with pytest.raises(Trouble, match=r"^Không dùng được .*/pg") as trouble, embedded.server(tmp_path / "pg"):
        pass
    assert "\n" not in str(trouble.value)


def test_data_of_another_version_are_told_in_one_line(tmp_path):
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(Trouble, match=r"^Không khởi động được PostgreSQL") as trouble, embedded.server(tmp_path):
        pass
    assert "\n" not in str(trouble.value)


def test_a_full_disk_is_told_as_such():
    said = "LOG: x\nFATAL:  could not write lock file: No space left on device\n"
    assert str(cluster.failure(said, folder=Path("/srv/pg"))).startswith("Đĩa đã đầy")


def test_a_disk_too_small_for_a_new_database_is_told_before_anything_is_made(tmp_path, monkeypatch):
    room = os.statvfs(tmp_path)
    monkeypatch.setattr(cluster, "SIZE_WHEN_NEW", room.f_bavail * room.f_frsize * 2)

    with pytest.raises(Trouble, match=r"^Đĩa đã đầy"), embedded.server(tmp_path):
        pass
    assert not list(tmp_path.glob("data*"))


@pytest.mark.skipif(not POSTGRESQL_15.exists(), reason="PostgreSQL 15 is not on this machine")
def test_another_version_of_the_server_may_be_named(tmp_path_factory):
    folder = Path("/tmp") / f"sotay-15-{os.getpid()}"
    try:
        with embedded.server(folder, programs=POSTGRESQL_15, durable=False) as urls:
            assert ask(urls.app, "SELECT current_setting('server_version_num')::int / 10000") == (15,)
            assert ask(urls.app, "SELECT upper('đ')") == ("Đ",)
    finally:
        shutil.rmtree(folder)
