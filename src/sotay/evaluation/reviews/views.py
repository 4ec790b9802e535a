"""Pages of reviews up to the meeting: the register, plan, invitations, pack, comments, the meeting itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.reviews import commands, filters, forms, queries, tables
from sotay.evaluation.reviews.models import Input, Review
from sotay.evaluation.reviews.pages import answer_page, of_review
from sotay.evaluation.reviews.review_page import ReviewShown
from sotay.evaluation.tabs import address, crumb_to, tabs_for
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, url_of
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page, list_page
from sotay.ui.parts import Action, Empty

KEYS = frozenset(Input.values)


@guests_may_read
def review_list(request: HttpRequest) -> HttpResponseBase:
    """List the management reviews."""
    actor = request.actor
    require(actor, "evaluation.view_reviews")
    chosen = filters.Reviews(request.GET, queryset=queries.list_reviews(viewer=actor), request=request)
    table = tables.Reviews(chosen.qs)
    title = _("Xem xét của lãnh đạo")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    plan = Action(label=_("Lập kế hoạch"), url=address(actor, "review_new"), icon="plus", primary=True)
    plans = may(actor, "evaluation.plan_reviews")
    actions = [plan] if plans else []
    if actor.is_member:
        url = address(actor, "review_decision_list")
        actions.insert(0, Action(label=_("Quyết định, kết luận"), url=url, icon="list-check"))
    if may(actor, "evaluation.view_months"):
        actions.insert(0, Action(label=_("Giao ban tháng"), url=address(actor, "monthly_look"), icon="calendar"))
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="reviews"),
        filter=chosen,
        table=table,
        actions=actions,
        empty=Empty(
            title=_("Chưa có cuộc xem xét nào"),
            why=_(
                "Mỗi năm ít nhất một lần, sau đánh giá nội bộ, lãnh đạo xem mười hai đầu vào, kết luận hệ thống có thích "
                "hợp, đầy đủ, hiệu lực không và giao việc. Tài liệu đầu vào được điền từ số liệu đã có."
            ),
            basis=_("9.3 · Xem xét của lãnh đạo"),
            action=plan if plans else None,
        ),
    )


@guests_may_read
def review_decision_list(request: HttpRequest) -> HttpResponseBase:
    """List what reviews decided, and how it stands: the tracker of conclusions."""
    actor, on = request.actor, today()
    require(actor, "evaluation.view_reviews")
    chosen = filters.Decisions(request.GET, queryset=queries.list_decisions(viewer=actor, on=on), request=request)
    table = tables.Decisions(chosen.qs)
    title = _("Kết luận của các cuộc xem xét")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    return list_page(
        request,
        title=title,
        crumbs=[crumb_to(actor, "reviews")],
        tabs=tabs_for(actor, active="reviews"),
        filter=chosen,
        table=table,
        empty=Empty(
            title=_("Chưa có kết luận nào"),
            why=_("Khi biên bản xem xét được phê duyệt, mỗi quyết định thành một việc có người thực hiện và hạn."),
            basis=_("9.3.3 · Đầu ra của xem xét của lãnh đạo"),
        ),
    )


@guests_may_read
def review_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a review: its plan, who reports on what, the papers."""
    return answer_page(request, slug, active="plan", template="evaluation/reviews/detail.html")


