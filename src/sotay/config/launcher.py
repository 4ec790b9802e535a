"""`sotay run`: database, preparation, web server and worker under one parent that loads no Django.

Signals only set a flag; starting and stopping happen in the main loop. The children live in groups of their own, so
that Ctrl+C reaches the parent alone and the order of ending is ours: web, worker, database.
"""

import argparse
import http.client
import os
import signal
import socket
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from sotay.config import embedded, freshness, installation
from sotay.config.children import Child, fall_with_parent, start
from sotay.config.trouble import Trouble, disk_full, explained, has_room

HOST = "127.0.0.1"
TURN = 0.1
STARTING = 60  # seconds until the first page must have come
GRACE = 15
THREADS = 4
PORTS = range(1, 65_536)
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
OWNERS_ONLY = {"SOTAY_AS_OWNER", "DATABASE_OWNER_URL"}


class Stopped(Exception):  # noqa: N818
    """Somebody asked the run to end."""


class Run:
    """One run: its children and whether somebody asked it to end."""

    def __init__(self, *, port: int) -> None:
        self.port = port
        self.asked_to_end = False
        self.children: list[Child] = []

    def ask_to_end(self, _signal: int, _frame: FrameType | None) -> None:
        """Note the wish; the main loop sees to it."""
        self.asked_to_end = True

    def turn(self) -> None:
        """Wait a moment; raise Stopped when somebody asked to end."""
        time.sleep(TURN)
        if self.asked_to_end:
            raise Stopped

    def go(self) -> None:
        """Start everything, say where it is, and stay until asked to end or until a part of it dies (Trouble)."""
        self.refuse_taken_port()
        ours = not os.environ.get("DATABASE_URL")
        with installation.surroundings():
            try:
                self.prepare()
                self.start_web()
                self.wait_for_first_page()
                self.start_worker()
                self.welcome()
                self.watch(database=installation.folder() / installation.DATABASE_FOLDER if ours else None)
            finally:
                for child in self.children:
                    child.stop(patience=GRACE)

    def refuse_taken_port(self) -> None:
        """Raise Trouble when somebody else listens where we want to."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self.port))
            except PermissionError as error:
                raise Trouble(
                    f"Không được phép mở cổng {self.port}. Hãy chọn cổng từ 1024 trở lên: --port 8000."
                ) from error
            except OSError as error:
                line = f"Cổng {self.port} đang được chương trình khác dùng. Hãy tắt chương trình đó"
                raise Trouble(f"{line} hoặc chọn cổng khác: sotay run --port {self.port + 1}") from error

    def prepare(self) -> None:
        """Bring translations, tables and static files up to the code, with the demonstration agency on first start.

        Nothing is loaded when nothing changed since the last run: a second start is quick.
        """
        if freshness.was_prepared(installation.folder()):
            return
        demo = [] if os.environ.get("SOTAY_DEMO") == "0" else ["--demo"]
        command = [sys.executable, "-m", "sotay", "prepare", *demo]
        child = start("phần chuẩn bị", command, log=None, environment=dict(os.environ))
        try:
            while not child.ended():
                self.turn()
        finally:
            child.stop(patience=GRACE)
        if child.process.returncode:
            raise Trouble("")  # it has said itself what is in the way
        with explained(installation.folder()):
            freshness.note_prepared(installation.folder())

    def start_web(self) -> None:
        """Start the web server: one process of several threads."""
        command = [sys.executable, "-m", "granian", "sotay.config.wsgi:application", "--interface", "wsgi"]
        command += ["--host", HOST, "--port", str(self.port), "--no-ws", "--log-level", "warning"]
        command += ["--workers", "1", "--blocking-threads", str(THREADS)]
        command += ["--workers-kill-timeout", "10"]  # no respawning: a part that dies ends the run and is told
        self.start("Máy chủ web", command, log="web.log", SOTAY_POOL="1")

    def start_worker(self) -> None:
        """Start the worker; after the first page, so that the two do not compete while somebody waits."""
        self.start("Tiến trình nền", [sys.executable, "-m", "sotay.config.worker"], log="worker.log")

    def start(self, name: str, command: list[str], *, log: str, **settings: str) -> None:
        """Start a child that knows the application's role alone."""
        environment = {key: value for key, value in os.environ.items() if key not in OWNERS_ONLY} | settings
        # threads share two heaps of glibc, so that a server at rest holds less; whoever sets it otherwise keeps that
        environment.setdefault("MALLOC_ARENA_MAX", "2")
        logs = installation.folder() / "log"
        with explained(logs):
            self.children.append(start(name, command, log=logs / log, environment=environment))

    def wait_for_first_page(self) -> None:
        """Return once the web server answers that all is well."""
        deadline = time.monotonic() + STARTING
        while True:
            self.look_after_children()
            if self.answers():
                return
            if time.monotonic() > deadline:
                web = self.children[0]
                raise Trouble(f"Máy chủ web không trả lời sau {STARTING} giây: {web.last_words()} — xem {web.log}")
            self.turn()

    def answers(self) -> bool:
        """Return whether /healthz answers 200."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def welcome(self) -> None:
        """Print the address and the demonstration's accounts."""
        lines = [f"Sotay đang chạy tại http://{HOST}:{self.port}/  (Ctrl+C để dừng)"]
        accounts = installation.folder() / "demo-accounts.txt"
        if accounts.is_file():
            lines += ["", accounts.read_text(encoding="utf-8").rstrip(), ""]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()

    def watch(self, *, database: Path | None) -> None:
        """Stay until asked to end; raise Trouble when a child or our own database ends by itself."""
        while True:
            self.look_after_children()
            if database is not None and embedded.running(database) is None:
                if not has_room(database):
                    raise disk_full(database)
                raise Trouble(f"Cơ sở dữ liệu đã dừng ngoài ý muốn. Xem {database / 'server.log'}.")
            self.turn()

    def look_after_children(self) -> None:
        """Raise Trouble when a child has ended."""
        for child in self.children:
            if child.ended():
                how = f"{child.name} đã dừng (mã {child.process.returncode})"
                said = f": {words}" if (words := child.last_words()) else ""
                raise Trouble(f"{how}{said} — xem {child.log}")


def main(words: list[str]) -> int:
    """Run until asked to end; return 0 then, 1 when something is in the way."""
    parser = argparse.ArgumentParser(prog="sotay run", description="Chạy Sotay trên máy này.")
    chosen = os.environ.get("SOTAY_PORT", "8000")
    parser.add_argument(
        "--port", type=int, default=int(chosen) if chosen.isdecimal() else 8000, help="cổng, mặc định 8000"
    )
    port = parser.parse_args(words).port
    if port not in PORTS:
        sys.stderr.write(f"Không có cổng {port}. Hãy chọn cổng từ {PORTS[0]} đến {PORTS[-1]}: --port 8000.\n")
        return 2
    if os.environ.get("SOTAY_ENDS_WITH_PARENT"):
        fall_with_parent()
    run = Run(port=port)
    for number in ENDING:
        signal.signal(number, run.ask_to_end)
    with ExitStack() as quietly:
        quietly.callback(sys.stdout.flush)
        try:
            run.go()
        except Stopped:
            sys.stdout.write("Đã dừng.\n")
            return 0
        except Trouble as trouble:
            if str(trouble):
                sys.stderr.write(f"{trouble}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
