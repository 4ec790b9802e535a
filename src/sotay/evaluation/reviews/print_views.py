"""The papers of a review, A4: plan and invitation, pack, minutes, notice of conclusions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sotay.agency.clock import today
from sotay.commands import NotFound, require
from sotay.evaluation.reviews import queries
from sotay.evaluation.reviews.models import Review, ReviewDecision
from sotay.evaluation.reviews.pages import shown_of
from sotay.evaluation.tabs import crumb_to
from sotay.pages import guests_may_read, url_of
from sotay.ui.parts import Link


@guests_may_read
def review_plan_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the plan, which is the invitation too."""
    return _paper(request, slug, "plan_print")


@guests_may_read
def review_pack_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the pack."""
    review = _review(request, slug)
    return _paper(request, slug, "pack_print", pack=queries.get_pack(review, on=today()))


@guests_may_read
def review_minutes_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the minutes; NotFound while there was no meeting."""
    if _review(request, slug).held_date is None:
        raise NotFound
    return _paper(request, slug, "minutes_print")


@guests_may_read
def review_notice_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the notice of conclusions; NotFound before they are approved."""
    if _review(request, slug).state != Review.State.CONCLUDED:
        raise NotFound
    return _paper(request, slug, "notice_print")


def _review(request: Any, slug: str) -> Review:
    require(request.actor, "evaluation.view_reviews")
    return queries.get_review(slug, viewer=request.actor)


def _paper(request: Any, slug: str, name: str, **more: Any) -> HttpResponse:
    actor, on = request.actor, today()
    review = _review(request, slug)
    shown = shown_of(review, actor, on=on)
    kinds = [
        (kind.label, [one for one in shown.decisions if one.kind == kind], str(kind) in review.none_kinds)
        for kind in ReviewDecision.Kind
    ]
    context = {
        "shown": shown,
        "review": review,
        "kinds": kinds,
        "on": on,
        "crumbs": [crumb_to(actor, "reviews"), Link(label=review.code, url=url_of(review))],
    }
    return render(request, f"evaluation/reviews/{name}.html", context | more)
