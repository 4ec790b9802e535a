"""Pages of the routes an agency chose for its approvals."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.approvals import commands, forms, queries
from sotay.approvals.views import address
from sotay.commands import may, require
from sotay.pages import once, run
from sotay.ui.pages import form_page
from sotay.ui.parts import Link


def route_list(request: HttpRequest) -> HttpResponse:
    """Show the steps of every purpose, the agency's own or the default ones."""
    actor = request.actor
    require(actor, "approvals.view_approval", actor.agency)
    rows = [
        (row, address(actor, "route_change", purpose=row.purpose.code) if may(actor, "approvals.manage_routes") else "")
        for row in queries.list_routes(viewer=actor)
    ]
    crumbs = [Link(label=_("Phê duyệt"), url=address(actor, "approval_list"))]
    return render(request, "approvals/routes.html", {"rows": rows, "crumbs": crumbs})


@once
def route_change(request: HttpRequest, purpose: str) -> HttpResponse:
    """Choose the steps of a purpose."""
    actor = request.actor
    require(actor, "approvals.manage_routes")
    row = queries.get_route(purpose, viewer=actor)
    form = forms.ChooseRoute(request.POST or None, row=row, viewer=actor)
    if request.method == "POST" and run(form, commands.set_route, actor.agency, actor=actor, purpose=purpose):
        messages.success(request, _("Đã lưu tuyến phê duyệt."))
        return redirect(address(actor, "route_list"))
    return form_page(
        request,
        form=form,
        title=_("Tuyến phê duyệt"),
        kicker=row.purpose.label,
        intro=_(
            "Bước không có tên được bỏ qua; bỏ trống tất cả thì dùng tuyến mặc định. Nội dung đang trình giữ tuyến của nó."
        ),
        submit=_("Lưu"),
        crumbs=[Link(label=_("Tuyến phê duyệt"), url=address(actor, "route_list"))],
        cancel_url=address(actor, "route_list"),
        template="approvals/route_form.html",
    )
