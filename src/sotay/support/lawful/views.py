"""Pages about what a legal document changes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.commands import require
from sotay.context.models import LawReview
from sotay.pages import once, run, run_plain, shown, url_of
from sotay.support.lawful import commands, forms, queries
from sotay.support.tabs import address, crumb_to, tabs_for
from sotay.ui.pages import form_page
from sotay.ui.parts import Blocked, Link


def lawful_review(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what every unit found about a law, and how far its documents have followed."""
    return _page(request, slug)


@once
def lawful_no_effect(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Say that a law changes none of the unit's documents."""
    actor = request.actor
    review = queries.get_review(slug, viewer=actor)
    require(actor, "support.review_law", review)
    form = forms.NoEffectForm(request.POST or None, review=review)
    if request.method == "POST" and run(form, commands.find_no_effect, review, actor=actor, on=today()):
        messages.success(request, _("Đã ghi kết luận: không ảnh hưởng."))
        return _back(request, review)
    return _form(request, form, review, title=_("Không ảnh hưởng"), submit=_("Ghi kết luận"))


@once
def lawful_affected(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Name the documents of the unit that have to be changed."""
    actor = request.actor
    review = queries.get_review(slug, viewer=actor)
    require(actor, "support.review_law", review)
    form = forms.AffectedForm(request.POST or None, review=review, viewer=actor)
    if request.method == "POST" and run(form, commands.find_affected, review, actor=actor, on=today()):
        messages.success(request, _("Đã ghi tài liệu phải sửa."))
        return _back(request, review)
    return _form(request, form, review, title=_("Ảnh hưởng đến tài liệu"), submit=_("Ghi kết luận"), folded=())


@once
@require_POST
def lawful_requests(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Open a request for every affected document that has none."""
    actor = request.actor
    review = queries.get_review(slug, viewer=actor)
    require(actor, "support.review_law", review)
    waiting = len(commands.unasked_of(review, on=today()))
    reasons = run_plain(commands.ask_changes, review, actor=actor, on=today())
    if reasons:
        told = [Blocked(title=_("Chưa lập được phiếu"), reasons=shown(reasons, actor))]
        return _page(request, review.law.slug, blocked=told)
    words = ngettext("Đã lập %(n)d phiếu yêu cầu.", "Đã lập %(n)d phiếu yêu cầu.", waiting)
    messages.success(request, words % {"n": waiting})
    return _back(request, review)


def _page(request: HttpRequest, slug: str, *, blocked: list[Blocked] | None = None) -> HttpResponse:
    actor = request.actor
    require(actor, "support.view_lawful")
    page = queries.get_lawful_page(slug, viewer=actor, on=today())
    context: dict[str, Any] = {
        "shown": page,
        "law": page.law,
        "blocked_": blocked or [],
        "tabs": tabs_for(actor, active="laws"),
        "crumbs": [crumb_to(actor, "laws"), Link(label=str(page.law), url=url_of(page.law))],
    }
    return render(request, "support/lawful/review.html", context, status=422 if blocked else 200)


def _back(request: HttpRequest, review: LawReview) -> HttpResponse:
    return redirect(address(request.actor, "lawful_review", slug=review.law.slug))


def _form(request: HttpRequest, form: Any, review: LawReview, **words: Any) -> HttpResponse:
    actor = request.actor
    back = address(actor, "lawful_review", slug=review.law.slug)
    return form_page(
        request,
        form=form,
        kicker=f"{review.law} – {review.unit}",
        intro=review.law.title,
        crumbs=[crumb_to(actor, "laws"), Link(label=str(review.law), url=back)],
        cancel_url=back,
        **words,
    )
