"""Taking over 1,000 files: how much of the time goes into hashing and storing their bytes and reading their text."""

import hashlib
import io
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import transaction
from docx import Document as Word

from bench import documents
from bench.data import secretary
from bench.figures import Figure
from bench.sizes import Sizes
from sotay.agency.clock import today
from sotay.exchange import imports
from sotay.support.takeover import commands, reading

FILES = 1_000
SHARE = 70
PARAGRAPHS, WORDS = 60, 60
"""Of each file: some ten pages."""


def measure(sizes: Sizes) -> list[Figure]:  # noqa: ARG001  every part is asked alike
    """Take a set without a list over, so that every first page is read, and undo it."""
    actor, data = secretary(), _archive()
    spent: Counter[str] = Counter()
    source = imports.Source(name="bench.zip", sha256=hashlib.sha256(data).hexdigest())
    with (
        _told(reading, "extract_all", spent, "reading text"),
        _told(reading, "hashed", spent, "hashing"),
        _told(commands, "store", spent, "hashing"),
        transaction.atomic(),
    ):
        began = time.perf_counter()
        outcome = imports.attempt(
            imports.find("documents"), data, source=source, agency=actor.agency, actor=actor, on=today(), dry_run=False
        )
        taken = time.perf_counter() - began
        transaction.set_rollback(True)
    if outcome.errors:
        raise RuntimeError(outcome.errors[:3])
    share = 100 * sum(spent.values()) / taken
    return [
        Figure("Import of files", taken, "s", note=f"{FILES} files, {len(data) / 1e6:.0f} MB packed"),
        Figure("Hashing, storing and reading text", share, "% of the time, at least", note=_words(spent, share)),
    ]


def _words(spent: Counter[str], share: float) -> str:
    parts = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in spent.items())
    return f"{parts}; at least {SHARE} %: {'met' if share >= SHARE else '**not met**'}"


@contextmanager
def _told(module: Any, name: str, spent: Counter[str], as_what: str) -> Iterator[None]:
    """Have the time a function takes added up."""
    asked: Callable[..., Any] = getattr(module, name)

    def timed(*args: Any, **more: Any) -> Any:
        began = time.perf_counter()
        try:
            return asked(*args, **more)
        finally:
            spent[as_what] += time.perf_counter() - began

    with patch.object(module, name, timed):
        yield


def _archive() -> bytes:
    """Return an archive of Word files as agencies have them, each with its own code, title and text."""
    chance, words = random.Random(documents.SEED), documents.vocabulary()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(FILES):
            sign = f"{('QT', 'HD')[number % 2]} {number // 2 + 1:03d}"
            code = f"{sign}/BN"
            file = Word()
            for line in ("QUY TRÌNH", f"Mã hiệu: {code}", "Lần ban hành: 01", "Ngày ban hành: 05/01/2026"):
                file.add_paragraph(line)
            for _paragraph in range(PARAGRAPHS):
                file.add_paragraph(" ".join(chance.choices(words, k=WORDS)))
            packed = io.BytesIO()
            file.save(packed)
            archive.writestr(f"{sign}-BN {documents.TITLES[number % len(documents.TITLES)]}.docx", packed.getvalue())
    return out.getvalue()
