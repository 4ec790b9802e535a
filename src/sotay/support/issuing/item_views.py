"""Pages of the lines of an issue: put on the list, taken out, given a unit."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.commands import require
from sotay.pages import once, run, run_plain, shown, url_of
from sotay.support.issuing import forms, listing, queries
from sotay.support.issuing.views import MAY, form_of, issue_shown
from sotay.ui.parts import Blocked


@once
def issue_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put revisions on the list; `?words=` narrows what is offered."""
    actor = request.actor
    issue = queries.get_issue(slug, viewer=actor)
    require(actor, MAY, issue)
    words = request.GET.get("words", "")
    form = forms.AddRevisions(request.POST or None, viewer=actor, words=words)
    if request.method == "POST" and run(form, listing.add_revisions, issue, actor=actor):
        count = len(form.result)  # type: ignore[attr-defined]
        done = ngettext("Đã đưa %d tài liệu vào danh sách.", "Đã đưa %d tài liệu vào danh sách.", count)
        messages.success(request, done % count)
        return redirect(url_of(issue))
    return form_of(
        request,
        form,
        issue,
        title=_("Thêm tài liệu vào danh sách"),
        submit=_("Đưa vào danh sách"),
        intro=_("Chọn những bản đang soạn hoặc đã phê duyệt. Bản đang soạn được trình và phê duyệt cùng cả danh sách."),
        template="support/issuing/add.html",
        context={"words": words},
        folded=(),
    )


@once
def issue_withdrawal_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the withdrawal of a document on the list."""
    actor = request.actor
    issue = queries.get_issue(slug, viewer=actor)
    require(actor, MAY, issue)
    form = forms.AddWithdrawal(request.POST or None, viewer=actor, issue=issue)
    if request.method == "POST" and run(form, listing.add_withdrawal, issue, actor=actor):
        messages.success(request, _("Đã đưa vào danh sách thu hồi."))
        return redirect(url_of(issue))
    return form_of(
        request,
        form,
        issue,
        title=_("Thu hồi tài liệu trong đợt này"),
        submit=_("Đưa vào danh sách thu hồi"),
        intro=_("Tài liệu được thu hồi vào ngày đợt ban hành có hiệu lực, cùng một quyết định."),
        folded=(),
    )


@once
def issue_unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Let one unit keep the documents of the list that have none."""
    actor = request.actor
    issue = queries.get_issue(slug, viewer=actor)
    require(actor, MAY, issue)
    form = forms.KeepUnit(request.POST or None, viewer=actor, on=today())
    if request.method == "POST" and run(form, listing.keep_unit, issue, actor=actor, on=today()):
        messages.success(request, _("Đã ghi đơn vị chủ trì cho các tài liệu chưa có."))
        return redirect(url_of(issue))
    return form_of(
        request,
        form,
        issue,
        title=_("Ghi đơn vị chủ trì"),
        submit=_("Ghi cho các tài liệu chưa có"),
        intro=_(
            "Áp dụng cho mọi tài liệu trong danh sách chưa có đơn vị chủ trì; sửa riêng từng tài liệu ở trang của nó."
        ),
    )


@once
@require_POST
def issue_item_remove(request: HttpRequest, slug: str, item: UUID) -> HttpResponse:
    """Take a line out of the list."""
    actor = request.actor
    issue = queries.get_issue(slug, viewer=actor)
    line: Any = queries.get_item(item, issue=issue, viewer=actor)
    require(actor, MAY, issue)
    reasons = run_plain(listing.remove_item, line, actor=actor)
    if reasons:
        blocked = [Blocked(title=_("Chưa đưa ra được"), reasons=shown(reasons, actor))]
        return issue_shown(request, slug, blocked=blocked)
    messages.success(request, _("Đã đưa %s ra khỏi danh sách.") % line.document.code)
    return redirect(url_of(issue))
