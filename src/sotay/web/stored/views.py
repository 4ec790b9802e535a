"""The page of stored files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sotay.blobs.models import Blob
from sotay.commands import require
from sotay.organisation.tabs import tabs_for
from sotay.pages import once
from sotay.web.stored import commands, queries


def stored_files(request: HttpRequest) -> HttpResponse:
    """Show how the store stands and which files of the agency are damaged."""
    require(request.actor, "web.view_stored_files")
    page = queries.get_stored_page(viewer=request.actor)
    return render(
        request, "web/stored/files.html", {"page": page, "tabs": tabs_for(request.actor, active="stored_files")}
    )


@require_POST
@once
def stored_files_check(request: HttpRequest) -> HttpResponse:
    """Read the damaged files of the agency again now."""
    require(request.actor, "web.check_stored_files")
    hashes = {one.sha256 for one in queries.list_damaged(viewer=request.actor)}
    left = commands.check(Blob.objects.filter(pk__in=hashes))
    if left:
        text = ngettext("Còn %(count)d tệp bị hỏng hoặc bị mất.", "Còn %(count)d tệp bị hỏng hoặc bị mất.", len(left))
        messages.warning(request, text % {"count": len(left)})
    else:
        messages.success(request, _("Các tệp đã đọc lại được, đúng như lúc lưu."))
    return redirect(reverse(commands.PAGE, kwargs={"agency": request.agency.short_name}))
