"""The annexes of the report of a survey (G2): answers by level and question, other questions, sheets to be looked at again."""

from collections.abc import Iterator

from sotay.evaluation.satisfaction.synthesis.charts import Chart, Choices
from sotay.evaluation.satisfaction.synthesis.results import Results
from sotay.papers.model import Annex, Block, Column, Heading, Paragraph, Table
from sotay.ui.formats import so


def annexes_of(told: Results) -> Iterator[Annex]:
    """Yield the tables behind the report; without answers nothing but the sheets to be looked at again."""
    if told.has_answers:
        yield Annex(title="Lượt trả lời theo mức độ hài lòng", blocks=tuple(_levels(told)), landscape=True)
        if told.others:
            yield Annex(title="Câu hỏi khác", blocks=tuple(block for one in told.others for block in _choices(one)))
    if told.suspicions:
        yield Annex(title="Phiếu cần xem lại", blocks=(_suspicions(told),))


def _levels(told: Results) -> Iterator[Block]:
    words = "; ".join(f"{level} – {str(word).lower()}" for level, word in told.level_heads)
    yield Paragraph(text=f"Mức: {words}.", indent=False)
    portal = [told.portal_chart] if told.portal_chart is not None else []
    charts = [told.whole_chart, told.factor_chart, *told.group_charts, *told.question_charts, *portal]
    for place, chart in enumerate([one for one in charts if one.rows], start=1):
        yield Heading(number=f"{place}.", text=str(chart.title), level=2)
        yield _chart(place, chart, told)


def _chart(place: int, chart: Chart, told: Results) -> Table:
    clean = (
        (Column(key="tru", title="Trừ phiếu cần xem lại (%)", width=1.4, align="center"),) if chart.has_clean else ()
    )
    return Table(
        key=f"muc_{place}",
        columns=(
            Column(key="ten", title=str(chart.column), width=4.5),
            Column(key="phieu", title=str(chart.counted), width=1.1, align="center"),
            *(Column(key=f"m{level}", title=str(level), width=0.8, align="center") for level, _word in told.level_heads),
            Column(key="ty_le", title="Hài lòng (%)", width=1.2, align="center"),
            Column(key="diem", title="Điểm TB", width=1, align="center"),
            *clean,
            Column(key="truoc", title="Kỳ trước (%)", width=1.2, align="center"),
            Column(key="lech", title="Chênh lệch", width=1.2, align="center"),
        ),
        rows=tuple(
            (
                f"{row.name}\n{row.note}" if row.note else str(row.name), row.count,
                *(so(count) for _label, count in row.counts),
                row.share, row.mean, *([row.clean] if chart.has_clean else []), row.before, row.change,
            )
            for row in chart.rows
        ),
    )  # fmt: skip


def _choices(one: Choices) -> Iterator[Block]:
    yield Paragraph(text=one.text, bold=True, indent=False)
    said = [str(one.kind), f"{one.count} phiếu trả lời", *([one.told] if one.told else [])]
    yield Paragraph(text="; ".join(said) + ".", indent=False)
    if not one.options:
        return
    flagged = any(clean for *_others, clean in one.options)
    more = (Column(key="tru", title="Trừ phiếu cần xem lại", width=1.4, align="center"),) if flagged else ()
    yield Table(
        key="lua_chon",
        columns=(
            Column(key="ten", title="Lựa chọn", width=5),
            Column(key="phieu", title="Số phiếu", width=1.2, align="center"),
            Column(key="ty_le", title="Tỷ lệ (%)", width=1.2, align="center"),
            *more,
        ),
        rows=tuple(
            (words, taken, share, *([clean] if flagged else [])) for words, taken, share, _length, clean in one.options
        ),
    )


def _suspicions(told: Results) -> Table:
    """Return the groups that were flagged, and what was decided of each by whom."""
    return Table(
        key="can_xem_lai",
        columns=(
            Column(key="ly_do", title="Lý do", width=3),
            Column(key="ngay", title="Ngày của phiếu, đơn vị", width=2),
            Column(key="phieu", title="Số phiếu", width=1, align="center"),
            Column(key="ket_luan", title="Kết luận", width=3),
        ),
        rows=tuple(
            (
                str(one["kind_words"]),
                "\n".join(filter(None, [one["day_words"], one["unit"]])),
                so(one["count"]),
                "\n".join(filter(None, [str(one["state_words"]), one["reason"], _decided(one)])),
            )
            for one in told.suspicions
        ),
    )


def _decided(one: dict[str, str]) -> str:
    return f"{one['decided_by']}, {one['decided_words']}" if one["decided_by"] else ""
