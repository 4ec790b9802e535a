"""Pages of a period: who has sent and who not, reminding, and the report of the whole agency."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.vietnamese import format_date_in_words
from sotay.commands import may, require
from sotay.exchange import export
from sotay.pages import guests_may_read, once, run_plain, shown
from sotay.planning.results import commands, exports, queries
from sotay.planning.results.models import Report
from sotay.planning.results.queries import Place
from sotay.planning.results.verdicts import TONES, Verdict
from sotay.planning.tabs import address, crumb_to, tabs_for
from sotay.standard.reporting import KINDS, QUARTERS, ReportingPeriod, name_of_period
from sotay.ui.formats import ngay, so
from sotay.ui.parts import Action, Blocked, Link, Tab

STATE_TONES = {
    Report.State.DRAFT: "quiet",
    Report.State.SENT: "now",
    Report.State.RETURNED: "warn",
    Report.State.TAKEN: "done",
}


@guests_may_read
def result_board(request: HttpRequest) -> HttpResponse:
    """Show who has sent the report of a period, who is late and who has not, and remind them."""
    actor = request.actor
    require(actor, "planning.view_results")
    period = queries.get_period(request.GET.get("period", ""), viewer=actor, on=today())
    return _board(request, period)


@once
@require_POST
def report_remind(request: HttpRequest, period: str) -> HttpResponse:
    """Remind the units chosen, or one by its own button, of the report of a period."""
    actor = request.actor
    require(actor, "planning.remind")
    asked = queries.get_period(period, viewer=actor, on=today())
    only = request.POST.get("only")
    units = [queries.get_unit(slug, viewer=actor) for slug in ([only] if only else request.POST.getlist("unit"))]
    reached: list[Place] = []

    def remind(*, actor: Actor) -> None:
        reached.extend(commands.remind_of_reports(actor.agency, actor=actor, period=asked.key, units=units, on=today()))

    reasons = run_plain(remind, actor=actor)
    if reasons:
        blocked = [Blocked(title=_("Chưa nhắc được"), reasons=shown(reasons, actor))]
        return _board(request, asked, blocked=blocked, status=422)
    told = {place.unit for place in reached}
    messages.success(request, _("Đã nhắc: %s.") % ", ".join(place.name for place in reached))
    if missed := ", ".join(unit.name if unit else actor.agency.name for unit in units if unit not in told):
        messages.warning(request, _("Không nhắc được hoặc hôm nay đã nhắc: %s.") % missed)
    return redirect(f"{address(actor, 'result_board')}?period={asked.key}")


@guests_may_read
def period_report(request: HttpRequest, period: str) -> HttpResponseBase:
    """Show the report of a period of the whole agency as a paper; `?export=` gives it as a table file."""
    actor = request.actor
    require(actor, "planning.view_results")
    asked = queries.get_period(period, viewer=actor, on=today())
    places = queries.board(viewer=actor, period=asked, on=today())
    title = _("Kết quả mục tiêu %s") % asked.name.lower()
    if request.GET.get("export"):
        return export.answer(request, exports.COLUMNS, exports.rows(places), title=title)
    told = [place for place in places if place.is_told]
    url = address(actor, "period_report", period=asked.key)
    return render(
        request,
        "planning/results/period.html",
        {
            "crumbs": [crumb_to(actor, "results"), Link(label=asked.name, url=_board_url(actor, asked.key))],
            "period": asked,
            "day": format_date_in_words(today()),
            "places": [(place, _columns(asked, place.counts, told=place.is_told)) for place in places],
            "told": told,
            "missing": [place for place in places if place.is_awaited],
            "missed": [(place, line) for place in told for line in place.lines if line.is_bad],
            "sums": _columns(asked, _sums(told), told=True),
            "downloads": [
                Action(label=_("Tải XLSX"), url=f"{url}?export=xlsx", icon="download"),
                Action(label=_("Tải CSV"), url=f"{url}?export=csv", icon="download"),
            ],
        },
    )


def _board(
    request: HttpRequest, period: ReportingPeriod, *, blocked: Sequence[Blocked] = (), status: int = 200
) -> HttpResponse:
    actor = request.actor
    places = queries.board(viewer=actor, period=period, on=today())
    reminds = may(actor, "planning.remind")
    awaited = [place for place in places if place.is_awaited]
    owing = [place for place in places if place.state not in queries.NOT_AWAITED]
    reminders = queries.last_reminders(period, viewer=actor) if may(actor, "work.view_reminders") else {}
    return render(
        request,
        "planning/results/board.html",
        {
            "title": _("Kết quả thực hiện mục tiêu"),
            "period": period,
            "tabs": tabs_for(actor, active="results"),
            "periods": _period_tabs(actor, period),
            "years": _years(actor, period),
            "rows": [_row(actor, place, reminds=reminds, reminded=reminders.get(place.slug)) for place in places],
            "sent": f"{sum(place.is_told for place in places)}/{len(owing)}",
            "late": sum(place.is_late and place.is_told for place in places),
            "awaited": len(awaited),
            "overdue": sum(place.is_late for place in awaited),
            "returned": sum(place.state == Report.State.RETURNED for place in places),
            "verdicts": [one for one in _counts(_sums(places)) if one[1] != "0"],
            "report": Action(
                label=_("Báo cáo của cơ quan"), url=address(actor, "period_report", period=period.key), icon="printer"
            ),
            "remind_url": address(actor, "report_remind", period=period.key) if reminds and awaited else "",
            "reminder": _reminder(request, period, awaited) if reminds and awaited else "",
            "blocked": blocked,
        },
        status=status,
    )


def _row(actor: Actor, place: Place, *, reminds: bool, reminded: queries.Reminded | None) -> dict[str, Any]:
    """Return a unit as a row of the board: state, lateness, counts, and the one thing to do."""
    report = place.report
    write = address(actor, "report_write", period=place.period.key, unit=place.slug)
    url = address(actor, "report_detail", slug=report.slug) if report else ""
    writes = place.takes_figures and may(actor, "planning.write_report", Report(agency=actor.agency, unit=place.unit))
    return {
        "place": place,
        "url": url,
        "tone": STATE_TONES[Report.State(report.state)] if report else "quiet",
        "write": write if writes else "",
        "word": _("Lập báo cáo") if report is None else _("Tiếp tục"),
        "counts": ", ".join(f"{number} {word}" for word, number, _tone in _counts(place.counts) if number != "0"),
        "reminds": reminds and place.is_awaited,
        "reminded": reminded if place.is_awaited else None,
    }


def _sums(places: Sequence[Place]) -> dict[str, int]:
    return {word: sum(place.counts[word] for place in places) for word in Verdict.values}


def _counts(counts: dict[str, int]) -> list[tuple[str, str, str]]:
    """Return verdict, number and colour, in the order of the words."""
    return [(str(Verdict(word).label), so(number), TONES[Verdict(word)]) for word, number in counts.items()]


def _columns(period: ReportingPeriod, counts: dict[str, int], *, told: bool) -> list[tuple[str, str]]:
    """Return the columns of the sums: the verdicts that reports of the period can bear, with their numbers."""
    final = (Verdict.ACHIEVED, Verdict.MISSED)
    words = final if period.is_final else (*final, Verdict.EXPECTED, Verdict.EXPECTED_MISS, Verdict.PENDING)
    return [(str(word.label), so(counts[word]) if told else "–") for word in words]


def _board_url(actor: Actor, key: str) -> str:
    return f"{address(actor, 'result_board')}?period={key}"


def _period_tabs(actor: Actor, period: ReportingPeriod) -> list[Tab]:
    """Return the periods of the year; quarters where an objective reports by quarter, or one is looked at."""
    quarters = period.kind in QUARTERS or queries.has_quarters(period.year, viewer=actor)
    kinds = [kind for kind in KINDS if quarters or kind not in QUARTERS]
    keys = [f"{period.year:04d}-{kind}" for kind in kinds]
    return [Tab(label=name_of_period(key), url=_board_url(actor, key), active=key == period.key) for key in keys]


def _years(actor: Actor, period: ReportingPeriod) -> list[Link]:
    """Return the same period of the other years that have objectives."""
    years = queries.years_with_sets(viewer=actor)
    return [
        Link(label=str(year), url=_board_url(actor, f"{year:04d}-{period.kind}"))
        for year in years
        if year != period.year
    ]


def _reminder(request: HttpRequest, period: ReportingPeriod, awaited: Sequence[Place]) -> str:
    """Return words that can be sent to the units whose report is awaited."""
    said = {"period": period.name.lower(), "due": ngay(period.due), "cutoff": ngay(period.cutoff)}
    number = len(awaited)
    lines = [
        ngettext(
            "Kính gửi đơn vị sau, đề nghị gửi báo cáo kết quả mục tiêu %(period)s (số liệu đến ngày %(cutoff)s, hạn %(due)s):",
            "Kính gửi các đơn vị sau, đề nghị gửi báo cáo kết quả mục tiêu %(period)s (số liệu đến ngày %(cutoff)s, hạn %(due)s):",
            number,
        )
        % said,
        *(f"- {place.name}: {place.said.lower()}" for place in awaited),
        request.build_absolute_uri(_board_url(request.actor, period.key)),
    ]
    return "\n".join(lines)
