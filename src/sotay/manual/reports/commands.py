"""Writes upon reports: begun with their paper, the days of a plan set, figures pinned; letters of bodies above kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.evaluation.models import Inspection
from sotay.journal.recording import record
from sotay.manual.reports import guards
from sotay.manual.reports.content import read
from sotay.manual.reports.dates import read_plain
from sotay.manual.reports.models import Directive, Report
from sotay.manual.reports.periods import due_day
from sotay.search import index
from sotay.standard.models import ParameterValue
from sotay.standard.parameters.queries import values_of
from sotay.standard.registry.parameters import parameter_of
from sotay.support.models import OutgoingPaper
from sotay.support.outgoing.commands import cancel_paper, draft_paper

Kind = Report.Kind
SLUGS: Final = {
    Kind.PLAN: "ke-hoach",
    Kind.GUIDE: "huong-dan",
    Kind.COMMITTEE: "ban-chi-dao",
    Kind.PROVINCE: "cai-cach-hanh-chinh",
    Kind.SELF: "tu-kiem-tra",
    Kind.ROLLUP: "tong-hop-kiem-tra",
    Kind.ANNEX2: "phu-luc-ii",
}
BY_PLAN: Final = "Theo Kế hoạch số"


@command
def begin_report(
    agency: Agency,
    *,
    actor: Actor,
    kind: str,
    year: int,
    half: int = 0,
    inspection: Inspection | None = None,
    on: date,
) -> Report:
    """Begin a report of a year, or of its first half, with the draft of its paper; it is read from what there is."""
    require(actor, "manual.write_report", agency)
    agency = lock(agency)  # so that two people do not begin one each
    there = Report.objects.filter(agency=agency, kind=kind, year=year, half=half, inspection=inspection).first()
    refuse(
        guards.why_not_begin(
            agency, kind=kind, year=year, half=half, inspection=inspection, there=there, on=on
        )
    )  # fmt: skip

    report = Report(agency=agency, kind=kind, year=year, half=half, inspection=inspection)
    name = f"{year} {SLUGS[Kind(kind)]}{' 6 thang' if half else ''}"
    report.slug = free_slug(Report.objects.filter(agency=agency), name)
    report.save()
    _draft(report, actor=actor, on=on)

    record("manual.report.begun", actor=actor, subject=report, kind=kind, year=year, half=half)
    return report


@command
def draft_again(report: Report, *, actor: Actor, version: int, on: date) -> Report:
    """Draft a new paper for a report whose last one was cancelled or withdrawn."""
    require(actor, "manual.write_report", report)
    report = lock(report, version=version)
    refuse(guards.why_not_draft_again(report))
    report.figures, report.figures_date, report.due_date = {}, None, None
    _draft(report, actor=actor, on=on)

    record("manual.report.drafted_again", actor=actor, subject=report)
    return report


def _draft(report: Report, *, actor: Actor, on: date) -> None:
    report.paper = draft_paper(
        report.agency, actor=actor, form=guards.FORMS[Kind(report.kind)], about=report, year=report.year,
        half=report.half, on=on,
    )  # fmt: skip
    report.save()


@command
def set_dates(report: Report, *, actor: Actor, version: int, chosen: Mapping[str, str]) -> Report:
    """Set the days of a plan's year, as typed, by parameter; empty keeps what holds. They count once the plan is issued."""
    require(actor, "manual.write_report", report)
    report = lock(report, version=version)
    typed = {code: one_line(value) for code, value in chosen.items() if one_line(value)}
    refuse(guards.why_not_set_dates(report), guards.why_not_days(report, typed))
    kept = {code: parameter_of(code).kind.keep(value) for code, value in typed.items()}
    values = values_of([report.agency_id])
    start = date(report.year, 1, 1)
    dates = {code: value for code, value in kept.items() if value != values.kept(report.agency_id, code, start)}
    if dates == report.dates:
        return UNCHANGED  # type: ignore[return-value]
    report.dates = dates
    report.save()

    record("manual.report.dates_set", actor=actor, subject=report, dates=dates)
    return report


@command
def drop_report(report: Report, *, actor: Actor, version: int, reason: str, on: date) -> None:
    """Give up a report whose paper was never submitted; the paper is cancelled, the reason stays in the journal."""
    require(actor, "manual.write_report", report)
    report = lock(report, version=version)
    refuse(guards.why_not_drop(report), why_no_reason(reason))
    agency, title, paper = report.agency, str(report), report.paper
    index.forget([subjects.ref_of(report)], agency_id=agency.pk)
    report.delete()
    if paper is not None and paper.state == OutgoingPaper.State.DRAFT:
        cancel_paper(paper, actor=actor, version=paper.version, reason=reason, on=on)

    record("manual.report.dropped", actor=actor, subject=agency, reason=one_line(reason), title=title)


@command
def pin_report(report: Report, *, actor: Actor, on: date) -> Report:
    """Keep the figures of a report with the records behind them, as whoever submits its paper sees them on that day.

    Called before the paper's content is pinned, so that paper and figures are read once and say the same.
    """
    report = lock(report)
    report.figures, report.figures_date = read(report, viewer=actor, on=on), on
    report.save()

    record("manual.report.pinned", actor=actor, subject=report, figures_date=on)
    return report


@command
def open_report(report: Report, *, actor: Actor) -> Report:
    """Let the figures of a report follow the records again: its paper came back."""
    report = lock(report)
    if not report.is_pinned:
        return UNCHANGED  # type: ignore[return-value]
    report.figures, report.figures_date = {}, None
    report.save()

    record("manual.report.opened", actor=actor, subject=report)
    return report


