"""Processes of their own for the tests of what is started, killed and left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

USER = """
import sys
from pathlib import Path
from sotay.config import embedded
with embedded.server(Path(sys.argv[1]), durable=False) as urls:
    print(urls.owner, flush=True)
    sys.stdin.read()
"""


class User:
    """A process that uses the server of a folder until it is told to leave, or is killed."""

    def __init__(self, folder: Path):
        command = [sys.executable, "-c", USER, folder]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()

    def leave(self):
        """Let it end as it should."""
        self.process.communicate("", timeout=60)
        assert self.process.returncode == 0

    def kill(self):
        """End it without a chance to tidy up."""
        self.process.kill()
        self.process.communicate(timeout=60)


def eventually(holds, *, seconds=30.0):
    """Return whether something came true before the time was up."""
    deadline = time.monotonic() + seconds
    while not (true := holds()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return true


def processes_of(mark: str) -> list[int]:
    """Return the numbers of living processes that name `mark` in their command line or environment, except ours."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal() or int(entry.name) == os.getpid():
            continue
        try:
            told = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            dead = (entry / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except OSError:
            continue
        if mark.encode() in told and not dead:
            found.append(int(entry.name))
    return found


def interrupt(process: subprocess.Popen) -> int:
    """Press Ctrl+C and return the exit code."""
    process.send_signal(signal.SIGINT)
    return process.wait(timeout=60)


def environment(folder, **more):
    """Return the environment of a new user: nothing of the tests' own."""
    ours = ("DATABASE_", "SOTAY_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"SOTAY_VAR": str(folder), "SOTAY_DEMO": "0"} | more


def call(*words, folder, text="", **more):
    """Run a `sotay` command to its end."""
    command = [sys.executable, "-m", "sotay", *words]
    settings = environment(folder, **more)
    return subprocess.run(command, input=text, capture_output=True, text=True, env=settings, timeout=180, check=False)
