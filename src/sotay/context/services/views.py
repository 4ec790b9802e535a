"""Pages of services."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.context.services import commands, filters, forms, queries, tables
from sotay.context.services.models import Service
from sotay.context.services.service_page import ServiceShown
from sotay.context.services.tabs import address, crumb_to, tabs_for
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, url_of
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty

FOLDED = (
    "field", "levels", "channels", "papers", "papers_count", "fees", "bases", "authority", "kind", "result",
    "conditions", "address", "unit",
)  # fmt: skip


@guests_may_read
def service_list(request: HttpRequest) -> HttpResponseBase:
    """List the services the agency answers for."""
    actor = request.actor
    require(actor, "context.view_services")
    chosen = filters.Services(request.GET, queryset=queries.list_services(viewer=actor), request=request)
    table = tables.Services(chosen.qs)
    if request.GET.get("export"):
        table.request = request
        return answer(request, table, title=_("Danh mục thủ tục hành chính"))
    add = Action(label=_("Thêm thủ tục"), url=address(actor, "service_new"), icon="plus", primary=True)
    bring = Action(label=_("Nhập từ tệp"), url=address(actor, "service_import"), icon="upload")
    publishes, imports = may(actor, "context.publish_services"), may(actor, "context.import_services")
    return list_page(
        request,
        title=_("Thủ tục hành chính"),
        tabs=tabs_for(actor, active="services"),
        filter=chosen,
        table=table,
        actions=[*([bring] if imports else []), *([add] if publishes else [])],
        empty=Empty(
            title=_("Chưa có thủ tục nào"),
            why=_(
                "Thủ tục hành chính cơ quan giải quyết: mã, thời hạn, thành phần hồ sơ, phí và căn cứ như đã công bố; "
                "mỗi thay đổi theo một quyết định."
            ),
            basis=_("8.2.1, 8.2.2 · Trao đổi thông tin với khách hàng và xác định yêu cầu đối với dịch vụ"),
            action=bring if imports else add if publishes else None,
            sample=add if imports and publishes else None,
        ),
    )


@guests_may_read
def service_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a service: limits, papers, fees, bases, who serves it, what decisions did to it."""
    actor = request.actor
    require(actor, "context.view_services")
    shown = ServiceShown(queries.get_service_page(slug, viewer=actor), actor, on=today())
    return record_page(
        request,
        page=shown.record_page(),
        template="context/services/detail.html",
        context={
            "shown": shown,
            "page_": shown.page,
            "service": shown.service,
            "tabs": tabs_for(actor, active="services"),
        },
    )


def service_import(request: HttpRequest) -> HttpResponse:
    """Lead to the page that takes a catalogue of services."""
    require(request.actor, "context.import_services")
    kwargs = {"agency": request.actor.agency.short_name, "kind": "services"}
    return redirect(reverse("exchange:import_start", kwargs=kwargs))


@once
def service_new(request: HttpRequest) -> HttpResponse:
    """Put a service into the catalogue."""
    actor = request.actor
    require(actor, "context.publish_services")
    form = forms.NewServiceForm(request.POST or None, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.publish_service, actor.agency, actor=actor):
        messages.success(request, _("Đã thêm thủ tục %s.") % form.result.code)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Thêm thủ tục hành chính"),
        submit=_("Thêm thủ tục"),
        intro=_("Ghi như in trong quyết định công bố; chỗ nào chưa rõ sẽ được đánh dấu để xem lại, không bị từ chối."),
        crumbs=[crumb_to(actor, "services")],
        cancel_url=address(actor, "service_list"),
        folded=FOLDED,
    )


