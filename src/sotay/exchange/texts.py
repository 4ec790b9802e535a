"""CSV and JSON files as grids of values: encoding and delimiter found out, numbers as they are written."""

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import Any, BinaryIO, Final

from sotay.agency.vietnamese import nfc
from sotay.blobs.texts import encoding_of
from sotay.exchange.grids import FileProblem, Grid, Limits

DELIMITERS: Final = ";,\t"
# Where a spreadsheet could see a formula begin: at the start of a text and, since not every machine parts fields by the
# same sign, behind any sign that may part fields or lines; quotes between do not help.
_AT_START: Final = r"[\"']*[=+\-@\t\r\n＝＋－＠]"
_WITHIN: Final = r"[\"']*[=+\-@＝＋－＠]"
_UNGUARDED: Final = re.compile(rf"\A(?={_AT_START})|(?<=[\n,;\t])(?={_WITHIN})")
_GUARDED: Final = re.compile(rf"\A'(?={_AT_START})|(?<=[\n,;\t])'(?={_WITHIN})")

_LOOKED_AT: Final = 50


def read_csv(stream: BinaryIO, *, limits: Limits) -> Grid:
    """Return the records of a CSV; delimiter `;`, `,` or tab, encoding UTF-8, UTF-16 (with its mark) or windows-1258."""
    lines = list(StringIO(nfc(decoded(stream)), newline=""))
    delimiter = ""
    if lines and lines[0].strip().strip('"').lower().startswith("sep="):
        delimiter = lines[0].strip().strip('"')[len("sep=") :]
        lines[0] = "\n"  # the row stays, so that rows are counted as Excel counts them
    delimiter = delimiter if len(delimiter) == 1 else delimiter_of(lines)
    rows: dict[int, list[Any]] = {}
    cells = 0
    try:
        for number, record in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
            cells += len(record)
            if number > limits.rows:
                raise FileProblem("too_many_rows", limit=limits.rows)
            if cells > limits.cells:
                raise FileProblem("too_many_cells", limit=limits.cells)
            rows[number] = [unguarded(text) or None for text in record]
    except csv.Error as problem:
        raise FileProblem("damaged") from problem
    return Grid("", rows)


def decoded(stream: BinaryIO) -> str:
    """Return the text of a stream without its mark; raise FileProblem (encoding)."""
    encoding = encoding_of(stream)
    if encoding is None:
        raise FileProblem("encoding")
    stream.seek(0)
    return stream.read().decode(encoding).removeprefix("\ufeff")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, an apostrophe put before what could begin one.

    `unguarded` gives back the text itself.
    """
    return _UNGUARDED.sub("'", text)


def unguarded(text: str) -> str:
    """Return a text without the apostrophes put into it by `guarded`."""
    return _GUARDED.sub("", text)


def delimiter_of(lines: list[str]) -> str:
    """Return the delimiter by which most records have the same number of fields, the more the better."""

    def score(delimiter: str) -> int:
        try:
            records = list(islice(csv.reader(lines, delimiter=delimiter), _LOOKED_AT))
        except csv.Error:
            return 0
        widths = Counter(len(record) for record in records if len(record) > 1)
        return max((count * (width - 1) for width, count in widths.items()), default=0)

    return max(DELIMITERS, key=score)


def read_json(stream: BinaryIO, *, limits: Limits) -> Grid:
    """Return a list of objects as a grid: the first row holds the keys, the n-th object stands in row n + 1.

    Numbers keep how they are written (1.010 stays 1.010); lists and objects inside stay what they are.
    """
    text = nfc(decoded(stream))
    try:
        objects = json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_unique)
    except json.JSONDecodeError as problem:
        raise FileProblem("json", line=problem.lineno, column=problem.colno) from problem
    except (ValueError, RecursionError, ArithmeticError) as problem:
        raise FileProblem("json_shape") from problem
    if not isinstance(objects, list) or not all(isinstance(one, dict) for one in objects):
        raise FileProblem("json_shape")
    if len(objects) > limits.rows:
        raise FileProblem("too_many_rows", limit=limits.rows)
    keys = list(dict.fromkeys(key for one in objects for key in one))
    if len(keys) * len(objects) > limits.cells:
        raise FileProblem("too_many_cells", limit=limits.cells)
    rows: dict[int, list[Any]] = {1: list(keys)}
    for number, one in enumerate(objects, start=2):
        rows[number] = [None if one.get(key) == "" else one.get(key) for key in keys]
    return Grid("", rows)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


def _no_number(_sign: str) -> None:
    raise ValueError
