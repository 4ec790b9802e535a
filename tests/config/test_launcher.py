"""`sotay run`: one parent for all, nothing left behind, and one clear line for what is in the way."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from sotay.config import embedded, launcher
from sotay.config.trouble import Trouble
from tests.config.processes import call, environment, eventually, interrupt, processes_of

PATIENCE = 180


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """The folder of an installation, used by run after run."""
    return tmp_path_factory.mktemp("installation")


class Started:
    """A `sotay run` on a port of its own, waited for until it says where it is."""

    def __init__(self, folder: Path, **more):
        self.port = free_port()
        self.mark = f"SOTAY_VAR={folder}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sotay", "run", "--port", str(self.port)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment(folder, **more),
        )  # fmt: skip
        self.said = []
        for line in self.process.stdout:
            self.said.append(line)
            if "http://" in line:
                break

    def answer(self, path="/healthz"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": "localhost"})
            return connection.getresponse().status
        finally:
            connection.close()

    def children(self):
        return [number for number in processes_of(self.mark) if number != self.process.pid]

    def child(self, word):
        named = [n for n in self.children() if word in Path(f"/proc/{n}/cmdline").read_bytes().decode()]
        return min(named)

    def rest(self):
        """Return what it says from here to its end."""
        return self.process.communicate(timeout=PATIENCE)[0]


@pytest.fixture
def start(installation):
    """Return a function that starts a run on the shared installation; what is still there afterwards is killed."""
    runs = []

    def go(**more):
        runs.append(Started(installation, **more))
        return runs[-1]

    yield go
    for run in runs:
        if run.process.poll() is None:
            run.process.kill()
        run.process.stdout.close()
        run.process.wait()
        assert eventually(lambda run=run: not run.children())


def test_it_serves_and_ctrl_c_ends_everything(start, installation):
    run = start()
    assert run.answer() == 200
    assert run.said[-1] == f"Sotay đang chạy tại http://127.0.0.1:{run.port}/  (Ctrl+C để dừng)\n"
    assert (installation / "secret-key").stat().st_mode & 0o777 == 0o600

    assert interrupt(run.process) == 0
    assert run.rest() == "Đã dừng.\n"
    assert run.children() == []
    assert embedded.running(installation / "pg") is None


@pytest.fixture(scope="class")
def run(installation):
    """A run that the tests of a class share and that SIGTERM ends."""
    started = Started(installation)
    yield started
    started.process.terminate()
    assert started.process.wait(timeout=60) == 0
    assert started.children() == []


@pytest.mark.usefixtures("run")
class TestWhileItRuns:
    def test_the_program_may_add_to_the_journal_but_not_change_it(self, installation):
        urls = embedded.running(installation / "pg")
        with psycopg.connect(urls.app, autocommit=True) as connection:
            connection.execute("SELECT * FROM journal_entry")
            connection.execute("UPDATE agency_agency SET version = version")
            changes = ["UPDATE journal_entry SET reason = ''", "DELETE FROM journal_entry", "TRUNCATE journal_entry"]
            for refused in [*changes, "CREATE TABLE mine ()"]:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(refused)
        with psycopg.connect(urls.owner) as connection:
            connection.execute("CREATE TABLE later (id serial)")
            asked = "SELECT has_table_privilege('sotay_app', 'later', 'INSERT'), has_sequence_privilege('sotay_app', 'later_id_seq', 'USAGE')"
            assert connection.execute(asked).fetchone() == (True, True)
            connection.rollback()

    def test_children_know_nothing_of_the_owner(self, run):
        for word in ("granian", "sotay.config.worker"):
            assert b"DATABASE_OWNER_URL" not in Path(f"/proc/{run.child(word)}/environ").read_bytes()

    def test_a_command_joins_the_running_database_and_leaves_it_running(self, run, installation):
        done = call("manage", "showmigrations", "journal", folder=installation)
        assert "[X] 0001_initial" in done.stdout
        assert run.answer() == 200

    def test_idle_memory_stays_within_what_a_small_machine_can_spare(self, run):
        time.sleep(3)
        lines = {n: Path(f"/proc/{n}/cmdline").read_bytes() for n in (run.process.pid, *run.children())}
        shares = [Path(f"/proc/{n}/smaps_rollup").read_text() for n, line in lines.items() if b"postgres" not in line]
        assert sum(int(re.search(r"^Pss:\s+(\d+) kB", share, re.MULTILINE)[1]) for share in shares) < 250 * 1024


def test_a_killed_run_leaves_nothing_and_the_next_one_starts_without_preparing(start):
    run = start()
    run.process.kill()
    run.process.wait()
    assert eventually(lambda: not run.children())
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", run.port)) != 0

    again = start()
    assert again.answer() == 200
    assert len(again.said) == 1, "a second start prepares nothing"
    assert interrupt(again.process) == 0


def test_a_program_that_cannot_start_ends_all_with_one_line(start):
    start().process.terminate()
    run = start(SOTAY_BLOB_LIMIT_MB="not a number")
    assert run.process.wait(timeout=60) == 1
    assert re.fullmatch(r"Máy chủ web đã dừng \(mã \d+\): .* — xem .*web\.log", run.said[-1].strip())


@pytest.mark.parametrize(("word", "name"), [("granian", "Máy chủ web"), ("sotay.config.worker", "Tiến trình nền")])
def test_a_child_that_dies_ends_all_with_one_line(start, word, name):
    run = start()
    os.kill(run.child(word), signal.SIGKILL)
    assert run.process.wait(timeout=60) == 1
    assert re.fullmatch(rf"{name} đã dừng \(mã -9\).*\.log\n", run.rest())
    assert run.children() == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", run.port)) != 0, "the web server's own child keeps the port no longer"


def test_a_database_that_dies_ends_all_with_one_line(start, installation):
    run = start()
    number = int((installation / "pg" / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(number, signal.SIGQUIT)
    assert run.process.wait(timeout=60) == 1
    assert run.rest().splitlines()[-1].startswith("Cơ sở dữ liệu đã dừng ngoài ý muốn.")
    assert run.children() == []


def test_a_command_alone_starts_the_database_and_stops_it(installation):
    done = call("manage", "showmigrations", "journal", folder=installation)
    assert (done.returncode, done.stderr) == (0, "")
    assert embedded.running(installation / "pg") is None


def test_a_port_taken_is_one_line(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = call("run", "--port", str(port), folder=tmp_path / "var")
    assert done.returncode == 1
    assert re.fullmatch(rf"Cổng {port} đang được chương trình khác dùng\..*--port {port + 1}\n", done.stderr)
    assert not (tmp_path / "var").exists()


def test_a_database_out_of_reach_is_one_line(tmp_path):
    done = call("run", "--port", str(free_port()), folder=tmp_path, DATABASE_URL="postgresql://x:y@127.0.0.1:1/none")
    assert done.returncode == 1
    assert re.fullmatch(r"Không kết nối được cơ sở dữ liệu tại 127\.0\.0\.1:1/none: .*\n", done.stderr)


@pytest.mark.parametrize("url", ["nonsense", "postgresql://x:secret@127.0.0.1:port/none", "postgresql://x:secret@host"])
def test_an_address_of_no_database_is_one_line_without_its_password(tmp_path, url):
    done = call("run", "--port", str(free_port()), folder=tmp_path, DATABASE_URL=url)
    assert done.returncode == 1
    assert re.fullmatch(r"DATABASE_URL cần dạng postgresql://.*\n", done.stderr)
    assert "secret" not in done.stderr


def test_a_port_there_is_none_of_is_a_wrong_call(tmp_path):
    done = call("run", "--port", "80000", folder=tmp_path / "var")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("Không có cổng 80000.")


def test_a_database_that_dies_of_a_full_disk_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(launcher.embedded, "running", lambda _folder: None)
    monkeypatch.setattr(launcher, "has_room", lambda _folder: False)
    with pytest.raises(Trouble, match=r"^Đĩa đã đầy"):
        launcher.Run(port=1).watch(database=tmp_path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can run it as somebody who may not look into a folder")
def test_a_folder_below_one_we_may_not_look_into_is_one_line(tmp_path):
    closed = Path("/root/nobody-looks-in-here")
    script = (
        "import os; from sotay.config import installation, trouble\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "try: installation.ensure_secret_key()\nexcept trouble.Trouble as told: print(told)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(closed), capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith(f"Không ghi được vào {closed}")


def test_a_folder_that_cannot_be_used_is_one_line(tmp_path):
    (tmp_path / "var").write_text("a file stands where the folder should be")
    done = call("run", "--port", str(free_port()), folder=tmp_path / "var")
    assert done.returncode == 1
    assert re.fullmatch(r"Không dùng được .*var.*\n", done.stderr)
