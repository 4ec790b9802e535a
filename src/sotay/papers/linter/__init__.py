"""Why a paper does not keep NĐ 30/2020/NĐ-CP: its values, its PDF and its Word file, each looked at as they are."""

from sotay.papers.laying.tidying import cleaned
from sotay.papers.linter.boxes import Fault
from sotay.papers.linter.on_paper import faults_of_pdf
from sotay.papers.linter.on_values import faults_of_values
from sotay.papers.linter.on_word import faults_of_docx
from sotay.papers.model import Paper

__all__ = ["Fault", "why_not_nd30"]


def why_not_nd30(paper: Paper, *, pdf: bytes | None = None, docx: bytes | None = None) -> list[Fault]:
    """Return what does not keep the decree, in the values and in the files given; empty when nothing was found.

    The files are read as anybody's would be: what they were set with does not count, only what stands in them.
    """
    clean = cleaned(paper)
    found = faults_of_values(clean)
    if pdf is not None:
        found += faults_of_pdf(clean, pdf)
    if docx is not None:
        found += faults_of_docx(clean, docx)
    return found
