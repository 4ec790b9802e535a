"""One command of the `sotay` line, run inside Django, with expected trouble told in one line.

Imported only after Django is set up.
"""

import errno
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import BaseCommand, ManagementUtility, get_commands, load_command_class
from django.core.management.base import CommandError
from django.db import DatabaseError, OperationalError, connection, connections
from django.http import Http404

from sotay.commands import Refused
from sotay.config import worker
from sotay.config.installation import DATABASE_FOLDER
from sotay.config.preparing import prepare
from sotay.config.trouble import Trouble, disk_full, explain, has_room

DONE, REFUSED, WRONG_CALL, INTERRUPTED = 0, 1, 2, 128 + signal.SIGINT


def own_commands() -> dict[str, BaseCommand]:
    """Return the commands the areas of the house bring, by name."""
    ours = {name: app for name, app in get_commands().items() if str(app).startswith("sotay.")}
    return {name: load_command_class(app, name) for name, app in sorted(ours.items())}


def run(name: str, words: list[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or in trouble, 2 wrong call."""
    try:
        return _run(name, words)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (Exception, KeyboardInterrupt) as error:
        lines, code = _told(error)
        if not lines:
            raise
        return _say(lines, code=code)
    finally:
        connections.close_all()


def _told(error: BaseException) -> tuple[list[str], int]:
    """Return the lines and the exit code for an expected error, no line for a mistake in the program."""
    lines, code = [str(error) or type(error).__name__], REFUSED
    match error:
        case CommandError():
            code = error.returncode
        case Refused():
            lines = [str(reason.text) for reason in error.reasons]
        case KeyboardInterrupt():
            lines, code = ["Đã dừng."], INTERRUPTED
        case DatabaseError():
            lines = [line] if (line := database_trouble(error)) else []
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):  # met while writing, where nobody knows the name any more
            lines = [str(explain(error, folder=settings.SOTAY_VAR))]
        case OSError(filename=str() as place):
            lines = [str(explain(error, folder=Path(place).parent))]
        case Trouble() | Http404() | PermissionDenied():
            pass
        case _:
            lines = []
    return lines, code


def _run(name: str, words: list[str]) -> int:
    if name == "manage":
        ManagementUtility(["sotay manage", *words]).execute()
    elif name == "prepare":
        prepare(demo="--demo" in words)
    elif name == "worker":
        worker.work(polling=settings.SOTAY_WORKER_PERIOD)
    elif name in (commands := own_commands()):
        # --traceback lets refusals through to us: Django would print them in words of its own.
        commands[name].run_from_argv(["sotay", name, "--traceback", *words])
    else:
        return _say([f"Không có lệnh “{name}”. Xem sotay --help."], code=WRONG_CALL)
    return DONE


def _say(lines: Iterable[str], *, code: int) -> int:
    sys.stdout.flush()
    for line in lines:
        sys.stderr.write(f"{line}\n")
    return code


def database_trouble(error: DatabaseError) -> str | None:
    """Return the line for an error of the database that is not the program's, None for others."""
    place = "{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
    said = " ".join(str(error).split())
    cause = error.__cause__
    if isinstance(cause, psycopg.errors.DiskFull):
        return f"Đĩa của cơ sở dữ liệu {place} đã đầy. Hãy giải phóng dung lượng rồi chạy lại."
    if isinstance(cause, psycopg.errors.InsufficientPrivilege):
        return f"Tài khoản cơ sở dữ liệu không đủ quyền tại {place}: {said}"
    if isinstance(error, OperationalError):
        if (ours := settings.SOTAY_VAR / DATABASE_FOLDER).is_dir() and not has_room(ours):
            return str(disk_full(ours))  # our own server fell, and does not say to its clients of what
        return f"Không kết nối được cơ sở dữ liệu tại {place}: {said}"
    if isinstance(cause, psycopg.errors.UndefinedTable):
        return f"Cơ sở dữ liệu tại {place} chưa được chuẩn bị. Hãy chạy sotay prepare (hoặc sotay run một lần)."
    return None
