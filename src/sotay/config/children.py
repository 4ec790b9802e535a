"""The processes `sotay run` starts: each in a group of its own, with a log, ended with its parent however that ends."""

import ctypes
import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 10_000_000
LIBC = ctypes.CDLL(None)


def fall_with_parent() -> None:
    """Ask the kernel for SIGTERM when whoever started this process dies."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Child:
    """A process started by us; `name` is what the administrator calls it, `log` where it writes."""

    name: str
    log: Path
    process: subprocess.Popen[bytes]

    def ended(self) -> bool:
        """Return whether it is no longer there."""
        return self.process.poll() is not None

    def stop(self, *, patience: float) -> None:
        """End it politely, and its whole group by force after `patience` seconds."""
        if not self.ended():
            self.process.terminate()
        deadline = time.monotonic() + patience
        while not self.ended() and time.monotonic() < deadline:
            time.sleep(0.02)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # also the children of one that was killed: they keep the port
        self.process.wait()

    def last_words(self) -> str:
        """Return the last line it wrote."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").split("\n") if self.log.exists() else []
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


def start(name: str, command: list[str], *, log: Path | None, environment: dict[str, str]) -> Child:
    """Start a process that writes to `log`, or to our own output when there is none."""
    if log is None:
        return Child(name, Path(os.devnull), _open(command, output=None, environment=environment))
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".old.log"))
    with log.open("ab") as file:
        return Child(name, log, _open(command, output=file.fileno(), environment=environment))


def _open(command: list[str], *, output: int | None, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=environment,
        start_new_session=True,
        preexec_fn=fall_with_parent,  # noqa: PLW1509  one thread only
    )
