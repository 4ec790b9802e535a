"""Pages of the agency itself."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.blobs.storage import open_blob
from sotay.commands import may, require
from sotay.journal.history import history_of
from sotay.organisation.settings import commands, forms, queries
from sotay.organisation.tabs import address, crumb_to, tabs_for
from sotay.pages import found, guests_may_read, once, run
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Action, RecordPage


@guests_may_read
def agency_detail(request: HttpRequest) -> HttpResponse:
    """Show the agency: names, ways of working, who leads it."""
    actor = request.actor
    require(actor, "organisation.view_agency")
    page = queries.get_agency_page(viewer=actor, on=today())
    actions = []
    if may(actor, "organisation.change_agency"):
        actions.append(Action(label=_("Sửa"), url=address(actor, "agency_change"), icon="pencil", primary=True))
    return record_page(
        request,
        page=RecordPage(
            title=page.agency.name,
            kicker=page.agency.parent_name,
            actions=actions,
            history=history_of(page.agency, viewer=actor),
        ),
        template="organisation/settings/agency.html",
        context={"shown": page, "agency_tabs": tabs_for(actor, active="agency")},
    )


@guests_may_read
def agency_logo(request: HttpRequest) -> FileResponse:
    """Give the agency's logo."""
    require(request.actor, "organisation.view_agency")
    blob = found(request.agency.logo)
    return FileResponse(open_blob(blob), content_type=blob.media_type)


@once
def agency_change(request: HttpRequest) -> HttpResponse:
    """Change what the agency is called and how it works."""
    actor = request.actor
    require(actor, "organisation.change_agency")
    form = forms.AgencyForm(request.POST or None, request.FILES or None, agency=actor.agency)
    if request.method == "POST" and run(form, commands.change_agency, actor.agency, actor=actor):
        messages.success(request, _("Đã lưu thông tin cơ quan."))
        return redirect(address(actor, "agency_detail"))
    return form_page(
        request,
        form=form,
        title=_("Thông tin cơ quan"),
        submit=_("Lưu"),
        crumbs=[crumb_to(actor, "agency")],
        cancel_url=address(actor, "agency_detail"),
        folded=("parent_name", "place_name", "overseer", "in_use_from_date", "logo"),
    )
