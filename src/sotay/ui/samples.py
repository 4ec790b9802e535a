"""What the living page shows: made-up data of an agency, long titles and odd cases included."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import django_tables2 as tables
from django import forms
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sotay.ui import charts
from sotay.ui.formats import ngay
from sotay.ui.forms import ChoiceCards, DayField, NumberField
from sotay.ui.parts import (
    Action,
    Blocked,
    Empty,
    FileLine,
    HistoryLine,
    Link,
    NextAction,
    Reason,
    RecordPage,
    StandingBadge,
    StateBadge,
    Step,
    Tab,
)
from sotay.ui.rail import RailEntry
from sotay.ui.standing import standing_badge

TODAY = date(2026, 6, 12)
LONG = (
    "Báo cáo kết quả thực hiện mục tiêu chất lượng và kế hoạch duy trì, cải tiến hệ thống quản lý chất lượng "
    "theo Tiêu chuẩn quốc gia TCVN ISO 9001:2015 sáu tháng đầu năm của các phòng, đơn vị trực thuộc Sở"
)
_RAIL = (
    ("Việc của tôi", "inbox", 7),
    ("Tổng quan", "chart-donut-3", 0),
    ("Sổ tay", "book-2", 0),
    ("Tài liệu", "files", 3),
    ("Hoạch định", "target-arrow", 2),
    ("Thủ tục – Hồ sơ", "building-community", 12),
    ("Đánh giá", "clipboard-check", 0),
    ("Cải tiến", "trending-up", 4),
    ("Nguồn lực", "school", 0),
    ("Quản trị", "settings", 0),
)
_MARKS = (
    ("2026-01-15", "met", "Kế hoạch duy trì, cải tiến hệ thống năm 2026"),
    ("2026-01-31", "met", "Mục tiêu chất lượng của mọi phòng được duyệt"),
    ("2026-01-31", "met", "Lịch làm việc của năm được quyết định"),
    ("2026-01-31", "overdue", "Kế hoạch thực hiện mục tiêu – Văn phòng Sở"),
    ("2026-02-28", "met", "Đánh giá năng lực công chức, viên chức, người lao động"),
    ("2026-03-31", "met", "Rà soát bên quan tâm và bối cảnh"),
    ("2026-04-30", "met", "Kiểm tra, bảo dưỡng thiết bị theo kế hoạch"),
    ("2026-05-20", "overdue", "Đưa NĐ 224/2026/NĐ-CP vào quy trình tiếp nhận hồ sơ"),
    ("2026-06-09", "met", "Kết quả mục tiêu 6 tháng – Phòng Công nghệ thông tin"),
    ("2026-06-09", "overdue", "Kết quả mục tiêu 6 tháng – Phòng Bưu chính, Viễn thông"),
    ("2026-06-09", "met", "Kết quả mục tiêu 6 tháng – Thanh tra Sở"),
    ("2026-06-20", "due_soon", "Báo cáo của Thư ký, Tổ công tác ISO gửi Ban Chỉ đạo ISO"),
    ("2026-06-25", "due_soon", "Báo cáo của cơ quan gửi Ban Chỉ đạo cải cách hành chính tỉnh"),
    ("2026-06-30", "due_soon", "Khảo sát mức độ hài lòng trên 50 % hồ sơ đã giải quyết"),
    ("2026-07-15", "open", "Đánh giá nhà cung cấp bên ngoài"),
    ("2026-08-15", "open", "Chương trình đánh giá nội bộ"),
    ("2026-09-30", "open", "Đánh giá nội bộ, báo cáo được duyệt"),
    ("2026-09-30", "open", "Hành động khắc phục sau đánh giá"),
    ("2026-10-15", "open", "Xem xét của lãnh đạo"),
    ("2026-10-31", "not_applicable", "Thiết kế và phát triển"),
    ("2026-11-09", "open", LONG),
    ("2026-11-09", "open", "Báo cáo kết quả năm – Thanh tra Sở"),
    ("2026-11-09", "open", "Báo cáo kết quả năm – Phòng Công nghệ thông tin"),
    ("2026-11-20", "open", "Báo cáo năm gửi Ban Chỉ đạo ISO"),
    ("2026-11-30", "not_checked", "Nhận thức của người lao động"),
    ("2026-12-15", "not_arisen", "Công bố lại khi thay đổi phạm vi"),
    ("2026-12-31", "open", "Phân tích sáu nhóm dữ liệu"),
)


def frame() -> dict[str, Any]:
    """Return the frame of a page as a secretary sees it."""
    agency = SimpleNamespace(name="Sở Thông tin và Truyền thông Quảng Nam", short_name="stttt-qnam")
    user = SimpleNamespace(full_name="Nguyễn Thị Thu Hà")
    rail = [
        RailEntry(key=str(n), label=label, icon=icon, url=reverse("ui:gallery"), count=count, active=n == 1)
        for n, (label, icon, count) in enumerate(_RAIL)
    ]
    return {"agency": agency, "actor": SimpleNamespace(user=user, agency=agency, title="Thư ký ISO"), "rail": rail}


def components() -> dict[str, Any]:
    """Return what the page of components shows."""
    record = record_page()
    pages = Paginator(range(1234), 25)
    return {
        "today": TODAY,
        "moment": datetime(2026, 6, 12, 2, 5, tzinfo=UTC),
        "long": LONG,
        "record": record,
        "steps": record.steps,
        "tabs": [
            Tab(label="Tất cả", url="#", active=True, count=1204),
            Tab(label="Đang hiệu lực", url="#", count=38),
            Tab(label="Chờ duyệt", url="#", count=3),
        ],
        "turning": pages.page(7),
        "add": Action(label="Thêm tài liệu", url="#", icon="plus", primary=True),
        "greyed": Action(label="Phê duyệt", url="#", disabled=True, note="Còn 2 phòng chưa có ý kiến"),
        "sample": Action(label="Nạp bản mẫu", url="#"),
        "bound": SampleForm({"name": "", "day": "31/02/2026", "share": "chín mươi", "grade": ""}),
        **_charts(),
    }


def record_page() -> RecordPage:
    """Return the record of the drawing."""
    return RecordPage(
        title="Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 98 % trở lên",
        kicker="MT-2026-07 · Phòng Công nghệ thông tin",
        crumbs=[Link(label="Hoạch định", url="#"), Link(label="Mục tiêu chất lượng 2026", url="#")],
        standing=StandingBadge(kind="due_soon", text="Báo cáo trước 10/6"),
        state=StateBadge(label="Đang thực hiện", tone="now"),
        steps=[
            Step(label="Dự thảo", state="done"),
            Step(label="Trình", state="done"),
            Step(label="Duyệt", state="done", note="20/01/2026"),
            Step(label="Đang thực hiện", state="now"),
            Step(label="Kết thúc", state="todo"),
        ],
        next_action=NextAction(
            title="Việc tiếp theo: báo cáo kết quả 6 tháng",
            note="Hạn 09/06/2026 · gửi Thư ký ISO",
            action=Action(label="Báo cáo kết quả", url="#", primary=True),
        ),
        blocked=[
            Blocked(
                title="Chưa kết thúc được mục tiêu",
                reasons=[
                    Reason(text="Thiếu kết quả kỳ năm 2026", url="#"),
                    Reason(text="Một việc trong kế hoạch chưa hoàn thành: “Rà soát bước thẩm định”", url="#"),
                ],
            )
        ],
        facts=[
            ("Chỉ tiêu", "Hồ sơ giải quyết trước và đúng hạn ÷ hồ sơ đã giải quyết"),
            ("Mức hiện có", "96,4 % (2025)"),
            ("Mức phải đạt", "≥ 98 %"),
            ("Nguồn số liệu", ""),
        ],
        history=[
            HistoryLine(what="Duyệt", who="Giám đốc", at=datetime(2026, 1, 20, 2, 12, tzinfo=UTC)),
            HistoryLine(
                what="Trả lại", who="Giám đốc", why="ghi rõ mẫu số", at=datetime(2026, 1, 16, 8, 40, tzinfo=UTC)
            ),
            HistoryLine(what="Trình", who="Trưởng phòng CNTT", at=datetime(2026, 1, 15, 3, 5, tzinfo=UTC)),
        ],
        history_url="#",
        links=[Link(label="CSCL", url="#"), Link(label="MT-2026-01", url="#")],
        files=[FileLine(name="bao-cao-6-thang-phong-cntt-ban-ky-so.pdf", url="#", size=1_240_000, note="04/06/2026")],
        add_file=Action(label="Thêm bằng chứng", url="#"),
    )


class SampleForm(forms.Form):
    """A form with a field of every kind."""

    name = forms.CharField(label="Nội dung mục tiêu", max_length=200)
    day = DayField(label="Ngày ban hành", help_text="Ngày ghi trên văn bản đã ký.")
    share = NumberField(label="Mức phải đạt (%)")
    unit = forms.ChoiceField(label="Phòng chịu trách nhiệm", choices=[("", "Chọn phòng"), ("vp", "Văn phòng Sở")])
    grade = forms.ChoiceField(
        label="Mức độ",
        choices=[("MINOR", "Nhẹ"), ("MAJOR", "Nặng")],
        widget=ChoiceCards(
            descriptions={
                "MINOR": "Không ảnh hưởng đến kết quả giải quyết.",
                "MAJOR": "Ảnh hưởng đến người dân, hoặc lặp lại.",
            }
        ),
    )
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)
    small = forms.BooleanField(label="Cơ quan nhỏ", required=False, help_text="Một người giữ được nhiều vai trò.")
    people = forms.MultipleChoiceField(
        label="Người phối hợp",
        required=False,
        choices=[("a", "Trần Văn An"), ("b", "Lê Thị Bình")],
        widget=forms.CheckboxSelectMultiple,
    )
    file = forms.FileField(label="Bản ký (PDF)", required=False)


class SampleFilter(forms.Form):
    """The filters of the sample list."""

    words = forms.CharField(label="Tìm", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    standing = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Tất cả"), ("overdue", "Quá hạn"), ("due_soon", "Sắp đến hạn"), ("met", "Đã thực hiện")],
    )


class SampleFilterSet:
    """As much of a filter set as a list needs, over rows in memory."""

    def __init__(self, data: Any) -> None:
        self.data = data
        self.form = SampleFilter(data or None)
        self.is_bound = bool(data)

    @property
    def qs(self) -> list[dict[str, Any]]:
        """The rows that match."""
        words, kind = self.data.get("words", "").lower(), self.data.get("standing", "")
        return [row for row in rows() if words in row["title"].lower() and kind in ("", row["standing"])]


class SampleTable(tables.Table):
    """A table with words, days, standings and a button."""

    title = tables.Column("Việc phải làm", attrs={"td": {"class": "title"}})
    day = tables.Column("Hạn", attrs={"td": {"class": "day"}})
    holder = tables.Column("Người giữ")
    standing = tables.Column("Tình trạng")
    late = tables.Column("Trễ (ngày)", attrs={"td": {"class": "num"}, "th": {"class": "num"}})

    def render_title(self, value: str) -> SafeString:
        """Link to the record."""
        return format_html('<a href="{}">{}</a><span class="basis">6.2 · Công văn 262 mục 2</span>', "#", value)

    def render_day(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def render_standing(self, value: str) -> str:
        """Show the standing."""
        return standing_badge(value)


def rows() -> list[dict[str, Any]]:
    """Return the rows of the sample list, several pages of them."""
    return [
        {
            "title": title,
            "day": date.fromisoformat(day),
            "holder": ("Trưởng phòng CNTT", "Chánh Văn phòng", "Thư ký ISO")[number % 3],
            "standing": standing,
            "late": max((TODAY - date.fromisoformat(day)).days, 0) if standing == "overdue" else None,
        }
        for _again in range(3)
        for number, (day, standing, title) in enumerate(_MARKS)
    ]


def empty() -> Empty:
    """Return an empty state that teaches."""
    return Empty(
        title="Chưa có cuộc đánh giá nội bộ nào",
        why="Mỗi năm cơ quan tự đánh giá ít nhất một lần để biết hệ thống có còn đúng và có được làm theo hay không. "
        "Cuộc đánh giá gồm quyết định, kế hoạch, phiếu ghi và báo cáo.",
        basis="Điều khoản 9.2 · hoàn thành trước tháng 10 theo Công văn 262/SLĐTBXH-VP",
        action=Action(label="Lập kế hoạch đánh giá", url="#", icon="plus", primary=True),
        sample=Action(label="Nạp bản mẫu", url="#"),
    )


def _charts() -> dict[str, Any]:
    marks = [
        charts.Mark(day=date.fromisoformat(day), standing=standing, title=title, url="#", holder="Thư ký ISO")
        for day, standing, title in _MARKS
    ]
    crowded = [
        charts.Mark(day=date(2026, 12, 31), standing=standing, title=f"Báo cáo năm – đơn vị {n}", url="#")
        for n in range(12)
        for standing in ("open", "due_soon", "overdue")
    ]
    clauses = (
        ("4", "Bối cảnh", 5, 5, "met"),
        ("5", "Sự lãnh đạo", 6, 6, "met"),
        ("6", "Hoạch định", 5, 7, "overdue"),
        ("7", "Hỗ trợ", 6, 8, "due_soon"),
        ("8", "Thực hiện", 7, 8, "not_checked"),
        ("9", "Đánh giá kết quả hoạt động", 2, 7, "open"),
        ("10", "Cải tiến", 3, 3, "met"),
    )
    monthly = ("96.1", "96.8", "97.4", "97.8", "98.2", "98.5")
    return {
        "ring": charts.ring(marks, year=2026, today=TODAY, done=27, total=44),
        "crowded": charts.ring(marks + crowded, year=2026, today=TODAY, done=27, total=80, anchor="nam-dong"),
        "strip": charts.strip(
            charts.StripRow(clause=clause, title=title, done=done, total=total, standing=standing, url="#")
            for clause, title, done, total, standing in clauses
        ),
        "line": charts.line(
            [charts.Point(label=f"T{n}", value=float(value)) for n, value in enumerate(monthly, 1)],
            title="Tỷ lệ đúng hạn theo tháng (%)",
            goal=98,
            unit=" %",
            goal_words="mục tiêu",
        ),
        "bars": charts.bars(
            [
                charts.Bar(label="Phòng Công nghệ thông tin", value=412, url="#"),
                charts.Bar(label="Phòng Bưu chính, Viễn thông", value=308, url="#"),
                charts.Bar(label="Thanh tra Sở", value=41, url="#", tone="stop"),
            ],
            title="Hồ sơ đã giải quyết",
            column="Phòng",
        ),
        "diagram": _diagram(),
    }


def _diagram() -> Any:
    box = charts.Box
    boxes = charts.in_rows(
        [
            [box(key="need", title="Yêu cầu của người dân, doanh nghiệp", kind="input")],
            [box(key="lead", title="Lãnh đạo, hoạch định", note="điều khoản 5, 6", url="#")],
            [
                box(key="desk", title="Tiếp nhận tại Bộ phận Một cửa", note="QT TTHC 01", url="#"),
                box(key="work", title="Thẩm định, giải quyết hồ sơ ở phòng chuyên môn", note="8.5", url="#"),
                box(key="give", title="Trả kết quả", note="8.6", url="#"),
            ],
            [
                box(key="support", title="Nguồn lực, tài liệu, năng lực", note="điều khoản 7", url="#"),
                box(key="post", title="Bưu chính công ích", note="bên cung cấp", kind="guest"),
            ],
        ],
        width=820,
        gap=64,
    )
    arrow = charts.Arrow
    arrows = [
        arrow(source="need", target="lead"),
        arrow(source="lead", target="work", label="mục tiêu, kế hoạch"),
        arrow(source="desk", target="work", label="hồ sơ"),
        arrow(source="work", target="give"),
        arrow(source="support", target="desk", both=True),
        arrow(source="post", target="give"),
    ]
    return charts.diagram(boxes, arrows, title="Các quá trình của hệ thống", anchor="qua-trinh")
