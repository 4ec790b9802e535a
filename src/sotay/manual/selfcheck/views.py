"""Pages of the self-check: thirteen lines at a glance, *Ngày mai kiểm tra* with papers and gaps, the index of the file."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.commands import require
from sotay.evaluation.inspections.contents import PARTS
from sotay.manual.selfcheck.queries import get_selfcheck
from sotay.manual.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read
from sotay.ui.formats import ngay
from sotay.ui.forms import DayField
from sotay.ui.parts import Action
from sotay.work.waiting.commands import bring_up_to_date


class DayForm(forms.Form):
    """The day looked at."""

    on = DayField(label=_("Tính đến ngày"), required=False)


@guests_may_read
def selfcheck(request: HttpRequest) -> HttpResponse:
    """Show the thirteen lines with where each stands."""
    return _page(request, "manual/selfcheck/lines.html", active="selfcheck")


@guests_may_read
def inspection_tomorrow(request: HttpRequest) -> HttpResponse:
    """Show per line the papers to lay on the table in order, what is missing, and who mends it."""
    return _page(request, "manual/selfcheck/tomorrow.html", active="selfcheck")


@guests_may_read
def inspection_file(request: HttpRequest) -> HttpResponse:
    """Show the index of the file for the inspection, as it is printed."""
    return _page(request, "manual/selfcheck/print.html", active="selfcheck")


def _page(request: HttpRequest, template: str, *, active: str) -> HttpResponse:
    actor, now = request.actor, today()
    require(actor, "manual.view_selfcheck")
    form = DayForm(request.GET or None)
    on: date = (form.cleaned_data.get("on") if form.is_valid() else None) or now
    on = min(on, now)
    if on == now:
        bring_up_to_date(actor.agency.pk, on=now)
    check = get_selfcheck(viewer=actor, on=on, today=now)
    query = "" if on == now else f"?on={ngay(on)}"
    context: dict[str, Any] = {
        "check": check,
        "on": on,
        "is_past": on < now,
        "form": form if form.is_bound else DayForm(initial={"on": on}),
        "parts": [(title, check.part(letter)) for letter, title in PARTS.items()],
        "crumbs": [crumb_to(actor, "selfcheck")],
        "tabs": tabs_for(actor, active=active),
        "tomorrow": Action(
            label=_("Ngày mai kiểm tra"),
            url=f"{address(actor, 'inspection_tomorrow')}{query}",
            icon="list-check",
            primary=True,
        ),
        "printed": Action(
            label=_("In danh mục hồ sơ kiểm tra"), url=f"{address(actor, 'inspection_file')}{query}", icon="printer"
        ),
    }
    return render(request, template, context)
