"""The plan for keeping and improving the system in a year: what, who, by when, and what last year left open (practice.md 9)."""

from sotay.agency.edition import TCVN
from sotay.agency.models import Agency
from sotay.manual.reports.dates import PlanDate, read_plain
from sotay.manual.reports.models import Report
from sotay.manual.reports.papers.parts import SYSTEM, TITLES, Told, points_table, report_form
from sotay.papers.authority import letterhead, signature_of_head, symbol
from sotay.papers.forms import Making
from sotay.papers.model import Annex, Block, Column, Heading, Paper, Paragraph, Prose, Table
from sotay.ui.formats import ngay

GOAL = (
    f"- Duy trì, cải tiến hệ thống quản lý chất lượng theo {TCVN} và Quyết định số 19/2014/QĐ-TTg của Thủ tướng Chính "
    "phủ; nâng cao hiệu quả giải quyết công việc cho tổ chức, cá nhân.\n\n"
    "- Các nội dung được thực hiện đúng thời gian, có người chịu trách nhiệm và có bằng chứng lưu giữ."
)
DEMAND = (
    "- Trưởng các đơn vị chịu trách nhiệm thực hiện các nội dung được giao và báo cáo qua Thư ký ISO.\n\n"
    "- Những nội dung tồn tại của năm trước được khắc phục dứt điểm trong năm."
)
CARRY_OUT = (
    "- Thư ký, Tổ công tác ISO theo dõi, đôn đốc, nhắc các đơn vị thực hiện; định kỳ 6 tháng, năm báo cáo Ban Chỉ đạo ISO.\n\n"
    "- Trưởng các đơn vị phổ biến kế hoạch đến từng công chức, viên chức, người lao động và tổ chức thực hiện.\n\n"
    "- Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Thư ký ISO để tổng hợp, báo cáo."
)


@report_form("PLAN", kind=Report.Kind.PLAN, title=TITLES["PLAN"], known_as="I-KH", clause="4.4")
def plan_of_year(report: Report, told: Told, making: Making) -> Paper:
    """Return the plan of a year: its days become those of the year's duties once it is issued."""
    agency, dates = making.agency, [read_plain(row) for row in told["dates"]]
    return Paper(
        abbreviation="KH",
        heading="KẾ HOẠCH",
        subject=f"Duy trì, cải tiến {SYSTEM} năm {report.year}",
        letterhead=letterhead(agency),
        number=symbol(agency, "KH"),
        place=agency.place_name,
        bases=tuple(told["bases"]),
        blocks=(
            Heading(number="I.", text="MỤC ĐÍCH, YÊU CẦU"),
            Heading(number="1.", text="Mục đích", level=2),
            Prose(key="goal", label="Mục đích", text=GOAL),
            Heading(number="2.", text="Yêu cầu", level=2),
            Prose(key="demand", label="Yêu cầu", text=DEMAND),
            Heading(number="II.", text="NỘI DUNG VÀ THỜI GIAN THỰC HIỆN"),
            Paragraph(
                text=f"{len(dates)} nội dung có thời hạn trong năm {report.year}, đơn vị chủ trì và kết quả của từng nội dung nêu "
                "tại Phụ lục kèm theo. Thời hạn tại Phụ lục là hạn của các việc phải làm trong năm."
            ),
            Prose(key="more", label="Nội dung khác của năm", optional=True),
            Heading(number="III.", text=f"KHẮC PHỤC TỒN TẠI CỦA NĂM {report.year - 1}"),
            *_points(told, agency, report.year),
            Heading(number="IV.", text="KINH PHÍ"),
            Prose(
                key="money",
                label="Kinh phí",
                text="Kinh phí thực hiện từ nguồn ngân sách chi thường xuyên giao cho cơ quan trong năm và các nguồn hợp pháp khác.",
            ),
            Heading(number="V.", text="TỔ CHỨC THỰC HIỆN"),
            Prose(key="carry_out", label="Tổ chức thực hiện", text=CARRY_OUT),
        ),
        recipients=(
            "Sở Khoa học và Công nghệ", f"{agency.committee_name}", "Thư ký, Tổ công tác ISO", "Các đơn vị thuộc cơ quan",
            "Lưu: VT",
        ),
        signature=signature_of_head(agency, making.on),
        annexes=(
            Annex(
                title=f"Nội dung, thời hạn duy trì, cải tiến hệ thống quản lý chất lượng năm {report.year}",
                blocks=(_schedule(dates),),
                landscape=True,
            ),
        ),
    )  # fmt: skip


def _points(told: Told, agency: Agency, year: int) -> tuple[Block, ...]:
    points = told["points"]
    if not points:
        return (
            Paragraph(text=f"Trên hệ thống không còn nội dung tồn tại của năm {year - 1} chưa được khắc phục."),
            Prose(key="points", label="Tồn tại khác của năm trước", optional=True),
        )
    return (
        Paragraph(
            text=f"Còn {len(points)} nội dung; đơn vị được giao khắc phục trong năm và báo cáo kết quả qua Thư ký ISO:"
        ),
        points_table("points", points, agency),
        Prose(key="points", label="Biện pháp, thời hạn khắc phục tồn tại của năm trước", optional=True),
    )


def _schedule(dates: list[PlanDate]) -> Table:
    """Return what is done in the year in the order of its days."""
    return Table(
        key="schedule",
        columns=(
            Column(key="no", title="TT", width=0.5, align="center"),
            Column(key="what", title="Nội dung", width=5),
            Column(key="who", title="Chủ trì", width=3),
            Column(key="due", title="Thời hạn (chậm nhất)", width=1.7, align="center"),
            Column(key="what_of_it", title="Kết quả", width=4),
        ),
        rows=tuple(
            (
                str(place),
                "\n".join(one.words),
                ", ".join(one.who),
                ngay(one.day),
                "\n".join(one.evidence),
            )
            for place, one in enumerate(dates, start=1)
        ),
    )
