"""A list of dossiers into the register: time beside the plain SQL that puts the same clean rows there, and memory.

Both work in the same database, one after the other, each in a process of its own and undone: the import reads a CSV, checks
every cell, matches, writes, counts the tallies; the plain SQL copies the same rows, already clean, into the same tables with
the same keys, indexes and history triggers, and does nothing else.
"""

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.sizes import MEASURED, Sizes

TIMES, MEMORY = 2, 300
SERVICES = 40
HEAD = (
    "STT", "Mã hồ sơ", "Mã TTHC", "Hình thức nộp", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày có kết quả", "Ngày trả",
    "Trạng thái", "Số kết quả", "Người ký", "Họ tên người nộp", "Địa chỉ", "Điện thoại", "Ghi chú",
)  # fmt: skip
FIRST, DAYS = date(2024, 1, 2), 700


def measure(sizes: Sizes) -> list[Figure]:
    """Time both over a CSV, and read a workbook of a tenth of its rows."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_csv(place / "ho-so.csv", sizes.listed)
        write_xlsx(place / "ho-so.xlsx", sizes.listed // 10)
        taken = _apart("take", place / "ho-so.csv", place / "clean")
        plain = _apart("put", place / "clean", place / "clean")
        book = _apart("take", place / "ho-so.xlsx", None)
    note = f"{taken['seconds']:.1f} s against {plain['seconds']:.1f} s, {sizes.listed} rows"
    return [
        Figure("List of dossiers, CSV", taken["seconds"] / plain["seconds"], "× its plain SQL", TIMES, note),
        Figure("Memory of the process that imports it", taken["memory"], "MiB", MEMORY),
        Figure("List of dossiers, XLSX", book["seconds"], "s", note=f"{sizes.listed // 10} rows"),
        Figure("Memory of the process that imports the XLSX", book["memory"], "MiB"),
    ]


def _apart(what: str, *paths: Path | None) -> dict[str, float]:
    """Do one of them in a process of its own; return seconds and MiB at most."""
    command = [sys.executable, "-m", "bench.dossiers", what, *(str(path or "") for path in paths)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(told.stdout.splitlines()[-1]))


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield rows as a one-stop system exports them; every twentieth is still open."""
    for number in range(count):
        received = FIRST + timedelta(days=number % DAYS)
        due, result = received + timedelta(days=5 + number % 11), received + timedelta(days=number % 13)
        is_open = number % 20 == 0
        yield (
            str(number + 1), f"000.00.16.H47-{received:%y%m%d}-{number // DAYS + 1:04d}", f"9.{number % SERVICES:06d}",
            "Trực tuyến" if number % 3 else "Trực tiếp", f"{received:%d/%m/%Y} {8 + number % 8:02d}:{number % 60:02d}",
            f"{due:%d/%m/%Y}", "" if is_open else f"{result:%d/%m/%Y}", "" if is_open else f"{result + timedelta(days=1):%d/%m/%Y}",
            "Đang xử lý" if is_open else "Đã trả kết quả", "" if is_open else f"{number}/GP-STN", "Trần Thị Ký",
            f"Nguyễn Văn {number}", f"Số {number % 300} đường Hùng Vương", f"09{number % 100_000_000:08d}", "",
        )  # fmt: skip


def write_csv(path: Path, count: int) -> None:
    """Write the list as a CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(chain([HEAD], rows(count)))


def write_xlsx(path: Path, count: int) -> None:
    """Write the list as a workbook."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Danh sách")
    for row in chain([HEAD], rows(count)):
        sheet.append(row)
    workbook.save(path)


def take(path: str, clean: str) -> dict[str, float]:
    """Import a list and undo it; keep the rows that came of it, where asked for."""
    from django.db import connection, transaction

    from sotay.agency.actor import COMMAND_LINE, Actor
    from sotay.agency.clock import today
    from sotay.exchange import imports

    with transaction.atomic(), Path(path).open("rb") as file:
        agency = _agency()
        actor = Actor(agency=agency, origin=COMMAND_LINE)
        source = imports.Source(name=Path(path).name, sha256="0" * 64)
        about: dict[str, Any] = {"agency": agency, "actor": actor, "on": today()}
        began = time.perf_counter()
        outcome = imports.attempt(imports.find("dossiers"), file, source=source, dry_run=False, **about)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        seconds = time.perf_counter() - began
        if not outcome.ok:
            raise RuntimeError(outcome.errors[:3])
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if clean:
            for table, columns in _tables():
                _keep(f"{clean}.{table}", table, columns, agency=agency.pk)
        transaction.set_rollback(True)
    return {"seconds": seconds, "memory": memory}


def put(clean: str, _same: str) -> dict[str, float]:
    """Copy clean rows into the same tables and undo it."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        _agency()
        began = time.perf_counter()
        for table, columns in _tables():
            with (
                Path(f"{clean}.{table}").open("rb") as file,
                cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
            ):
                while block := file.read(1 << 20):
                    copy.write(block)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    return {"seconds": seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _keep(path: str, table: str, columns: list[str], *, agency: int) -> None:
    from django.db import connection

    named = ", ".join(columns)
    with (
        Path(path).open("wb") as file,
        connection.cursor() as cursor,
        cursor.copy(f"COPY (SELECT {named} FROM {table} WHERE agency_id = {agency} ORDER BY id) TO STDOUT") as copy,
    ):
        file.writelines(copy)


def _tables() -> list[tuple[str, list[str]]]:
    """Return the tables a list fills and their columns; persons name the dossiers, so these keep their keys."""
    from sotay.operation.models import Dossier, DossierPerson

    return [
        (model._meta.db_table, [one.column for one in model._meta.local_concrete_fields if not one.generated])
        for model in (Dossier, DossierPerson)
    ]


def _agency() -> Any:
    """Return the agency measured, with services as the list names them; they have the same keys in both processes."""
    from django.db import connection

    from sotay.agency.models import Agency
    from sotay.context.models import Service

    agency = Agency.objects.get(short_name=MEASURED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM context_service")
        [last] = cursor.fetchone()
    for number in range(SERVICES):
        code = f"9.{number:06d}"
        slug = code.replace(".", "-")
        Service.objects.create(
            pk=last + number + 1, agency=agency, code=code, key=code, slug=slug, name=f"Thủ tục {number}"
        )
    return agency


if __name__ == "__main__":
    import django

    django.setup()
    acts = {"take": take, "put": put}
    print(json.dumps(acts[sys.argv[1]](sys.argv[2], sys.argv[3])))
