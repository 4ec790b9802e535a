"""A measured figure beside its limit, and how figures are written down."""

import os
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

KIB_PER_GIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in which unit, and the most it may be; without a limit it is for information."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the value keeps its limit; None without one."""
        return None if self.limit is None else self.value <= self.limit

    @property
    def cells(self) -> tuple[str, ...]:
        """The columns of its row."""
        word = {True: "met", False: "**not met**", None: "–"}[self.met]
        limit = "–" if self.limit is None else f"≤ {_number(self.limit)} {self.unit}".rstrip()
        return self.name, f"{_number(self.value)} {self.unit}".rstrip(), limit, word, self.note


def median(seconds: Sequence[float]) -> float:
    """Return the median of some times."""
    return statistics.median(seconds)


def table(figures: Iterable[Figure]) -> str:
    """Return figures as a Markdown table."""
    rows = [("Figure", "Measured", "Limit", "", "Note"), ("---",) * 5, *(figure.cells for figure in figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def machine() -> str:
    """Return what the figures were measured on: cores, memory and load, no names."""
    total = next(line for line in Path("/proc/meminfo").read_text("ascii").splitlines() if line.startswith("MemTotal"))
    memory = int(total.split()[1]) / KIB_PER_GIB
    return f"{os.cpu_count()} cores, {memory:.1f} GiB memory, load {os.getloadavg()[0]:.1f} at the beginning"


def write(path: Path, parts: dict[str, list[Figure]], *, on: date, machine: str, data: str) -> None:
    """Write the results of a run, a table for each part."""
    every = [figure for figures in parts.values() for figure in figures]
    missed = [figure.name for figure in every if figure.met is False]
    kept = sum(figure.met is True for figure in every)
    lines = [
        "# Results of the benches",
        "",
        f"Measured on {on.isoformat()}: {machine}. Data: {data}.",
        f"Limits met: {kept} of {kept + len(missed)}." + (f" Not met: {'; '.join(missed)}." if missed else ""),
        "",
        "Written by `make bench`. Times depend on the machine and what else it does; ratios are taken within one run.",
    ]
    for title, figures in parts.items():
        lines += ["", f"## {title}", "", table(figures)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _number(value: float) -> str:
    if float(value).is_integer():
        return f"{int(value):,}".replace(",", " ")
    return f"{value:.2f}"
