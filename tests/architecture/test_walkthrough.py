"""What docs/walkthrough.md quotes stands in a file it named above, line by line, and every path it names exists."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.reading import ROOT, SOURCE

PAGE = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")
PATH = re.compile(r"`((?:[\w.]+/)+(?:[\w.]+\.(?:py|html|md|css|js))?)`")
QUOTED = re.compile(r"```text\n(.*?)```", re.DOTALL)


def sections() -> list[str]:
    return PAGE.split("\n## ")


def files_of(path: str) -> list[Path]:
    """Return what a path of the page can mean: from the root, from the source, or the end of one in it."""
    for base in (ROOT, SOURCE):
        if (base / path).exists():
            return [base / path]
    return [one for one in SOURCE.rglob(Path(path).name) if one.as_posix().endswith(f"/{path.rstrip('/')}")]


def quotations() -> Iterator[tuple[str, set[str]]]:
    """Yield each quoted block with the lines of all files its section has named before it."""
    for section in sections():
        for block in QUOTED.finditer(section):
            named = [one for path in PATH.findall(section[: block.start()]) for one in files_of(path)]
            yield block[1], {line for one in named if one.is_file() for line in one.read_text("utf-8").splitlines()}


def test_quoted_lines_stand_in_the_files_named():
    blocks = list(quotations())
    missing = [line for block, lines in blocks for line in block.splitlines() if line.strip() and line not in lines]
    assert len(blocks) > 20
    assert missing == []


def test_paths_named_exist():
    assert [path for path in PATH.findall(PAGE) if not files_of(path)] == []
