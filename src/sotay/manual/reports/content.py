"""What a report tells, as plain values: as it was pinned when it was submitted, else as it counts on a day."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import override

from sotay.agency.actor import Actor
from sotay.agency.edition import TCVN
from sotay.evaluation.inspections.rounds.queries import list_rounds
from sotay.evaluation.models import Inspection
from sotay.manual.models import Manual
from sotay.manual.reports.annex2 import read_annex2
from sotay.manual.reports.dates import dates_of
from sotay.manual.reports.models import Directive, Report
from sotay.manual.reports.points import open_points
from sotay.manual.reports.results import read_results
from sotay.manual.selfcheck.papers import Asked, committee_decisions
from sotay.manual.selfcheck.queries import CheckedLine, get_selfcheck
from sotay.papers.shapes import LAWS
from sotay.standard.parameters.queries import values_of
from sotay.standard.registry.parameters import parameter_of
from sotay.standard.standings.models import Word
from sotay.support.models import OutgoingPaper
from sotay.ui.formats import ngay

Plain = dict[str, Any]
Kind = Report.Kind


def told_of(report: Report, *, viewer: Actor, on: date) -> Plain:
    """Return what a report tells; a constant number of queries."""
    return report.figures if report.is_pinned else read(report, viewer=viewer, on=on)


def read(report: Report, *, viewer: Actor, on: date) -> Plain:
    """Return what a report tells as it counts on a day, in Vietnamese, the language of papers."""
    with override("vi"):
        return {"on": on.isoformat()} | _READERS[Kind(report.kind)](report, viewer=viewer, on=on)


def directives_on(*, viewer: Actor, on: date) -> list[Directive]:
    """Return the letters of bodies above that are cited on a day, oldest first."""
    rows = Directive.objects.of(viewer).filter(dated__lte=on).exclude(ended_date__lte=on)
    return list(rows.order_by("dated", "pk"))


def _plan(report: Report, *, viewer: Actor, on: date) -> Plain:
    """Tell the days of the year, the points left open and the letters carried out."""
    return {
        "bases": _bases(report, viewer=viewer, on=on),
        "dates": [one.plain() for one in dates_of(report.agency, report.year, report.dates)],
        "points": [one.plain() for one in open_points(viewer=viewer, year=report.year - 1, on=on)],
    }


def _guide(report: Report, *, viewer: Actor, on: date) -> Plain:
    """Tell the days of the year: those of a plan on its way, which has to be issued before the letter, else those that hold."""
    plan = Report.objects.filter(agency=report.agency, kind=Kind.PLAN, year=report.year).select_related("paper").first()
    chosen = plan.dates if plan and plan.paper and plan.paper.state in OutgoingPaper.OPEN else {}
    bases = _bases(report, viewer=viewer, on=on)
    if plan is not None and plan.is_out and plan.paper is not None and plan.paper.dated is not None:
        bases.append(
            f"Thực hiện Kế hoạch số {plan.paper.full_number} ngày {ngay(plan.paper.dated)} của {report.agency.name} duy trì, cải "
            f"tiến hệ thống quản lý chất lượng năm {report.year}"
        )
    values, start = values_of([report.agency_id]), date(report.year, 1, 1)
    return {
        "bases": bases,
        "dates": [one.plain() for one in dates_of(report.agency, report.year, chosen)],
        "share": parameter_of("survey.share").kind.type(values.kept(report.agency_id, "survey.share", start)),
        "law": parameter_of("law.update.term").kind.type(values.kept(report.agency_id, "law.update.term", start)),
    }


def _bases(report: Report, *, viewer: Actor, on: date) -> list[str]:
    """Return what plan and letter rest on: the law, the committee's decision, the manual's, the letters carried out."""
    agency = report.agency
    found = list(LAWS)
    for paper in committee_decisions(Asked(viewer, on))[:1]:
        number = paper.note.partition(",")[0].removeprefix("số ")
        found.append(
            f"Căn cứ Quyết định số {number} ngày {ngay(paper.day)} của {agency.name} về việc thành lập {agency.committee_name}"
        )
    manual = Manual.objects.filter(agency=agency, issue_decision__date__lte=on).select_related("issue_decision").first()
    if manual is not None and manual.issue_decision is not None:
        paper_of = manual.issue_decision
        found.append(
            f"Căn cứ Quyết định số {paper_of.number} ngày {ngay(paper_of.date)} của {agency.name} về việc ban hành "
            f"{agency.manual_name[:1].lower()}{agency.manual_name[1:]} theo {TCVN}"
        )
    found += [
        f"Thực hiện văn bản số {one.number} ngày {ngay(one.dated)} của {one.issuer} về việc "
        f"{one.summary[:1].lower()}{one.summary[1:].rstrip('.;')}"
        for one in directives_on(viewer=viewer, on=on)
    ]
    return found


def _selfcheck(report: Report, *, viewer: Actor, on: date) -> Plain:
    """Tell the thirteen lines of contents A and B as they stand."""
    check = get_selfcheck(viewer=viewer, on=on, today=on)
    inspection: Inspection | None = report.inspection
    return {
        "body": inspection.body if inspection else "",
        "plan": inspection.plan if inspection else "",
        "lines": [_line(one) for one in check.lines],
        "missing": check.missing,
    }


def _line(one: CheckedLine) -> Plain:
    return {
        "key": one.line.key,
        "title": str(one.line.title),
        "word": str(Word(one.word).label),
        "late": one.late,
        "said": one.said,
        "papers": [[paper.title, ngay(paper.day), paper.note, paper.url] for paper in one.papers],
        "missing": [[missing.why, ngay(missing.due), missing.late, missing.who] for missing in one.missing],
    }


def _rounds(report: Report, *, viewer: Actor, on: date) -> Plain:  # noqa: ARG001  one shape for all readers
    """Tell the rounds of inspections the agency carried out in the year."""
    rows = list_rounds(viewer=viewer).filter(year=report.year).order_by("from_date", "pk")
    return {
        "rounds": [
            {
                "title": one.title, "slug": one.slug, "plan": one.plan.number if one.plan else "",
                "from": ngay(one.from_date), "to": ngay(one.to_date), "finished": ngay(one.finished_date),
                "bodies": one.bodies, "by_file": one.by_file, "on_site": one.on_site, "announced": one.announced,
                "note": one.note,
            }
            for one in rows
        ]
    }  # fmt: skip


_READERS: Final[Mapping[str, Callable[..., Plain]]] = {
    Kind.PLAN: _plan,
    Kind.GUIDE: _guide,
    Kind.COMMITTEE: read_results,
    Kind.PROVINCE: read_results,
    Kind.SELF: _selfcheck,
    Kind.ROLLUP: _rounds,
    Kind.ANNEX2: read_annex2,
}
