"""J4: what an agency tells an inspecting team of itself, by the seven lines of content A and the six of content B."""

import re
from collections.abc import Iterable
from typing import Any, Final

from sotay.evaluation.inspections.contents import LINES, PARTS
from sotay.manual.reports.models import Report
from sotay.manual.reports.papers.parts import SYSTEM, TITLES, Told, report_form
from sotay.papers.authority import letterhead, signature_of_head, symbol
from sotay.papers.forms import Making
from sotay.papers.model import Block, Column, Heading, Paper, Paragraph, Prose, Run, Sheet, Table, Text
from sotay.standard.standings.lines import FOUND

_LACKING: Final = re.compile(r"^Còn thiếu (\d+)")


@report_form("J4", kind=Report.Kind.SELF, title=TITLES["J4"], clause="9.1.1")
def self_report(report: Report, told: Told, making: Making) -> Paper:
    """Return the self-report: how each line stands, what lies as evidence, what is missing."""
    agency = making.agency
    asked = told["body"] or "đoàn kiểm tra"
    return Paper(
        abbreviation="BC",
        heading="BÁO CÁO",
        subject=f"Tự kiểm tra việc áp dụng, duy trì {SYSTEM} năm {report.year}",
        letterhead=letterhead(agency),
        number=symbol(agency, "BC"),
        place=agency.place_name,
        to=(told["body"] or "Sở Khoa học và Công nghệ",),
        bases=(f"Thực hiện {told['plan']}",) if told["plan"] else (),
        blocks=(
            Prose(
                key="intro",
                label="Mở đầu",
                text=f"{agency.name} báo cáo {asked} kết quả tự kiểm tra theo nội dung A và nội dung B quy định tại Thông tư số "
                "26/2014/TT-BKHCN như sau:",
            ),
            Heading(number="I.", text="ĐẶC ĐIỂM, TÌNH HÌNH"),
            Prose(
                key="general",
                label="Đặc điểm, tình hình của cơ quan",
                text=f"{agency.name} áp dụng {SYSTEM} trong hoạt động quản lý nhà nước thuộc chức năng, nhiệm vụ được giao.",
            ),
            Heading(number="II.", text="KẾT QUẢ TỰ KIỂM TRA"),
            *_part("A", told["lines"]),
            *_part("B", told["lines"]),
            Heading(number="III.", text="TỒN TẠI VÀ BIỆN PHÁP KHẮC PHỤC"),
            *_missing(told["lines"]),
            Prose(key="mend", label="Biện pháp khắc phục", optional=True),
            Heading(number="IV.", text="KHÓ KHĂN, KIẾN NGHỊ"),
            Prose(key="proposals", label="Khó khăn, kiến nghị", text="Không."),
        ),
        recipients=("Như trên", agency.committee_name, "Lưu: VT"),
        signature=signature_of_head(agency, making.on),
        behind=(_evidence(told["lines"]),),
    )  # fmt: skip


def _part(letter: str, lines: Iterable[Told]) -> tuple[Block, ...]:
    rows = tuple(
        (one["key"], one["title"], _word(one), _papers(one["papers"]), _LACKING.sub(r"\1 nội dung", one["said"]))
        for one in lines
        if one["key"][0] == letter
    )
    table = Table(
        key=f"part_{letter.lower()}",
        columns=(
            Column(key="no", title="TT", width=0.7, align="center"),
            Column(key="what", title="Nội dung", width=3.2),
            Column(key="word", title="Tình trạng", width=1.8),
            Column(key="papers", title="Bằng chứng", width=4),
            Column(key="said", title="Còn thiếu", width=2.3),
        ),
        rows=rows,
    )
    return (Heading(number="1." if letter == "A" else "2.", text=str(PARTS[letter]), level=2), table)


def _word(one: Told) -> Text:
    return f"{one['word']} (muộn)" if one["late"] else str(one["word"])


def _papers(papers: Iterable[Any]) -> Text:
    runs: list[Run] = []
    for title, day, note, url in papers:
        told = ", ".join(part for part in (title, f"ngày {day}" if day else "", _added(note, day)) if part)
        runs += [Run("\n" if runs else ""), Run(f"- {told}", link=url)]
    return tuple(run for run in runs if run.text) or "Chưa có trên hệ thống"


def _added(note: str, day: str) -> str:
    """Return what a note says beyond the day, which stands before it already."""
    return "" if day and note == FOUND % {"day": day} else note


def _missing(lines: Iterable[Told]) -> tuple[Block, ...]:
    rows = tuple(
        (one["key"], why, due + (" (quá hạn)" if late else ""), who)
        for one in lines
        for why, due, late, who in one["missing"]
    )
    if not rows:
        return (Paragraph(text="Hệ thống không thấy nội dung nào còn thiếu."),)
    columns = (
        Column(key="no", title="Nội dung", width=1, align="center"),
        Column(key="why", title="Còn thiếu", width=5),
        Column(key="due", title="Hạn", width=1.8, align="center"),
        Column(key="who", title="Người bổ sung", width=3),
    )
    return (Table(key="missing", columns=columns, rows=rows),)


def _evidence(lines: Iterable[Told]) -> Sheet:
    named = {one.key: str(one.title) for one in LINES}
    return Sheet(
        title="Bằng chứng",
        columns=("Nội dung", "Tên nội dung", "Giấy tờ", "Ngày", "Ghi chú"),
        rows=tuple(
            (one["key"], named[one["key"]], title, day, note)
            for one in lines
            for title, day, note, _url in one["papers"]
        ),
    )
