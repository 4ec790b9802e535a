"""The page of the places where the standard wants documented information."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import require
from sotay.exchange.export import answer
from sotay.pages import guests_may_read
from sotay.support.coverage import exports, queries
from sotay.support.coverage.queries import Standing
from sotay.support.tabs import address, tabs_for
from sotay.ui.links import with_query
from sotay.ui.parts import Tab


@guests_may_read
def coverage(request: HttpRequest) -> HttpResponseBase:
    """Show which of the places are covered, by what, and which are not."""
    actor = request.actor
    require(actor, "support.view_coverage")
    every = queries.get_coverage(viewer=actor, on=today())
    wanted = request.GET.get("standing", "")
    chosen = wanted if wanted in Standing.values else ""
    rows = queries.narrowed(every, standing=chosen)
    title = _("Thông tin dạng văn bản theo điều khoản")
    if request.GET.get("export"):
        return answer(request, exports.columns, exports.records(rows), title=title)
    url = address(actor, "coverage")
    counts = [(str(word.label), word.value, len(queries.narrowed(every, standing=word))) for word in Standing]
    applicable = sum(count for _label, value, count in counts if value != Standing.NOT_APPLICABLE)
    choices = [Tab(label=_("Tất cả"), url=url, active=not chosen, count=len(every))]
    choices += [
        Tab(label=label, url=f"{url}?standing={value}", active=chosen == value, count=count)
        for label, value, count in counts
        if count
    ]
    context = {
        "title": title,
        "tabs": tabs_for(actor, active="coverage"),
        "rows": rows,
        "choices": choices,
        "covered": counts[0][2],
        "applicable": applicable,
        "exports": [(word.upper(), with_query(request, export=word)) for word in ("xlsx", "csv")],
    }
    return render(request, "support/coverage/coverage.html", context)
