"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sotay.pages import part
from sotay.web.finding.forms import LONGEST, FindingForm
from sotay.web.finding.queries import search_all


def search(request: HttpRequest) -> HttpResponse:
    """Show what is found; the part alone for whoever is typing."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    form = FindingForm(request.GET, viewer=request.actor)
    chosen = form.chosen()
    results = search_all(words, viewer=request.actor, **chosen)
    found = {"words": words, "groups": results.groups, "count": results.count, "more": results.more}
    found |= {"form": form, "narrowed": bool(chosen["kind"])}
    return render(request, part(request, "web/finding/search.html", "found"), found)
