"""Public pages without sign-in: the results an agency published, without any words of those who answered."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.agency.clock import today
from sotay.evaluation.satisfaction.synthesis import charts, queries
from sotay.evaluation.satisfaction.synthesis.results import Results
from sotay.pages import sessionless
from sotay.ui.asking import asks_too_often

PER_MINUTE: Final = 120
"""How many pages one address may ask for in a minute."""


@sessionless
@require_safe
def survey_results(request: HttpRequest, office: str) -> HttpResponse:
    """List the results an agency published."""
    if asks_too_often(request, "survey-results", per_minute=PER_MINUTE):
        return _told(request, "none.html", {"too_often": True}, status=429)
    found = queries.office_with_results(office, on=today())
    if found is None:
        return _told(request, "none.html", {}, status=404)
    return _told(request, "public_list.html", {"office": found, "published": queries.list_published(found)})


@sessionless
@require_safe
def survey_results_page(request: HttpRequest, office: str, slug: str) -> HttpResponse:
    """Show the published results of one synthesis."""
    if asks_too_often(request, "survey-results", per_minute=PER_MINUTE):
        return _told(request, "none.html", {"too_often": True}, status=429)
    found = queries.office_with_results(office, on=today())
    one = queries.list_published(found).select_related("agency").filter(slug=slug).first() if found else None
    if one is None:
        return _told(request, "none.html", {}, status=404)
    shown = Results(one, one.figures, is_pinned=True)
    return _told(request, "public.html", {"office": found, "one": one, "shown": shown, **_charts(one.figures)})


def _charts(figures: dict[str, Any]) -> dict[str, Any]:
    """Return the charts everybody may see: of fewer than five sheets nothing but their number."""
    few = figures["answers"] < charts.FEWEST
    portal = figures["portal"]
    return {
        "is_few": few,
        "factors": None if few else charts.factor_chart(figures, public=True),
        "groups": [] if few else charts.group_charts(figures, public=True),
        "questions": [] if few else charts.question_charts(figures, public=True),
        "tells_portal": portal is not None and sum(portal["levels"]) >= charts.FEWEST,
    }


def _told(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer; the same is said of an agency there is not, one that shows nothing, and results that are not public."""
    return render(request, f"evaluation/syntheses/{template}", values, status=status)
