"""Files that take a second to make: asked for again while they are being made, they are not made a second time."""

import hashlib
import json
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Any, Final

from sotay.papers.kept import plain
from sotay.papers.model import Paper

_lock: Final = Lock()
_being_made: Final[dict[bytes, Future[bytes]]] = {}


def made_once(paper: Paper, *how: Any, make: Callable[[], bytes]) -> bytes:
    """Return what `make` returns; who asks in this process for an equal paper, made `how`, meanwhile waits and gets the same.

    Nothing is kept when it is made. What `make` raises is raised for all who wait.
    """
    said = json.dumps([plain(paper), *map(str, how)], ensure_ascii=False, sort_keys=True, default=str)
    key = hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()
    with _lock:
        there = _being_made.get(key)
        ours = there is None
        file = _being_made.setdefault(key, there or Future())
    if ours:
        try:
            file.set_result(make())
        except BaseException as problem:
            file.set_exception(problem)
            raise
        finally:
            with _lock:
                del _being_made[key]
    return file.result()
