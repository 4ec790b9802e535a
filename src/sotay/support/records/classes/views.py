"""Pages of classes of records."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.attachments.aside import aside
from sotay.commands import UNCHANGED, may, require
from sotay.exchange.export import answer, in_order
from sotay.pages import guests_may_read, once, run, url_of
from sotay.support.records.classes import commands, exports, filters, forms, imports, queries, tables
from sotay.support.records.classes.proposals import proposals
from sotay.support.records.models import RecordClass, retention_text
from sotay.support.records.nav import crumb_to_page, import_address, pages_for
from sotay.support.tabs import address, tabs_for
from sotay.ui.formats import ngay, so
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link, RecordPage, StateBadge

PER_PAGE = 50


@guests_may_read
def record_class_list(request: HttpRequest) -> HttpResponseBase:
    """List the classes in use with how long their files are kept."""
    actor = request.actor
    require(actor, "support.view_records")
    chosen = filters.Classes(request.GET, queryset=queries.list_classes(viewer=actor), request=request)
    if request.GET.get("export"):
        rows = exports.records(in_order(request, tables.Classes(chosen.qs)))
        return answer(request, imports.columns, rows, title=_("Loại hồ sơ"))
    manages = may(actor, "support.manage_records")
    add = Action(label=_("Thêm loại hồ sơ"), url=address(actor, "record_class_new"), icon="plus", primary=True)
    proposed = Action(label=_("Lấy từ đề xuất"), url=address(actor, "record_class_propose"), icon="copy")
    upload = Action(label=_("Nhập từ tệp"), url=import_address(actor, "record_classes"), icon="upload")
    return list_page(
        request,
        title=_("Loại hồ sơ, thời hạn bảo quản"),
        tabs=tabs_for(actor, active="records"),
        filter=chosen,
        table=tables.Classes(chosen.qs),
        actions=[proposed, upload, add] if manages else [],
        per_page=PER_PAGE,
        template="support/records/list.html",
        context={"pages": pages_for(actor, active="classes")},
        empty=Empty(
            title=_("Chưa có loại hồ sơ nào"),
            why=_(
                "Mỗi loại hồ sơ có thời hạn bảo quản và việc phải làm khi hết hạn; danh mục hồ sơ từng năm lập theo đó."
            ),
            basis=_("7.5.3 · Kiểm soát thông tin dạng văn bản; Luật Lưu trữ 33/2024/QH15"),
            action=add if manages else None,
            sample=proposed if manages else None,
        ),
    )


@guests_may_read
def record_class_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a class: retention, basis, the lines that use it."""
    actor = request.actor
    require(actor, "support.view_records")
    page = queries.get_class_page(slug, viewer=actor)
    one, actions = page.one, []
    if may(actor, "support.manage_records", one) and one.ended_date is None:
        url = address(actor, "record_class_change", slug=slug)
        actions.append(Action(label=_("Sửa"), url=url, icon="pencil"))
        url = address(actor, "record_class_end", slug=slug)
        actions.append(Action(label=_("Thôi dùng"), url=url, icon="circle-x", danger=True))
    ended = StateBadge(label=_("Thôi dùng từ %s") % ngay(one.ended_date), tone="stop") if one.ended_date else None
    proposed = StateBadge(label=_("Đề xuất, chưa quyết định"), tone="warn") if page.proposed else None
    facts: list[tuple[Any, Any]] = [
        (_("Thời hạn bảo quản"), one.retention_from),
        (_("Khi hết hạn"), one.get_disposal_display() if one.years else _("nộp lưu trữ lịch sử")),
        (_("Căn cứ"), one.basis),
        (_("Đề mục"), one.heading),
        (_("Điều khoản ISO"), one.clauses),
        (_("Hồ sơ đang giữ"), _("%(all)s, trong đó %(open)s đang lập") % _counts(page)),
    ]
    return record_page(
        request,
        page=RecordPage(
            title=one.title,
            kicker=one.code,
            crumbs=[crumb_to_page(actor, "classes")],
            state=ended or proposed,
            actions=actions,
            facts=facts,
            **aside(one, viewer=actor),
        ),
        template="support/records/class.html",
        context={"shown": page, "tabs": tabs_for(actor, active="records")},
    )


