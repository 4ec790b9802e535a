"""*Sao chép đoạn văn*: two paragraphs and a table of a report of results, to be pasted into the report on reform (practice.md 9)."""

from collections.abc import Mapping
from typing import Any, Final

from sotay.agency.edition import TCVN
from sotay.manual.reports.models import Report
from sotay.manual.reports.results import UNKNOWN, figures_by_code

IN_TABLE: Final = (
    "documents.in_force", "documents.issued", "objectives.total", "objectives.achieved", "dossiers.on_time_rate",
    "audits.reported", "audits.nonconformities", "nonconformities.closed", "nonconformities.open",
    "reviews.decisions_open", "satisfaction.coverage", "satisfaction.rate", "feedback.answered_in_time",
)  # fmt: skip
Told = Mapping[str, Any]


def period_words(report: Report) -> str:
    """Return the days a report is of, as they stand in a sentence."""
    return f"6 tháng đầu năm {report.year}" if report.half else f"năm {report.year}"


def paragraphs(report: Report, told: Told) -> tuple[str, str]:
    """Return what was done, and what came of it and is left open; only what is known is said."""
    return _done(report, told), _results(report, told)


def table(told: Told) -> list[tuple[str, str]]:
    """Return the numbers of the table, each with its words."""
    by_code = figures_by_code(told)
    return [(by_code[code]["title"], by_code[code]["words"]) for code in IN_TABLE if code in by_code]


def as_text(rows: list[tuple[str, str]]) -> str:
    """Return the table as text that pastes into cells: columns parted by tabs."""
    return "\n".join(("Nội dung\tKết quả", *(f"{title}\t{words}" for title, words in rows)))


def _done(report: Report, told: Told) -> str:
    of, agency = _Numbers(told), report.agency.name
    said = (
        f"{_first(period_words(report))}, {agency} tiếp tục duy trì, cải tiến hệ thống quản lý chất lượng theo {TCVN}"
    )
    parts = [
        of.say("documents.in_force", "có {} đang được áp dụng"),
        of.say(
            "documents.issued", "có {} ban hành, sửa đổi tài liệu", none="không có lần ban hành, sửa đổi tài liệu nào"
        ),
        of.say("audits.reported", "hoàn thành {} đánh giá nội bộ", none="chưa hoàn thành cuộc đánh giá nội bộ nào"),
        of.say("audits.units_covered", "đánh giá tại {}", none=""),
        of.say("laws.effective", "theo dõi {} pháp luật có hiệu lực trong kỳ", none=""),
    ]
    told_parts = [part for part in parts if part]
    return f"{said}: {'; '.join(told_parts)}." if told_parts else f"{said}."


def _results(report: Report, told: Told) -> str:
    of = _Numbers(told)
    parts = [
        of.say("objectives.total", "có {} chất lượng của năm", none="chưa đề ra mục tiêu chất lượng nào"),
        of.say("objectives.achieved", "{} đạt", none=""),
        of.say("objectives.expected", "{} dự kiến đạt", none=""),
        of.say("objectives.missed", "{} không đạt", none=""),
        of.say("dossiers.on_time_rate", "tỷ lệ giải quyết hồ sơ đúng hạn {}"),
        of.say("satisfaction.rate", "tỷ lệ hài lòng của tổ chức, cá nhân {}"),
        of.say("nonconformities.found", "lập {} sự không phù hợp", none="không lập phiếu sự không phù hợp nào"),
        of.say("nonconformities.closed", "đã khắc phục, đóng {}", none=""),
        of.say("nonconformities.open", "còn {} chưa đóng", none=""),
        of.say("reviews.decisions_open", "còn {} của cuộc xem xét của lãnh đạo đang thực hiện", none=""),
    ]
    told_parts = [part for part in parts if part]
    if not told_parts:
        return f"Về kết quả {period_words(report)}: {UNKNOWN} trên hệ thống."
    late = sum(bool(one["late"]) for one in told["duties"])
    tail = f" Còn {late} việc thực hiện muộn hoặc chưa thực hiện đúng hạn theo kế hoạch." if late else ""
    return f"Kết quả: {'; '.join(told_parts)}.{tail}"


class _Numbers:
    """The numbers of a report as they stand in sentences."""

    def __init__(self, told: Told) -> None:
        self._by_code = figures_by_code(told)

    def say(self, code: str, words: str, *, none: str | None = None) -> str:
        """Return the words with the number put in, `none` for nought where that reads better; nothing where nobody knows it."""
        one = self._by_code.get(code)
        if one is None or one["words"] == UNKNOWN:
            return ""
        return words.format(one["words"]) if none is None or one["value"] else none


def _first(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
