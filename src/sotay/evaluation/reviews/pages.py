"""What every page of a review is drawn with: the review as the viewer sees it, and its parts in constant queries."""

from datetime import date
from typing import Any

from django.http import HttpResponse

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.approvals.queries import last_round_with
from sotay.commands import require
from sotay.evaluation.reviews import queries
from sotay.evaluation.reviews.models import Review
from sotay.evaluation.reviews.review_page import ReviewShown
from sotay.evaluation.tabs import crumb_to, tabs_for
from sotay.pages import url_of
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Blocked, Link


def shown_of(review: Review, viewer: Actor, *, on: date) -> ReviewShown:
    """Return a review with its inputs, decisions and round of approval."""
    approval, steps = last_round_with(review)
    return ReviewShown(
        review,
        viewer,
        inputs=queries.inputs_of(review),
        decisions=queries.decisions_of(review, on=on),
        approval=approval,
        steps=steps,
        on=on,
    )


def answer_page(
    request: Any,
    slug: str,
    *,
    active: str,
    template: str,
    blocked: tuple[Blocked, ...] = (),
    **context: Any,
) -> HttpResponse:
    """Answer with one of the pages of a review."""
    actor = request.actor
    require(actor, "evaluation.view_reviews")
    review = queries.get_review(slug, viewer=actor)
    shown = shown_of(review, actor, on=today())
    told = {name: value(shown) if callable(value) else value for name, value in context.items()}
    return record_page(
        request,
        page=shown.record_page(active=active, blocked=blocked),
        template=template,
        status=422 if blocked else 200,
        context={
            "shown": shown,
            "review": review,
            "tabs": tabs_for(actor, active="reviews"),
            "pages": shown.tabs(active=active),
            **told,
        },
    )


def of_review(request: Any, form: Any, review: Review, *, back: str = "", **words: Any) -> HttpResponse:
    """Answer with a form about a review, which leads back to its page."""
    crumbs = [crumb_to(request.actor, "reviews"), Link(label=review.code, url=url_of(review))]
    return form_page(
        request,
        form=form,
        kicker=str(review),
        crumbs=crumbs,
        cancel_url=back or url_of(review),
        **{"folded": ()} | words,
    )