@once
def record_class_new(request: HttpRequest) -> HttpResponse:
    """Add a class."""
    actor = request.actor
    require(actor, "support.manage_records")
    form = forms.ClassForm(request.POST or None)
    if request.method == "POST" and run(form, commands.add_class, actor.agency, actor=actor):
        messages.success(request, _("Đã thêm loại hồ sơ %s.") % form.result.code)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Thêm loại hồ sơ"),
        submit=_("Thêm loại hồ sơ"),
        crumbs=[crumb_to_page(actor, "classes")],
        cancel_url=address(actor, "record_class_list"),
        folded=("start", "disposal", "clauses"),
    )


@once
def record_class_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a class."""
    actor = request.actor
    one = queries.get_class(slug, viewer=actor)
    require(actor, "support.manage_records", one)
    form = forms.ChangeClassForm(request.POST or None, one=one)
    if request.method == "POST" and run(form, commands.change_class, one, actor=actor):
        messages.success(request, _("Đã lưu loại hồ sơ."))
        return redirect(url_of(one))
    return _form(
        request, form, one, title=_("Sửa loại hồ sơ"), submit=_("Lưu"), folded=("start", "disposal", "clauses")
    )


@once
def record_class_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop using a class."""
    actor = request.actor
    one = queries.get_class(slug, viewer=actor)
    require(actor, "support.manage_records", one)
    form = forms.EndClassForm(request.POST or None, initial={"version": one.version})
    if request.method == "POST" and run(form, commands.end_class, one, actor=actor):
        messages.success(request, _("Đã ghi ngày thôi dùng loại hồ sơ."))
        return redirect(url_of(one))
    return _form(
        request,
        form,
        one,
        title=_("Thôi dùng loại hồ sơ"),
        submit=_("Thôi dùng"),
        intro=_("Hồ sơ đã lập theo loại này vẫn được giữ đủ thời hạn bảo quản."),
    )


@once
def record_class_propose(request: HttpRequest) -> HttpResponse:
    """Choose which of the proposed classes are taken."""
    actor = request.actor
    require(actor, "support.manage_records")
    used = {one.code.upper() for one in queries.list_classes(viewer=actor)}
    choices = [
        (one.code, f"{one.code} {one.title} – {retention_text(one.years)}")
        for one in proposals()
        if one.code.upper() not in used
    ]
    form = forms.ProposalsForm(request.POST or None, choices=choices)
    if request.method == "POST" and run(form, commands.take_proposals, actor.agency, actor=actor):
        made = 0 if form.result is UNCHANGED else len(form.result)  # type: ignore[attr-defined]
        messages.success(request, ngettext("Đã thêm %d loại hồ sơ.", "Đã thêm %d loại hồ sơ.", made) % made)
        return redirect(address(actor, "record_class_list"))
    return form_page(
        request,
        form=form,
        title=_("Lấy loại hồ sơ từ đề xuất"),
        intro=_(
            "Chưa có quy định riêng về thời hạn bảo quản hồ sơ của hệ thống quản lý chất lượng. Các thời hạn dưới đây là "
            "đề xuất và mang dấu “đề xuất” cho đến khi cơ quan ghi căn cứ của mình."
        ),
        submit=_("Thêm các loại đã chọn"),
        crumbs=[crumb_to_page(actor, "classes")],
        cancel_url=address(actor, "record_class_list"),
        folded=(),
    )


def _form(request: HttpRequest, form: Any, one: RecordClass, **words: Any) -> HttpResponse:
    crumbs = [crumb_to_page(request.actor, "classes"), Link(label=one.code, url=url_of(one))]
    return form_page(
        request, form=form, kicker=f"{one.code} {one.title}", crumbs=crumbs, cancel_url=url_of(one), **words
    )


def _counts(page: queries.ClassPage) -> dict[str, str]:
    return {"all": so(page.files), "open": so(page.open_files)}
