"""Pages of lists of files: begun, written, shown, printed, submitted, supplemented, dropped."""

from typing import Any
from uuid import UUID

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
from sotay.support.records.lists import commands, exports, forms, queries, tables
from sotay.support.records.lists.page import ListShown
from sotay.support.records.models import RecordLine, RecordList
from sotay.support.records.nav import crumb_to_page, pages_for
from sotay.support.tabs import address, tabs_for
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link


@guests_may_read
def record_list_list(request: HttpRequest) -> HttpResponseBase:
    """List the years' lists of files."""
    actor = request.actor
    require(actor, "support.view_records")
    table = tables.Lists(queries.list_lists(viewer=actor))
    title = _("Danh mục hồ sơ")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    manages = may(actor, "support.manage_records")
    begin = Action(label=_("Lập danh mục"), url=address(actor, "record_list_new"), icon="plus", primary=True)
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="records"),
        table=table,
        actions=[begin] if manages else [],
        template="support/records/list.html",
        context={"pages": pages_for(actor, active="lists")},
        empty=Empty(
            title=_("Chưa có danh mục hồ sơ"),
            why=_(
                "Đầu năm người đứng đầu ban hành danh mục hồ sơ: hồ sơ nào, ai lập, giữ bao lâu. Từng người mở hồ sơ theo "
                "danh mục."
            ),
            basis=_("Nghị định 30/2020/NĐ-CP, Điều 28, Điều 29"),
            action=begin if manages else None,
        ),
    )


@guests_may_read
def record_list_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a list with its lines below their headings, or give it as a file."""
    actor = request.actor
    require(actor, "support.view_records")
    page = queries.get_list_page(slug, viewer=actor)
    require(actor, "support.view_record_list", page.one)
    if request.GET.get("export"):
        return answer(request, exports.columns, exports.records(page), title=str(page.one))
    sides = ListShown(page, actor)
    return record_page(
        request,
        page=sides.record_page(),
        template="support/records/list_detail.html",
        context={
            "shown": page,
            "one": page.one,
            "facts": sides.facts,
            "edits": sides.edits,
            "manages": sides.manages,
            "returned": page.one.returned_reason if actor.is_member and sides.one.state == "DRAFT" else "",
            "tabs": tabs_for(actor, active="records"),
        },
    )


@guests_may_read
def record_list_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a list as its paper (form A6), by NĐ 30/2020, Phụ lục V."""
    actor = request.actor
    require(actor, "support.view_records")
    one = queries.get_list(slug, viewer=actor)
    require(actor, "support.view_record_list", one)
    crumbs = [crumb_to_page(actor, "lists"), Link(label=str(one), url=url_of(one))]
    return form_answer(request, "A6", one, crumbs=crumbs)


@once
def record_list_new(request: HttpRequest) -> HttpResponse:
    """Begin the list of a year."""
    actor = request.actor
    require(actor, "support.manage_records")
    years = {one.year for one in queries.list_lists(viewer=actor)}
    this = today().year
    start = {"year": this + 1 if this in years else this, "source": forms.LAST_YEAR if years else forms.CLASSES}
    form = forms.BeginList(request.POST or None, initial=start)
    if request.method == "POST" and run(form, commands.begin_list, actor.agency, actor=actor, this_year=this):
        messages.success(request, _("Đã lập %s.") % form.result)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Lập danh mục hồ sơ"),
        submit=_("Lập danh mục"),
        crumbs=[crumb_to_page(actor, "lists")],
        cancel_url=address(actor, "record_list_list"),
        folded=(),
    )


@once
def record_list_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit a list to be issued."""
    return _act(
        request,
        slug,
        forms.Submit,
        commands.submit_list,
        title=_("Trình ban hành"),
        done=_("Đã trình ban hành danh mục hồ sơ."),
        intro=_(
            "Người đứng đầu xác nhận trên hệ thống, hoặc văn thư nhập quyết định đã ký; danh mục có hiệu lực từ ngày ấy."
        ),
        dated=True,
    )


@once
def record_list_supplement(request: HttpRequest, slug: str) -> HttpResponse:
    """Open an issued list for more lines."""
    return _act(
        request,
        slug,
        forms.WithReason,
        commands.supplement_list,
        title=_("Bổ sung trong năm"),
        done=_("Đã mở danh mục để bổ sung."),
        intro=_(
            "Các dòng đã ban hành giữ nguyên, hồ sơ vẫn mở theo chúng; dòng thêm mới có hiệu lực khi được ban hành."
        ),
    )


@once
def record_list_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a list that was opened for more lines and got none."""
    return _act(
        request,
        slug,
        forms.Confirm,
        commands.close_supplement,
        title=_("Thôi bổ sung"),
        done=_("Danh mục trở lại như đã ban hành."),
        intro=_("Không có dòng nào được thêm; danh mục giữ nguyên như đã ban hành."),
    )


