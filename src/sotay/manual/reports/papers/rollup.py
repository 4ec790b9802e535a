"""J6: the roll-up of inspection results of a year, from the rounds an overseer carried out (TT 26/2014/TT-BKHCN Điều 38)."""

from typing import Any

from sotay.manual.reports.models import Report
from sotay.manual.reports.papers.parts import TITLES, Told, linked, report_form
from sotay.papers.authority import letterhead, signature_of_head, symbol
from sotay.papers.forms import Making
from sotay.papers.model import Block, Column, Heading, Paper, Paragraph, Prose, Sheet, Table

NUMBERS = ("bodies", "by_file", "on_site", "announced")
COLUMNS = (
    Column(key="no", title="TT", width=0.6, align="center"),
    Column(key="title", title="Đợt kiểm tra", width=4),
    Column(key="days", title="Thời gian", width=2.4, align="center"),
    Column(key="bodies", title="Số cơ quan thuộc đối tượng", width=1.6, align="center"),
    Column(key="by_file", title="Kiểm tra qua hồ sơ", width=1.5, align="center"),
    Column(key="on_site", title="Kiểm tra tại trụ sở", width=1.5, align="center"),
    Column(key="announced", title="Đã công bố", width=1.4, align="center"),
)


@report_form("J6", kind=Report.Kind.ROLLUP, title=TITLES["J6"], clause="9.1.3")
def roll_up(report: Report, told: Told, making: Making) -> Paper:
    """Return the roll-up to the province's committee."""
    agency, rounds = making.agency, told["rounds"]
    return Paper(
        abbreviation="BC",
        heading="BÁO CÁO",
        subject="Tổng hợp kết quả kiểm tra hoạt động xây dựng, áp dụng hệ thống quản lý chất lượng theo TCVN ISO 9001 năm "
        f"{report.year}",
        letterhead=letterhead(agency),
        number=symbol(agency, "BC"),
        place=agency.place_name,
        to=("Ủy ban nhân dân tỉnh",),
        blocks=(
            Heading(number="I.", text="TÌNH HÌNH TỔ CHỨC KIỂM TRA"),
            Prose(key="general", label="Tình hình tổ chức kiểm tra", text=_general(rounds, report.year)),
            Heading(number="II.", text="KẾT QUẢ KIỂM TRA"),
            *_results(rounds, making),
            Prose(key="results", label="Nhận xét kết quả kiểm tra", optional=True),
            Heading(number="III.", text="TỒN TẠI, ĐỀ XUẤT"),
            Prose(key="proposals", label="Tồn tại, đề xuất, kiến nghị", text="Không."),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signature=signature_of_head(agency, making.on),
        behind=(
            Sheet(
                title="Đợt kiểm tra",
                columns=("Đợt", "Kế hoạch", "Từ ngày", "Đến ngày", "Kết thúc", *(one.title for one in COLUMNS[3:]), "Ghi chú"),
                rows=tuple(
                    (
                        one["title"], one["plan"], one["from"], one["to"], one["finished"],
                        *(one[name] for name in NUMBERS), one["note"],
                    )
                    for one in rounds
                ),
            ),
        ),
    )  # fmt: skip


def _general(rounds: list[Any], year: int) -> str:
    if not rounds:
        return ""
    plans = ", ".join(dict.fromkeys(one["plan"] for one in rounds if one["plan"]))
    return f"Trong năm {year}, cơ quan đã tổ chức {len(rounds)} đợt kiểm tra" + (
        f" theo kế hoạch số {plans}." if plans else "."
    )


def _results(rounds: list[Any], making: Making) -> tuple[Block, ...]:
    if not rounds:
        text = "Chưa có số liệu: chưa ghi đợt kiểm tra nào của năm tại mục Đợt kiểm tra các cơ quan trên hệ thống."
        return (Paragraph(text=text),)
    rows = [
        (
            str(place),
            linked(one["title"], making.agency, "evaluation:round_detail", {"slug": one["slug"]}, {}),
            f"{one['from']} – {one['to']}" if one["to"] else one["from"],
            *(_said(one[name]) for name in NUMBERS),
        )
        for place, one in enumerate(rounds, start=1)
    ]
    if len(rounds) == 1:
        return (Table(key="rounds", columns=COLUMNS, rows=tuple(rows)),)
    total = ("", "Cộng", "", *(_total([one[name] for one in rounds]) for name in NUMBERS))
    return (Table(key="rounds", columns=COLUMNS, rows=(*rows, total), total=True),)


def _total(numbers: list[int | None]) -> str:
    """Return the sum of what is known; where a round's number is not, it says so."""
    known = [one for one in numbers if one is not None]
    if not known:
        return _said(None)
    return f"{sum(known)}{'' if len(known) == len(numbers) else ' (chưa đủ số liệu)'}"


def _said(number: int | None) -> str:
    return "chưa có số liệu" if number is None else str(number)
