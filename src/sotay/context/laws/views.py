"""Pages of legal documents."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.context.laws import commands, filters, forms, queries, tables
from sotay.context.laws.law_page import LawShown
from sotay.context.laws.models import Law
from sotay.context.laws.tabs import address, crumb_to, tabs_for
from sotay.context.laws.told import followed
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, run_plain, url_of
from sotay.standard.standings.batch import Batch
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty

FOLDED = ("kind", "issuer", "field", "expiry_date", "address", "publishes_services")


@guests_may_read
def law_list(request: HttpRequest) -> HttpResponseBase:
    """List the legal documents the agency works by (form A2)."""
    actor, on = request.actor, today()
    require(actor, "context.view_laws")
    chosen = filters.Laws(request.GET, queryset=queries.list_laws(viewer=actor), request=request)
    table = _table(chosen, actor=actor, on=on)
    if request.GET.get("export"):
        return answer(request, table, title=_("Danh mục văn bản pháp luật"))
    writes = may(actor, "context.write_laws")
    add = Action(label=_("Thêm văn bản"), url=address(actor, "law_new"), icon="plus", primary=True)
    bring = Action(label=_("Nhập từ tệp"), url=address(actor, "law_import"), icon="upload")
    imports = may(actor, "context.import_laws")
    dead = Action(label=_("Hết hiệu lực còn viện dẫn"), url=address(actor, "law_dead"), icon="alert-triangle")
    return list_page(
        request,
        title=_("Văn bản pháp luật"),
        tabs=tabs_for(actor, active="laws"),
        filter=chosen,
        table=table,
        actions=[dead, *([bring] if imports else []), *([add] if writes else [])],
        empty=Empty(
            title=_("Chưa có văn bản nào"),
            why=_(
                "Văn bản pháp luật cơ quan áp dụng: ngày có hiệu lực, đơn vị rà soát, tài liệu phải sửa và hạn đưa vào "
                "hệ thống."
            ),
            basis=_("7.5.3 · Tài liệu bên ngoài; QĐ 19/2014/QĐ-TTg Điều 4 khoản 4: cập nhật chậm nhất ba tháng"),
            action=add if writes else None,
            sample=bring if imports else None,
        ),
    )


@guests_may_read
def law_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a legal document: its days, its term, who looks at it, which texts in force name it."""
    actor, on = request.actor, today()
    require(actor, "context.view_laws")
    shown = LawShown(queries.get_law_page(slug, viewer=actor, on=on), actor, on=on)
    return record_page(
        request,
        page=shown.record_page(),
        template="context/laws/detail.html",
        context={"shown": shown, "page_": shown.page, "law": shown.law, "tabs": tabs_for(actor, active="laws")},
    )


@guests_may_read
def law_dead(request: HttpRequest) -> HttpResponseBase:
    """List the laws that stand no longer though documents in force or the manual still name them."""
    actor = request.actor
    require(actor, "context.view_laws")
    title = _("Văn bản hết hiệu lực còn được viện dẫn")
    table = tables.DeadLaws(queries.list_dead_laws(viewer=actor, on=today()))
    if request.GET.get("export"):
        table.request = request
        return answer(request, table, title=title)
    return list_page(
        request,
        title=title,
        intro=_("Văn bản đã hết hiệu lực mà tài liệu đang có hiệu lực hoặc sổ tay còn nêu; mở từng nơi để sửa."),
        tabs=tabs_for(actor, active="laws"),
        crumbs=[crumb_to(actor, "laws")],
        table=table,
        empty=Empty(
            title=_("Không có văn bản nào"),
            why=_(
                "Mọi văn bản mà tài liệu đang có hiệu lực và sổ tay viện dẫn đều còn hiệu lực, theo danh mục hiện nay."
            ),
        ),
    )


def law_import(request: HttpRequest) -> HttpResponse:
    """Lead to the page that takes a list of legal documents."""
    require(request.actor, "context.import_laws")
    kwargs = {"agency": request.actor.agency.short_name, "kind": "laws"}
    return redirect(reverse("exchange:import_start", kwargs=kwargs))


