"""G2, the report of a survey: what was handed out and came back, how satisfied people are, what is done about it."""

from collections.abc import Iterator
from typing import Any, Final

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sotay.agency.models import Agency
from sotay.commands import may
from sotay.evaluation.satisfaction.models import Synthesis
from sotay.evaluation.satisfaction.synthesis.charts import Chart
from sotay.evaluation.satisfaction.synthesis.details import annexes_of
from sotay.evaluation.satisfaction.synthesis.figures import read_figures
from sotay.evaluation.satisfaction.synthesis.naming import period_words
from sotay.evaluation.satisfaction.synthesis.results import Results
from sotay.papers.authority import letterhead, signature_of_head, symbol
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Heading, Items, Paper, Paragraph, Prose, Sheet, Table
from sotay.papers.shapes import paragraphed
from sotay.ui.formats import ngay, so

ABOUT: Final = "evaluation.synthesis"
UNKNOWN: Final = "chưa có số liệu"
HEADS: Final = ("Phiếu", "Hài lòng (%)", "Điểm TB", "Kỳ trước (%)", "Chênh lệch")
HANDLED: Final = ("handed_out", "returned", "invalid", "doubled", "valid")


@form(
    "G2",
    title=_("Báo cáo kết quả khảo sát sự hài lòng"),
    of=ABOUT,
    clause="9.1.2",
    has_blank=False,
    edited=True,
    may=lambda viewer, one: may(viewer, "evaluation.view_satisfaction", one),
)
def survey_report(one: Synthesis, making: Making) -> Paper:
    """Return the report with the figures it was submitted with, else as they count on the day; only counts, no sheet."""
    with override("vi"):
        pinned = bool(one.figures) and one.state != Synthesis.State.DRAFT
        figures = one.figures if pinned else read_figures(one, on=making.on)
        return _paper(one, Results(one, figures, is_pinned=pinned), making)


def _paper(one: Synthesis, told: Results, making: Making) -> Paper:
    agency: Agency = making.agency
    days = f"từ ngày {ngay(one.from_date)} đến ngày {ngay(one.to_date)}"
    of = f" {period_words(one)[:1].lower()}{period_words(one)[1:]}" if one.period_key else f" {days}"
    return Paper(
        abbreviation="BC",
        heading="BÁO CÁO",
        subject=f"Tổng hợp kết quả thăm dò ý kiến của tổ chức, cá nhân{of}",
        letterhead=letterhead(agency),
        number=symbol(agency, "BC"),
        place=agency.place_name,
        to=(agency.committee_name,),
        blocks=(
            Heading(number="I.", text="TÌNH HÌNH KHẢO SÁT"),
            Paragraph(text=_counted(told, days)),
            *_coverage(told),
            *_handled(told),
            *_grounds(told),
            Heading(number="II.", text="KẾT QUẢ"),
            *_results(told),
            Heading(number="III.", text="NHẬN XÉT, ĐÁNH GIÁ"),
            Prose(key="assessment", label="Nhận xét, đánh giá", text=paragraphed(one.assessment)),
            Heading(number="IV.", text="Ý KIẾN NỔI BẬT"),
            Prose(key="opinions", label="Ý kiến nổi bật", text=paragraphed(one.opinions) or "Không có."),
            Heading(number="V.", text="GIẢI PHÁP"),
            Prose(key="actions", label="Giải pháp", text=paragraphed(one.actions)),
        ),
        recipients=("Như trên", "Các đơn vị thuộc cơ quan", "Lưu: VT"),
        signature=signature_of_head(agency, making.on),
        annexes=tuple(annexes_of(told)),
        behind=tuple(_sheet(place, chart) for place, chart in enumerate(_charts(told), start=1)),
    )


def _counted(told: Results, days: str) -> str:
    """Say of which days the answers are, of which day the figures, and how many there are."""
    pinned = "chốt khi trình" if told.is_pinned else "tạm tính, chốt khi trình"
    day = ngay(parse_date(told.figures["counted_on"]))
    return f"Ý kiến được tính {days}, số liệu ngày {day} ({pinned}); {so(told.figures['answers'])} phiếu hợp lệ."


def _grounds(told: Results) -> Iterator[Block]:
    """Yield what the sheets prove themselves by, and why some are not valid."""
    proofs = [
        f"{str(word).lower()}: {count}" + (f" ({flagged} cần xem lại hoặc không tính)" if flagged != "0" else "")
        for word, count, flagged in told.proofs
    ]
    if proofs:
        yield Paragraph(text=f"Căn cứ của phiếu: {'; '.join(proofs)}.")
    invalid = [f"{reason} ({so(count)})" for reason, count in told.figures["invalid"]]
    if invalid:
        yield Paragraph(text=f"Phiếu không hợp lệ: {'; '.join(invalid)}.")


def _coverage(told: Results) -> Iterator[Block]:
    """Yield what the answers are of the settled dossiers; of surveys that are of no services nothing."""
    if told.coverage_words:
        yield Items(items=tuple(told.coverage_words))


def _handled(told: Results) -> Iterator[Block]:
    rows = told.handled
    if not rows:
        return
    columns = (
        Column(key="channel", title="Hình thức", width=3),
        *(
            Column(key=key, title=title, width=1.4, align="center")
            for key, title in zip(HANDLED, ("Phát ra", "Thu về", "Không hợp lệ", "Trùng", "Hợp lệ"), strict=True)
        ),
    )
    cells = [(str(row["word"]), *(_count(row[name]) for name in HANDLED)) for row in rows]
    total = ("Cộng", *(_count(told.handled_sum[name]) for name in HANDLED))
    yield Table(key="handled", columns=columns, rows=(*cells, total), total=True)


def _count(number: int | None) -> str:
    return "không đếm" if number is None else so(number)


def _results(told: Results) -> Iterator[Block]:
    """Yield the tables of shares: of all, by factor, by unit, procedure, field and channel."""
    if not told.has_answers:
        yield Paragraph(
            text=f"Kết quả: {UNKNOWN}; trong kỳ chưa có phiếu hợp lệ nào được nhập tại mục Khảo sát trên hệ thống."
        )
        return
    yield Paragraph(text=told.before_words)
    for place, chart in enumerate(_charts(told), start=1):
        yield Heading(number=f"{place}.", text=str(chart.title), level=2)
        yield Table(
            key=f"chart_{place}",
            columns=(
                Column(key="name", title=str(chart.column), width=4),
                *(Column(key=f"c{at}", title=head, width=1.4, align="center") for at, head in enumerate(HEADS)),
            ),
            rows=tuple((str(row.name), row.count, row.share, row.mean, row.before, row.change) for row in chart.rows),
        )
    yield Paragraph(text=told.rule, italic=True)


def _charts(told: Results) -> list[Chart]:
    if not told.has_answers:
        return []
    portal = told.portal_chart
    found = [told.whole_chart, told.factor_chart, *told.group_charts, *([portal] if portal is not None else [])]
    return [chart for chart in found if chart.rows]


def _sheet(place: int, chart: Chart) -> Sheet:
    """Return the counts by level behind a table of shares."""
    levels: tuple[str, ...] = tuple(str(label) for label, _count_of in chart.rows[0].counts)
    rows: list[tuple[Any, ...]] = [
        (str(row.name), row.count, *(count for _label, count in row.counts), row.total, row.share) for row in chart.rows
    ]
    return Sheet(
        title=f"{place}. {chart.title}"[:31],
        columns=(str(chart.column), str(chart.counted), *levels, "Lượt trả lời", "Hài lòng (%)"),
        rows=tuple(rows),
    )
