"""Reads of sources, of files waiting to be told how they are read, and of the bad rows of a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.exchange.columns import Column
from sotay.exchange.grids import raw_of
from sotay.exchange.headers import Heading
from sotay.exchange.runs.files import open_file
from sotay.exchange.runs.models import Run
from sotay.exchange.runs.queries import list_runs
from sotay.operation.dossiers.lists.imports import KIND, choose, source_called
from sotay.operation.dossiers.lists.opening import opened
from sotay.operation.dossiers.lists.words import BY_KEY, as_told, guess, missing
from sotay.operation.dossiers.models import DossierSource

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Look:
    """What a file shows before it is read: its headings, first rows, what was passed over, which source fits it."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[int, list[str]], ...]
    notes: tuple[Any, ...]
    source: DossierSource | None
    columns: dict[str, str]


def list_sources(*, viewer: Actor) -> QuerySet[DossierSource]:
    """Return the sources, those in use first, each with how many dossiers it gave."""
    rows = DossierSource.objects.of(viewer).annotate(dossier_count=Count("dossiers"))
    return rows.order_by("ended_date", "name", "pk")


def get_source(slug: str, *, viewer: Actor) -> DossierSource:
    """Return one source of the viewer's agency; NotFound for those of others."""
    source = list_sources(viewer=viewer).select_related("agency").filter(slug=slug).first()
    if source is None:
        raise NotFound
    return source


def get_list(uuid: UUID, *, viewer: Actor) -> Run:
    """Return the run of a list; NotFound for those of others, of other kinds, and for who may not import lists."""
    run = list_runs(viewer=viewer).select_related("agency").filter(kind=KIND, uuid=uuid).first()
    if run is None:
        raise NotFound
    return run


def look_at(run: Run, *, viewer: Actor, slug: str = "") -> Look:
    """Return what a file shows; raise FileProblem. The source named, else the one used before, else the one that fits."""
    sources = list(DossierSource.objects.of(viewer).filter(ended_date__isnull=True).order_by("name", "pk"))
    told = frozenset(name for one in sources for name in one.columns.values())
    with open_file(run) as file, opened(file, name=run.file_name, told=told) as found:
        table = found.tables[0]
        headings = table.header.headings
        chosen = slug or str(run.options.get("source") or "")
        fitting = [one for one in sources if not missing(as_told(one.columns, headings))]
        fitting.sort(key=lambda one: -len(as_told(one.columns, headings)))
        source = next((one for one in sources if one.slug == chosen), fitting[0] if fitting else None)
        there = as_told(source.columns, headings) if source else guess(headings)
        rows = tuple((number, [raw_of(value) for value in values]) for number, values in islice(table.rows(), SAMPLES))
    return Look(headings, rows, found.notes, source, {key: heading.name for key, heading in there.items()})


def bad_rows(run: Run) -> tuple[list[Column], Iterator[dict[str, str]]]:
    """Return the headings of a list and its rows with errors as they stand in the file, each with what is wrong.

    The rows are read from the file anew: they name citizens, and are kept nowhere else.
    """
    said: dict[str, list[str]] = {}
    for named in run.places("errors") or run.places("left_out"):
        if "row" in named:
            place = f"{named['sheet']}\t{named['row']}"
            said.setdefault(place, []).append(f"{named['where']}: {named['what']} {named['mend']}".strip())
    told = source_called(run.agency, str(run.options.get("source") or ""))
    with (
        open_file(run) as file,
        opened(file, name=run.file_name, told=frozenset(told.columns.values()) if told else frozenset()) as found,
    ):
        chosen = list(choose(found, told))
        headings = list(dict.fromkeys(heading.name for one in chosen for heading in one.table.header.headings))
        rows: list[dict[str, str]] = []
        for one in chosen:
            at = {heading.column: heading.name for heading in one.table.header.headings}
            for number, values in one.table.rows():
                reasons = said.get(f"{one.table.name}\t{number}")
                if reasons:
                    cells = {at[column]: _again(value) for column, value in enumerate(values) if column in at}
                    rows.append(cells | {_REASON: "\n".join(reasons)})
    return [*(Column(name, name) for name in headings), Column(_REASON, gettext("Lý do chưa nhập"))], iter(rows)


_REASON = "(reason)"


def _again(value: Any) -> str:
    """Return a cell as it is read back alike, whatever the order of dates."""
    if isinstance(value, date):
        return value.isoformat(" ", "minutes") if isinstance(value, datetime) else value.isoformat()
    return raw_of(value)


def labels() -> dict[str, str]:
    """Return how our columns are called."""
    return {key: str(column.label) for key, column in BY_KEY.items()}
