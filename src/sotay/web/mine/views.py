"""The page Việc của tôi."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sotay.agency.clock import today
from sotay.web.mine.queries import get_my_work
from sotay.web.overview import cards


def my_work(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person who signed in."""
    found = {"work": get_my_work(viewer=request.actor, on=today()), "cards": cards.for_actor(request.actor)}
    return render(request, "web/mine/my_work.html", found)
