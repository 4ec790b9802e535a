"""`sotay text`: Vietnamese lines folded, sorted, or read as document numbers."""

import json
import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from sotay.agency.document_numbers import parse_document_number
from sotay.agency.management.calling import PlainCommand
from sotay.agency.vietnamese import fold, nfc, sort_key

_SHOWN = ("seq", "seq_suffix", "year", "type_abbr", "issuer_and_unit", "symbol", "flags")


class Command(PlainCommand):
    """Read lines from standard input and print what was asked for; needs no database."""

    help = "bỏ dấu, sắp xếp theo thứ tự tiếng Việt, hoặc đọc số ký hiệu văn bản, từng dòng một"
    usage = "sotay text fold|sort|number < TỆP"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the one word that says what to do."""
        parser.add_argument("what", choices=["fold", "sort", "number"])

    def handle(self, *_args: Any, what: str, **_options: Any) -> None:
        """Print the answer, a line for a line."""
        for line in _ANSWERS[what](_lines()):
            self.stdout.write(line)


def _folded(lines: Iterator[str]) -> Iterator[str]:
    return map(fold, lines)


def _sorted(lines: Iterator[str]) -> Iterator[str]:
    return iter(sorted(lines, key=sort_key))


def _numbers(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        number = parse_document_number(line)
        yield json.dumps({name: getattr(number, name) for name in _SHOWN}, ensure_ascii=False)


_ANSWERS = {"fold": _folded, "sort": _sorted, "number": _numbers}


def _lines() -> Iterator[str]:
    """Yield the lines of standard input in NFC, whatever the machine's own encoding is."""
    for number, line in enumerate(sys.stdin.buffer, start=1):
        try:
            yield nfc(line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n"))
        except UnicodeDecodeError as problem:
            raise CommandError(_("Dòng %d không phải là chữ Unicode (UTF-8).") % number) from problem
