"""Public pages without sign-in: how a dossier stands, which services an agency offers."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from sotay.agency.clock import today
from sotay.operation.dossiers.look_up import queries
from sotay.operation.dossiers.look_up.forms import LookUp
from sotay.ui.asking import asks_too_often

PER_MINUTE: Final = 10
"""How many dossiers one address may ask about in a minute."""
PAGES_PER_MINUTE: Final = 120
"""How many pages of services: those are public anyway, this only keeps a machine from asking without end."""
PER_PAGE: Final = 50


@require_safe
def dossier_status(request: HttpRequest, secret: str) -> HttpResponse:
    """Say how the dossier with this secret stands; the QR of its receipt leads here."""
    on = today()
    if asks_too_often(request, "dossier-status", per_minute=PER_MINUTE):
        return _told(request, {"too_often": True}, status=429)
    said = queries.status_of(secret, on=on)
    if said is None:
        hidden = not queries.is_looked_up_anywhere(on)
        return _told(request, {"hidden": hidden, "unknown": True, "form": LookUp()}, status=404)
    return _told(request, {"said": said})


@require_http_methods(["GET", "HEAD", "POST"])
def dossier_look_up(request: HttpRequest) -> HttpResponse:
    """Ask for code and secret of a dossier and say how it stands; nothing typed comes into an address."""
    on = today()
    if not queries.is_looked_up_anywhere(on):
        return _told(request, {"hidden": True}, status=404)
    form = LookUp(request.POST or None)
    if request.method != "POST":
        return _told(request, {"form": form})
    if asks_too_often(request, "dossier-status", per_minute=PER_MINUTE):
        return _told(request, {"too_often": True}, status=429)
    if not form.is_valid():
        return _told(request, {"form": form}, status=422)
    said = queries.status_of(form.cleaned_data["secret"], on=on, code=form.cleaned_data["code"])
    if said is None:
        return _told(request, {"form": form, "unknown": True}, status=404)
    return _told(request, {"said": said})


@require_safe
def service_lookup(request: HttpRequest, office: str) -> HttpResponse:
    """List the published services of an agency that shows them."""
    if asks_too_often(request, "services", per_minute=PAGES_PER_MINUTE):
        return _offered(request, "none.html", {"too_often": True}, status=429)
    on = today()
    found = queries.office_of(office, on=on)
    if found is None:
        return _offered(request, "none.html", {}, status=404)
    words = request.GET.get("q", "")[:200]
    page = Paginator(queries.list_offered(found, on=on, words=words), PER_PAGE).get_page(request.GET.get("page"))
    return _offered(request, "services.html", {"office": found, "page": page, "words": words})


@require_safe
def service_lookup_page(request: HttpRequest, office: str, slug: str) -> HttpResponse:
    """Show one published service: papers, limits, fees, channels, what it rests on and how it is settled."""
    if asks_too_often(request, "services", per_minute=PAGES_PER_MINUTE):
        return _offered(request, "none.html", {"too_often": True}, status=429)
    on = today()
    found = queries.office_of(office, on=on)
    offer = queries.get_offer(found, slug, on=on) if found else None
    if offer is None:
        return _offered(request, "none.html", {}, status=404)
    return _offered(request, "service.html", {"office": found, "offer": offer, "service": offer.service, "on": on})


def _told(request: HttpRequest, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    values = {"on": today()} | values
    response = render(request, "operation/dossiers/look_up/status.html", values, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _offered(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer; the same is said of an agency there is not, one that shows nothing, and a service it does not offer."""
    return render(request, f"operation/dossiers/look_up/{template}", values, status=status)
