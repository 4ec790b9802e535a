"""The page of planned against measured times of a procedure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sotay.commands import require
from sotay.operation.statistics.times_page import get_times
from sotay.operation.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, url_of
from sotay.ui.parts import Link


@guests_may_read
def procedure_times(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the steps of a procedure with planned and measured times, of one of its revisions."""
    actor = request.actor
    require(actor, "operation.view_statistics")
    page = get_times(slug, viewer=actor, revision=request.GET.get("revision", ""))
    own = address(actor, "procedure_times", slug=slug)
    others = [Link(label=one.number, url=f"{own}?revision={one.uuid}") for one in page.others]
    steps_url = address(actor, "procedure_steps", slug=page.revision.uuid) if page.revision else ""
    return render(
        request,
        "operation/statistics/times.html",
        {
            "title": _("Thời gian thực tế: %s") % page.document.title,
            "kicker": f"{page.document.code} · {page.revision.number}" if page.revision else page.document.code,
            "crumbs": [
                crumb_to(actor, "procedures"),
                Link(label=page.document.code, url=url_of(page.document)),
                *([Link(label=_("Các bước"), url=steps_url)] if steps_url else []),
            ],
            "tabs": tabs_for(actor, active="procedures"),
            "page": page,
            "others": others,
            "steps_url": steps_url,
        },
    )
