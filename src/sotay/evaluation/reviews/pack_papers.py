"""The report on the inputs of a management review (form F2): a row for each input of 9.3.2, numbers with their records."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.evaluation.reviews.models import Input, Review
from sotay.evaluation.reviews.pack import Figure
from sotay.evaluation.reviews.papers import ABOUT, TYPE
from sotay.evaluation.reviews.queries import InputShown, Pack, get_pack
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Paper, Run, Sheet, Table, Text
from sotay.papers.shapes import centred, inner_form, signed, signs, span
from sotay.ui.formats import ngay

INPUTS: Final = (
    Column(key="no", title="Mục", width=0.5, align="center"),
    Column(key="input", title="Nội dung đầu vào", width=1.6),
    Column(key="figures", title="Số liệu (kỳ này; lần xem xét trước)", width=3.6),
    Column(key="text", title="Nhận xét, ý kiến của đơn vị", width=2.8),
    Column(key="unit", title="Đơn vị báo cáo", width=1.2),
    Column(key="files", title="Tệp kèm theo", width=1.1),
)
NOTHING: Final = "Chưa có dữ liệu trong hệ thống."
UNKNOWN: Final = "chưa có số liệu"


@form("F2", title=_("Báo cáo đầu vào xem xét của lãnh đạo"), of=TYPE, clause="9.3.2")
def review_inputs(review: Review | None, making: Making) -> Paper:
    """Return what is told of each input: its numbers, those of the review before, words and comments; as frozen or of today."""
    if review is None:
        rows: tuple[tuple[Text, ...], ...] = tuple((one.value, str(one.label), "", "", "", "") for one in Input)
        return _paper(making, None, (Table(key="inputs", columns=INPUTS, rows=rows),))
    pack = get_pack(review, on=making.on)
    rows = tuple(_row(one) for one in pack.inputs)
    blocks = (centred(_as_of(review, making), italic=True), Table(key="inputs", columns=INPUTS, rows=rows))
    return replace(_paper(making, review, blocks), behind=(_behind(pack),))


def _paper(making: Making, review: Review | None, blocks: tuple[Block, ...]) -> Paper:
    return inner_form(
        making,
        *blocks,
        signed(signs("Người tổng hợp"), signs("Thư ký ISO")),
        heading="BÁO CÁO ĐẦU VÀO",
        subject=f"Họp {ABOUT}" + (f" năm {review.year}" if review else ""),
        landscape=True,
    )


def _as_of(review: Review, making: Making) -> str:
    days = span(review.from_date, review.to_date)
    if review.frozen_at is not None:
        return f"{review.code}. Số liệu {days}, chốt ngày {ngay(review.held_date)}."
    return f"{review.code}. Bản chuẩn bị: số liệu {days}, tính đến ngày {ngay(making.on)}, chưa chốt."


def _row(one: InputShown) -> tuple[Text, ...]:
    files = "\n".join(each.name for each in one.files)
    return (
        one.input.key,
        str(one.input.get_key_display()),
        tuple(_figures(one)) or NOTHING,
        "\n".join(_words(one)),
        str(one.input.unit or "Thư ký"),
        files,
    )


def _figures(one: InputShown) -> Iterator[Run]:
    """Yield the numbers of an input, one a line, each leading to its records; then the decisions it is about."""
    told = False
    for figure, url, before, _now in one.rows:
        if told:
            yield Run("\n")
        told = True
        yield Run(f"{figure.title}: ")
        yield Run(figure.words if figure.value is not None else UNKNOWN, bold=figure.value is not None, link=url)
        aside = [figure.said, f"lần trước {before.words}" if before is not None and before.words else ""]
        if said := "; ".join(filter(None, aside)):
            yield Run(f" ({said})")
    for line, url in one.told:
        if told:
            yield Run("\n")
        told = True
        yield Run("– ")
        yield Run(line.title, link=url)
        yield Run(f": {line.words}" + (f" ({line.said})" if line.said else ""))


def _words(one: InputShown) -> Iterator[str]:
    if one.input.text:
        yield one.input.text
    for comment, late in one.said:
        day = f"{ngay(comment.made_date)}, muộn" if late else ngay(comment.made_date)
        yield f"{comment.unit or comment.author} ({day}): {comment.text}"


def _behind(pack: Pack) -> Sheet:
    """Return every number with that of the review before, as a sheet."""
    rows: list[tuple[Any, ...]] = []
    for one in pack.inputs:
        told: list[tuple[Figure, Figure | None]] = [(figure, before) for figure, _url, before, _now in one.rows]
        rows += [
            (
                one.input.key,
                str(one.input.get_key_display()),
                figure.title,
                _value(figure),
                figure.measure,
                _value(before),
                figure.said,
            )
            for figure, before in told
        ]
    return Sheet(
        title="Số liệu đầu vào",
        columns=("Mục", "Đầu vào", "Số liệu", "Kỳ này", "Đơn vị tính", "Lần trước", "Ghi chú"),
        rows=tuple(rows),
    )


def _value(figure: Figure | None) -> Any:
    return figure.value if figure is not None else None
