"""Pages of the letters of bodies above about the system (văn bản chỉ đạo về ISO): the list, one, kept, put right, ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.exchange import export
from sotay.manual.reports import commands, filters, forms, queries, tables
from sotay.manual.tabs import address, crumb_to, tabs_for
from sotay.pages import once, run, url_of
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link, RecordPage


def directive_list(request: HttpRequest) -> HttpResponseBase:
    """List the letters, the newest first."""
    actor = request.actor
    require(actor, "manual.view_directives")
    chosen = filters.Directives(request.GET, queryset=queries.list_directives(viewer=actor))
    table = tables.Directives(chosen.qs)
    title = _("Văn bản chỉ đạo về ISO")
    if request.GET.get("export"):
        return export.answer(request, table, title=title)
    add = Action(label=_("Thêm văn bản"), url=address(actor, "directive_new"), icon="plus", primary=True)
    writes = may(actor, "manual.write_directive")
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="reports"),
        crumbs=[crumb_to(actor, "reports")],
        filter=chosen,
        table=table,
        actions=[add] if writes else [],
        empty=Empty(
            title=_("Chưa có văn bản chỉ đạo nào"),
            why=_(
                "Văn bản của tỉnh, của Sở Khoa học và Công nghệ về hệ thống quản lý chất lượng được kế hoạch năm và công văn "
                "hướng dẫn viện dẫn."
            ),
            basis=_("4.2 · Nhu cầu và mong đợi của các bên quan tâm"),
            action=add if writes else None,
        ),
    )


def directive_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a letter with its file."""
    actor = request.actor
    require(actor, "manual.view_directives")
    one = queries.get_directive(slug, viewer=actor)
    actions = []
    if may(actor, "manual.write_directive", one):
        actions.append(Action(label=_("Sửa"), url=address(actor, "directive_change", slug=slug), icon="pencil"))
        if one.ended_date is None:
            actions.append(Action(label=_("Thôi viện dẫn"), url=address(actor, "directive_end", slug=slug), icon="x"))
    facts: list[tuple[Any, Any]] = [
        (_("Số, ký hiệu"), one.number),
        (_("Ngày văn bản"), ngay(one.dated)),
        (_("Cơ quan ban hành"), one.issuer),
        (_("Nội dung yêu cầu"), linebreaksbr(one.asks) if one.asks else _("chưa ghi")),
        (_("Thôi viện dẫn từ ngày"), ngay(one.ended_date)),
    ]
    page = RecordPage(
        title=one.summary,
        kicker=_("Văn bản chỉ đạo về ISO"),
        crumbs=[crumb_to(actor, "reports"), Link(label=_("Văn bản chỉ đạo"), url=address(actor, "directive_list"))],
        actions=actions,
        facts=[(word, value) for word, value in facts if value],
        **aside(one, viewer=actor),
    )
    context = {"tabs": tabs_for(actor, active="reports")}
    return record_page(request, page=page, template="manual/reports/directive.html", context=context)


@once
def directive_new(request: HttpRequest) -> HttpResponse:
    """Keep a letter."""
    actor = request.actor
    require(actor, "manual.write_directive")
    form = forms.KeepDirective(request.POST or None)
    if request.method == "POST" and run(form, commands.keep_directive, actor.agency, actor=actor):
        messages.success(request, _("Đã ghi văn bản; đính kèm tệp ở trang của văn bản."))
        return redirect(url_of(form.result))
    return form_page(
        request,
        form=form,
        title=_("Thêm văn bản chỉ đạo"),
        submit=_("Lưu"),
        crumbs=[crumb_to(actor, "reports")],
        cancel_url=address(actor, "directive_list"),
    )


@once
def directive_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Put right what was entered of a letter."""
    return _act(request, slug, forms.ChangeDirective, commands.change_directive,
                title=_("Sửa văn bản chỉ đạo"), submit=_("Lưu"), done=_("Đã lưu."))  # fmt: skip


@once
def directive_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Cite a letter no longer."""
    return _act(request, slug, forms.EndDirective, commands.end_directive, title=_("Thôi viện dẫn văn bản"),
                submit=_("Thôi viện dẫn"), done=_("Kế hoạch, công văn sau ngày này không viện dẫn văn bản nữa."),
                initial=today())  # fmt: skip


def _act(
    request: HttpRequest, slug: str, form_class: Any, act: Any, *, title: str, submit: str, done: str, initial: Any = None
) -> HttpResponse:  # fmt: skip
    actor = request.actor
    one = queries.get_directive(slug, viewer=actor)
    require(actor, "manual.write_directive", one)
    form = form_class(request.POST or None, one=one)
    if initial is not None:
        form.initial["ended_date"] = initial
    here = url_of(one)
    if request.method == "POST" and run(form, act, one, actor=actor):
        messages.success(request, done)
        return redirect(here)
    return form_page(
        request,
        form=form,
        title=title,
        kicker=str(one),
        submit=submit,
        crumbs=[crumb_to(actor, "reports"), Link(label=one.number, url=here)],
        cancel_url=here,
    )
