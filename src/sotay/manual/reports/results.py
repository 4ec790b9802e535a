"""The numbers of a report of results: by subject, beside those of the period before, with the records behind them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.evaluation.reviews.pack import Figure, read_figures
from sotay.manual.reports.behind import rows_behind
from sotay.manual.reports.groups import CODES, GROUPS
from sotay.manual.reports.models import Report
from sotay.manual.reports.periods import days_of, due_day
from sotay.manual.reports.points import open_points
from sotay.standard.catalogue.obligations import Rule, obligations
from sotay.standard.catalogue.periods import Span
from sotay.standard.standings.judging import standings_of
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word

Plain = dict[str, Any]
UNKNOWN: Final = "chưa có số liệu"
"""What stands for a number nobody knows; never nought."""
NEVER: Final = "trước khi dùng hệ thống"
TOLD: Final = frozenset(
    code for code, one in obligations().items() if one.due.rule is Rule.FIXED and not one.is_own and not one.optional
)
"""The duties with a day of the year, whose keeping a report tells."""
OUT_OF_ACCOUNT: Final = frozenset({Word.NOT_APPLICABLE, Word.NOT_ARISEN, Word.NOT_CHECKED})


def read_results(report: Report, *, viewer: Actor, on: date) -> Plain:
    """Return the numbers of a report of six months or a year as they count on a day; a constant number of queries."""
    agency = report.agency
    span = days_of(agency.pk, report.year, report.half, on=on)
    now = read_figures(CODES, agency, span, on=span.end)
    before = _before(report, agency)
    behind = rows_behind(viewer, span)
    due = due_day(report)
    return {
        "from": span.start.isoformat(),
        "to": span.end.isoformat(),
        "before": before["name"],
        "due": due.isoformat() if due else "",
        "groups": [
            {
                "key": group.key,
                "figures": [_told(now[code], before["figures"].get(code)) for code in group.codes if code in now],
                "rows": behind[group.key],
            }
            for group in GROUPS
        ],
        "duties": _duties(agency, span, on=span.end),
        "points": [one.plain() for one in open_points(viewer=viewer, year=report.year, on=span.end)],
    }


def _told(one: Figure, before: str | None) -> Plain:
    return one.plain() | {"words": one.words or UNKNOWN, "before": before or UNKNOWN}


def _before(report: Report, agency: Agency) -> Plain:
    """Return what the same report of the year before told: as it was pinned, else as it counts for its days now.

    Of days before the agency used Sotay nothing is known, whatever the tables hold.
    """
    former = Report.objects.filter(agency=agency, kind=report.kind, year=report.year - 1, half=report.half).first()
    name = f"6 tháng đầu năm {report.year - 1}" if report.half else f"năm {report.year - 1}"
    if former is not None and former.is_pinned:
        told = {one["code"]: one["words"] for group in former.figures["groups"] for one in group["figures"]}
        return {"name": name, "figures": told}
    span = days_of(agency.pk, report.year - 1, report.half, on=date.max)
    if agency.in_use_from_date is not None and span.end < agency.in_use_from_date:
        return {"name": name, "figures": dict.fromkeys(CODES, NEVER)}
    read = read_figures(CODES, agency, span, on=span.end)
    return {"name": name, "figures": {code: one.words for code, one in read.items()}}


def _duties(agency: Agency, span: Span, *, on: date) -> list[Plain]:
    """Return how the duties that fell due within the days were kept: one row each, its units counted together."""
    together: dict[tuple[str, str], list[Line]] = {}
    for line in standings_of(agency, on=on, codes=TOLD):
        if line.due is not None and span.start <= line.due <= span.end and line.standing not in OUT_OF_ACCOUNT:
            together.setdefault((line.obligation, line.period), []).append(line)
    rows = sorted(together.values(), key=lambda some: (some[0].due, some[0].about.order))
    return [_duty(some) for some in rows]


def _duty(lines: list[Line]) -> Plain:
    about, done = lines[0].about, [one for one in lines if one.standing == Word.MET]
    late = sum(one.late for one in done)
    last = max((one.evidence_date for one in done if one.evidence_date), default=None)
    return {
        "title": about.vi.title,
        "code": about.code,
        "due": lines[0].due.isoformat() if lines[0].due else "",
        "done": last.isoformat() if last else "",
        "state": _state(about.owed == "unit", len(lines), len(done), late),
        "late": bool(late) or len(done) < len(lines),
    }


def _state(of_units: bool, all_: int, done: int, late: int) -> str:
    if of_units:
        said = f"{done}/{all_} đơn vị đã thực hiện"
        return f"{said}, {late} muộn" if late else said
    if not done:
        return "quá hạn, chưa thực hiện"
    return "đã thực hiện, muộn" if late else "đã thực hiện"


def figures_by_code(told: Mapping[str, Any]) -> dict[str, Plain]:
    """Return the numbers of pinned or read results by their codes."""
    groups: Iterable[Mapping[str, Any]] = told["groups"]
    return {one["code"]: one for group in groups for one in group["figures"]}
