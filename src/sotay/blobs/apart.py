"""A program run apart: in a process of its own with limits of time and memory, for files that may be made to do harm."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from sotay.blobs.models import BlobText

SECONDS: Final = 60
MEMORY: Final = 1 << 30
_SOURCES: Final = str(Path(__file__).resolve().parents[2])
_LIMITED: Final = (
    "import os, resource, sys; "
    "limit = lambda what, most: resource.setrlimit(what, (most, most)); "
    "resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1]) + 2)); "
    "limit(resource.RLIMIT_DATA, int(sys.argv[2])); "
    "limit(resource.RLIMIT_FSIZE, 64 << 20); "
    "limit(resource.RLIMIT_CORE, 0); "
    "os.execv(sys.argv[3], sys.argv[3:])"
)


class Ended(Exception):  # noqa: N818
    """Raised when a program came to a bad end: by a limit, or by the file."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def run_apart(call: list[str], *, home: Path, seconds: int, memory: int, stdin: int = subprocess.DEVNULL) -> bytes:
    """Run a program with limits, an empty home and nothing of our own environment; return what it says.

    Raises Ended when it took too long, asked for too much or failed; everything it started ends with it.
    """
    around = {"HOME": str(home), "TMPDIR": str(home), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    around |= {"PYTHONPATH": _SOURCES, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    out = home / "out"
    with out.open("wb") as said:
        run = subprocess.Popen(  # noqa: S603  our own words alone
            [sys.executable, "-c", _LIMITED, str(seconds), str(memory), *call],
            cwd=home, env=around, stdin=stdin, stdout=said, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            run.wait(timeout=seconds + 5)
        except subprocess.TimeoutExpired as problem:
            raise Ended(BlobText.Reason.TOO_LONG) from problem
        finally:
            _end(run)
    if run.returncode == -signal.SIGXCPU:
        raise Ended(BlobText.Reason.TOO_LONG)
    if run.returncode:
        raise Ended(BlobText.Reason.DAMAGED if run.returncode > 0 else BlobText.Reason.TOO_MUCH)
    return out.read_bytes()


def _end(run: "subprocess.Popen[bytes]") -> None:
    """End a process and all it started."""
    with suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
