"""Trouble that is nobody's mistake in the program, told in one line that says how to put it right."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FULL = {errno.ENOSPC, errno.EDQUOT}
LEAST_ROOM = 16 << 20  # bytes PostgreSQL asks for at once when it writes on
CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Trouble(Exception):  # noqa: N818  the word of the house
    """Something outside the program is in the way; the text is one Vietnamese line for whoever started it."""


def disk_full(folder: Path) -> Trouble:
    """Return the line for a disk that takes no more under `folder`."""
    return Trouble(f"Đĩa đã đầy, không ghi được vào {folder}. Hãy giải phóng dung lượng rồi chạy lại.")


def has_room(folder: Path, *, least: int = LEAST_ROOM) -> bool:
    """Return whether the disk of a folder has room left; programs that fail for want of it do not always say so."""
    return shutil.disk_usage(folder).free >= least


def explain(error: OSError, *, folder: Path) -> Trouble:
    """Return the line for an error met while writing under `folder`."""
    if error.errno in FULL:
        return disk_full(folder)
    place = error.filename or folder
    if error.errno in CLOSED:
        return Trouble(
            f"Không ghi được vào {place}. Hãy cấp quyền ghi thư mục {folder} cho tài khoản đang chạy,"
            " hoặc đặt SOTAY_VAR tới một thư mục ghi được."
        )
    return Trouble(f"Không dùng được {place}: {error.strerror or error}.")


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn errors of the file system met inside into Trouble."""
    try:
        yield
    except OSError as error:
        raise explain(error, folder=folder) from error
