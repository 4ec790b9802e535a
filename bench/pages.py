"""Pages: the server's time for each beside that of the empty view, in one run, and how many queries it makes."""

import time
from dataclasses import dataclass
from http import HTTPStatus

from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.data import secretary
from bench.figures import Figure, median
from bench.sizes import Sizes
from sotay.agency.clock import now
from sotay.web.account import sessions

PLAIN, ROWS, QUERIES = 5, 8, 12
WARMING = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is measured: its address, and whether it shows 50 rows when there are as many."""

    name: str
    path: str
    has_rows: bool = False

    @property
    def limit(self) -> int:
        """How many times the empty view it may take."""
        return ROWS if self.has_rows else PLAIN


def pages(agency: str) -> list[Page]:
    """Return the pages that are measured."""

    def path(name: str, **where: str) -> str:
        return reverse(name, kwargs={"agency": agency} | where)

    return [
        Page("Home, which leads on", reverse("web:home")),
        Page("My work", path("web:my_work"), has_rows=True),
        Page("Overview", path("web:overview")),
        Page("Manual clause", path("manual:statement_detail", slug="8.5")),
        Page("People", path("organisation:person_list"), has_rows=True),
        Page("Objectives", path("planning:objective_list"), has_rows=True),
        Page("Journal", path("web:journal"), has_rows=True),
        Page("Search", path("web:search") + "?q=phong", has_rows=True),
    ]


def measure(sizes: Sizes) -> list[Figure]:
    """Ask for every page in turn, round after round, as the secretary of the measured agency."""
    actor = secretary()
    agency = actor.agency.short_name
    client = signed_in(actor.user)
    empty = reverse("bench_empty", kwargs={"agency": agency})
    shown = pages(agency)
    paths = [empty, *(page.path for page in shown)]
    times: dict[str, list[float]] = {path: [] for path in paths}
    for turn in range(WARMING + sizes.rounds):
        for path in paths:
            taken = timed(client, path)
            if turn >= WARMING:
                times[path].append(taken)
    base = median(times[empty])
    figures = [Figure("Empty view", base * 1000, "ms", note=f"{_queries(client, empty)} queries")]
    for page in shown:
        taken = median(times[page.path])
        note = f"{taken * 1000:.1f} ms, 50 rows" if page.has_rows else f"{taken * 1000:.1f} ms"
        figures += [
            Figure(page.name, taken / base, "× the empty view", page.limit, note),
            Figure(f"{page.name}: queries", _queries(client, page.path), "", QUERIES),
        ]
    return figures


def signed_in(user: object) -> Client:
    """Return a browser whose session has begun, so that no page pays for what happens once at sign-in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[arg-type]
    session, moment = client.session, int(now().timestamp())
    session.update({sessions.ACTIVE: moment, sessions.KEPT: moment})
    session.save()
    return client


def timed(client: Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    taken = time.perf_counter() - began
    if answer.status_code not in {HTTPStatus.OK, HTTPStatus.FOUND}:
        raise CommandError(f"{path} answered {answer.status_code}")
    return taken


def _queries(client: Client, path: str) -> int:
    """Count every query of a request: session, account, agency and seats with those of the page."""
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)