@guests_may_read
def review_pack(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the pack: twelve inputs with their numbers, texts and comments; `?today=1` puts those of today beside."""
    on, with_today = today(), request.GET.get("today") == "1"
    return answer_page(
        request,
        slug,
        active="pack",
        template="evaluation/reviews/pack.html",
        pack=lambda shown: queries.get_pack(shown.review, on=on, with_today=with_today),
        comments=_may_comment,
        on=on,
    )


@once
def review_new(request: HttpRequest) -> HttpResponse:
    """Plan a review."""
    actor, on = request.actor, today()
    require(actor, "evaluation.plan_reviews")
    form = forms.PlanForm(request.POST or None, request.FILES or None, viewer=actor, on=on)
    if request.method == "POST" and run(form, commands.begin_review, actor.agency, actor=actor, on=on):
        review = form.result  # type: ignore[attr-defined]
        messages.success(request, _("Đã lập %s; tài liệu đầu vào đã có số liệu của hệ thống.") % review.code)
        return redirect(url_of(review))
    return form_page(
        request,
        form=form,
        title=_("Lập kế hoạch xem xét của lãnh đạo"),
        submit=_("Lập kế hoạch"),
        crumbs=[crumb_to(actor, "reviews")],
        cancel_url=address(actor, "review_list"),
        folded=forms.PlanForm.FOLDED,
    )


@once
def review_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the plan of a review."""
    actor, on = request.actor, today()
    review = queries.get_review(slug, viewer=actor)
    require(actor, "evaluation.run_review", review)
    form = forms.ChangePlanForm(request.POST or None, request.FILES or None, viewer=actor, on=on, review=review)
    if request.method == "POST" and run(form, commands.change_review, review, actor=actor, on=on):
        messages.success(request, _("Đã lưu kế hoạch."))
        return redirect(url_of(review))
    folded = tuple(name for name in forms.PlanForm.FOLDED if not form.initial.get(name))
    return of_review(request, form, review, title=_("Sửa kế hoạch"), submit=_("Lưu"), folded=folded)


@once
def review_reports(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which unit reports on which input."""
    actor, on = request.actor, today()
    review = queries.get_review(slug, viewer=actor)
    require(actor, "evaluation.run_review", review)
    form = forms.ReportsForm(request.POST or None, review=review, viewer=actor, on=on)
    if request.method == "POST" and run(form, commands.assign_reports, review, actor=actor):
        messages.success(request, _("Đã phân công."))
        return redirect(url_of(review))
    intro = _("Đơn vị được phân công báo cáo trước hạn góp ý; đầu vào còn lại do Thư ký chuẩn bị.")
    return of_review(request, form, review, title=_("Phân công báo cáo"), submit=_("Lưu phân công"), intro=intro)


@once
def review_invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the invitations."""
    actor, on = request.actor, today()
    review = queries.get_review(slug, viewer=actor)
    require(actor, "evaluation.run_review", review)
    form = forms.InviteForm(request.POST or None, initial={"invited_date": on, "version": review.version})
    if request.method == "POST" and run(form, commands.invite, review, actor=actor, on=on):
        messages.success(request, _("Đã gửi giấy mời; người được mời nhận thông báo, các đơn vị góp ý được tài liệu."))
        return redirect(url_of(review))
    intro = _("Lãnh đạo, Ban Chỉ đạo, Thư ký và trưởng các đơn vị nhận thông báo; bản in để gửi ở trang kế hoạch.")
    return of_review(request, form, review, title=_("Gửi giấy mời"), submit=_("Gửi giấy mời"), intro=intro)


@once
def review_input(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Write what is told of an input in words."""
    actor, on = request.actor, today()
    review = queries.get_review(slug, viewer=actor)
    one = queries.get_input(review, key)
    require(actor, "evaluation.run_review", review)
    form = forms.InputForm(request.POST or None, one=one, viewer=actor, on=on)
    back = f"{address(actor, 'review_pack', slug=slug)}#{key}"
    if request.method == "POST" and run(form, commands.write_input, one, actor=actor):
        messages.success(request, _("Đã lưu."))
        return redirect(back)
    return of_review(request, form, review, back=back, title=str(one), submit=_("Lưu"))


@once
def review_comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Add what a unit has to say to an input; `?input=` names it."""
    actor, on = request.actor, today()
    review = queries.get_review(slug, viewer=actor)
    require(actor, "evaluation.comment_review", review)
    key = request.GET.get("input", "")
    form = forms.CommentForm(request.POST or None, review=review, viewer=actor, on=on, key=key if key in KEYS else "")
    if request.method == "POST" and run(form, commands.add_comment, review, actor=actor, on=on):
        messages.success(request, _("Đã ghi ý kiến."))
        return redirect(f"{address(actor, 'review_pack', slug=slug)}#{form.cleaned_data['key']}")
    due = review.comments_due_date
    intro = _("Ý kiến gửi sau hạn %s vẫn được ghi, có ghi chú là muộn.") % ngay(due) if due else ""
    back = address(actor, "review_pack", slug=slug)
    return of_review(
        request, form, review, back=back, title=_("Góp ý tài liệu đầu vào"), submit=_("Gửi ý kiến"), intro=intro
    )


@once
def review_hold(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell that the meeting was held; the pack is frozen."""
    actor, on = request.actor, today()
    review = queries.get_review(slug, viewer=actor)
    require(actor, "evaluation.run_review", review)
    held = min(localdate(review.meeting_at), on)
    initial = {"held_date": held, "present": review.attendance, "version": review.version}
    form = forms.HoldForm(request.POST or None, initial=initial)
    if request.method == "POST" and run(form, commands.hold_review, review, actor=actor, on=on):
        messages.success(request, _("Đã chốt số liệu tài liệu đầu vào; tiếp theo là biên bản."))
        return redirect(url_of(review))
    intro = _("Số liệu của mười hai đầu vào được chốt theo ngày họp và không thay đổi nữa, dù hồ sơ về sau có sửa.")
    return of_review(request, form, review, title=_("Đã họp, chốt số liệu"), submit=_("Chốt số liệu"), intro=intro)


@once
def review_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Give up a meeting that was not held."""
    actor, on = request.actor, today()
    review = queries.get_review(slug, viewer=actor)
    require(actor, "evaluation.run_review", review)
    form = forms.ReasonForm(request.POST or None, initial={"version": review.version})
    if request.method == "POST" and run(form, commands.cancel_review, review, actor=actor, on=on):
        messages.success(request, _("Đã ghi là không tiến hành."))
        return redirect(url_of(review))
    return of_review(request, form, review, title=_("Không tiến hành cuộc xem xét"), submit=_("Không tiến hành"))


def _may_comment(shown: ReviewShown) -> bool:
    """Return whether the viewer may add to the pack now."""
    is_open = shown.review.state in Review.OPEN
    return is_open and may(shown.viewer, "evaluation.comment_review", shown.review)
