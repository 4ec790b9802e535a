"""C4 for the whole agency: what its units reported of their objectives for a half or a year, what was missed and why, who was late."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sotay.commands import may
from sotay.papers.authority import letterhead, signature_of_head, symbol
from sotay.papers.forms import Making, form
from sotay.papers.model import Annex, Block, Column, Heading, Paper, Paragraph, Prose, Run, Sheet, Table, Text
from sotay.planning.results.lines import ResultLine
from sotay.planning.results.queries import Place, board
from sotay.planning.results.verdicts import Verdict
from sotay.standard.reporting import HALF, YEAR, ReportingPeriod, reporting_period
from sotay.ui.formats import ngay

CODE: Final = "C4T"
NOTHING: Final = "Không có."
WORDS: Final = (
    (Verdict.ACHIEVED, "Đạt"), (Verdict.EXPECTED, "Dự kiến đạt"), (Verdict.MISSED, "Không đạt"),
    (Verdict.EXPECTED_MISS, "Dự kiến không đạt"), (Verdict.PENDING, "Chưa đến hạn"), (Verdict.UNKNOWN, "Chưa có số liệu"),
)  # fmt: skip


@form(
    CODE,
    title=_("Báo cáo kết quả thực hiện mục tiêu chất lượng của cơ quan"),
    asks="half",
    clause="9.1.1",
    has_blank=False,
    edited=True,
    may=lambda viewer, _record: may(viewer, "planning.view_results"),
)
def objectives_report(_record: None, making: Making) -> Paper:
    """Return the report of the agency: its units' reports together, as far as they were sent."""
    with override("vi"):
        key = f"{making.year}-{HALF if making.half == 1 else YEAR}"
        period = reporting_period(making.agency.pk, key)
        return _paper(board(viewer=making.viewer, period=period, on=making.on), period, making)


def _paper(places: list[Place], period: ReportingPeriod, making: Making) -> Paper:
    agency = making.agency
    of = f"6 tháng đầu năm {period.year}" if period.kind == HALF else f"năm {period.year}"
    told = [(place, line) for place in places if place.is_told for line in place.lines]
    return Paper(
        abbreviation="BC",
        heading="BÁO CÁO",
        subject=f"Kết quả thực hiện mục tiêu chất lượng {of}",
        letterhead=letterhead(agency),
        number=symbol(agency, "BC"),
        place=agency.place_name,
        to=(agency.committee_name,),
        blocks=(
            Heading(number="I.", text="TÌNH HÌNH BÁO CÁO CỦA CÁC ĐƠN VỊ"),
            *_sending(places, period),
            Heading(number="II.", text="KẾT QUẢ CHUNG"),
            *_whole(line for _place, line in told),
            Prose(key="assessment", label="Đánh giá chung"),
            Heading(number="III.", text="MỤC TIÊU KHÔNG ĐẠT, DỰ KIẾN KHÔNG ĐẠT"),
            *_missed(told),
            Heading(number="IV.", text="GIẢI PHÁP, KIẾN NGHỊ"),
            Prose(key="next", label="Giải pháp, kiến nghị", text=NOTHING),
        ),
        recipients=("Như trên", "Các đơn vị thuộc cơ quan", "Lưu: VT"),
        signature=signature_of_head(agency, making.on),
        annexes=_every(told, of),
        behind=(_sheet(told),),
    )  # fmt: skip


def _sending(places: list[Place], period: ReportingPeriod) -> Iterator[Block]:
    """Yield who sent a report when; those sent late, or not yet past the day, are marked."""
    awaited = [place for place in places if place.state not in {"NOTHING_OWED", "BEFORE_USE"}]
    sent = [place for place in awaited if place.is_told]
    late = sum(place.is_late for place in sent)
    yield Paragraph(
        text=f"Hạn gửi ngày {ngay(period.due)}, số liệu đến ngày {ngay(period.cutoff)}. {len(sent)}/{len(awaited)} đơn vị đã gửi báo "
        f"cáo{f', {late} đơn vị gửi muộn' if late else ''}."
    )  # fmt: skip
    if not places:
        yield Paragraph(
            text="Chưa có số liệu: cơ quan chưa có bộ mục tiêu nào; lập tại mục Mục tiêu chất lượng trên hệ thống."
        )
        return
    yield Table(
        key="sending",
        columns=(
            Column(key="no", title="TT", width=0.6, align="center"),
            Column(key="unit", title="Đơn vị", width=4),
            Column(key="state", title="Báo cáo", width=2.4),
            Column(key="sent", title="Ngày gửi", width=1.6, align="center"),
            Column(key="count", title="Số mục tiêu", width=1.2, align="center"),
        ),
        rows=tuple(
            (str(at), place.name, _state(place), _sent(place), str(len(place.lines)) if place.lines else "")
            for at, place in enumerate(places, start=1)
        ),
    )


