"""The addresses of the house and the empty view: what a signed-in page costs that asks nothing of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from sotay.config import urls as house
from sotay.config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """Show the frame of every page and nothing in it."""
    return render(request, "ui/base.html")


urlpatterns = [path("<agency:agency>/bench/empty/", empty, name="bench_empty"), *house.urlpatterns]
