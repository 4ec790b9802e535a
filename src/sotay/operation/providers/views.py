"""Pages of external providers: register, one provider, added, changed, ended, taken up again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.exchange.export import answer
from sotay.operation.providers import commands, filters, forms, queries, tables
from sotay.operation.providers.models import Provider
from sotay.operation.providers.provider_page import ProviderShown
from sotay.operation.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, once, run, url_of
from sotay.papers.answering import form_answer
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link

FOLDED = ("control", "contract", "contact", "code")


@guests_may_read
def provider_list(request: HttpRequest) -> HttpResponseBase:
    """List the external providers."""
    actor, on = request.actor, today()
    require(actor, "operation.view_providers")
    chosen = filters.Providers(request.GET, queryset=queries.list_providers(viewer=actor, on=on), request=request)
    table = tables.Providers(chosen.qs, days=queries.DueDays(viewer=actor, on=on))
    title = _("Nhà cung cấp bên ngoài")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    add = Action(label=_("Thêm nhà cung cấp"), url=address(actor, "provider_new"), icon="plus", primary=True)
    bring = Action(label=_("Nhập từ tệp"), url=address(actor, "provider_import"), icon="upload")
    paper = Action(label=_("Bản in"), url=address(actor, "provider_print"), icon="printer")
    writes, imports = may(actor, "operation.begin_providers"), may(actor, "operation.import_providers")
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="providers"),
        filter=chosen,
        table=table,
        actions=[
            *([paper] if chosen.queryset.exists() else []),
            *([bring] if imports else []),
            *([add] if writes else []),
        ],
        empty=Empty(
            title=_("Chưa có nhà cung cấp nào"),
            why=_(
                "Ai ở ngoài cơ quan cung cấp hàng hóa, dịch vụ hoặc làm thay một phần công việc ảnh hưởng đến kết quả: bưu "
                "chính, phần mềm, thẩm định, vệ sinh, bảo vệ. Mỗi nhà cung cấp có tiêu chí và được đánh giá hằng năm."
            ),
            basis=_("8.4 · Kiểm soát quá trình, sản phẩm và dịch vụ do bên ngoài cung cấp"),
            action=add if writes else None,
            sample=bring if imports else None,
        ),
    )


@guests_may_read
def provider_print(request: HttpRequest) -> HttpResponse:
    """Show those that supply as one paper: the list of those chosen, with their criteria."""
    require(request.actor, "operation.view_providers")
    return form_answer(request, "NCC-DS", crumbs=[crumb_to(request.actor, "providers")])


@guests_may_read
def provider_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a provider: what it supplies, by which criteria, how it was evaluated."""
    actor, on = request.actor, today()
    require(actor, "operation.view_providers")
    provider = queries.get_provider(slug, viewer=actor, on=on)
    shown = ProviderShown(
        provider,
        actor,
        evaluations=queries.list_evaluations(provider),
        due=queries.DueDays(viewer=actor, on=on).due(provider),
        on=on,
    )
    return record_page(
        request,
        page=shown.record_page(),
        template="operation/providers/detail.html",
        context={"shown": shown, "provider": provider, "tabs": tabs_for(actor, active="providers")},
    )


def provider_import(request: HttpRequest) -> HttpResponse:
    """Lead to the page that takes a list of providers."""
    require(request.actor, "operation.import_providers")
    kwargs = {"agency": request.actor.agency.short_name, "kind": "providers"}
    return redirect(reverse("exchange:import_start", kwargs=kwargs))


@once
def provider_new(request: HttpRequest) -> HttpResponse:
    """Add a provider."""
    actor, on = request.actor, today()
    require(actor, "operation.begin_providers")
    form = forms.ProviderForm(request.POST or None, viewer=actor, on=on)
    if request.method == "POST" and run(form, commands.add_provider, actor.agency, actor=actor, on=on):
        messages.success(request, _("Đã thêm nhà cung cấp %s.") % form.result.code)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Thêm nhà cung cấp bên ngoài"),
        submit=_("Thêm nhà cung cấp"),
        crumbs=[crumb_to(actor, "providers")],
        cancel_url=address(actor, "provider_list"),
        folded=FOLDED,
    )


@once
def provider_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what the register says of a provider."""
    actor, on = request.actor, today()
    provider = queries.get_provider(slug, viewer=actor, on=on)
    require(actor, "operation.write_provider", provider)
    form = forms.ChangeProviderForm(request.POST or None, viewer=actor, on=on, provider=provider)
    if request.method == "POST" and run(form, commands.change_provider, provider, actor=actor, on=on):
        messages.success(request, _("Đã lưu nhà cung cấp."))
        return redirect(url_of(provider))
    intro = _("Tiêu chí sửa ở đây chỉ dùng cho lần đánh giá sau; đánh giá đã ghi giữ tiêu chí của lúc đó.")
    return of_provider(
        request, form, provider, title=_("Sửa nhà cung cấp"), submit=_("Lưu"), intro=intro, folded=FOLDED
    )


@once
def provider_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a provider supplies no more."""
    actor, on = request.actor, today()
    provider = queries.get_provider(slug, viewer=actor, on=on)
    require(actor, "operation.write_provider", provider)
    form = forms.EndForm(request.POST or None, provider=provider, on=on)
    if request.method == "POST" and run(form, commands.end_provider, provider, actor=actor, on=on):
        messages.success(request, _("Đã ghi nhà cung cấp thôi cung cấp."))
        return redirect(url_of(provider))
    return of_provider(request, form, provider, title=_("Nhà cung cấp thôi cung cấp"), submit=_("Ghi thôi cung cấp"))


@once
def provider_resume(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a provider up again."""
    actor = request.actor
    provider = queries.get_provider(slug, viewer=actor, on=today())
    require(actor, "operation.write_provider", provider)
    form = forms.ResumeForm(request.POST or None, provider=provider)
    if request.method == "POST" and run(form, commands.resume_provider, provider, actor=actor):
        messages.success(request, _("Đã ghi nhà cung cấp cung cấp lại."))
        return redirect(url_of(provider))
    return of_provider(request, form, provider, title=_("Nhà cung cấp cung cấp lại"), submit=_("Ghi cung cấp lại"))


def of_provider(request: HttpRequest, form: Any, provider: Provider, **words: Any) -> HttpResponse:
    """Answer with a form about a provider, which leads back to its page."""
    crumbs = [crumb_to(request.actor, "providers"), Link(label=provider.code, url=url_of(provider))]
    return form_page(request, form=form, kicker=str(provider), crumbs=crumbs, cancel_url=url_of(provider), **words)
