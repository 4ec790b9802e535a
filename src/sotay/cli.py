"""The `sotay` command: what every word of it does, and what it needs before it can."""

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module

import django

from sotay.config.installation import surroundings
from sotay.config.translations import compile_translations
from sotay.config.trouble import Trouble

BUILT_IN = {
    "run": "chạy Sotay trên máy này: cơ sở dữ liệu, máy chủ web, tiến trình nền",
    "prepare": "cập nhật cơ sở dữ liệu, bản dịch và tệp giao diện sau khi cài bản mới",
    "worker": "chạy một tiến trình nền (khi cài trên máy chủ)",
    "manage": "các lệnh quản trị của Django",
}
HELP = {"-h", "--help", "help"}
MANAGED_BY_OWNER = {"migrate", "createcachetable", "flush", "pgtrigger", "sqlflush", "sqlmigrate"}
WITHOUT_DATABASE = {"text", "workdays"}


def main() -> int:
    """Do what the command line says and return the exit code: 0 done, 1 refused or in trouble, 2 wrong call."""
    words = sys.argv[1:]
    if not words or words[0] in HELP:
        return _help(asked=bool(words))
    name, *rest = words
    if name == "run":
        # The launcher stays small: it takes our place instead of being loaded beside Django.
        os.execv(sys.executable, [sys.executable, "-m", "sotay.config.launcher", *rest])  # noqa: S606
    if name == "prepare" or (name == "manage" and MANAGED_BY_OWNER.intersection(rest[:1])):
        os.environ["SOTAY_AS_OWNER"] = "1"
    try:
        with _needed(name, rest):
            if name == "prepare":
                compile_translations()
            _set_up()
            return int(import_module("sotay.config.dispatch").run(name, rest))
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _needed(name: str, words: list[str]) -> AbstractContextManager[None]:
    """Return what must be there while the command runs: nothing, or folder, key and database."""
    asks_for_agency = any(word.startswith("--a") for word in words)
    if (name in WITHOUT_DATABASE and not asks_for_agency) or {"-h", "--help"}.intersection(words):
        os.environ.setdefault("SOTAY_NO_SECRET_KEY", "1")
        return nullcontext()
    return surroundings()


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sotay.config.settings")
    django.setup()


def _help(*, asked: bool) -> int:
    """List every command with its line; the areas' own say theirs themselves."""
    os.environ.setdefault("SOTAY_NO_SECRET_KEY", "1")
    _set_up()
    areas = import_module("sotay.config.dispatch").own_commands()
    lines = BUILT_IN | {name: str(command.help) for name, command in areas.items()}
    out = sys.stdout if asked else sys.stderr
    out.write("Cách dùng: sotay LỆNH …\n\n")
    width = max(map(len, lines)) + 2
    for name, line in lines.items():
        out.write(f"  {name:<{width}}{line[:1].lower()}{line[1:].rstrip('.')}\n")
    out.write("\nsotay LỆNH --help cho biết cách dùng từng lệnh. Mã kết thúc: 0 xong, 1 bị từ chối, 2 gọi sai.\n")
    return 0 if asked else 2


if __name__ == "__main__":
    sys.exit(main())
