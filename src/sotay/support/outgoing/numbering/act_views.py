"""Pages upon signed papers: number and date, issuing, how it was sent, withdrawal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.agency.models.calendar import calendar_of
from sotay.commands import require
from sotay.pages import once, run, url_of
from sotay.support.outgoing import queries
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.numbering import commands, forms, guards
from sotay.support.outgoing.views import form_of, with_reason

MAY = commands.MAY


@once
def paper_number(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a signed paper its number and date."""
    actor = request.actor
    paper = queries.get_paper(slug, viewer=actor)
    require(actor, MAY, paper)
    form = forms.Number(request.POST or None, paper=paper, on=today())
    if request.method == "POST" and run(form, commands.number_paper, paper, actor=actor, on=today()):
        messages.success(request, _("Đã cấp số %s.") % form.result.full_number)
        _warn(request, form.result)
        return redirect(url_of(paper))
    return form_of(
        request, form, paper, title=_("Cấp số, ngày"), submit=_("Cấp số"),
        intro=_("Số, ngày không sửa được sau khi cấp; bản PDF, Word được tạo lại có số và ngày."),
        folded=[name for name in ("series",) if name in form.fields],
    )  # fmt: skip


@once
def paper_issue(request: HttpRequest, slug: str) -> HttpResponse:
    """Issue a numbered paper."""
    actor = request.actor
    paper = queries.get_paper(slug, viewer=actor)
    require(actor, MAY, paper)
    form = forms.Issue(request.POST or None, paper=paper, on=today())
    if request.method == "POST" and run(form, commands.issue_paper, paper, actor=actor, on=today()):
        messages.success(request, _("Đã phát hành văn bản số %s.") % form.result.full_number)
        _warn(request, form.result)
        return redirect(url_of(paper))
    return form_of(
        request, form, paper, title=_("Phát hành"), submit=_("Phát hành"),
        intro=_("Phát hành trong ngày ký, chậm nhất ngày làm việc tiếp theo (NĐ 30/2020/NĐ-CP Điều 18)."),
        folded=("kept_by", "receipt", "note"),
    )  # fmt: skip


@once
def paper_sending(request: HttpRequest, slug: str) -> HttpResponse:
    """Note how an issued paper was sent and received."""
    actor = request.actor
    paper = queries.get_paper(slug, viewer=actor)
    require(actor, MAY, paper)
    form = forms.Sending(request.POST or None, paper=paper)
    if request.method == "POST" and run(form, commands.note_sending, paper, actor=actor, on=today()):
        messages.success(request, _("Đã ghi."))
        return redirect(url_of(paper))
    return form_of(
        request, form, paper, title=_("Ghi chuyển, ký nhận"), submit=_("Lưu"), folded=(),
        intro=_("Các cột của sổ đăng ký văn bản đi; nội dung văn bản không đổi."),
    )  # fmt: skip


@once
def paper_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraw an issued paper."""
    return with_reason(
        request, slug, forms.Withdraw, commands.withdraw_paper, permission=MAY,
        title=_("Thu hồi văn bản"), done=_("Đã thu hồi văn bản."),
        intro=_("Văn bản và số vẫn được lưu; những gì dựa vào văn bản này được báo cùng lúc."),
    )  # fmt: skip


def _warn(request: HttpRequest, paper: OutgoingPaper) -> None:
    """Say what is late or out of order, which does not keep anything from being done."""
    for one in (*guards.hints(paper, calendar=calendar_of(paper.agency)), *guards.out_of_order(paper)):
        messages.warning(request, one)
