"""Standing: `sotay status` beside an empty command, and the night's work beside the bare SQL it runs."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from bench import objectives
from bench.data import UNITS, add_agencies
from bench.figures import Figure, median
from bench.sizes import MEASURED, Sizes
from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.standard.standings.freshness import judge_batch
from sotay.standard.standings.judging import BATCH
from sotay.work.reminders.commands import remind

SMALL = {"years": 1, "each": 20, "work": 20}
"""Objectives and work of the agencies that are added for the night, beside the large ones of the data."""
COPIED = re.compile(r"COPY (?P<table>\w+) \((?P<columns>[^)]+)\) FROM STDIN")
EMPTY = ("manage", "version")  # loads the program and asks nothing


class Statements:
    """What is said to the database, in its order: queries with what is put into them, and COPY marked by COPIED."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Any]] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Note a query and run it."""
        self.said.append((sql, params))
        return execute(sql, params, many, context)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Note all that is said in the block."""
        connection.ensure_connection()
        driver, noted = connection.connection, self.said
        usual = driver.cursor_factory

        class Noting(usual):  # type: ignore[misc, valid-type]
            def copy(self, statement: str, *args: Any, **kwargs: Any) -> Any:
                noted.append((statement, COPIED))
                return super().copy(statement, *args, **kwargs)

        driver.cursor_factory = Noting
        try:
            with connection.execute_wrapper(self):
                yield
        finally:
            driver.cursor_factory = usual


def measure(sizes: Sizes) -> list[Figure]:
    """Time the command, then the night's work on a thousand agencies; those added for it are taken back afterwards."""
    figures = _command(sizes.starts)
    with transaction.atomic():
        if (there := Agency.objects.count()) < sizes.night:
            add_agencies(there + 1, sizes.night, people=len(UNITS) * 2)
            objectives.fill(there + 1, sizes.night, **SMALL)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        agencies = list(Agency.objects.order_by("pk")[: sizes.night])
        figures += _night(agencies)
        transaction.set_rollback(True)
    return figures


def _command(starts: int) -> list[Figure]:
    """Start both commands in turn, so that what else the machine does meets both alike."""
    empty, status = [], []
    for _turn in range(starts):
        empty.append(_start(*EMPTY))
        status.append(_start("status", "--agency", MEASURED))
    beyond = median(status) - median(empty)
    note = f"{median(status):.2f} s against {median(empty):.2f} s"
    return [Figure("`sotay status` beyond an empty command", beyond, "s", 1, note)]


def _start(*words: str) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "sotay", *words], env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _work(batch: list[Agency]) -> None:
    """Do what the night and the morning do for a batch: standings, what waits for whom, reminders."""
    judge_batch(batch, on=today())
    remind(batch, on=today())


@contextmanager
def _undone() -> Iterator[None]:
    """Take back what the block wrote, so that the next meets the database as it was."""
    before = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(before)


def _night(agencies: list[Agency]) -> list[Figure]:
    few, many = max(1, len(agencies) * 3 // 100), max(2, len(agencies) * 3 // 10)  # 30 and 300 of a thousand
    with _undone():
        _work(agencies[:few])  # what is loaded once is loaded
    counts = {}
    for size in (few, many):
        statements = Statements()
        with _undone(), statements.listening():
            _work(agencies[:size])
        counts[size] = len(statements.said)
    spent = bare = 0.0
    said = 0
    for batch in batched_agencies(agencies):
        with _undone():
            began = time.perf_counter()
            _work(batch)
            spent += time.perf_counter() - began
        statements = Statements()
        with _undone():
            with statements.listening():
                _work(batch)
            contents = [_content(statement, batch) for statement, marked in statements.said if marked is COPIED]
        said += len(statements.said)
        with _undone():
            bare += _replayed(statements, contents)
    note = f"{spent:.2f} s against {bare:.2f} s, {said} statements for {len(agencies)} agencies"
    return [
        Figure("Standings, waiting list and reminders of all agencies", spent / bare, "× its bare SQL", 3, note),
        Figure(f"Statements for {many} agencies", counts[many], "", counts[few], f"{counts[few]} for {few}"),
    ]


def batched_agencies(agencies: list[Agency]) -> Iterator[list[Agency]]:
    """Yield the agencies as the night takes them."""
    for first in range(0, len(agencies), BATCH):
        yield agencies[first : first + BATCH]


def _content(statement: str, batch: list[Agency]) -> bytes:
    """Return what was copied into a table for a batch, read back from there."""
    copied = COPIED.fullmatch(statement.strip())
    if copied is None:
        raise LookupError(statement)
    ids = ", ".join(str(agency.pk) for agency in batch)
    asked = f"SELECT {copied['columns']} FROM {copied['table']} WHERE agency_id IN ({ids})"
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY ({asked}) TO STDOUT") as rows:
        return b"".join(rows)


def _replayed(statements: Statements, contents: list[bytes]) -> float:
    """Run again what was said to the database, with the driver alone; return the seconds."""
    with connection.connection.cursor() as cursor:
        copied = iter(contents)
        began = time.perf_counter()
        for sql, params in statements.said:
            if params is COPIED:
                with cursor.copy(sql) as rows:
                    rows.write(next(copied))
                continue
            cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()
        return time.perf_counter() - began
