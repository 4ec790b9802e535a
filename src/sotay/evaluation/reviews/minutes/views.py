"""Pages of the minutes: read, written, decisions, submitted, the notice of conclusions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import NotFound, require
from sotay.evaluation.reviews import queries
from sotay.evaluation.reviews.minutes import commands, forms, guards
from sotay.evaluation.reviews.models import Input, Review, ReviewDecision
from sotay.evaluation.reviews.pages import answer_page, of_review
from sotay.evaluation.tabs import address, crumb_to
from sotay.pages import guests_may_read, once, run, shown, url_of
from sotay.ui import stale as stale_versions
from sotay.ui.parts import Link


@guests_may_read
def review_minutes_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the minutes: the meeting, what was concluded of each input, the judgement."""
    return answer_page(request, slug, active="minutes", template="evaluation/reviews/minutes.html")


@guests_may_read
def review_decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a review decided and how the work of it stands."""
    return answer_page(request, slug, active="decisions", template="evaluation/reviews/decisions.html")


@once
def review_minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the minutes."""
    actor = request.actor
    review = queries.get_review(slug, viewer=actor)
    require(actor, "evaluation.run_review", review)
    form = forms.MinutesForm(request.POST or None, review=review)
    if request.method == "POST" and run(form, commands.write_minutes, review, actor=actor):
        messages.success(request, _("Đã lưu biên bản."))
        stays = "stay" in request.POST
        return redirect(address(actor, "review_minutes" if stays else "review_minutes_read", slug=slug))
    stale = getattr(form, "stale", None)
    if stale:
        stale_versions.renew_version(form, stale.subject.version)
    blocked = shown(guards.why_not_write(review), actor)
    status = 409 if stale else 422 if form.is_bound and form.errors else 200
    context = {
        "form": form,
        "review": review,
        "blocked": blocked,
        "changed": stale_versions.differences(form, stale.subject) if stale else [],
        "crumbs": [crumb_to(actor, "reviews"), Link(label=review.code, url=url_of(review))],
        "back": address(actor, "review_minutes_read", slug=slug),
        "refused": form.is_bound and bool(form.errors),
    }
    return render(request, "evaluation/reviews/write_minutes.html", context, status=status)


@once
def review_decision_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down a decision; `?input=` names the input it came from."""
    actor, on = request.actor, today()
    review = queries.get_review(slug, viewer=actor)
    require(actor, "evaluation.run_review", review)
    key = request.GET.get("input", "")
    initial = {"input_key": key} if key in Input.values else {}
    form = forms.DecisionForm(request.POST or None, viewer=actor, on=on, initial=initial)
    back = address(actor, "review_decisions", slug=slug)
    if request.method == "POST" and run(form, commands.add_decision, review, actor=actor):
        messages.success(request, _("Đã ghi quyết định."))
        return redirect(back)
    return of_review(
        request, form, review, back=back, title=_("Ghi quyết định"), submit=_("Ghi quyết định"),
        folded=forms.DecisionForm.FOLDED,
    )  # fmt: skip


@once
def review_decision_change(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Change a decision."""
    actor, on = request.actor, today()
    review, one = _decision(request, slug, uuid)
    form = forms.ChangeDecisionForm(request.POST or None, viewer=actor, on=on, one=one)
    back = address(actor, "review_decisions", slug=slug)
    if request.method == "POST" and run(form, commands.change_decision, one, actor=actor):
        messages.success(request, _("Đã lưu quyết định."))
        return redirect(back)
    return of_review(request, form, review, back=back, title=_("Sửa quyết định"), submit=_("Lưu"))


@once
def review_decision_remove(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take a decision out of the draft."""
    actor = request.actor
    review, one = _decision(request, slug, uuid)
    form = forms.RemoveForm(request.POST or None, initial={"version": one.version})
    back = address(actor, "review_decisions", slug=slug)
    if request.method == "POST" and run(form, commands.remove_decision, one, actor=actor):
        messages.success(request, _("Đã bỏ quyết định."))
        return redirect(back)
    return of_review(
        request, form, review, back=back, title=_("Bỏ quyết định"), submit=_("Bỏ quyết định"), intro=one.text
    )


@once
def review_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit the minutes for approval."""
    actor, on = request.actor, today()
    review = queries.get_review(slug, viewer=actor)
    require(actor, "evaluation.run_review", review)
    form = forms.SubmitForm(request.POST or None, initial={"version": review.version})
    if request.method == "POST" and run(form, commands.submit_minutes, review, actor=actor, on=on):
        messages.success(request, _("Đã trình biên bản."))
        return redirect(url_of(review))
    intro = _(
        "Khi biên bản được phê duyệt (trên hệ thống hoặc theo văn bản đã ký), các quyết định thành việc được giao."
    )
    return of_review(request, form, review, title=_("Trình biên bản"), submit=_("Trình phê duyệt"), intro=intro)


@once
def review_notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter the notice of conclusions."""
    actor, on = request.actor, today()
    review = queries.get_review(slug, viewer=actor)
    require(actor, "evaluation.enter_notice", review)
    initial = {"version": review.version, "decision": review.notice_id}
    form = forms.NoticeForm(request.POST or None, request.FILES or None, viewer=actor, initial=initial)
    if request.method == "POST" and run(form, commands.enter_notice, review, actor=actor, on=on):
        messages.success(request, _("Đã ghi thông báo kết luận."))
        return redirect(url_of(review))
    intro = _("Số, ngày của thông báo kết luận lấy từ hệ thống quản lý văn bản của cơ quan.")
    return of_review(request, form, review, title=_("Thông báo kết luận"), submit=_("Ghi thông báo"), intro=intro)


def _decision(request: HttpRequest, slug: str, uuid: UUID) -> tuple[Review, ReviewDecision]:
    """Return a review and one of its decisions, for who writes its minutes."""
    actor = request.actor
    review = queries.get_review(slug, viewer=actor)
    require(actor, "evaluation.run_review", review)
    rows = ReviewDecision.objects.of(actor).select_related("agency", "owner_user", "owner_unit")
    one = rows.filter(review=review, uuid=uuid).first()
    if one is None:
        raise NotFound
    one.review = review
    return review, one