@once
def service_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is printed of a service, under a decision."""
    actor = request.actor
    service = queries.get_service(slug, viewer=actor)
    require(actor, "context.write_service", service)
    content = queries.content_of(service)
    form = forms.ChangeServiceForm(request.POST or None, service=service, content=content)
    if request.method == "POST" and run(form, commands.change_service, service, actor=actor):
        messages.success(request, _("Đã lưu thay đổi của thủ tục."))
        return redirect(url_of(service))
    return _service_form(
        request,
        form,
        service,
        title=_("Sửa theo quyết định"),
        submit=_("Lưu thay đổi"),
        intro=_("Ghi quyết định sửa đổi rồi sửa những chỗ khác trước; giá trị cũ và mới được giữ trong lịch sử."),
        folded=tuple(name for name in FOLDED if name != "unit"),
    )


@once
def service_assign(request: HttpRequest, slug: str) -> HttpResponse:
    """Name the unit that settles a service."""
    actor = request.actor
    service = queries.get_service(slug, viewer=actor)
    require(actor, "context.publish_services", service)
    form = forms.AssignForm(request.POST or None, service=service, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.assign_service, service, actor=actor):
        messages.success(request, _("Đã giao đơn vị giải quyết."))
        return redirect(url_of(service))
    return _service_form(request, form, service, title=_("Giao đơn vị giải quyết"), submit=_("Lưu"))


@once
def service_abolish(request: HttpRequest, slug: str) -> HttpResponse:
    """Abolish a service under a decision."""
    actor = request.actor
    service = queries.get_service(slug, viewer=actor)
    require(actor, "context.publish_services", service)
    form = forms.AbolishForm(request.POST or None, service=service)
    if request.method == "POST" and run(form, commands.abolish_service, service, actor=actor):
        messages.success(request, _("Đã ghi bãi bỏ thủ tục."))
        return redirect(url_of(service))
    return _service_form(
        request,
        form,
        service,
        title=_("Bãi bỏ thủ tục"),
        submit=_("Ghi bãi bỏ"),
        intro=_("Nội dung và lịch sử của thủ tục vẫn giữ để tra cứu."),
    )


@once
def service_restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish an abolished service again."""
    actor = request.actor
    service = queries.get_service(slug, viewer=actor)
    require(actor, "context.publish_services", service)
    form = forms.UndoneForm(request.POST or None, service=service)
    if request.method == "POST" and run(form, commands.restore_service, service, actor=actor):
        messages.success(request, _("Đã công bố lại thủ tục."))
        return redirect(url_of(service))
    return _service_form(request, form, service, title=_("Công bố lại thủ tục"), submit=_("Công bố lại"))


@once
def service_date(request: HttpRequest, change: UUID) -> HttpResponse:
    """Enter the day a decision was signed, for all the services it names."""
    actor = request.actor
    one = queries.get_change(change, viewer=actor)
    require(actor, "context.publish_services", one.service)
    form = forms.DateDecisionForm(request.POST or None)
    if request.method == "POST" and run(form, commands.date_decision, one, actor=actor):
        messages.success(request, _("Đã ghi ngày ký quyết định."))
        return redirect(url_of(one.service))
    return _service_form(
        request,
        form,
        one.service,
        title=_("Ghi ngày ký quyết định"),
        submit=_("Ghi ngày ký"),
        intro=_("%s: ngày ký được ghi cho mọi thủ tục của quyết định này.") % (one.decision or _("Quyết định")),
    )


@once
def service_web(request: HttpRequest, change: UUID) -> HttpResponse:
    """Tell where and when the list on the web followed a decision."""
    actor = request.actor
    one = queries.get_change(change, viewer=actor)
    require(actor, "context.publish_services", one.service)
    known = {"web_address": one.web_address, "web_date": one.web_date}
    form = forms.WebForm(request.POST or None, initial=known)
    if request.method == "POST" and run(form, commands.put_on_web, one, actor=actor):
        messages.success(request, _("Đã ghi việc cập nhật trang thông tin."))
        return redirect(url_of(one.service))
    return _service_form(
        request,
        form,
        one.service,
        title=_("Ghi việc cập nhật trang thông tin"),
        submit=_("Ghi lại"),
        intro=_("%s: địa chỉ và ngày là bằng chứng cho mọi thủ tục của quyết định này.") % one.decision,
    )


def _service_form(request: HttpRequest, form: Any, service: Service, **words: Any) -> HttpResponse:
    actor = request.actor
    return form_page(
        request,
        form=form,
        kicker=str(service),
        crumbs=[crumb_to(actor, "services")],
        cancel_url=url_of(service),
        **words,
    )