@once
def law_new(request: HttpRequest) -> HttpResponse:
    """Add a legal document."""
    actor = request.actor
    require(actor, "context.write_laws")
    form = forms.LawForm(request.POST or None, viewer=actor, on=today(), assigns=may(actor, "context.assign_laws"))
    if request.method == "POST" and run(form, commands.add_law, actor.agency, actor=actor):
        messages.success(request, _("Đã thêm %s.") % form.result)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Thêm văn bản pháp luật"),
        submit=_("Thêm văn bản"),
        intro=_("Ghi như in trên văn bản; chỗ nào chưa đúng mẫu sẽ được đánh dấu để xem lại, không bị từ chối."),
        crumbs=[crumb_to(actor, "laws")],
        cancel_url=address(actor, "law_list"),
        folded=FOLDED,
    )


@once
def law_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what the register says of a legal document."""
    actor = request.actor
    law = queries.get_law(slug, viewer=actor)
    require(actor, "context.write_laws", law)
    form = forms.ChangeLawForm(request.POST or None, law=law, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.change_law, law, actor=actor):
        messages.success(request, _("Đã lưu văn bản."))
        return redirect(url_of(law))
    return _law_form(request, form, law, title=_("Sửa văn bản pháp luật"), submit=_("Lưu"), folded=FOLDED)


@once
def law_assign(request: HttpRequest, slug: str) -> HttpResponse:
    """Name the units that look at a legal document."""
    actor = request.actor
    law = queries.get_law(slug, viewer=actor)
    require(actor, "context.assign_laws", law)
    form = forms.AssignForm(request.POST or None, law=law, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.assign_law, law, actor=actor):
        messages.success(request, _("Đã phân công rà soát."))
        return redirect(url_of(law))
    return _law_form(
        request,
        form,
        law,
        title=_("Phân công đơn vị rà soát"),
        submit=_("Phân công"),
        intro=_("Trưởng đơn vị được nhắc kết luận: không ảnh hưởng (có lý do), hoặc tài liệu nào phải sửa."),
    )


@once
def law_set_aside(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a legal document is none of the agency's."""
    actor = request.actor
    law = queries.get_law(slug, viewer=actor)
    require(actor, "context.assign_laws", law)
    form = forms.SetAsideForm(request.POST or None, law=law)
    if request.method == "POST" and run(form, commands.set_aside, law, actor=actor):
        messages.success(request, _("Đã ghi văn bản không liên quan."))
        return redirect(url_of(law))
    return _law_form(request, form, law, title=_("Văn bản không liên quan"), submit=_("Ghi không liên quan"))


@once
def law_replace(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which older legal document this one replaces."""
    actor = request.actor
    law = queries.get_law(slug, viewer=actor)
    require(actor, "context.write_laws", law)
    form = forms.ReplaceForm(request.POST or None, viewer=actor)
    if request.method == "POST" and run(form, commands.replace_law, law, actor=actor):
        messages.success(request, _("Đã ghi văn bản được thay thế."))
        return redirect(url_of(law))
    return _law_form(
        request,
        form,
        law,
        title=_("Văn bản được thay thế, sửa đổi"),
        submit=_("Ghi lại"),
        intro=_("Văn bản bị thay thế toàn bộ hết hiệu lực từ ngày văn bản mới có hiệu lực, nếu chưa ghi ngày khác."),
    )


@once
@require_POST
def replacement_drop(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Take back that one legal document replaces another."""
    actor = request.actor
    one = queries.get_replacement(slug, viewer=actor)
    require(actor, "context.write_laws", one.new)
    law, old = one.new, one.old
    run_plain(commands.drop_replacement, one, actor=actor)
    messages.success(request, _("Đã bỏ ghi nhận thay thế."))
    if old.expiry_date is not None:
        words = _("%(law)s vẫn ghi hết hiệu lực từ ngày %(day)s; nếu không đúng, hãy sửa ở trang của văn bản đó.")
        messages.warning(request, words % {"law": old, "day": ngay(old.expiry_date)})
    return redirect(address(actor, "law_detail", slug=law.slug))


def _table(chosen: filters.Laws, *, actor: Any, on: date) -> tables.Laws:
    progress = followed(
        chosen.qs.filter(reviews__finding="AFFECTS").values_list("pk", flat=True).distinct(),
        agency_id=actor.agency.pk,
        on=on,
    )
    return tables.Laws(chosen.qs, batch=Batch([actor.agency], on=on), on=on, progress=progress)


def _law_form(request: HttpRequest, form: Any, law: Law, **words: Any) -> HttpResponse:
    actor = request.actor
    return form_page(
        request,
        form=form,
        kicker=str(law),
        crumbs=[crumb_to(actor, "laws")],
        cancel_url=url_of(law),
        **words,
    )
