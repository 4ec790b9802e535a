"""Papers: a manual of sixty pages in both faces, and five hundred slips in one file."""

import io
import time
from collections.abc import Callable
from dataclasses import replace

from pypdf import PdfReader
from tests.papers import samples

from bench.figures import Figure, median
from bench.sizes import Sizes
from sotay.papers.docx import docx
from sotay.papers.model import Heading, Items, Paper, Paragraph
from sotay.papers.pdf import pdf, pdf_of_many

CHAPTERS, SLIPS, ROUNDS = 98, 500, 3
PDF_LIMIT, DOCX_LIMIT, SLIPS_LIMIT = 1, 3, 5  # seconds


def measure(_sizes: Sizes) -> list[Figure]:
    """Set each paper some times, every time with other words: Typst remembers what it has set."""
    pages = len(PdfReader(io.BytesIO(pdf(_manual(0)))).pages)
    return [
        Figure("Manual as PDF", _timed(lambda turn: pdf(_manual(turn))), "s", PDF_LIMIT, f"{pages} pages"),
        Figure("Manual as DOCX", _timed(lambda turn: docx(_manual(turn))), "s", DOCX_LIMIT, f"{pages} pages"),
        Figure("Appointment slips in one PDF", _timed(_slips), "s", SLIPS_LIMIT, f"{SLIPS} slips of A5"),
    ]


def _timed(made: Callable[[int], bytes]) -> float:
    taken = []
    for turn in range(1, ROUNDS + 1):
        start = time.perf_counter()
        made(turn)
        taken.append(time.perf_counter() - start)
    return median(taken)


def _slips(turn: int) -> bytes:
    return pdf_of_many(samples.slip(turn * 1000 + one) for one in range(SLIPS))


def _manual(turn: int) -> Paper:
    blocks: list[Heading | Paragraph | Items] = []
    for chapter in range(1, CHAPTERS + 1):
        said = f"{chapter}.{turn} {samples.WORDS}"
        blocks += [
            Heading(number=f"{chapter}.", text=f"Bối cảnh của tổ chức {turn}", level=2),
            *[Paragraph(text=said)] * 3,
        ]
        blocks.append(Items(items=(f"{said[:150]};", f"{said[:90]}.")))
    return replace(samples.report(), blocks=tuple(blocks), mark="")
