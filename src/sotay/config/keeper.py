"""The process that keeps the embedded PostgreSQL: it starts the server and stops it when the last user is gone.

It is run as a script with the standard library alone, so that it stays small: `keeper.py FOLDER UID GID COMMAND …`.
Whoever uses the server holds a shared lock on `users.lock`; the kernel lets go of it however the user ends. The keeper
waits for that lock alone, and is no child of any user's terminal. If the keeper itself is killed the server stops too.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import Any

PR_SET_PDEATHSIG = 1


def fall_with_keeper() -> None:
    """Ask the kernel for a fast shutdown of the server when the keeper dies."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def server_ended(_signal: int, _frame: FrameType | None) -> None:
    """End at once: without its server the keeper has nothing to keep."""
    os._exit(1)


def keep(folder: Path, *, uid: int, gid: int, command: list[str]) -> None:
    """Run the server until nobody uses it.

    The server and its processes inherit `alive.lock`, so that it is held exactly as long as one of them lives.
    """
    alive = os.open(folder / "alive.lock", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(alive, fcntl.LOCK_EX)
    users = os.open(folder / "users.lock", os.O_RDWR)
    account: dict[str, Any] = {} if os.geteuid() else {"user": uid, "group": gid, "extra_groups": []}
    signal.signal(signal.SIGCHLD, server_ended)
    server = subprocess.Popen(  # noqa: S603
        command,
        cwd=folder / "data",
        stdin=subprocess.DEVNULL,
        pass_fds=[alive],
        start_new_session=True,
        preexec_fn=fall_with_keeper,  # noqa: PLW1509  one thread only
        **account,
    )
    fcntl.flock(users, fcntl.LOCK_EX)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    server.send_signal(signal.SIGINT)
    server.wait()


if __name__ == "__main__":
    keep(Path(sys.argv[1]), uid=int(sys.argv[2]), gid=int(sys.argv[3]), command=sys.argv[4:])
