"""A list as a file to download (`?export=xlsx` or `csv`), and the registry of what `sotay export` writes."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django_tables2 import Table

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import slugify
from sotay.commands import NotFound
from sotay.exchange.columns import Column
from sotay.exchange.writing import CSV_TYPE, XLSX_TYPE, Record, csv_lines, write_xlsx

Words = str | Promise
FORMATS = ("xlsx", "csv")


def answer(
    request: HttpRequest,
    columns: Sequence[Column] | Table,
    rows: Iterable[Record] | None = None,
    *,
    title: Words,
) -> HttpResponseBase:
    """Answer `?export=` with all rows as XLSX or CSV, named by title and agency; NotFound for another format.

    Give columns and their rows, or a table alone: then its own columns and cells are written, without pages, sorted as
    it is shown. CSV is sent while it is made; so are the bytes of an XLSX once it is written.
    """
    kind = request.GET.get("export", "")
    if kind not in FORMATS:
        raise NotFound
    if isinstance(columns, Table):
        columns, rows = _of_table(_sorted(request, columns))
    name = f"{slugify(str(title))}-{request.actor.agency.short_name}.{kind}"  # type: ignore[attr-defined]
    if kind == "xlsx":
        file = write_xlsx(columns, rows or (), title=str(title))
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)
    lines = _in_language(csv_lines(columns, rows or ()), translation.get_language())
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return StreamingHttpResponse(lines, content_type=CSV_TYPE, headers=headers)


def in_order(request: HttpRequest, table: Table) -> Iterator[Any]:
    """Yield the records of a table as it is sorted on the page (`?sort=`), for a list that has columns of its own as a file."""
    return (row.record for row in _sorted(request, table).rows)


def _sorted(request: HttpRequest, table: Table) -> Table:
    if by := request.GET.get(table.prefixed_order_by_field):
        table.order_by = by
    return table


def _of_table(table: Table) -> tuple[list[Column], Iterator[Record]]:
    """Return the columns and rows a table shows; its column of buttons is left out."""
    shown = [bound for bound in table.columns if bound.column.exclude_from_export is False and str(bound.header)]
    left_out = [bound.name for bound in table.columns if bound not in shown]
    values = iter(table.as_values(exclude_columns=left_out))
    next(values)
    return [Column(bound.name, str(bound.header)) for bound in shown], values


def _in_language(lines: Iterator[bytes], language: str | None) -> Iterator[bytes]:
    """Yield the lines in the language of who asked: they are made when the request is over already."""
    while True:
        with translation.override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What an area lets `sotay export` write: `rows(viewer)` yields records by the keys of the columns."""

    kind: str
    label: Words
    columns: Sequence[Column]
    rows: Callable[[Actor], Iterable[Record]]


_exports: dict[str, Export] = {}


def register(one: Export) -> None:
    """Make a kind of export known."""
    if one.kind in _exports:
        message = f"exports of {one.kind!r} are registered twice"
        raise ValueError(message)
    _exports[one.kind] = one


def find(kind: str) -> Export | None:
    """Return a kind of export, None when no area registered it."""
    return _exports.get(kind)


def kinds() -> tuple[Export, ...]:
    """Return every kind, in the order of registration."""
    return tuple(_exports.values())


def json_lines(columns: Sequence[Column], rows: Iterable[Record]) -> Iterator[str]:
    """Yield the rows as a JSON array that can be imported again: keys of the columns, days as ISO writes them."""
    yield "["
    before = ""
    for row in rows:
        values = row if isinstance(row, dict) else dict(zip((one.key for one in columns), row, strict=True))
        yield f"{before}\n  {json.dumps({k: _plain(v) for k, v in values.items()}, ensure_ascii=False)}"
        before = ","
    yield "\n]\n"


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a moment is a date too
        return value.isoformat()
    if isinstance(value, Decimal):  # a text 1.234 would be read as Vietnamese writes a thousand
        number = float(value)
        return number if Decimal(repr(number)) == value else str(value)
    return str(value) if isinstance(value, Promise) else value
