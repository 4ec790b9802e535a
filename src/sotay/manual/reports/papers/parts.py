"""What the papers of reports are made of alike: numbers that lead to their records, sheets of these, points left open."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sotay.agency.actor import Actor
from sotay.agency.edition import TCVN
from sotay.agency.models import Agency
from sotay.commands import may
from sotay.evaluation.reviews.pack import Figure
from sotay.manual.reports.content import told_of
from sotay.manual.reports.groups import GROUPS
from sotay.manual.reports.models import Report
from sotay.manual.reports.results import NEVER, UNKNOWN
from sotay.papers.forms import Build, Making, form
from sotay.papers.model import Column, Paper, Run, Sheet, Table, Text
from sotay.standard.registry.facts import facts
from sotay.ui.formats import ngay

ABOUT: Final = "manual.report"
SYSTEM: Final = f"hệ thống quản lý chất lượng theo {TCVN}"
COLUMNS: Final = ("Số liệu", "Mã", "Nội dung", "Ngày", "Tình trạng")
NOTHING: Final = "Không có."
Told = Mapping[str, Any]
Built = Callable[[Report, Told, Making], Paper]


def report_form(code: str, *, kind: str, title: Any, clause: str, known_as: str = "") -> Callable[[Built], Build]:
    """Make the paper of a kind of report known; decorates a builder that gets the report, what it tells, and the making.

    It is read in Vietnamese whatever the language of the screen; there is no blank of what is all numbers.
    """

    def known(build: Built) -> Build:
        def built(report: Report, making: Making) -> Paper:
            with override("vi"):
                return build(report, told_of(report, viewer=making.viewer, on=making.on), making)

        return form(
            code, title=title, of=ABOUT, clause=clause, has_blank=False, edited=True, by_feature=True,
            may=_may, when=lambda report: report.kind == kind, known_as=known_as,
        )(built)  # fmt: skip

    return known


def _may(viewer: Actor, report: Any) -> bool:
    return may(viewer, "manual.view_reports", report)


def linked(words: str, agency: Agency, link: str, parts: Mapping[str, Any], query: Mapping[str, Any]) -> Text:
    """Return words that lead to a page on the screen; plain where there is none."""
    url = Figure("", "", link=link, link_kwargs=parts, query={key: str(value) for key, value in query.items()}).url(
        agency
    )
    return (Run(words, link=url),) if url else words


def number_of(one: Told, agency: Agency) -> Text:
    """Return a number with its measure, leading to the records it was counted from."""
    return linked(one["words"], agency, one["link"], one["link_kwargs"], one["query"])


def numbers_table(key: str, rows: Iterable[Told], agency: Agency, *, before: str) -> Table:
    """Return the numbers of a subject beside those of the period before, and what each was counted from.

    Where nothing is known of the period before, no column stands for it.
    """
    told = list(rows)
    known = any(one["before"] not in {UNKNOWN, NEVER} for one in told)
    columns = (
        Column(key="what", title="Nội dung", width=4),
        Column(key="now", title="Kỳ này", width=2, align="center"),
        *([Column(key="before", title=before[:1].upper() + before[1:], width=2, align="center")] if known else []),
        Column(key="said", title="Ghi chú", width=3),
    )
    cells = (
        (one["title"], number_of(one, agency), *([one["before"]] if known else []), one["said"]) for one in told
    )  # fmt: skip
    return Table(key=key, columns=columns, rows=tuple(cells))


def points_table(key: str, points: Iterable[Told], agency: Agency, *, caption: str = "") -> Table:
    """Return what was left open, each point leading to its record."""
    rows = tuple(
        (
            str(place),
            one["source"],
            linked(f"{one['code']}: {one['text']}", agency, one["link"], one["link_kwargs"], {}),
            one["unit"],
            day_of(one["due"]) + (" (quá hạn)" if one["late"] else ""),
        )
        for place, one in enumerate(points, start=1)
    )
    return Table(
        key=key,
        caption=caption,
        columns=(
            Column(key="no", title="TT", width=0.6, align="center"),
            Column(key="source", title="Từ", width=2),
            Column(key="what", title="Nội dung", width=5),
            Column(key="who", title="Đơn vị", width=2),
            Column(key="due", title="Hạn", width=1.6, align="center"),
        ),
        rows=rows,
    )


def sheets_behind(groups: Mapping[str, Iterable[Iterable[Any]]]) -> tuple[Sheet, ...]:
    """Return a sheet for each subject with the records that are counted and for which numbers."""
    titles = {code: str(one.title) for code, one in facts().items()}
    return tuple(
        Sheet(
            title=group.sheet,
            columns=COLUMNS,
            rows=tuple(_row(row, titles) for row in groups[group.key]),
        )
        for group in GROUPS
        if group.key in groups
    )


def _row(row: Any, titles: Mapping[str, str]) -> tuple[str | date | None, ...]:
    codes, code, title, day, state = row
    return (
        "; ".join(titles.get(one, one) for one in codes), code, title, date.fromisoformat(day) if day else None, state,
    )  # fmt: skip


def day_of(kept: str) -> str:
    """Return a day that was kept as text as dd/mm/yyyy, nothing for none."""
    return ngay(date.fromisoformat(kept)) if kept else ""


TITLES: Final = {
    "PLAN": _("Kế hoạch duy trì, cải tiến hệ thống quản lý chất lượng của năm"),
    "GUIDE": _("Công văn hướng dẫn duy trì hệ thống quản lý chất lượng"),
    "COMMITTEE": _("Báo cáo của Thư ký, Tổ công tác ISO gửi Ban Chỉ đạo ISO"),
    "PROVINCE": _("Báo cáo của cơ quan gửi Ban Chỉ đạo cải cách hành chính tỉnh"),
    "J4": _("Báo cáo tự kiểm tra theo nội dung A và B"),
    "J6": _("Báo cáo tổng hợp kết quả kiểm tra các cơ quan"),
    "J7": _("Báo cáo năm theo nội dung Phụ lục II"),
}
