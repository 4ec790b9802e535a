"""J7: the yearly report on the content of Annex II of QĐ 19/2014, the part an agency owes (law.md 2.12)."""

from sotay.agency.models import Agency
from sotay.manual.reports.models import Report
from sotay.manual.reports.papers.parts import SYSTEM, TITLES, Told, day_of, linked, report_form, sheets_behind
from sotay.papers.authority import letterhead, signature_of_head, symbol
from sotay.papers.forms import Making
from sotay.papers.model import Column, Heading, Paper, Paragraph, Prose, Table

TO = {
    Agency.Kind.PROVINCE: "Bộ Khoa học và Công nghệ",
    Agency.Kind.MINISTRY: "Bộ Khoa học và Công nghệ",
    Agency.Kind.OVERSEER: "Ủy ban nhân dân tỉnh",
}
"""Whom the report goes to; from all others to the lead body of the province."""


@report_form("J7", kind=Report.Kind.ANNEX2, title=TITLES["J7"], clause="9.1.3")
def yearly_report(report: Report, told: Told, making: Making) -> Paper:
    """Return the report of the year: one row for each content, money and difficulties written by hand."""
    agency = making.agency
    rows = tuple(
        (str(place), what, linked(said, agency, link, parts, query))
        for place, (what, said, link, parts, query) in enumerate(told["rows"], start=1)
    )
    return Paper(
        abbreviation="BC",
        heading="BÁO CÁO",
        subject=f"Tình hình xây dựng, áp dụng {SYSTEM} năm {report.year}",
        letterhead=letterhead(agency),
        number=symbol(agency, "BC"),
        place=agency.place_name,
        to=(TO.get(Agency.Kind(agency.kind), "Sở Khoa học và Công nghệ"),),
        blocks=(
            Heading(number="I.", text="TÌNH HÌNH XÂY DỰNG, ÁP DỤNG"),
            Paragraph(text=f"(Số liệu từ ngày {day_of(told['from'])} đến ngày {day_of(told['to'])}.)", italic=True),
            Table(
                key="annex2",
                columns=(
                    Column(key="no", title="TT", width=0.6, align="center"),
                    Column(key="what", title="Nội dung", width=5),
                    Column(key="said", title="Kết quả", width=4),
                ),
                rows=rows,
            ),
            Prose(key="results", label="Nhận xét kết quả", optional=True),
            Heading(number="II.", text="KINH PHÍ"),
            Prose(key="money", label="Kinh phí xây dựng, áp dụng, duy trì trong năm", text="Chưa có số liệu."),
            Heading(number="III.", text="KHÓ KHĂN, VƯỚNG MẮC"),
            Prose(key="troubles", label="Khó khăn, vướng mắc", text="Không."),
            Heading(number="IV.", text="KIẾN NGHỊ"),
            Prose(key="proposals", label="Kiến nghị", text="Không."),
        ),
        recipients=("Như trên", agency.committee_name, "Lưu: VT"),
        signature=signature_of_head(agency, making.on),
        behind=sheets_behind(told["behind"]),
    )