@command
def report_issued(report: Report, *, actor: Actor, paper: OutgoingPaper) -> Report:
    """Keep the due day of a report as it was when its paper went out; a plan's days become those of the year's duties.

    The head's signature on the plan decides them, whoever of the office numbers and issues it. Days that hold already stay
    as they are.
    """
    report = lock(report)
    refuse(guards.why_days_do_not_hold(report))
    report.paper, report.due_date = paper, due_day(report)
    report.save()
    changed = _set_dates_of_year(report, actor=actor, paper=paper) if report.kind == Kind.PLAN else 0

    record(
        "manual.report.issued", actor=actor, subject=report, number=paper.full_number, issued_date=paper.issued_date,
        due_date=report.due_date, dates=changed,
    )  # fmt: skip
    return report


@command
def plan_withdrawn(report: Report, *, actor: Actor, paper: OutgoingPaper) -> Report:
    """Let the days hold again that held before a plan which was withdrawn; days set otherwise since stay."""
    report = lock(report)
    back = 0
    for one in map(read_plain, report.figures.get("dates", ())):
        row = _value_of_year(report, one.code)
        if row.pk and one.is_new and row.value == one.kept and row.reason.startswith(BY_PLAN):
            _set(row, one.held, actor=actor, reason=f"Kế hoạch số {paper.full_number} đã thu hồi")
            back += 1
    record("manual.report.plan_withdrawn", actor=actor, subject=report, number=paper.full_number, dates=back)
    return report


def _set_dates_of_year(report: Report, *, actor: Actor, paper: OutgoingPaper) -> int:
    """Let the days of the plan hold from the first of January of its year, for the reason of the plan's number; return how many."""
    values, start = values_of([report.agency_id]), date(report.year, 1, 1)
    changed = 0
    for one in map(read_plain, report.figures.get("dates", ())):
        if values.kept(report.agency_id, one.code, start) != one.kept:
            _set(_value_of_year(report, one.code), one.kept, actor=actor, reason=_by_plan(paper))
            changed += 1
    return changed


def _by_plan(paper: OutgoingPaper) -> str:
    day = f" ngày {paper.dated:%d/%m/%Y}" if paper.dated else ""
    return f"{BY_PLAN} {paper.full_number}{day}"


def _value_of_year(report: Report, code: str) -> ParameterValue:
    """Return the value of a parameter set from the first of January of a report's year, locked; a new one where there is none."""
    start = date(report.year, 1, 1)
    rows = ParameterValue.objects.filter(agency_id=report.agency_id, code=code, valid_from_date=start)
    return rows.select_for_update().first() or ParameterValue(
        agency_id=report.agency_id, code=code, valid_from_date=start
    )


def _set(row: ParameterValue, value: str, *, actor: Actor, reason: str) -> None:
    before, row.value, row.reason = row.value, value, reason
    row.save()
    record(
        "standard.parameter.set", actor=actor, subject=row, reason=reason, code=row.code, value=value,
        before=before, valid_from_date=row.valid_from_date,
    )  # fmt: skip


@command
def keep_directive(
    agency: Agency, *, actor: Actor, number: str, dated: date, issuer: str, summary: str, asks: str = ""
) -> Directive:
    """Keep a letter of a body above that the system is run by; its file is attached to it afterwards."""
    require(actor, "manual.write_directive", agency)
    number = one_line(nfc(number))
    there = Directive.objects.filter(agency=agency, number=number, dated=dated).first()
    refuse(guards.why_not_keep(number, dated, there))
    one = Directive(
        agency=agency,
        number=number,
        dated=dated,
        issuer=one_line(nfc(issuer)),
        summary=one_line(nfc(summary)),
        asks=_text(asks),
    )
    one.slug = free_slug(Directive.objects.filter(agency=agency), f"{number} {dated.year}")
    one.save()

    record("manual.directive.kept", actor=actor, subject=one, number=number, dated=dated)
    return one


@command
def change_directive(one: Directive, *, actor: Actor, version: int, **values: Any) -> Directive:
    """Put right what was entered of a letter of a body above."""
    require(actor, "manual.write_directive", one)
    one = lock(one, version=version)
    clean = {
        "number": one_line(nfc(values["number"])), "dated": values["dated"], "issuer": one_line(nfc(values["issuer"])),
        "summary": one_line(nfc(values["summary"])), "asks": _text(values.get("asks", "")),
    }  # fmt: skip
    others = Directive.objects.filter(agency=one.agency_id, number=clean["number"], dated=clean["dated"])
    refuse(guards.why_not_keep(clean["number"], clean["dated"], others.exclude(pk=one.pk).first()))
    changed = [name for name, value in clean.items() if getattr(one, name) != value]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    for name in changed:
        setattr(one, name, clean[name])
    one.save()

    record("manual.directive.changed", actor=actor, subject=one, fields=changed)
    return one


@command
def end_directive(one: Directive, *, actor: Actor, version: int, ended_date: date, reason: str) -> Directive:
    """Cite a letter of a body above no longer from a day on: it was carried out, or another took its place."""
    require(actor, "manual.write_directive", one)
    one = lock(one, version=version)
    refuse(guards.why_not_end(one, ended_date), why_no_reason(reason))
    one.ended_date = ended_date
    one.save()

    record("manual.directive.ended", actor=actor, subject=one, ended_date=ended_date, reason=one_line(reason))
    return one


def _text(text: str) -> str:
    return nfc(text).replace("\r\n", "\n").strip()
