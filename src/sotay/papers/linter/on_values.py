"""What the values of a paper lack, before any file is made of them."""

import re
from collections.abc import Iterator
from typing import Final

from sotay.papers import lines
from sotay.papers.linter.boxes import Fault, fault
from sotay.papers.model import Paper

SYMBOL: Final = re.compile(r"[^\s/]+(?:-[^\s/-]+)*\Z")
ACADEMIC: Final = re.compile(r"\b(?:PGS|GS|TSKH|TS|ThS|BS|KS|CN|NGƯT|NGND)\.")


def faults_of_values(paper: Paper) -> list[Fault]:
    """Return what the decree asks of every paper with a number; inner forms are the agency's own."""
    return [] if paper.is_form else list(_faults(paper))


def _faults(paper: Paper) -> Iterator[Fault]:
    if not paper.letterhead.agency:
        yield fault("2", "thiếu tên cơ quan ban hành")
    if paper.is_letter and not paper.subject:
        yield fault("5b", "công văn không có trích yếu")
    if not paper.is_letter and not paper.heading:
        yield fault("5a", "thiếu tên loại văn bản")
    if paper.is_letter and not paper.to:
        yield fault("9a", "công văn không có nơi kính gửi")
    if paper.number and not SYMBOL.match(paper.number.symbol):
        yield fault("3", f"ký hiệu “{paper.number.symbol}”: các nhóm chữ cách nhau bằng gạch nối, không cách chữ")
    told = lines.recipient_lines(paper)
    if told and not told[-1].startswith("- Lưu: "):
        yield fault("9b", f"dòng cuối “{told[-1]}” phải là “- Lưu: VT, ….”")
    if paper.signature and ACADEMIC.search(paper.signature.name):
        yield fault("7b", f"“{paper.signature.name}”: không ghi học hàm, học vị trước họ tên")
