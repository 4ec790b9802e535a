"""Pages of issues: listed, begun, shown, printed, submitted, issued, opened again, given up."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, url_of
from sotay.papers.answering import form_answer
from sotay.support.documents.around import page_above
from sotay.support.documents.models import Revision
from sotay.support.issuing import commands, filters, forms, queries, tables
from sotay.support.issuing.issue_page import IssueShown
from sotay.support.issuing.models import Issue
from sotay.support.tabs import address, crumb_to, tabs_for
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Blocked, Empty, Link

MAY = commands.MAY


@guests_may_read
def issue_list(request: HttpRequest) -> HttpResponseBase:
    """List the issues the reader may see."""
    actor = request.actor
    require(actor, "support.view_issues")
    chosen = filters.Issues(request.GET, queryset=queries.list_issues(viewer=actor), request=request)
    if request.GET.get("export"):
        table = tables.Issues(chosen.qs, order_by=request.GET.get("sort") or ())
        return answer(request, table, title=_("Đợt ban hành tài liệu"))
    actions = []
    if may(actor, "support.import_documents") and (url := page_above(actor, "takeover")):
        actions.append(Action(label=_("Nhập tài liệu đang có"), url=url, icon="upload"))
    add = None
    if may(actor, MAY):
        add = Action(label=_("Lập đợt ban hành"), url=address(actor, "issue_new"), icon="plus", primary=True)
        actions.append(add)
    return list_page(
        request,
        title=_("Đợt ban hành"),
        tabs=tabs_for(actor, active="issues"),
        filter=chosen,
        table=tables.Issues(chosen.qs),
        actions=actions,
        empty=Empty(
            title=_("Chưa có đợt ban hành nào"),
            why=_(
                "Nhiều tài liệu được trình, phê duyệt, ban hành và thu hồi cùng một quyết định, có danh mục kèm theo."
            ),
            basis=_("7.5.2 · Phê duyệt sự phù hợp và thỏa đáng; 7.5.3 · Kiểm soát thông tin dạng văn bản"),
            action=add,
        ),
    )


@once
def issue_new(request: HttpRequest) -> HttpResponse:
    """Begin an issue; `?revision=` begins with that one, and issues it at once when it is approved."""
    actor = request.actor
    require(actor, MAY)
    chosen = queries.get_revision(request.GET["revision"], viewer=actor) if request.GET.get("revision") else None
    if chosen is not None and chosen.state == Revision.State.APPROVED:
        return _issue_one(request, chosen)
    initial = {"revisions": [chosen.pk] if chosen else [], "name": _("Ban hành %s") % chosen.document if chosen else ""}
    form = forms.NewIssue(request.POST or None, viewer=actor, initial=initial)
    if request.method == "POST" and run(form, commands.begin_issue, actor.agency, actor=actor):
        messages.success(request, _("Đã lập đợt ban hành."))
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Lập đợt ban hành"),
        submit=_("Lập đợt ban hành"),
        intro=_("Chọn tài liệu bây giờ hoặc thêm sau; có thể thêm cả tài liệu cần thu hồi."),
        crumbs=[crumb_to(actor, "issues")],
        cancel_url=address(actor, "issue_list"),
        folded=(),
    )


def _issue_one(request: HttpRequest, revision: Revision) -> HttpResponse:
    """Issue one approved revision by a decision."""
    actor = request.actor
    form = forms.IssueOne(request.POST or None, request.FILES or None, viewer=actor)
    if request.method == "POST" and run(form, commands.issue_one, revision, actor=actor, on=today()):
        messages.success(request, _("Đã ban hành %s.") % revision.document.code)
        return redirect(url_of(revision.document))
    return form_page(
        request,
        form=form,
        title=_("Ban hành theo quyết định đã ký"),
        kicker=str(revision),
        submit=_("Ban hành"),
        intro=_("Bản này đã được phê duyệt. Ghi quyết định ban hành và ngày có hiệu lực."),
        crumbs=[crumb_to(actor, "issues"), Link(label=revision.document.code, url=url_of(revision.document))],
        cancel_url=url_of(revision),
        folded=forms.MORE_OF_DECISION,
    )


@guests_may_read
def issue_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an issue: what it lists, where it stands, what is to be done."""
    return issue_shown(request, slug)


def issue_shown(request: HttpRequest, slug: str, *, blocked: list[Blocked] | None = None) -> HttpResponse:
    """Show an issue, with why something could not be done just now."""
    actor = request.actor
    require(actor, "support.view_issues")
    page = queries.get_issue_page(slug, viewer=actor)
    require(actor, "support.view_issue", page.issue)
    sides = IssueShown(page, actor, on=today())
    head = sides.record_page()
    return record_page(
        request,
        page=replace(head, blocked=[*(blocked or ()), *head.blocked]),
        template="support/issuing/detail.html",
        status=422 if blocked else 200,
        context={"shown": page, "issue": page.issue, "sides": sides, "tabs": tabs_for(actor, active="issues")},
    )


