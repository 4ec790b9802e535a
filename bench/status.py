"""Standing: `sotay status` beside an empty command, and the night's refresh beside the bare SQL it runs."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from bench.data import UNITS, add_agencies
from bench.figures import Figure, median
from bench.sizes import MEASURED, Sizes
from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.standard.standings.commands import COLUMNS, refresh
from sotay.standard.standings.judging import BATCH
from sotay.standard.standings.models import Standing

EMPTY = ("manage", "version")  # loads the program and asks nothing


class Statements:
    """What is said to the database: queries as they are sent, and rows copied into tables."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Any]] = []
        self.copies: list[str] = []

    @property
    def count(self) -> int:
        """How many statements there were."""
        return len(self.said) + len(self.copies)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Note a query and run it."""
        self.said.append((sql, params))
        return execute(sql, params, many, context)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Note all that is said in the block."""
        connection.ensure_connection()
        driver, noted = connection.connection, self.copies
        usual = driver.cursor_factory

        class Noting(usual):  # type: ignore[misc, valid-type]
            def copy(self, statement: str, *args: Any, **kwargs: Any) -> Any:
                noted.append(statement)
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
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE agency_agency, agency_unit, agency_seat, agency_user, agency_decision")
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


def _night(agencies: list[Agency]) -> list[Figure]:
    few, many = max(1, len(agencies) * 3 // 100), max(2, len(agencies) * 3 // 10)  # 30 and 300 of a thousand
    refresh(agencies[:few], on=today())  # what is loaded once is loaded
    counts = {}
    for size in (few, many):
        statements = Statements()
        with statements.listening():
            refresh(agencies[:size], on=today())
        counts[size] = statements.count
    spent = bare = 0.0
    said = 0
    for batch in batched_agencies(agencies):
        began = time.perf_counter()
        refresh(batch, on=today())
        spent += time.perf_counter() - began
        statements = Statements()
        with statements.listening():
            refresh(batch, on=today())
        said += statements.count
        bare += _replayed(statements, batch)
    note = f"{spent:.2f} s against {bare:.2f} s, {said} statements for {len(agencies)} agencies"
    return [
        Figure("Refresh of all agencies at night", spent / bare, "× its bare SQL", 3, note),
        Figure(f"Statements for {many} agencies", counts[many], "", counts[few], f"{counts[few]} for {few}"),
    ]


def batched_agencies(agencies: list[Agency]) -> Iterator[list[Agency]]:
    """Yield the agencies as the night takes them."""
    for first in range(0, len(agencies), BATCH):
        yield agencies[first : first + BATCH]


def _replayed(statements: Statements, batch: list[Agency]) -> float:
    """Run again what a refresh said to the database, with the driver alone; return the seconds."""
    columns, target = ", ".join(COLUMNS), Standing._meta.db_table
    with connection.connection.cursor() as cursor:
        ids = ", ".join(str(agency.pk) for agency in batch)
        with cursor.copy(f"COPY (SELECT {columns} FROM {target} WHERE agency_id IN ({ids})) TO STDOUT") as rows:
            content = b"".join(rows)
        began = time.perf_counter()
        for sql, params in statements.said:
            cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()
        for statement in statements.copies:
            with cursor.copy(statement) as rows:
                rows.write(content)
        return time.perf_counter() - began
