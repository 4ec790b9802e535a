"""Pages of internal auditors: the register, one entry, entered, changed, ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.audits.auditors import commands, filters, forms, queries, tables
from sotay.evaluation.audits.auditors.auditor_page import AuditorShown
from sotay.evaluation.audits.models import Auditor
from sotay.evaluation.tabs import address, crumb_to, tabs_for
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, url_of
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link


@guests_may_read
def auditor_list(request: HttpRequest) -> HttpResponseBase:
    """List the internal auditors; who keeps the register is told who holds the seat without an entry."""
    actor, on = request.actor, today()
    require(actor, "evaluation.view_auditors")
    chosen = filters.Auditors(request.GET, queryset=queries.list_auditors(viewer=actor, on=on), request=request)
    table = tables.Auditors(chosen.qs, on=on)
    title = _("Đánh giá viên nội bộ")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    add = Action(label=_("Thêm đánh giá viên"), url=address(actor, "auditor_new"), icon="plus", primary=True)
    bring = Action(label=_("Nhập từ tệp"), url=address(actor, "auditor_import"), icon="upload")
    writes = may(actor, "evaluation.write_auditor")
    missing = list(queries.without_entry(viewer=actor, on=on)) if writes else []
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="auditors"),
        filter=chosen,
        table=table,
        actions=[bring, add] if writes else [],
        empty=Empty(
            title=_("Chưa có đánh giá viên nào"),
            why=_(
                "Chỉ người đã được đào tạo đánh giá nội bộ mới được cử vào đoàn. Ghi từng người với khóa đào tạo, chứng "
                "nhận và thời gian có hiệu lực."
            ),
            basis=_("9.2 · Đánh giá nội bộ"),
            action=add if writes else None,
            sample=bring if writes else None,
        ),
        template="evaluation/auditors/list.html",
        context={"missing": [Link(label=str(one), url=f"{add.url}?person={one.username}") for one in missing]},
    )


@guests_may_read
def auditor_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an entry: training, certificate, how long it holds, and the audits taken part in."""
    actor, on = request.actor, today()
    require(actor, "evaluation.view_auditors")
    entry = queries.get_auditor(slug, viewer=actor, on=on)
    shown = AuditorShown(entry, actor, on=on)
    return record_page(
        request,
        page=shown.record_page(),
        template="evaluation/auditors/detail.html",
        context={
            "shown": shown,
            "audits": queries.audits_of(entry, viewer=actor),
            "tabs": tabs_for(actor, active="auditors"),
        },
    )


def auditor_import(request: HttpRequest) -> HttpResponse:
    """Lead to the page that takes a list of auditors."""
    require(request.actor, "evaluation.import_auditors")
    kwargs = {"agency": request.actor.agency.short_name, "kind": "auditors"}
    return redirect(reverse("exchange:import_start", kwargs=kwargs))


@once
def auditor_new(request: HttpRequest) -> HttpResponse:
    """Enter somebody in the register; `?person=` names the account it is begun for."""
    actor, on = request.actor, today()
    require(actor, "evaluation.write_auditor")
    wanted = queries.people_to_enter(viewer=actor, on=on).filter(username=request.GET.get("person", "")).first()
    form = forms.AuditorForm(
        request.POST or None, request.FILES or None, viewer=actor, on=on, initial={"user": wanted} if wanted else None
    )
    if request.method == "POST" and run(form, commands.enter_auditor, actor.agency, actor=actor, on=on):
        messages.success(request, _("Đã ghi %s vào danh sách đánh giá viên.") % form.result.user)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Thêm đánh giá viên nội bộ"),
        submit=_("Ghi vào danh sách"),
        intro=_("Bản chụp chứng nhận được đính kèm ở trang của đánh giá viên sau khi ghi."),
        crumbs=[crumb_to(actor, "auditors")],
        cancel_url=address(actor, "auditor_list"),
        folded=forms.FOLDED,
    )


@once
def auditor_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what the register says of an auditor."""
    actor, on = request.actor, today()
    entry = queries.get_auditor(slug, viewer=actor, on=on)
    require(actor, "evaluation.write_auditor", entry)
    form = forms.ChangeAuditorForm(request.POST or None, request.FILES or None, viewer=actor, on=on, entry=entry)
    if request.method == "POST" and run(form, commands.change_auditor, entry, actor=actor, on=on):
        messages.success(request, _("Đã lưu đánh giá viên."))
        return redirect(url_of(entry))
    return _of_entry(request, form, entry, title=_("Sửa đánh giá viên nội bộ"), submit=_("Lưu"), folded=forms.FOLDED)


@once
def auditor_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that somebody audits no more."""
    actor, on = request.actor, today()
    entry = queries.get_auditor(slug, viewer=actor, on=on)
    require(actor, "evaluation.write_auditor", entry)
    form = forms.EndForm(request.POST or None, entry=entry, on=on)
    if request.method == "POST" and run(form, commands.end_auditor, entry, actor=actor, on=on):
        messages.success(request, _("Đã ghi đánh giá viên kết thúc."))
        return redirect(url_of(entry))
    return _of_entry(request, form, entry, title=_("Đánh giá viên kết thúc"), submit=_("Ghi kết thúc"))


def _of_entry(request: HttpRequest, form: Any, entry: Auditor, **words: Any) -> HttpResponse:
    """Answer with a form about an entry, which leads back to its page."""
    crumbs = [crumb_to(request.actor, "auditors"), Link(label=str(entry.user), url=url_of(entry))]
    return form_page(request, form=form, kicker=str(entry.user), crumbs=crumbs, cancel_url=url_of(entry), **words)
