"""Pages of delegations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import require
from sotay.exchange.export import answer
from sotay.organisation.delegations import commands, forms, queries, tables
from sotay.organisation.people.queries import get_seat, members
from sotay.organisation.tabs import address, crumb_to, tabs_for
from sotay.pages import once, run, url_of
from sotay.ui.pages import form_page, list_page
from sotay.ui.parts import Action, Empty


def delegation_list(request: HttpRequest) -> HttpResponse:
    """List the seats lent now, or before."""
    actor = request.actor
    require(actor, "organisation.view_people")
    past = request.GET.get("past") == "1"
    rows = queries.list_delegations(viewer=actor, on=today(), past=past)
    if request.GET.get("export"):
        return answer(request, tables.Delegations(rows), title=_("Ủy quyền"))
    other = (
        Action(label=_("Đang có hiệu lực"), url=address(actor, "delegation_list"), icon="list-check")
        if past
        else Action(label=_("Đã hết hạn"), url=f"{address(actor, 'delegation_list')}?past=1", icon="history")
    )
    return list_page(
        request,
        title=_("Ủy quyền"),
        tabs=tabs_for(actor, active="delegations"),
        table=tables.Delegations(rows),
        actions=[other],
        empty=Empty(
            title=_("Không có ủy quyền nào đã hết hạn") if past else _("Không có ủy quyền nào đang hiệu lực"),
            why=_(
                "Khi người giữ vai trò vắng mặt, vai trò được ủy quyền cho người khác trong một thời gian; nhật ký ghi rõ ai làm thay ai. Bắt đầu từ trang của vai trò."
            ),
            basis=_("5.3 · Vai trò, trách nhiệm và quyền hạn"),
        ),
    )


@once
def delegation_give(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Lend a seat for a time."""
    actor = request.actor
    seat = get_seat(uuid, viewer=actor)
    require(actor, "organisation.delegate_seat", seat)
    form = forms.DelegateForm(request.POST or None, request.FILES or None, viewer=actor, on=today(), seat=seat)
    if request.method == "POST" and run(form, commands.delegate_seat, seat, actor=actor, on=today()):
        messages.success(request, _("Đã ủy quyền cho %s.") % form.result.to_user)
        return redirect(url_of(seat))
    return form_page(
        request,
        form=form,
        title=_("Ủy quyền"),
        kicker=f"{seat.named} – {seat.user}",
        submit=_("Ủy quyền"),
        crumbs=[crumb_to(actor, "people")],
        cancel_url=url_of(seat),
        template="organisation/people/seat_form.html",
        context={"people": members(viewer=actor, on=today())},
    )


@once
def delegation_end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End a loan sooner."""
    actor = request.actor
    delegation = queries.get_delegation(uuid, viewer=actor)
    require(actor, "organisation.delegate_seat", delegation.seat)
    form = forms.EndDelegationForm(request.POST or None, delegation=delegation, on=today())
    if request.method == "POST" and run(form, commands.end_delegation, delegation, actor=actor, on=today()):
        messages.success(request, _("Đã ghi ngày cuối của ủy quyền."))
        return redirect(url_of(delegation))
    return form_page(
        request,
        form=form,
        title=_("Kết thúc ủy quyền"),
        kicker=f"{delegation.seat.named}: {delegation.seat.user} → {delegation.to_user}",
        submit=_("Kết thúc ủy quyền"),
        crumbs=[crumb_to(actor, "delegations")],
        cancel_url=url_of(delegation),
    )
