"""Pages of grants."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import require
from sotay.exchange.export import answer
from sotay.organisation.grants import commands, forms, queries, tables
from sotay.organisation.tabs import address, crumb_to, tabs_for
from sotay.pages import once, run
from sotay.ui.pages import form_page, list_page
from sotay.ui.parts import Action, Empty


def grant_list(request: HttpRequest) -> HttpResponse:
    """List who may read this agency's pages, and whose pages it may read."""
    actor = request.actor
    require(actor, "organisation.manage_grants")
    rows = queries.list_grants(viewer=actor)
    if request.GET.get("export"):
        return answer(request, tables.Grants(rows), title=_("Quyền xem"))
    add = Action(label=_("Cho xem"), url=address(actor, "grant_give"), icon="eye", primary=True)
    return list_page(
        request,
        title=_("Quyền xem"),
        tabs=tabs_for(actor, active="grants"),
        table=tables.Grants(rows),
        actions=[add],
        template="organisation/grants/list.html",
        context={"received": queries.list_received(viewer=actor)},
        empty=Empty(
            title=_("Chưa cho ai xem"),
            why=_(
                "Cơ quan theo dõi hoặc đoàn kiểm tra được xem các trang đã định, trong một thời gian, theo văn bản; không sửa được gì. Nhật ký hai bên đều ghi."
            ),
            basis=_("QĐ 19/2014/QĐ-TTg · kiểm tra, theo dõi"),
            action=add,
        ),
    )


@once
def grant_give(request: HttpRequest) -> HttpResponse:
    """Let another agency or a person read for a time."""
    actor = request.actor
    require(actor, "organisation.manage_grants")
    form = forms.GrantForm(request.POST or None, request.FILES or None, viewer=actor, on=today())
    if request.method == "POST" and run(form, commands.give_grant, actor.agency, actor=actor, on=today()):
        messages.success(request, _("Đã cho xem; nhật ký hai bên đã ghi."))
        return redirect(address(actor, "grant_list"))
    return form_page(
        request,
        form=form,
        title=_("Cho xem"),
        intro=_(
            "Người được cho xem chỉ đọc các trang dành cho khách, trong phạm vi và thời gian đã cho, không sửa được gì."
        ),
        submit=_("Cho xem"),
        crumbs=[crumb_to(actor, "grants")],
        cancel_url=address(actor, "grant_list"),
        folded=("areas", "decision", "new_number", "new_date", "new_signer_name", "new_signer_title", "new_file"),
    )


@once
def grant_revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a grant back at once."""
    actor = request.actor
    grant = queries.get_grant(uuid, viewer=actor)
    require(actor, "organisation.manage_grants", grant)
    form = forms.RevokeForm(request.POST or None, grant=grant)
    if request.method == "POST" and run(form, commands.revoke_grant, grant, actor=actor, on=today()):
        messages.success(request, _("Đã thu hồi quyền xem."))
        return redirect(address(actor, "grant_list"))
    return form_page(
        request,
        form=form,
        title=_("Thu hồi quyền xem"),
        kicker=str(grant.to_agency or grant.to_user),
        submit=_("Thu hồi"),
        crumbs=[crumb_to(actor, "grants")],
        cancel_url=address(actor, "grant_list"),
    )
