"""Pages of parameters."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.journal.history import history_of
from sotay.pages import guests_may_read, once, run
from sotay.standard.catalogue.obligations import obligations
from sotay.standard.parameters import commands, forms, queries
from sotay.standard.registry.parameters import parameters
from sotay.standard.tabs import address, crumb_to, tabs_for
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Action, RecordPage


@guests_may_read
def parameter_list(request: HttpRequest) -> HttpResponse:
    """List every parameter with the value in use and its default."""
    actor = request.actor
    require(actor, "standard.view_parameters")
    shown = {
        "title": _("Tham số"),
        "tabs": tabs_for(actor, active="parameters"),
        "rows": queries.list_parameters(parameters(), viewer=actor, on=today()),
        "may_set": may(actor, "standard.set_parameter"),
    }
    return render(request, "standard/parameters/list.html", shown)


@guests_may_read
def parameter_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show a parameter, what it was set to, and what is judged by it."""
    actor = request.actor
    require(actor, "standard.view_parameters")
    row = queries.get_parameter(code, viewer=actor, on=today())
    change = Action(label=_("Đặt giá trị"), url=address(actor, "parameter_set", code=code), icon="pencil", primary=True)
    return record_page(
        request,
        page=RecordPage(
            title=row.parameter.title,
            kicker=_("Tham số"),
            crumbs=[crumb_to(actor, "parameters")],
            actions=[change] if may(actor, "standard.set_parameter") else [],
            history=history_of(*row.history, viewer=actor),
        ),
        template="standard/parameters/detail.html",
        context={"row": row, "read_by": [one for one in obligations().values() if code in one.all_parameters]},
    )


@once
def parameter_set(request: HttpRequest, code: str) -> HttpResponse:
    """Set a parameter from a day on."""
    actor = request.actor
    row = queries.get_parameter(code, viewer=actor, on=today())
    require(actor, "standard.set_parameter")
    form = forms.SetParameter(request.POST or None, row=row, on=today())
    back = address(actor, "parameter_detail", code=code)
    if request.method == "POST" and run(form, commands.set_parameter, actor.agency, actor=actor, code=code):
        messages.success(request, _("Đã đặt %s.") % row.parameter.title)
        return redirect(back)
    return form_page(
        request,
        form=form,
        title=_("Đặt tham số"),
        kicker=row.parameter.title,
        intro=_("Đang dùng: %(shown)s. Mặc định: %(default)s.") % {"shown": row.shown, "default": row.default},
        submit=_("Đặt giá trị"),
        crumbs=[crumb_to(actor, "parameters")],
        cancel_url=back,
    )
