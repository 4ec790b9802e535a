"""Pages of files: register, what is due, one file, opened, changed, closed, opened again, kept longer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import require
from sotay.exchange.export import answer
from sotay.pages import once, run, url_of
from sotay.support.records.files import commands, filters, forms, page, queries, tables
from sotay.support.records.files.guards import why_not_open
from sotay.support.records.lists.queries import get_line, list_lists
from sotay.support.records.models import RecordFile
from sotay.support.records.nav import crumb_to_page, pages_for
from sotay.support.tabs import address, tabs_for
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link

PER_PAGE = 50
SHOWN = 200
"""How many due files of a kind are named on the page; the register lists them all."""


def record_file_list(request: HttpRequest) -> HttpResponseBase:
    """List the files the viewer may see."""
    actor = request.actor
    require(actor, "support.view_record_files")
    chosen = filters.Files(request.GET, queryset=queries.list_files(viewer=actor), request=request)
    table = tables.Files(chosen.qs)
    title = _("Hồ sơ")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    issued = list_lists(viewer=actor).filter(issued_date__isnull=False).first()
    where = address(actor, "record_list_detail", slug=issued.slug) if issued else address(actor, "record_list_list")
    label = _("Mở hồ sơ theo danh mục") if issued else _("Xem danh mục hồ sơ")
    open_ = Action(label=label, url=where, icon="plus", primary=True)
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="records"),
        filter=chosen,
        table=table,
        actions=[open_],
        per_page=PER_PAGE,
        template="support/records/list.html",
        context={"pages": pages_for(actor, active="files")},
        empty=Empty(
            title=_("Chưa có hồ sơ nào"),
            why=_("Mỗi người mở hồ sơ theo danh mục đã ban hành, đưa văn bản vào, kết thúc khi xong việc rồi nộp lưu."),
            basis=_("Nghị định 30/2020/NĐ-CP, Điều 29, Điều 30"),
            action=open_,
        ),
    )


def record_due(request: HttpRequest) -> HttpResponse:
    """Show what is due: to the archive of the agency, to disposal, to the historical archive."""
    actor = request.actor
    require(actor, "support.view_record_files")
    on = today()
    parts = page.due_parts(actor, on=on, shown=SHOWN)
    context = {
        "title": _("Đến hạn nộp lưu, xét hủy"),
        "tabs": tabs_for(actor, active="records"),
        "pages": pages_for(actor, active="due"),
        "parts": parts,
        "left_out": page.left_out_lines(actor, on=on),
    }
    return render(request, "support/records/due.html", context)


def record_file_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a file: where it stands, its days, what was put into it."""
    actor = request.actor
    require(actor, "support.view_record_files")
    shown = queries.get_file_page(slug, viewer=actor)
    sides = page.FileShown(shown, actor, on=today())
    return record_page(
        request,
        page=sides.record_page(),
        template="support/records/file.html",
        context={"shown": shown, "file": shown.file, "facts": sides.facts, "tabs": tabs_for(actor, active="records")},
    )


@once
def record_file_open(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Open a file by a line of the list."""
    actor = request.actor
    line = get_line(slug, viewer=actor)
    require(actor, "support.open_record_file", line)
    form = forms.OpenFile(request.POST or None, line=line, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.open_file, line, actor=actor, on=today()):
        messages.success(request, _("Đã mở hồ sơ %s.") % form.result.number)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    if not form.is_bound:
        form.reasons = list(why_not_open(line))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Mở hồ sơ"),
        kicker=f"{line.number} – {line.record_class.title}, {line.record_class.retention}",
        submit=_("Mở hồ sơ"),
        crumbs=[crumb_to_page(actor, "lists"), Link(label=str(line.list), url=url_of(line.list))],
        cancel_url=url_of(line.list),
        folded=("unit", "place"),
    )


@once
def record_file_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is written on a file."""
    actor = request.actor
    file = queries.get_file(slug, viewer=actor)
    require(actor, "support.keep_record_file", file)
    form = forms.ChangeFile(request.POST or None, file=file, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.change_file, file, actor=actor):
        messages.success(request, _("Đã lưu hồ sơ."))
        return redirect(url_of(file))
    return _form(request, form, file, title=_("Sửa thông tin hồ sơ"), submit=_("Lưu"))


@once
def record_file_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a file."""
    actor = request.actor
    file = queries.get_file(slug, viewer=actor)
    require(actor, "support.keep_record_file", file)
    form = forms.CloseFile(request.POST or None, file=file, on=today())
    if request.method == "POST" and run(form, commands.close_file, file, actor=actor, on=today()):
        messages.success(request, _("Đã kết thúc hồ sơ; thời hạn bảo quản bắt đầu tính."))
        return redirect(url_of(file))
    return _form(request, form, file, title=_("Kết thúc hồ sơ"), submit=_("Kết thúc hồ sơ"))


@once
def record_file_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a closed file again."""
    actor = request.actor
    file = queries.get_file(slug, viewer=actor)
    require(actor, "support.keep_record_file", file)
    form = forms.WithReason(request.POST or None, initial={"version": file.version})
    if request.method == "POST" and run(form, commands.open_file_again, file, actor=actor):
        messages.success(request, _("Đã mở lại hồ sơ."))
        return redirect(url_of(file))
    return _form(request, form, file, title=_("Mở lại hồ sơ"), submit=_("Mở lại hồ sơ"))


@once
def record_file_keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a file stay with its unit for a time."""
    actor = request.actor
    file = queries.get_file(slug, viewer=actor)
    require(actor, "support.manage_records", file)
    form = forms.KeepLonger(request.POST or None, request.FILES or None, file=file, viewer=actor)
    if request.method == "POST" and run(form, commands.keep_longer, file, actor=actor, on=today()):
        messages.success(request, _("Đã ghi việc giữ lại hồ sơ."))
        return redirect(url_of(file))
    return _form(
        request,
        form,
        file,
        title=_("Giữ lại hồ sơ đến hạn nộp lưu"),
        intro=_("Đơn vị giữ lại thêm nhiều nhất 2 năm, khi được đồng ý bằng văn bản."),
        submit=_("Ghi giữ lại"),
        folded=(),
    )


def _form(request: HttpRequest, form: Any, file: RecordFile, **words: Any) -> HttpResponse:
    crumbs = [crumb_to_page(request.actor, "files"), Link(label=file.number, url=url_of(file))]
    return form_page(request, form=form, kicker=str(file), crumbs=crumbs, cancel_url=url_of(file), **words)
