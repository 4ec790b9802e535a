"""Memory: what `sotay run` holds when nobody asks anything, its database left out."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.core.management.base import CommandError

from bench.figures import Figure
from bench.sizes import Sizes

LIMIT = 250  # MiB
STARTING, SETTLING, PAGES = 180, 10, 20  # seconds, seconds, pages asked for before the rest
PAGE = "/accounts/login/"


def measure(_sizes: Sizes) -> list[Figure]:
    """Start a run on the database of the benches, show some pages, let it rest, and add up what its processes hold."""
    port = _free_port()
    command = [sys.executable, "-m", "sotay", "run", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    running = subprocess.Popen(command, env=environment | {"SOTAY_DEMO": "0"}, stdout=subprocess.DEVNULL)
    try:
        _wait(running, port)
        for _page in range(PAGES):
            _ask(port, PAGE)
        time.sleep(SETTLING)
        held = [(_name(pid), _held(pid)) for pid in _family(running.pid)]
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=60)
    note = ", ".join(f"{name} {size:.0f}" for name, size in held)
    return [Figure("`sotay run` at rest, without the database", sum(size for _name, size in held), "MiB", LIMIT, note)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(running: subprocess.Popen[bytes], port: int) -> None:
    """Return once web server and worker are there."""
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        if running.poll() is not None:
            raise CommandError(f"sotay run ended with {running.returncode}")
        if any("sotay.config.worker" in _command(pid) for pid in _family(running.pid)) and _ask(port, "/healthz"):
            return
        time.sleep(0.2)
    raise CommandError(f"sotay run was not ready after {STARTING} seconds")


def _ask(port: int, path: str) -> bool:
    """Ask for a page; return whether it came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        answer = connection.getresponse()
        answer.read()
    except OSError:
        return False
    else:
        return answer.status == http.HTTPStatus.OK
    finally:
        connection.close()


def _family(root: int) -> list[int]:
    """Return a process and all that descend from it."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
            except OSError:
                continue  # it has ended meanwhile
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _held(pid: int) -> float:
    """Return the MiB of a process, what it shares with others counted in proportion (PSS)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8").replace("\0", " ")
    except OSError:
        return ""


def _name(pid: int) -> str:
    """Name a process by its part in the run."""
    command = _command(pid)
    parts = {"sotay.config.launcher": "launcher", "granian": "web", "sotay.config.worker": "worker"}
    return next((name for word, name in parts.items() if word in command), command.split(" ")[0].rpartition("/")[2])
