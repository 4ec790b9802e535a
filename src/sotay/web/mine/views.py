"""The page Việc của tôi."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sotay.agency.clock import today
from sotay.web.mine.queries import get_my_work


def my_work(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person who signed in."""
    return render(request, "web/mine/my_work.html", {"work": get_my_work(viewer=request.actor, on=today())})
