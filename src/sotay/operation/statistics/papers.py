"""The dossiers of a period as a paper that lies: month by month, and by service, with rates and what they are of."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Seat
from sotay.commands import may
from sotay.operation.statistics import queries, sums
from sotay.operation.statistics.cells import Cell, Row
from sotay.operation.statistics.page import BY, MONTH, RATES, Page
from sotay.operation.statistics.rates import PARAMETER, TITLES
from sotay.operation.statistics.words import label_of
from sotay.papers.authority import signature_of_head, signature_of_role
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Paper, Paragraph, Sheet, Table
from sotay.papers.shapes import inner_form, signed_by
from sotay.standard.catalogue.periods import Period
from sotay.standard.parameters.queries import values_of
from sotay.ui.formats import ngay

COUNTED: Final = (
    "carried_over", "received", "received_online", "settled", "settled_early", "settled_on_time", "settled_late",
    "pending_in_time", "pending_late",
)  # fmt: skip
GROUPS: Final = {
    "carried_over": "Tiếp nhận", "received": "Tiếp nhận", "received_online": "Tiếp nhận",
    "settled": "Đã giải quyết", "settled_early": "Đã giải quyết", "settled_on_time": "Đã giải quyết",
    "settled_late": "Đã giải quyết", "pending_in_time": "Đang giải quyết", "pending_late": "Đang giải quyết",
}  # fmt: skip
HEADS: Final = {
    "carried_over": "Kỳ trước chuyển sang", "received": "Trong kỳ", "received_online": "Trong đó trực tuyến",
    "settled": "Tổng số", "settled_early": "Trước hạn", "settled_on_time": "Đúng hạn", "settled_late": "Quá hạn",
    "pending_in_time": "Trong hạn", "pending_late": "Quá hạn",
}  # fmt: skip


@form(
    "TK1",
    title=_("Thống kê tình hình giải quyết hồ sơ"),
    asks="half",
    clause="9.1.1",
    may=lambda viewer, _record: may(viewer, "operation.view_statistics"),
)
def dossier_statistics(_record: Any, making: Making) -> Paper:
    """The figures of a year or half as its page tells them, each axis by a constant number of queries."""
    period = Period("half", making.year, making.half) if making.half else Period("year", making.year)
    by_month, by_service = (_page(period, axis, making) for axis in (MONTH, sums.SERVICE))
    return inner_form(
        making,
        Paragraph(text=f"Số liệu đến ngày {ngay(min(making.on, period.end))}; “–”: chưa có số liệu.", indent=False),
        *_table(by_month, "1. Theo tháng"),
        *(_table(by_service, "2. Theo thủ tục hành chính") if by_service.rows or not by_month.rows else ()),
        *_missing(by_month),
        Paragraph(
            text=f"Tỷ lệ giải quyết đúng hạn tính trên: {str(by_month.denominator.label).lower()}.",
            italic=True,
            indent=False,
        ),
        signed_by(
            making,
            signature_of_role(making.agency, Seat.Role.SECRETARY, making.on, title="Người lập biểu"),
            signature_of_head(making.agency, making.on),
        ),
        heading="THỐNG KÊ TÌNH HÌNH GIẢI QUYẾT HỒ SƠ",
        subject=str(period.name),
        landscape=True,
        behind=(_sheet(by_month, "Theo tháng"), _sheet(by_service, "Theo thủ tục")),
    )


def _page(period: Period, by: str, making: Making) -> Page:
    viewer = making.viewer
    figures = queries.figures(period, viewer=viewer, unit=None, on=making.on, axis="" if by == MONTH else by)
    denominator = values_of([making.agency.pk]).value(making.agency.pk, PARAMETER, period.start)
    return Page(figures, viewer=viewer, unit=None, by=by, denominator=denominator)


def _columns(page: Page) -> tuple[Column, ...]:
    return (
        Column(key="tt", title="TT", width=0.5, align="center"),
        Column(key="ten", title=str(BY[page.axis]), width=3.4 if page.axis == sums.SERVICE else 1.4),
        *(Column(key=name, title=HEADS[name], group=GROUPS[name], align="right", width=0.95) for name in COUNTED),
        *(Column(key=name, title=f"{TITLES[name]} (%)", group="Tỷ lệ", align="right", width=0.95) for name in RATES),
    )


def _table(page: Page, caption: str) -> tuple[Block, ...]:
    rows = [(str(place), row.label, *_said(page, row)) for place, row in enumerate(page.rows, start=1)]
    total = [("", "Cả kỳ", *_said(page, page.whole))] if rows else []
    return (
        Table(
            key=page.axis, columns=_columns(page), rows=(*rows, *total), caption=caption, total=bool(total),
            blank_rows=0 if rows else 3,
        ),
    )  # fmt: skip


def _cells(page: Page, row: Row) -> list[Cell]:
    return [*(row.cell(name) for name in COUNTED), *(row.rate_cell(name, page.denominator) for name in RATES)]


def _said(page: Page, row: Row) -> tuple[str, ...]:
    return tuple(cell.text or "–" for cell in _cells(page, row))


def _missing(page: Page) -> tuple[Block, ...]:
    if not page.figures.missing:
        return ()
    months = ", ".join(f"{month:%m/%Y}" for month in page.figures.missing)
    return (Paragraph(text=f"Chưa có số liệu của tháng: {months}.", indent=False),)


def _sheet(page: Page, title: str) -> Sheet:
    columns = (
        str(BY[page.axis]),
        *(str(label_of(name)) for name in COUNTED),
        *(f"{TITLES[name]} (%)" for name in RATES),
    )
    rows = tuple((row.label, *_said(page, row)) for row in (*page.rows, page.whole))
    return Sheet(title=title, columns=columns, rows=rows)
