"""The papers of a round of inspections (TT 26/2014/TT-BKHCN): plan J1 (Mẫu 19 KHKT), decision J2 (Mẫu 20 QĐKT), minutes J3 (Mẫu 21 BBKT)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Agency
from sotay.commands import may
from sotay.evaluation.inspections.contents import LINES, PARTS, A, B
from sotay.evaluation.inspections.models import InspectionRound
from sotay.evaluation.inspections.rounds.rates import ON_SITE_SHARE
from sotay.papers.authority import head_title, letterhead, signature_of_head, symbol
from sotay.papers.forms import Making, form
from sotay.papers.model import (
    Annex,
    Block,
    Column,
    Field,
    Fields,
    Heading,
    Items,
    Paper,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Table,
)
from sotay.papers.shapes import LAWS
from sotay.ui.formats import ngay, so

ABOUT: Final = "evaluation.inspectionround"
BODIES: Final = (
    Column(key="tt", title="TT", width=0.5, align="center"),
    Column(key="co_quan", title="Cơ quan được kiểm tra", width=3),
    Column(key="chu_tri", title="Đơn vị kiểm tra, đơn vị phối hợp", width=2.4),
    Column(key="thoi_gian", title="Thời gian dự kiến", width=1.5, align="center"),
    Column(key="hinh_thuc", title="Hình thức kiểm tra", width=1.6),
    Column(key="kinh_phi", title="Kinh phí", width=1.1, align="right"),
)
"""The five things a plan says of each body (TT 26/2014/TT-BKHCN điều 34)."""
BLANK: Final = 12


def _views(viewer: object, one: InspectionRound | None) -> bool:
    return may(viewer, "evaluation.view_rounds", one)  # type: ignore[arg-type]


def _days(one: InspectionRound | None) -> str:
    if one is None:
        return "từ ngày … đến ngày …"
    first = f"từ ngày {ngay(one.from_date)}"
    return f"{first} đến ngày {ngay(one.to_date)}" if one.to_date else first


def _year(one: InspectionRound | None, making: Making) -> int:
    return one.year if one else making.year


def _needed(one: InspectionRound) -> str:
    """Say how many bodies there are, and how many of them must be looked at in their office."""
    least = -(-one.bodies // ON_SITE_SHARE)
    return (
        f"Kiểm tra {so(one.bodies)} cơ quan thuộc đối tượng: tất cả ít nhất qua hồ sơ, báo cáo; ít nhất {so(least)} cơ quan "
        "(một phần ba) tại trụ sở."
    )


@form("J1", title=_("Kế hoạch kiểm tra (Mẫu 19 KHKT)"), of=ABOUT, edited=True, may=_views)
def inspection_plan(one: InspectionRound | None, making: Making) -> Paper:
    """The plan of the inspections of a year, with the five things it says of each body."""
    agency, year = making.agency, _year(one, making)
    return Paper(
        abbreviation="KH",
        heading="KẾ HOẠCH",
        subject=f"Kiểm tra việc áp dụng, duy trì và cải tiến Hệ thống quản lý chất lượng năm {year}",
        letterhead=letterhead(agency),
        number=symbol(agency, "KH"),
        place=agency.place_name,
        dated=None,
        bases=LAWS,
        blocks=(
            Heading(number="I.", text="MỤC ĐÍCH, YÊU CẦU"),
            Prose(
                key="purpose",
                label="Mục đích, yêu cầu",
                text="Đánh giá việc áp dụng, duy trì, cải tiến và công bố Hệ thống quản lý chất lượng; hướng dẫn, nhắc các cơ quan "
                "khắc phục tồn tại.\n\nBảo đảm đúng nội dung, thời hạn; không gây cản trở hoạt động của cơ quan được kiểm tra.",
            ),
            Heading(number="II.", text="ĐỐI TƯỢNG, HÌNH THỨC, THỜI GIAN"),
            Paragraph(text=_needed(one) if one else "Kiểm tra …… cơ quan thuộc đối tượng."),
            Paragraph(
                text=f"Thời gian: {_days(one)}. Danh sách cơ quan, đơn vị kiểm tra, thời gian, hình thức và kinh phí tại Phụ lục."
            ),
            Heading(number="III.", text="NỘI DUNG KIỂM TRA"),
            *_contents(),
            Heading(number="IV.", text="TỔ CHỨC THỰC HIỆN"),
            Prose(
                key="organisation",
                label="Tổ chức thực hiện",
                text="Cơ quan được kiểm tra báo cáo, chuẩn bị hồ sơ theo nội dung trên và cử người làm việc với Đoàn kiểm tra.\n\n"
                "Báo cáo kết quả kiểm tra trong tháng 11.",
            ),
        ),
        recipients=("Các cơ quan được kiểm tra", "Đơn vị phối hợp", "Lưu: VT"),
        signature=signature_of_head(agency, making.on),
        annexes=(
            Annex(
                title="Danh sách cơ quan được kiểm tra",
                blocks=(Table(key="bodies", columns=BODIES, blank_rows=_rows(one)),),
                landscape=True,
            ),
        ),
    )


def _rows(one: InspectionRound | None) -> int:
    """Return how many lines the list has: one for each body, written on by hand since who they are is not kept."""
    return min(max(one.bodies, 1), 300) if one else BLANK


def _contents() -> tuple[Block, ...]:
    return tuple(
        block
        for part in (A, B)
        for block in (
            Paragraph(text=(Run(f"{PARTS[part]}:", bold=True),)),
            Items(items=tuple(f"{line.title};" for line in LINES if line.part == part)),
        )
    )


@form("J2", title=_("Quyết định kiểm tra (Mẫu 20 QĐKT)"), of=ABOUT, edited=True, may=_views)
def inspection_decision(one: InspectionRound | None, making: Making) -> Paper:
    """The decision that sends a team: articles on the team, what it looks at, until when it reports."""
    agency, year = making.agency, _year(one, making)
    plan = one.plan if one else None
    by_plan = f"Căn cứ Kế hoạch số {plan.number} ngày {ngay(plan.date)};" if plan else ""
    head = head_title(agency, making.on)
    return Paper(
        abbreviation="QĐ",
        heading="QUYẾT ĐỊNH",
        subject=f"Về việc kiểm tra Hệ thống quản lý chất lượng năm {year}",
        letterhead=letterhead(agency),
        number=symbol(agency, "QĐ"),
        place=agency.place_name,
        authority=f"{head} {agency.name}".upper(),
        bases=tuple(filter(None, (*LAWS, by_plan, "Theo đề nghị của đơn vị được giao chủ trì kiểm tra."))),
        enacting="QUYẾT ĐỊNH:",
        blocks=(
            _article(
                1,
                f"Thành lập Đoàn kiểm tra việc áp dụng, duy trì và cải tiến Hệ thống quản lý chất lượng {_days(one)}, gồm:",
            ),
            Prose(
                key="team",
                label="Thành phần Đoàn kiểm tra",
                text="- Ông (bà) …, chức vụ …, Trưởng đoàn;\n- Ông (bà) …, chức vụ …, thành viên.",
            ),
            _article(2, "Đoàn kiểm tra có nhiệm vụ kiểm tra theo các nội dung sau:"),
            *_contents(),
            _article(3, "Đoàn kiểm tra lập biên bản tại từng cơ quan, báo cáo kết quả khi kết thúc đợt kiểm tra."),
            Prose(key="bodies", label="Cơ quan được kiểm tra", text=_needed(one) if one else ""),
            _article(
                4,
                "Quyết định này có hiệu lực kể từ ngày ký. Các đơn vị liên quan, cơ quan được kiểm tra và các ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
            ),
        ),
        recipients=("Như Điều 4", "Lưu: VT"),
        signature=signature_of_head(agency, making.on),
    )


def _article(number: int, text: str) -> Paragraph:
    return Paragraph(text=(Run(f"Điều {number}. ", bold=True), Run(text)))


VERDICTS: Final = ("Phù hợp", "Cần lưu ý", "Không phù hợp")
MINUTES: Final = (
    Column(key="tt", title="TT", width=0.6, align="center"),
    Column(key="noi_dung", title="Nội dung kiểm tra", width=3.6),
    *(Column(key=f"v{place}", title=word, width=0.9, align="center") for place, word in enumerate(VERDICTS, start=1)),
    Column(key="nhan_xet", title="Nhận xét, bằng chứng", width=2.6),
)


@form("J3", title=_("Biên bản kiểm tra (Mẫu 21 BBKT)"), of=ABOUT, may=_views)
def inspection_minutes(one: InspectionRound | None, making: Making) -> Paper:
    """The minutes a team fills in at each body: who, what was looked at line by line, findings, until when they are mended."""
    agency: Agency = making.agency
    plan = f"Kế hoạch số {one.plan.number} ngày {ngay(one.plan.date)}" if one and one.plan else ""
    return Paper(
        abbreviation="BB",
        heading="BIÊN BẢN",
        subject="Kiểm tra Hệ thống quản lý chất lượng",
        letterhead=letterhead(agency),
        number=symbol(agency, "BB"),
        place=agency.place_name,
        blocks=(
            Fields(
                fields=(
                    Field(key="body", label="Cơ quan được kiểm tra"),
                    Field(key="basis", label="Căn cứ", value=plan),
                    Field(key="round", label="Đợt kiểm tra", value=f"{one.title}, {_days(one)}" if one else ""),
                    Field(key="manner", label="Hình thức kiểm tra (qua hồ sơ, báo cáo; tại trụ sở)"),
                    Field(key="time", label="Thời gian, địa điểm"),
                    Field(key="team", label="Thành phần Đoàn kiểm tra", is_long=True),
                    Field(key="there", label="Đại diện cơ quan được kiểm tra", is_long=True),
                )
            ),
            *(
                Table(
                    key=f"part_{part.lower()}",
                    columns=MINUTES,
                    caption=str(PARTS[part]),
                    rows=tuple((line.key, str(line.title), "□", "□", "□", "") for line in LINES if line.part == part),
                )
                for part in (A, B)
            ),
            Fields(
                fields=(
                    Field(key="findings", label="Các điểm không phù hợp", is_long=True),
                    Field(key="conclusion", label="Kết luận", is_long=True),
                    Field(key="asked", label="Kiến nghị", is_long=True),
                )
            ),
            Paragraph(
                text="Cơ quan được kiểm tra thực hiện hoặc đề xuất biện pháp khắc phục và báo cáo bằng văn bản trong thời hạn "
                "02 tháng kể từ ngày ký biên bản này (Thông tư số 26/2014/TT-BKHCN, Điều 37)."
            ),
            Paragraph(
                text="Biên bản lập thành 02 bản, mỗi bên giữ 01 bản, đã đọc cho những người có mặt cùng nghe và nhất trí ký tên."
            ),
            Signatures(
                columns=(
                    Signature(title="Đại diện cơ quan được kiểm tra", note="Ký, đóng dấu, ghi rõ họ tên"),
                    Signature(title="Trưởng đoàn kiểm tra", note="Ký, ghi rõ họ tên"),
                )
            ),
        ),
    )
