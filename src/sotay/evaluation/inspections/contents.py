"""What an inspection looks at: seven lines of content A (the standard) and six of content B (the decision), in our own words.

TT 26/2014/TT-BKHCN has the team conclude on both; minutes, self-check and the file for an inspection share these lines.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

A, B = "A", "B"


@dataclass(frozen=True, slots=True)
class ContentLine:
    """A line by its key, A1–A7 or B1–B6, with the articles and clauses it rests on."""

    key: str
    title: Promise
    basis: Promise
    clauses: tuple[str, ...]

    @property
    def part(self) -> str:
        """A or B."""
        return self.key[0]


PARTS = {
    A: _("Nội dung A – theo tiêu chuẩn TCVN ISO 9001"),
    B: _("Nội dung B – theo Quyết định 19/2014/QĐ-TTg"),
}
LINES = (
    ContentLine(
        "A1",
        _("Phạm vi áp dụng bao quát mọi thủ tục hành chính của cơ quan"),
        _("QĐ 19/2014/QĐ-TTg Điều 3 khoản 1; TT 26/2014/TT-BKHCN Điều 33"),
        ("4.3",),
    ),
    ContentLine(
        "A2",
        _("Phổ biến hệ thống đến mọi người trong phạm vi áp dụng"),
        _("TT 26/2014/TT-BKHCN; TCVN ISO 9001 điều 5.2.2, 7.3"),
        ("5.2.2", "7.3"),
    ),
    ContentLine(
        "A3",
        _("Tuân thủ các điều khoản, chính sách, mục tiêu, quy trình và pháp luật liên quan"),
        _("TT 26/2014/TT-BKHCN; TCVN ISO 9001 điều 4.4, 5.2, 6.1, 6.2, 7.5"),
        ("4.4", "5.2", "6.1", "6.2", "7.5"),
    ),
    ContentLine(
        "A4",
        _("Thực hiện các quá trình giải quyết công việc, thủ tục hành chính"),
        _("TT 26/2014/TT-BKHCN; TCVN ISO 9001 điều 8"),
        ("8.1", "8.4", "8.5", "8.6", "8.7"),
    ),
    ContentLine(
        "A5",
        _("Đánh giá nội bộ, hành động khắc phục và xem xét của lãnh đạo"),
        _("QĐ 19/2014/QĐ-TTg Điều 4 khoản 4 điểm b; TCVN ISO 9001 điều 9.2, 9.3, 10.2"),
        ("9.2", "9.3", "10.2"),
    ),
    ContentLine(
        "A6",
        _("Tiếp nhận, xử lý phản ánh, kiến nghị; theo dõi sự hài lòng"),
        _("TT 26/2014/TT-BKHCN; TCVN ISO 9001 điều 8.2.1, 9.1.2"),
        ("8.2.1", "9.1.2"),
    ),
    ContentLine(
        "A7",
        _("Cải tiến hệ thống"),
        _("TT 26/2014/TT-BKHCN; TCVN ISO 9001 điều 10.1, 10.3"),
        ("10.1", "10.3"),
    ),
    ContentLine(
        "B1",
        _("Lãnh đạo, các đơn vị và người liên quan tham gia"),
        _("QĐ 19/2014/QĐ-TTg Điều 3 khoản 2, Điều 11"),
        ("5.1.1", "5.3"),
    ),
    ContentLine(
        "B2",
        _("Người đứng đầu xác nhận hiệu lực của hệ thống"),
        _("QĐ 19/2014/QĐ-TTg Điều 4 khoản 2 điểm d"),
        ("5.1.1",),
    ),
    ContentLine(
        "B3",
        _("Công bố, thông báo bằng văn bản, niêm yết và đăng tải"),
        _("QĐ 19/2014/QĐ-TTg Điều 4 khoản 3"),
        ("4.3", "7.4"),
    ),
    ContentLine(
        "B4",
        _("Cập nhật thay đổi của văn bản quy phạm pháp luật trong ba tháng"),
        _("QĐ 19/2014/QĐ-TTg Điều 4 khoản 4 điểm a"),
        ("8.2.4",),
    ),
    ContentLine(
        "B5",
        _("Công bố lại khi điều chỉnh, mở rộng, thu hẹp phạm vi"),
        _("QĐ 19/2014/QĐ-TTg Điều 4 khoản 4 điểm c"),
        ("4.3",),
    ),
    ContentLine(
        "B6",
        _("Lựa chọn tổ chức, chuyên gia tư vấn đúng quy định"),
        _("QĐ 19/2014/QĐ-TTg Điều 7; TT 26/2014/TT-BKHCN Điều 7"),
        ("8.4.1",),
    ),
)
BY_KEY = {line.key: line for line in LINES}


def named(key: str) -> str:
    """Return a line as it is named in lists: *A1. Phạm vi…*; the key itself where it is none."""
    line = BY_KEY.get(key)
    return f"{key}. {line.title}" if line else key


def choices() -> list[tuple[str, str]]:
    """Return the lines to choose from, in the language of the page."""
    return [(line.key, named(line.key)) for line in LINES]
