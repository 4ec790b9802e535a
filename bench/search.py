"""Search over 50,000 documents: what people type, as pages and as the bare SQL it takes; and the register of documents."""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.base import CommandError
from django.db import connection, transaction
from django.urls import reverse

from bench import documents
from bench.data import secretary
from bench.figures import Figure, median
from bench.pages import ROWS, WARMING, signed_in, timed
from bench.sizes import MEASURED, Sizes
from bench.status import Statements
from sotay.agency.actor import Actor, actor_of
from sotay.agency.clock import today
from sotay.agency.models import Agency, Seat
from sotay.search.models import IndexPassage
from sotay.search.queries import find
from sotay.support.models import Document, Revision

MOST, TIMES, PERCENT = 200, 3, 95
MEGABYTE = 1_000_000


def typed() -> list[str]:
    """Return what is looked for: codes and parts of them, titles, common and rare words of texts, and what is nowhere."""
    words = documents.vocabulary()
    return [
        "QT 0042/LV-6", "qt0042", "QT 00", "lv-3", "1234", "chung thuc", "Chứng thực bản sao", "kiem soat", "cap giay ph",
        "dang ky khai sinh so 7", "danh gia noi bo", "huong dan su dung chu ky so", "ho so mot cua", "quy trinh", "bu",
        *words[:8], *words[40:44], *words[400:404], *words[4000:4004],
        f"{words[0]} {words[1]}", f"{words[5]} {words[90]}", f"{words[3]} bưu chính", words[2][:-1], words[700][:-2],
        "khong co o dau", "zzzz qqqq", "van ban quy pham phap luat",
    ]  # fmt: skip


def measure(sizes: Sizes) -> list[Figure]:
    """Make the documents once, look for everything as secretary and as official, page by page and bare."""
    began = time.perf_counter()
    if not Document.objects.exists():
        with transaction.atomic():
            documents.fill(sizes)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    made = time.perf_counter() - began
    pages, found, bare, most = [], [], [], 0
    for actor in (secretary(), official()):
        client = signed_in(actor.user)
        address = reverse("web:search", kwargs={"agency": actor.agency.short_name})
        for words in typed():
            path = f"{address}?q={words}"
            said = Statements()
            with said.listening():
                find(words, viewer=actor)
            most = max(most, len(said.said))
            rounds = max(3, sizes.rounds // 8)
            pages += _timed(lambda client=client, path=path: timed(client, path), times=rounds)
            found += _timed(lambda words=words, actor=actor: find(words, viewer=actor), times=rounds)
            bare += _timed(lambda said=said: _run(said), times=rounds)
    page, search, sql = (_percentile(times) for times in (pages, found, bare))
    return [
        *_counted(made),
        Figure(
            "Search page, 95th percentile",
            page * 1000,
            "ms",
            MOST,
            f"median {median(pages) * 1000:.0f} ms, {len(pages)} requests",
        ),
        Figure(
            "Finding, 95th percentile",
            search / sql,
            "× its bare SQL",
            TIMES,
            f"{search * 1000:.1f} ms against {sql * 1000:.1f} ms",
        ),
        Figure("Statements of finding, at most", most, ""),
        *_register(sizes),
    ]


def official() -> Actor:
    """Return an official of the measured agency, who sees what is issued and no more."""
    agency = Agency.objects.get(short_name=MEASURED)
    seat = Seat.objects.filter(agency=agency, role=Seat.Role.OFFICIAL).order_by("pk").first()
    actor = actor_of(seat.user, agency=agency, on=today()) if seat else None
    if actor is None:
        raise CommandError("the measured agency has no official")
    return actor


def _counted(made: float) -> list[Figure]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(octet_length(text)) FROM support_part")
        text = cursor.fetchone()[0]
    mine = Document.objects.filter(agency__short_name=MEASURED).count()
    return [
        Figure("Making documents and their index", made, "s"),
        Figure("Documents", Document.objects.count(), "", note=f"{mine} in the agency measured"),
        Figure("Revisions", Revision.objects.count(), ""),
        Figure("Text", text / MEGABYTE, "MB", note=f"{IndexPassage.objects.count()} passages"),
    ]


def _register(sizes: Sizes) -> Iterator[Figure]:
    """Yield what the register of documents costs beside the empty view."""
    actor = secretary()
    client, place = signed_in(actor.user), {"agency": actor.agency.short_name}
    register, empty = reverse("support:document_list", kwargs=place), reverse("bench_empty", kwargs=place)
    shown: list[float] = []
    base: list[float] = []
    for turn in range(WARMING + sizes.rounds):
        one, other = timed(client, empty), timed(client, register)
        if turn >= WARMING:
            base.append(one)
            shown.append(other)
    times = median(shown) / median(base)
    yield Figure("Register of documents", times, "× the empty view", ROWS, f"{median(shown) * 1000:.1f} ms, 50 rows")


def _timed(act: Callable[[], Any], *, times: int) -> list[float]:
    act()
    taken = []
    for _turn in range(times):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return taken


def _run(said: Statements) -> None:
    """Ask the database the same again, and take what it answers."""
    with connection.cursor() as cursor:
        for sql, params in said.said:
            cursor.execute(sql, params)
            cursor.fetchall()


def _percentile(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100)[PERCENT - 1]
