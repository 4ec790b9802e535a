"""Pages of groups of answers to be looked at again: the list, one group side by side, decided upon."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import require
from sotay.evaluation.satisfaction.honesty import commands, filters, forms, queries, tables
from sotay.evaluation.satisfaction.honesty.looking import limits_of
from sotay.evaluation.satisfaction.honesty.suspicion_page import SuspicionShown, rule_of
from sotay.evaluation.satisfaction.models import Suspicion
from sotay.evaluation.tabs import CUSTOMERS
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, url_of
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Empty, Link


@guests_may_read
def suspicion_list(request: HttpRequest) -> HttpResponseBase:
    """List the groups, those to be decided first."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    chosen = filters.Suspicions(request.GET, queryset=queries.list_suspicions(viewer=actor), request=request)
    table = tables.Suspicions(chosen.qs)
    title = _("Phiếu cần xem lại")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    limits = limits_of(actor.agency.pk, on=today())
    return list_page(
        request,
        title=title,
        tabs=CUSTOMERS.tabs_for(actor, active="suspicions"),
        filter=chosen,
        table=table,
        empty=Empty(
            title=_("Chưa có nhóm phiếu nào cần xem lại"),
            why=_("Mỗi đêm và sau mỗi lô phiếu nhập xong, hệ thống tìm những nhóm phiếu giống nhau bất thường. Phiếu được đánh dấu vẫn giữ nguyên, không bị loại; người thứ hai xem lại và kết luận."),
            basis=_("9.1.2 · Sự hài lòng của khách hàng"),
        ),
        template="evaluation/satisfaction/suspicions.html",
        context={"rules": [(kind.label, rule_of(kind, limits)) for kind in Suspicion.Kind]},
    )  # fmt: skip


@guests_may_read
def suspicion_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a group: why it was flagged, its answers side by side, what came of it."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    suspicion = queries.get_suspicion(slug, viewer=actor)
    shown = SuspicionShown(suspicion, actor, limits=limits_of(actor.agency.pk, on=today()))
    return record_page(
        request,
        page=shown.record_page(),
        template="evaluation/satisfaction/suspicion.html",
        context={
            "shown": shown,
            "beside": queries.side_by_side(suspicion, viewer=actor),
            "tabs": CUSTOMERS.tabs_for(actor, active="suspicions"),
        },
    )


@once
def suspicion_decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whether the answers count, and why."""
    actor, on = request.actor, today()
    suspicion = queries.get_suspicion(slug, viewer=actor)
    require(actor, "evaluation.decide_suspicion", suspicion)
    form = forms.DecideForm(request.POST or None, suspicion=suspicion)
    if request.method == "POST" and run(form, commands.decide_suspicion, suspicion, actor=actor, on=on):
        messages.success(request, _("Đã ghi kết luận."))
        return redirect(url_of(suspicion))
    return form_page(
        request,
        form=form,
        title=_("Kết luận về nhóm phiếu"),
        kicker=suspicion.slug.upper(),
        submit=_("Ghi kết luận"),
        intro=_("%(kind)s: %(count)s phiếu.") % {"kind": suspicion.get_kind_display(), "count": suspicion.size},  # type: ignore[attr-defined]  # annotated
        crumbs=[CUSTOMERS.crumb_to(actor, "suspicions"), Link(label=suspicion.slug.upper(), url=url_of(suspicion))],
        cancel_url=url_of(suspicion),
    )
