"""`sotay workdays`: the day a term ends."""

from datetime import date, time
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from sotay.agency.management.calling import PlainCommand, agency_called, wrong_call
from sotay.agency.models.calendar import calendar_of
from sotay.agency.vietnamese import parse_date
from sotay.agency.workdays import TermUnit, shipped_calendar


class Command(PlainCommand):
    """Print the due day in ISO form; needs the database only for an agency's own calendar."""

    help = "tính ngày hết hạn theo lịch làm việc"
    usage = "sotay workdays NGÀY SỐ [--unit working|calendar|months] [--received HH:MM --cutoff HH:MM] [--agency MÃ]"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take day and length of the term, and what changes the counting."""
        parser.add_argument("date", help="ngày nhận, ví dụ 2026-02-12")
        parser.add_argument("n", help="thời hạn, số nguyên không âm")
        parser.add_argument("--unit", choices=[unit.lower() for unit in TermUnit.values], default="working")
        parser.add_argument("--received", help="giờ nhận, HH:MM")
        parser.add_argument("--cutoff", help="sau giờ này tính là nhận ngày làm việc tiếp theo, HH:MM")
        parser.add_argument("--agency", help="tên ngắn hoặc chữ viết tắt của cơ quan: dùng lịch của cơ quan đó")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the due day; say on the error stream which years have no published calendar."""
        received, n = _day(options["date"]), _length(options["n"])
        if bool(options["received"]) != bool(options["cutoff"]):
            raise wrong_call(_("--received và --cutoff đi cùng nhau."))
        times = {"received_time": _time(options["received"]), "cutoff": _time(options["cutoff"])}
        calendar = calendar_of(agency_called(options["agency"])) if options["agency"] else shipped_calendar()
        try:
            due = calendar.due(received, n, TermUnit(options["unit"].upper()), **times)
        except (ValueError, OverflowError) as problem:
            raise wrong_call(_("Thời hạn quá dài.")) from problem
        for years in _spans(calendar.undecided_years(received, due)):
            self.stderr.write(
                _("Lịch làm việc năm %s chưa công bố: tính theo ngày nghỉ do luật định.") % years, style_func=str
            )
        self.stdout.write(due.isoformat())


def _spans(years: tuple[int, ...]) -> list[str]:
    """Return the years as they are said: each run of them as first–last."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as problem:
        raise wrong_call(str(problem)) from problem


def _length(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len("40000")):
        raise wrong_call(_("Thời hạn phải là số nguyên không âm, không quá năm chữ số: “%s”.") % text)
    return int(text)


def _time(text: str | None) -> time | None:
    if text is None:
        return None
    try:
        return time.fromisoformat(text if text[1:2] != ":" else f"0{text}")
    except ValueError as problem:
        raise wrong_call(_("Giờ viết HH:MM: “%s”.") % text) from problem
