"""Pages of the forms: the list, a form with its fields and templates, and what the agency says of it."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from sotay.agency.clock import today
from sotay.blobs.storage import open_blob
from sotay.commands import require
from sotay.exchange.export import answer, in_order
from sotay.pages import once, run
from sotay.papers.catalogue import commands, exports, filters, forms, queries, tables
from sotay.papers.catalogue.pages import FormPage
from sotay.papers.catalogue.tabs import address, crumb_to, tabs_for
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Empty, Link

PER_PAGE = 200  # a catalogue is read whole


def form_list(request: HttpRequest) -> HttpResponseBase:
    """List every form with the agency's code and edition, its blank, and whether a template of its own replaces it."""
    actor = request.actor
    require(actor, "papers.view_forms")
    chosen = filters.Forms(request.GET, viewer=actor)
    table = tables.Forms(chosen.rows)
    title = pgettext("section", "Biểu mẫu")
    if request.GET.get("export"):
        rows = exports.records(in_order(request, table))
        return answer(request, exports.COLUMNS, rows, title=_("Danh mục biểu mẫu"))
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="forms"),
        filter=chosen,
        table=table,
        per_page=PER_PAGE,
        template="papers/catalogue/list.html",
        empty=Empty(
            title=_("Chưa có biểu mẫu nào"),
            why=_("Mỗi phần của hệ thống đưa các biểu mẫu của mình vào đây, in được cả bản trống và bản có số liệu."),
            basis=_("7.5 · Thông tin dạng văn bản"),
        ),
    )


@require_safe
def form_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show a form: what the agency says of it, the blank, the fields a template may name, the templates."""
    actor = request.actor
    require(actor, "papers.view_forms")
    page = FormPage(queries.get_row(code, viewer=actor), viewer=actor, on=today())
    return record_page(
        request, page=page.record_page(), template="papers/catalogue/detail.html", context=page.context
    )  # fmt: skip


@once
def form_change(request: HttpRequest, code: str) -> HttpResponse:
    """Say which code, edition and name a form has here."""
    actor = request.actor
    row = queries.get_row(code, viewer=actor)
    require(actor, "papers.manage_forms")
    form = forms.SettingForm(request.POST or None, setting=row.setting)
    back = address(actor, "form_detail", code=code)
    if request.method == "POST" and run(form, commands.set_form_code, actor.agency, actor=actor, form_code=code):
        messages.success(request, _("Đã lưu mã, lần ban hành của biểu mẫu."))
        return redirect(back)
    return form_page(
        request,
        form=form,
        title=_("Đặt mã, lần ban hành"),
        kicker=row.title,
        submit=_("Lưu"),
        crumbs=[crumb_to(actor, "forms"), Link(label=row.read_code, url=back)],
        cancel_url=back,
        folded=(),
    )


@once
def template_bring(request: HttpRequest, code: str) -> HttpResponse:
    """Bring a DOCX of the agency's own in place of the Word face of a form."""
    actor = request.actor
    row = queries.get_row(code, viewer=actor)
    require(actor, "papers.manage_forms")
    form = forms.TemplateForm(request.POST or None, request.FILES or None)
    back = address(actor, "form_detail", code=code)
    if request.method == "POST" and run(
        form, commands.bring_template, actor.agency, actor=actor, form_code=code, on=today()
    ):
        messages.success(request, _("Đã kiểm tra và nhận mẫu; từ nay bản Word của biểu mẫu này lấy theo mẫu."))
        return redirect(back)
    return form_page(
        request,
        form=form,
        title=_("Đưa mẫu DOCX của cơ quan lên"),
        kicker=row.title,
        intro=_("Tên các trường dùng được ghi ở trang biểu mẫu. Mẫu được kiểm tra và điền thử trước khi nhận."),
        submit=_("Tải lên và kiểm tra"),
        crumbs=[crumb_to(actor, "forms"), Link(label=row.read_code, url=back)],
        cancel_url=back,
    )


@once
def template_end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Fill a template no more."""
    actor = request.actor
    template = queries.get_template(uuid, viewer=actor)
    require(actor, "papers.manage_forms", template)
    row = queries.get_row(template.form, viewer=actor)
    form = forms.EndForm(request.POST or None, version=template.version)
    back = address(actor, "form_detail", code=template.form)
    if request.method == "POST" and run(form, commands.end_template, template, actor=actor, on=today()):
        messages.success(request, _("Đã thôi dùng mẫu; bản Word lại theo mẫu của hệ thống."))
        return redirect(back)
    return form_page(
        request,
        form=form,
        title=_("Thôi dùng mẫu"),
        kicker=f"{row.title}: {template.name}",
        submit=_("Thôi dùng mẫu"),
        crumbs=[crumb_to(actor, "forms"), Link(label=row.read_code, url=back)],
        cancel_url=back,
    )


@require_safe
def template_file(request: HttpRequest, uuid: UUID) -> FileResponse:
    """Give a template as it was brought."""
    require(request.actor, "papers.view_forms")
    template = queries.get_template(uuid, viewer=request.actor)
    return FileResponse(
        open_blob(template.file), as_attachment=True, filename=template.name, content_type=template.file.media_type
    )