@once
def record_list_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Give up a draft."""
    return _act(
        request,
        slug,
        forms.WithReason,
        commands.drop_list,
        title=_("Bỏ bản đang soạn"),
        done=_("Đã bỏ danh mục đang soạn."),
        intro=_("Danh mục và các dòng trong đó bị xóa; lý do được lưu trong nhật ký."),
        gone=True,
    )


@once
def record_line_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a line."""
    actor = request.actor
    one = queries.get_list(slug, viewer=actor)
    require(actor, "support.manage_records", one)
    form = forms.LineForm(request.POST or None, viewer=actor, on=today(), one=one)
    if request.method == "POST" and run(form, commands.add_line, one, actor=actor):
        messages.success(request, _("Đã thêm %s.") % form.result.number)  # type: ignore[attr-defined]
        return redirect(f"{url_of(one)}#line-{form.result.uuid}")  # type: ignore[attr-defined]
    return _line_form(request, form, one, title=_("Thêm dòng"), submit=_("Thêm dòng"))


@once
def record_line_change(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Change a line."""
    actor = request.actor
    line = queries.get_line(slug, viewer=actor)
    require(actor, "support.manage_records", line.list)
    form = forms.ChangeLineForm(request.POST or None, viewer=actor, on=today(), one=line.list, line=line)
    if request.method == "POST" and run(form, commands.change_line, line, actor=actor):
        messages.success(request, _("Đã lưu dòng %s.") % line.number)
        return redirect(f"{url_of(line.list)}#line-{line.uuid}")
    return _line_form(request, form, line.list, title=_("Sửa dòng %s") % line.number, submit=_("Lưu"), line=line)


@once
def record_line_remove(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Take a line out."""
    actor = request.actor
    line = queries.get_line(slug, viewer=actor)
    require(actor, "support.manage_records", line.list)
    form = forms.Confirm(request.POST or None, initial={"version": line.version})
    if request.method == "POST" and run(form, commands.remove_line, line, actor=actor):
        messages.success(request, _("Đã bỏ dòng %s.") % line.number)
        return redirect(url_of(line.list))
    return _line_form(
        request, form, line.list, title=_("Bỏ dòng %s") % line.number, submit=_("Bỏ dòng"), intro=line.title
    )


def _line_form(
    request: HttpRequest, form: Any, one: RecordList, *, line: RecordLine | None = None, **words: Any
) -> HttpResponse:
    crumbs = [crumb_to_page(request.actor, "lists"), Link(label=str(one), url=url_of(one))]
    if line is not None and line.issued_date:
        words["intro"] = _("Dòng đã ban hành: %s. Chỉ đổi được đơn vị, người lập và ghi chú.") % line
    folded = ("heading", "note") if "heading" in form.fields else ()
    return form_page(request, form=form, kicker=str(one), crumbs=crumbs, cancel_url=url_of(one), folded=folded, **words)


def _act(
    request: HttpRequest, slug: str, form_class: Any, act: Any, *, title: str, done: str, intro: str,
    dated: bool = False, gone: bool = False,
) -> HttpResponse:  # fmt: skip
    """Ask for what an act upon a list needs and do it; `gone` leads back to all lists."""
    actor = request.actor
    one = queries.get_list(slug, viewer=actor)
    require(actor, "support.manage_records", one)
    form = form_class(request.POST or None, initial={"version": one.version})
    more = {"on": today()} if dated else {}
    if request.method == "POST" and run(form, act, one, actor=actor, **more):
        messages.success(request, done)
        return redirect(address(actor, "record_list_list") if gone else url_of(one))
    return form_page(
        request,
        form=form,
        title=title,
        kicker=str(one),
        intro=intro,
        submit=title,
        crumbs=[crumb_to_page(actor, "lists"), Link(label=str(one), url=url_of(one))],
        cancel_url=url_of(one),
    )