@guests_may_read
def issue_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the issuing decision with its list of documents as its paper (form A8)."""
    actor = request.actor
    require(actor, "support.view_issues")
    issue = queries.get_issue(slug, viewer=actor)
    require(actor, "support.view_issue", issue)
    crumbs = [crumb_to(actor, "issues"), Link(label=str(issue), url=url_of(issue))]
    return form_answer(request, "A8", issue, crumbs=crumbs)


@once
def issue_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change name, reason and day of an issue that is being prepared."""
    actor = request.actor
    issue = queries.get_issue(slug, viewer=actor)
    require(actor, MAY, issue)
    form = forms.ChangeIssue(request.POST or None, issue=issue)
    if request.method == "POST" and run(form, commands.change_issue, issue, actor=actor):
        messages.success(request, _("Đã lưu."))
        return redirect(url_of(issue))
    return form_of(request, form, issue, title=_("Sửa đợt ban hành"), submit=_("Lưu"), folded=())


@once
def issue_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit the whole list for approval."""
    actor = request.actor
    issue = queries.get_issue(slug, viewer=actor)
    require(actor, MAY, issue)
    form = forms.Submit(request.POST or None, initial={"version": issue.version})
    if request.method == "POST" and run(form, commands.submit_issue, issue, actor=actor, on=today()):
        messages.success(request, _("Đã trình phê duyệt."))
        return redirect(url_of(issue))
    return form_of(
        request,
        form,
        issue,
        title=_("Trình phê duyệt"),
        submit=_("Trình"),
        intro=_("Cả danh sách được xem và phê duyệt một lần; người phê duyệt có thể để lại từng tài liệu, có lý do."),
        folded=(),
    )


@once
def issue_together(request: HttpRequest, slug: str) -> HttpResponse:
    """Issue the whole list by a signed decision, which approves what was not approved yet."""
    actor = request.actor
    page = queries.get_issue_page(slug, viewer=actor)
    issue = page.issue
    require(actor, MAY, issue)
    paper = page.round.approval.paper if page.round and issue.state == Issue.State.APPROVED else None
    form = forms.IssueTogether(
        request.POST or None, request.FILES or None, viewer=actor, issue=issue, paper=paper, own_days=page.own_days
    )
    if request.method == "POST" and run(form, commands.issue_together, issue, actor=actor, on=today()):
        messages.success(request, _("Đã ban hành %s.") % issue)
        return redirect(url_of(issue))
    approves = not page.is_approved
    return form_of(
        request,
        form,
        issue,
        title=_("Ban hành theo quyết định đã ký"),
        submit=_("Ban hành"),
        intro=_("Quyết định đã ký vừa phê duyệt vừa ban hành %d tài liệu; ngày phê duyệt là ngày ký.")
        % len(page.issued)
        if approves
        else _("Mọi tài liệu trong danh sách đã được phê duyệt. Ghi quyết định ban hành và ngày có hiệu lực."),
        folded=forms.MORE_OF_DECISION,
    )


@once
def issue_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open an approved list again."""
    return _with_reason(
        request,
        slug,
        commands.reopen_issue,
        title=_("Mở lại để sửa danh sách"),
        done=_("Đã mở lại danh sách."),
        intro=_("Các bản đã phê duyệt vẫn giữ phê duyệt; danh sách được trình lại hoặc ban hành theo quyết định."),
    )


@once
def issue_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Give an issue up."""
    return _with_reason(
        request,
        slug,
        commands.cancel_issue,
        title=_("Hủy đợt ban hành"),
        done=_("Đã hủy đợt ban hành."),
        intro=_("Các tài liệu trong danh sách giữ nguyên và có thể đưa vào đợt khác; lý do được lưu lại."),
    )


def _with_reason(request: HttpRequest, slug: str, act: Any, *, title: str, done: str, intro: str) -> HttpResponse:
    actor = request.actor
    issue = queries.get_issue(slug, viewer=actor)
    require(actor, MAY, issue)
    form = forms.WithReason(request.POST or None, initial={"version": issue.version})
    if request.method == "POST" and run(form, act, issue, actor=actor):
        messages.success(request, done)
        return redirect(url_of(issue))
    return form_of(request, form, issue, title=title, submit=title, intro=intro)


def form_of(request: HttpRequest, form: Any, issue: Issue, **words: Any) -> HttpResponse:
    """Answer with a form about an issue."""
    return form_page(
        request,
        form=form,
        kicker=str(issue),
        crumbs=[crumb_to(request.actor, "issues"), Link(label=str(issue), url=url_of(issue))],
        cancel_url=url_of(issue),
        **words,
    )
