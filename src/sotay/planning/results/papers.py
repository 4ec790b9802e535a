"""Paper of results: what a unit, or the agency, reports of its objectives for a period (form C4)."""

from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Seat
from sotay.papers.authority import signature_of_head, signature_of_role
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Heading, Paper, Prose, Signature, Table
from sotay.papers.shapes import SIGN_HERE, counted, fields, inner_form, on_day, plain, signed, signs
from sotay.planning.objectives.papers import target_words
from sotay.planning.objectives.targets import Direction
from sotay.planning.results.lines import ResultLine, count_verdicts
from sotay.planning.results.models import Report
from sotay.planning.results.queries import lines_to_send
from sotay.planning.results.verdicts import Verdict
from sotay.standard.reporting import name_of_period, reporting_period
from sotay.ui.formats import ngay, so

TYPE: Final = Report._meta.label_lower
REACHED: Final = frozenset({Direction.GE, Direction.GT, Direction.EQ})
"""Targets of which it means something how much of them was reached."""
LINES: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="objective", title="Mục tiêu", width=2.6),
    Column(key="target", title="Chỉ tiêu", width=1.1),
    Column(key="value", title="Kết quả đạt được", width=1.1, align="center"),
    Column(key="share", title="% so với chỉ tiêu", width=0.8, align="center"),
    Column(key="expected", title="Ước thực hiện cả năm", width=1, align="center"),
    Column(key="verdict", title="Đánh giá", width=1, align="center"),
    Column(key="cause", title="Nguyên nhân", width=1.8),
    Column(key="remedy", title="Giải pháp", width=1.8),
    Column(key="evidence", title="Bằng chứng", width=1.4),
)


@form("C4", title=_("Báo cáo kết quả thực hiện mục tiêu chất lượng"), of=TYPE, clause="9.1.1")
def objective_report(report: Report | None, making: Making) -> Paper:
    """Return the results of a report, each with its verdict, when it was sent and whether that was late."""
    lines = _lines(report, making)
    period = name_of_period(report.period) if report else ""
    blocks: list[Block] = [
        fields(
            ("period", "Kỳ báo cáo", period),
            ("cutoff", "Số liệu đến ngày", ngay(report.cutoff_date) if report else ""),
            ("sent", "Ngày gửi Thư ký ISO", _sent(report)),
            ("due", "Hạn gửi", ngay(_due(report))),
            ("taken", "Ngày tiếp nhận", ngay(report.taken_date) if report else ""),
            columns=2,
        ),
        Heading(text="Kết quả từng mục tiêu", number="1."),
        Table(key="results", columns=LINES, rows=counted(_row(line) for line in lines), blank_rows=0 if report else 8),
    ]
    if report:
        blocks.append(plain(summed(lines)))
    blocks += [
        Heading(text="Ý kiến, đề xuất", number="2."),
        Prose(key="note", label="Ý kiến, đề xuất", text=report.note if report else "")
        if report is None or report.note
        else plain("Không có."),
        signed(signs("Người lập"), _signer(report, making), place_line=_signed_on(report, making)),
    ]
    unit = report.unit if report else None
    return inner_form(
        making,
        *blocks,
        heading="BÁO CÁO KẾT QUẢ THỰC HIỆN MỤC TIÊU CHẤT LƯỢNG",
        subject=f"{period} – {report.whose}" if report else "",
        unit=unit,
        landscape=True,
        mark="DỰ THẢO" if report and report.is_open else "",
    )


def summed(lines: list[ResultLine]) -> str:
    """Return how many objectives stand how: "Tổng số 5 mục tiêu: 3 đạt, 2 chưa có số liệu."."""
    counts = count_verdicts(lines)
    told = [f"{count} {Verdict(word).label}" for word, count in counts.items() if count]
    return f"Tổng số {len(lines)} mục tiêu" + (f": {', '.join(told)}." if told else ".")


def share_of_target(line: ResultLine) -> str:
    """Return what share of a number to be reached was reached, in percent; empty for other targets."""
    goal, value = line.objective.target_value, line.result.value if line.result else None
    if goal is None or value is None or goal <= 0 or line.objective.direction not in REACHED:
        return ""
    return f"{so(value / goal * Decimal(100), 1)} %"


def _lines(report: Report | None, making: Making) -> list[ResultLine]:
    if report is None:
        return []
    return lines_to_send(report, period=reporting_period(report.agency_id, report.period), on=making.on)


def _row(line: ResultLine) -> tuple[Any, ...]:
    result = line.result
    return (
        f"{line.objective.code} {line.objective.statement}",
        target_words(line.objective),
        line.told,
        share_of_target(line),
        line.expected,
        line.said,
        result.cause if result else "",
        result.remedy if result else "",
        "; ".join(filter(None, [result.evidence, result.fact_said])) if result else "",
    )


def _due(report: Report | None) -> Any:
    if report is None:
        return None
    return report.due_date or reporting_period(report.agency_id, report.period).due


def _sent(report: Report | None) -> str:
    if report is None or report.sent_date is None:
        return ""
    late = (report.sent_date - report.due_date).days if report.is_late and report.due_date else 0
    return ngay(report.sent_date) + (f" (muộn {late} ngày)" if late else "")


def _signed_on(report: Report | None, making: Making) -> str:
    return on_day(report.sent_date if report else None, place=making.agency.place_name)


def _signer(report: Report | None, making: Making) -> Signature:
    on = report.sent_date if report and report.sent_date else making.on
    if report is not None and report.unit is not None:
        return signature_of_role(making.agency, Seat.Role.UNIT_HEAD, on, unit=report.unit)
    if report is not None:
        head = signature_of_head(making.agency, on)
        return Signature(title=head.title, name=head.name, prefix=head.prefix, of=head.of, note=SIGN_HERE)
    return signs("Trưởng đơn vị")
