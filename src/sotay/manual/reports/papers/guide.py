"""The guiding letter to the units, as Công văn 262/SLĐTBXH-VP: what is asked, of whom and by when, content by content."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sotay.agency.edition import TCVN
from sotay.manual.reports.dates import PlanDate, read_plain
from sotay.manual.reports.models import Report
from sotay.manual.reports.papers.parts import SYSTEM, TITLES, Told, report_form
from sotay.papers.authority import letterhead, signature_of_head, symbol
from sotay.papers.forms import Making
from sotay.papers.model import Block, Heading, Paper, Paragraph, Prose, Run
from sotay.ui.formats import ngay


@dataclass(frozen=True, slots=True)
class Content:
    """A content of the letter: words that can be written otherwise, who does it, and the parameters that say by when."""

    key: str
    title: str
    text: str
    who: str
    days: tuple[tuple[str, str], ...] = ()
    """Parameter, and what is done by its day."""
    on_event: str = ""
    """By when, for what no day of the year is set."""


CONTENTS: Final = (
    Content(
        "announcement",
        "Công bố hệ thống quản lý chất lượng",
        f"Theo dõi, kiểm tra việc công bố phù hợp với {TCVN}; công bố lại khi điều chỉnh, mở rộng, thu hẹp phạm vi áp "
        "dụng, thông báo bằng văn bản đến Sở Khoa học và Công nghệ, đồng thời niêm yết tại trụ sở và đăng tải trên cổng, trang "
        "thông tin điện tử của cơ quan.",
        "Thư ký, Tổ công tác ISO tham mưu Ban Chỉ đạo",
        on_event="khi phạm vi áp dụng thay đổi",
    ),
    Content(
        "objectives",
        "Chính sách chất lượng và mục tiêu chất lượng",
        "Tổ chức phổ biến chính sách chất lượng để từng công chức, viên chức, người lao động hiểu nội dung, ý nghĩa.\n\n"
        "Xây dựng mục tiêu chất lượng và kế hoạch thực hiện của đơn vị cho năm, cụ thể, rõ ràng, đo lường được; định kỳ 6 tháng "
        "và năm báo cáo kết quả về Ban Chỉ đạo ISO qua Thư ký ISO.",
        "Trưởng các đơn vị",
        (
            ("objectives.set.due", "phê duyệt mục tiêu, kế hoạch của năm"),
            ("objectives.half.due", "báo cáo kết quả 6 tháng"),
            ("objectives.year.due", "báo cáo kết quả năm"),
        ),
    ),
    Content(
        "audit",
        "Đánh giá nội bộ",
        "Thực hiện theo Quyết định số 19/2014/QĐ-TTg và quy trình đánh giá nội bộ đã ban hành; mỗi năm ít nhất một lần, có phiếu ghi "
        "chép câu hỏi. Báo cáo đánh giá nêu rõ kết quả, bao nhiêu điểm không phù hợp, bao nhiêu điểm lưu ý. Điểm không phù hợp được "
        "thực hiện hành động khắc phục theo quy trình.",
        "Thư ký ISO, đoàn đánh giá nội bộ, các đơn vị được đánh giá",
        (
            ("audit.programme.due", "phê duyệt chương trình, kế hoạch đánh giá"),
            ("audit.yearly.due", "hoàn thành đánh giá nội bộ (báo cáo được phê duyệt)"),
        ),
    ),
    Content(
        "review",
        "Xem xét của lãnh đạo",
        "Thực hiện theo Quyết định số 19/2014/QĐ-TTg và quy trình xem xét của lãnh đạo, sau đợt đánh giá nội bộ, làm cơ sở cải tiến và "
        "duy trì hiệu lực của hệ thống.",
        "Lãnh đạo cơ quan, Ban Chỉ đạo ISO; các đơn vị chuẩn bị số liệu đầu vào",
        (("review.yearly.due", "phê duyệt biên bản xem xét của lãnh đạo"),),
    ),
    Content(
        "survey",
        "Đo lường sự hài lòng của tổ chức, cá nhân",
        "Phát phiếu thăm dò ý kiến đối với việc giải quyết hồ sơ thủ tục hành chính; số ý kiến phản hồi phải nhiều hơn {share}% số hồ sơ "
        "đã giải quyết. Định kỳ 6 tháng tổng hợp ý kiến, xây dựng báo cáo gửi Ban Chỉ đạo ISO.",
        "Bộ phận Một cửa, các đơn vị; Thư ký ISO tổng hợp",
        (
            ("survey.synthesis.due.first", "tổng hợp, báo cáo 6 tháng đầu năm"),
            ("survey.synthesis.due.second", "tổng hợp, báo cáo 6 tháng cuối năm"),
        ),
    ),
    Content(
        "law",
        "Cập nhật văn bản quy phạm pháp luật, rà soát quy trình",
        "Thường xuyên cập nhật các thay đổi của văn bản quy phạm pháp luật vào hệ thống để áp dụng, chậm nhất {law} kể từ khi văn bản có "
        "hiệu lực thi hành. Rà soát, cải tiến các quy trình cho phù hợp với thực tế và văn bản quy phạm pháp luật.",
        "Các đơn vị chuyên môn",
        (("procedures.review.due", "rà soát các quy trình trong năm"),),
    ),
)


@report_form("GUIDE", kind=Report.Kind.GUIDE, title=TITLES["GUIDE"], known_as="I-HD", clause="4.4")
def guiding_letter(report: Report, told: Told, making: Making) -> Paper:
    """Return the letter to the heads of the units with the days of the plan."""
    agency = making.agency
    days = {one.code: one for one in (read_plain(row) for row in told["dates"])}
    return Paper(
        abbreviation="CV",
        heading="",
        subject=f"hướng dẫn duy trì {SYSTEM} năm {report.year}",
        letterhead=letterhead(agency),
        number=symbol(agency, "CV"),
        place=agency.place_name,
        to=("Lãnh đạo các đơn vị thuộc cơ quan",),
        bases=tuple(told["bases"]),
        blocks=(
            Prose(
                key="intro",
                label="Mở đầu",
                text="Để thực hiện tốt việc duy trì và cải tiến hệ thống quản lý chất lượng, góp phần nâng cao hiệu quả giải quyết công "
                f"việc cho tổ chức, cá nhân, {agency.name} đề nghị lãnh đạo các đơn vị tổ chức thực hiện trong năm {report.year} các "
                "nội dung sau:",
            ),
            *_contents(days, told),
            Prose(
                key="end",
                label="Giao theo dõi, báo cáo",
                text="Giao Thư ký và Tổ công tác ISO theo dõi, đôn đốc, nhắc nhở các đơn vị thực hiện kịp thời, đạt hiệu quả; định kỳ 6 "
                "tháng, năm báo cáo kết quả về Ban Chỉ đạo ISO và Ban Chỉ đạo cải cách hành chính tỉnh theo quy định.",
            ),
            *_when(days, (
                ("reports.committee.due.first", "báo cáo 6 tháng gửi Ban Chỉ đạo ISO"),
                ("reports.reform.due.first", "báo cáo 6 tháng gửi Ban Chỉ đạo cải cách hành chính tỉnh"),
                ("reports.committee.due.second", "báo cáo năm gửi Ban Chỉ đạo ISO"),
                ("reports.reform.due.second", "báo cáo năm gửi Ban Chỉ đạo cải cách hành chính tỉnh"),
            )),
        ),
        recipients=("Như trên", agency.committee_name, "Thư ký, Tổ công tác ISO", "Lưu: VT"),
        signature=signature_of_head(agency, making.on),
    )  # fmt: skip


def _contents(days: Mapping[str, PlanDate], told: Told) -> Iterator[Block]:
    for place, one in enumerate(CONTENTS, start=1):
        yield Heading(number=f"{place}.", text=one.title, level=2)
        text = one.text.format(share=told["share"], law=told["law"])
        yield Prose(key=one.key, label=one.title, text=text)
        yield Paragraph(text=(Run("Thực hiện: ", bold=True), Run(f"{one.who}.")))
        if one.on_event:
            yield Paragraph(text=(Run("Thời hạn: ", bold=True), Run(f"{one.on_event}.")))
        yield from _when(days, one.days)


def _when(days: Mapping[str, PlanDate], wanted: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    """Yield by when each is done; what the agency does not owe by a day is left out."""
    said = [(days[code].day, words) for code, words in wanted if code in days]
    if not said:
        return
    runs = [Run("Thời hạn: ", bold=True)]
    for place, (day, words) in enumerate(said):
        runs += [Run(f"{words} "), Run(_at_the_latest(day), bold=True), Run("; " if place < len(said) - 1 else ".")]
    yield Paragraph(text=tuple(runs))


def _at_the_latest(day: date) -> str:
    return f"chậm nhất ngày {ngay(day)}"
