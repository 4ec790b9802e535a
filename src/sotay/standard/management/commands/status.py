"""`sotay status`: where an agency stands."""

import json
from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.agency.management.calling import PlainCommand, agency_called, wrong_call
from sotay.agency.models import Agency, Unit
from sotay.agency.vietnamese import parse_date
from sotay.standard.standings.judging import standings_of
from sotay.standard.standings.lines import NOT_CHECKED, Line
from sotay.standard.standings.links import url_of_line
from sotay.standard.standings.models import Word
from sotay.ui.formats import ngay

FIRST, LAST = date(1900, 1, 1), date(9900, 12, 31)
"""The days asked about: terms counted from them stay within what a calendar can hold."""


class Command(PlainCommand):
    """Print every obligation with its standing, computed for the day asked about."""

    help = "cho biết cơ quan đang thực hiện các việc phải làm đến đâu"
    usage = "sotay status --agency MÃ [--on NGÀY] [--json]"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the agency, the day, and the form of the answer."""
        parser.add_argument("--agency", required=True, help="tên ngắn hoặc chữ viết tắt của cơ quan")
        parser.add_argument("--on", help="xét cho ngày này, ví dụ 2026-06-30; mặc định hôm nay")
        parser.add_argument("--json", action="store_true", help="in JSON cho máy đọc")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Judge and print."""
        on = _day(options["on"]) if options["on"] else today()
        agency = agency_called(options["agency"])
        lines = standings_of(agency, on=on)
        units = dict(Unit.objects.filter(agency=agency).values_list("pk", "code"))
        if options["json"]:
            told = [_told(line, agency, units) for line in lines]
            answer = {"agency": agency.short_name, "on": on.isoformat(), "obligations": told}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{agency.name}, ngày {ngay(on)}")
        for line in lines:
            self.stdout.write(_read(line, units))


def _told(line: Line, agency: Agency, units: dict[int, str]) -> dict[str, Any]:
    """Return a line as the answer for machines names its parts; `late` stands only where evidence came late."""
    told = {
        "number": line.about.number,
        "code": line.obligation,
        "clause": line.about.clause,
        "unit": units[line.unit_id] if line.unit_id else None,
        "period": line.period or None,
        "standing": line.standing.lower(),
        "due": line.due.isoformat() if line.due else None,
        "reason": line.why,
        "link": url_of_line(line, agency=agency.short_name),
    }
    return told | ({"late": True} if line.late else {})


def _read(line: Line, units: dict[int, str]) -> str:
    """Return a line as people read it."""
    number = f"{line.about.number:>2}" if line.about.number else " –"
    where = " · ".join(part for part in (units.get(line.unit_id or 0, ""), line.when.name) if part)
    word = f"{Word(line.standing).label}{' (trễ)' if line.late else ''}"
    due = f", hạn {ngay(line.due)}" if line.due else ""
    why = "" if line.reason == NOT_CHECKED else f" {line.why}"  # the word says it already
    return f"{number} {line.about.title}{f' ({where})' if where else ''}: {word}{due}.{why}"


def _day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError as problem:
        raise wrong_call(str(problem)) from problem
    if not FIRST <= day <= LAST:
        raise wrong_call(
            _("Chỉ xét được từ ngày %(first)s đến ngày %(last)s.") % {"first": ngay(FIRST), "last": ngay(LAST)}
        )
    return day
