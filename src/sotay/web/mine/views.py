"""The page Việc của tôi."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.web.mine.queries import MyWork, get_my_work
from sotay.web.overview import cards
from sotay.work.tabs import tabs_for
from sotay.work.waiting.commands import bring_up_to_date
from sotay.work.waiting.registry import Kind


@dataclass(frozen=True, slots=True)
class KindShown:
    """A kind of what waits, as the page offers to show it alone."""

    label: str
    url: str
    number: int
    is_chosen: bool


def my_work(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person who signed in, as of what was done up to now."""
    on = today()
    bring_up_to_date(request.actor.agency.pk, on=on)
    work = get_my_work(viewer=request.actor, on=on, kind=request.GET.get("kind", ""), page=request.GET.get("page", "1"))
    found = {
        "work": work,
        "tabs": tabs_for(request.actor, active="mine"),
        "kinds": _kinds(request, work),
        "cards": cards.for_actor(request.actor),
        "decide_url": f"{_address(request)}?kind={Kind.DECIDE}",
    }
    return render(request, "web/mine/my_work.html", found)


def _kinds(request: HttpRequest, work: MyWork) -> list[KindShown]:
    """Return what narrows the list to a kind, all first; nothing where there is but one kind."""
    if len(work.kinds) <= 1 and not work.kind:
        return []
    return [
        KindShown(_("Tất cả"), _address(request), work.number, is_chosen=not work.kind),
        *(
            KindShown(
                str(kind.label),
                f"{_address(request)}?kind={kind}",
                work.kinds.get(kind, 0),
                is_chosen=work.kind == kind,
            )
            for kind in Kind
            if kind in work.kinds or kind == work.kind
        ),
    ]


def _address(request: HttpRequest) -> str:
    return reverse("web:my_work", kwargs={"agency": request.actor.agency.short_name})
