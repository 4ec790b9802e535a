"""The front page of surveys: coverage of a period."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.commands import NotFound, may, require
from sotay.evaluation.satisfaction.coverage.figures import SETTLED, SHARE, coverages
from sotay.evaluation.satisfaction.coverage.page import Page
from sotay.evaluation.satisfaction.coverage.periods import days_of, due_of, half_on, left_after
from sotay.evaluation.satisfaction.coverage.queries import years_of
from sotay.evaluation.tabs import CUSTOMERS
from sotay.exchange import export
from sotay.operation.statistics.months import FIRST_YEAR, LAST_YEAR
from sotay.pages import guests_may_read
from sotay.standard.catalogue.periods import Period, period_of
from sotay.standard.parameters.queries import values_of
from sotay.standard.registry.parameters import parameter_of
from sotay.ui.formats import ngay
from sotay.ui.links import with_query

PARTS = ("H1", "H2", "", "Q1", "Q2", "Q3", "Q4", *(f"{month:02d}" for month in range(1, 13)))


@guests_may_read
def coverage(request: HttpRequest) -> HttpResponseBase:
    """Show answers beside settled dossiers of a period, for the agency, its units, services, months, ways and proofs."""
    actor, on = request.actor, today()
    require(actor, "evaluation.view_satisfaction")
    pk = actor.agency.pk
    values = values_of([pk])
    period = _period(request, half=half_on(pk, on, values=values))
    days = days_of(pk, period, values=values)
    due = due_of(pk, period, values=values)
    told = coverages({pk: days}, on=on, values=values)[pk]
    page = Page(told, actor, due=due, left_from=left_after(days, period))
    title = _("Tỷ lệ phiếu trên hồ sơ đã giải quyết")
    if request.GET.get("export"):
        return export.answer(request, page.export_columns, page.export_rows(), title=f"{title} {period.key}")
    said = {"from": ngay(days.start), "to": ngay(days.end), "name": period.name}
    return render(
        request,
        "evaluation/satisfaction/coverage.html",
        {
            "title": title,
            "kicker": _("%(name)s, số liệu từ %(from)s đến %(to)s") % said,
            "tabs": CUSTOMERS.tabs_for(actor, active="coverage"),
            "page": page,
            "is_running": on < days.end,
            "on": min(on, days.end),
            "settled_words": parameter_of(SETTLED).kind.show(values.kept(pk, SETTLED, days.start)),
            "basis": parameter_of(SHARE).basis,
            "parameter_url": _parameter(actor) if may(actor, "standard.view_parameters") and actor.is_member else "",
            "choices": _choices(actor, period=period, on=on),
            "exports": [(word.upper(), with_query(request, export=word)) for word in export.FORMATS],
            "counts_url": reverse("operation:statistics", kwargs={"agency": actor.agency.short_name}),
        },
    )


def _period(request: HttpRequest, *, half: Period) -> Period:
    """Return the period an address names, the half people have in mind for none; NotFound for what is no period."""
    year, part = request.GET.get("year", ""), request.GET.get("part")
    if not year:
        return half
    try:
        period = period_of(f"{year}-{part}" if part else year)
    except ValueError as error:
        raise NotFound from error
    if not FIRST_YEAR <= period.year <= LAST_YEAR:
        raise NotFound
    return period


def _choices(actor: Actor, *, period: Period, on: date) -> list[dict[str, Any]]:
    """Return the boxes by which the period is chosen."""
    year, _dash, part = period.key.partition("-")
    years = sorted({period.year, *years_of(viewer=actor, on=on)}, reverse=True)
    return [
        {"name": "year", "label": _("Năm"), "options": [(str(one), str(one)) for one in years], "chosen": year},
        {"name": "part", "label": _("Kỳ"), "options": [(one, _part(one)) for one in PARTS], "chosen": part},
    ]


def _part(part: str) -> str:
    """Return a part of a year as it is said without the year."""
    if not part:
        return _("Cả năm")
    if part.startswith("H"):
        return _("6 tháng đầu năm") if part == "H1" else _("6 tháng cuối năm")
    if part.startswith("Q"):
        return _("Quý %s") % ("I", "II", "III", "IV")[int(part[1]) - 1]
    return _("Tháng %s") % int(part)


def _parameter(actor: Actor) -> str:
    return reverse("standard:parameter_detail", kwargs={"agency": actor.agency.short_name, "code": SHARE})