def _state(place: Place) -> Text:
    if not place.is_late:
        return place.said
    return (Run(f"{place.said} (muộn)" if place.is_told else f"{place.said} (quá hạn)", bold=True),)


def _sent(place: Place) -> str:
    return ngay(place.report.sent_date) if place.is_told and place.report else ""


def _whole(lines: Iterable[ResultLine]) -> Iterator[Block]:
    counted = Counter(line.verdict for line in lines)
    total = sum(counted.values())
    if not total:
        yield Paragraph(text="Chưa có số liệu: chưa đơn vị nào gửi kết quả của kỳ này.")
        return
    yield Table(
        key="verdicts",
        columns=(
            *(Column(key=word, title=title, align="center") for word, title in WORDS),
            Column(key="all", title="Tổng số", align="center"),
        ),
        rows=((*(str(counted[word]) for word, _title in WORDS), str(total)),),
    )


def _missed(told: list[tuple[Place, ResultLine]]) -> Iterator[Block]:
    bad = [(place, line) for place, line in told if line.is_bad]
    if not bad:
        yield Paragraph(text=NOTHING if told else "Chưa có số liệu.")
        return
    yield Table(
        key="missed",
        columns=(
            Column(key="no", title="TT", width=0.6, align="center"),
            Column(key="what", title="Mục tiêu, đơn vị", width=3.4),
            Column(key="told", title="Kết quả", width=1.6),
            Column(key="cause", title="Nguyên nhân", width=3),
            Column(key="remedy", title="Giải pháp", width=3),
        ),
        rows=tuple(
            (
                str(at),
                f"{line.objective.statement} ({place.name})",
                f"{line.told or line.expected}\n({line.said})".strip(),
                line.result.cause if line.result else "",
                line.result.remedy if line.result else "",
            )
            for at, (place, line) in enumerate(bad, start=1)
        ),
    )


def _every(told: list[tuple[Place, ResultLine]], of: str) -> tuple[Annex, ...]:
    if not told:
        return ()
    table = Table(
        key="every",
        columns=(
            Column(key="no", title="TT", width=0.5, align="center"),
            Column(key="unit", title="Đơn vị", width=2),
            Column(key="code", title="Mã", width=1.2),
            Column(key="what", title="Mục tiêu", width=4),
            Column(key="target", title="Chỉ tiêu", width=1.6, align="center"),
            Column(key="told", title="Kết quả", width=1.6, align="center"),
            Column(key="expected", title="Ước cả năm", width=1.4, align="center"),
            Column(key="verdict", title="Đánh giá", width=1.4, align="center"),
        ),
        rows=tuple(
            (
                str(at), place.name, line.objective.code, line.objective.statement, line.objective.target_text, line.told,
                line.expected, line.said,
            )
            for at, (place, line) in enumerate(told, start=1)
        ),
    )  # fmt: skip
    return (Annex(title=f"Kết quả từng mục tiêu {of}", blocks=(table,), landscape=True),)


def _sheet(told: list[tuple[Place, ResultLine]]) -> Sheet:
    return Sheet(
        title="Kết quả mục tiêu",
        columns=("Mã", "Mục tiêu", "Đơn vị", "Chỉ tiêu", "Kết quả", "Đánh giá", "Ngày gửi"),
        rows=tuple(
            (
                line.objective.code, line.objective.statement, place.name, line.objective.target_text, line.told, line.said,
                place.report.sent_date if place.report else None,
            )
            for place, line in told
        ),
    )  # fmt: skip
