"""The papers of a review at its own addresses: plan and invitation, report on the inputs, minutes, notice of conclusions."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from sotay.commands import NotFound, require
from sotay.evaluation.reviews import queries
from sotay.evaluation.reviews.models import Review
from sotay.evaluation.tabs import crumb_to
from sotay.pages import guests_may_read, url_of
from sotay.papers.answering import form_answer, known
from sotay.ui.parts import Link


@guests_may_read
def review_plan_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the plan, which is the invitation too (form F1)."""
    return _paper(request, slug, "F1")


@guests_may_read
def review_pack_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the report on the inputs (form F2)."""
    return _paper(request, slug, "F2")


@guests_may_read
def review_minutes_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the minutes (form F3); NotFound while there was no meeting."""
    return _paper(request, slug, "F3")


@guests_may_read
def review_notice_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the notice of conclusions (form F4); NotFound before they are approved."""
    return _paper(request, slug, "F4")


def _review(request: Any, slug: str) -> Review:
    require(request.actor, "evaluation.view_reviews")
    return queries.get_review(slug, viewer=request.actor)


def _paper(request: Any, slug: str, code: str) -> HttpResponse:
    review = _review(request, slug)
    if not known(code).when(review):
        raise NotFound
    crumbs = [crumb_to(request.actor, "reviews"), Link(label=review.code, url=url_of(review))]
    return form_answer(request, code, review, crumbs=crumbs)
