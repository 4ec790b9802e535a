"""The register of outgoing papers (sổ đăng ký văn bản đi, NĐ 30/2020/NĐ-CP phụ lục IV): ten columns, of series kept here alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sotay.agency.actor import Actor
from sotay.agency.document_types import DOCUMENT_TYPES
from sotay.agency.models import Agency
from sotay.papers.kept import read
from sotay.papers.model import Paper
from sotay.support.outgoing.models import NumberSeries, OutgoingPaper
from sotay.support.outgoing.numbering.numbers_given import gaps
from sotay.support.outgoing.numbers import LETTER, written
from sotay.support.outgoing.sight import visible
from sotay.ui.formats import ngay

# A paper is Vietnamese whatever the screen: the words of the register are never translated (NĐ 30 Điều 8).
COLUMNS: Final = (
    ("number", "Số, ký hiệu văn bản", 1.5),
    ("dated", "Ngày tháng văn bản", 1.1),
    ("subject", "Tên loại và trích yếu nội dung văn bản", 4),
    ("signer", "Người ký", 1.5),
    ("recipients", "Nơi nhận văn bản", 2.2),
    ("kept_by", "Đơn vị, người nhận bản lưu", 1.4),
    ("copies", "Số lượng bản", 0.8),
    ("sent", "Ngày chuyển", 1.1),
    ("receipt", "Ký nhận", 1.1),
    ("note", "Ghi chú", 1.5),
)
State = OutgoingPaper.State


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the register; `paper` is None for numbers nobody has and papers the viewer may not see."""

    paper: OutgoingPaper | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """A series in a year: what was given and what was left out."""

    series: NumberSeries
    year: int
    rows: tuple[Row, ...]
    gaps: tuple[tuple[int, int], ...]

    @property
    def gap_words(self) -> str:
        """The numbers nobody has: "03, 07–09"."""
        return ", ".join(_span(*one) for one in self.gaps)


def kept_series(agency: Agency) -> list[NumberSeries]:
    """Return the series that live here, those in use first."""
    rows = NumberSeries.objects.filter(agency=agency, is_kept_here=True)
    return sorted(rows, key=lambda one: (one.ended_date is not None, one.name, one.pk))


def years_of(series: NumberSeries) -> list[int]:
    """Return the years a series gave numbers in, newest first."""
    rows = OutgoingPaper.objects.filter(series=series, number_year__isnull=False).order_by("-number_year")
    return [year for year in rows.values_list("number_year", flat=True).distinct() if year is not None]


def registers(series: Sequence[NumberSeries], *, year: int, viewer: Actor) -> list[Register]:
    """Return the registers of series for a whole year; of a paper the viewer may not see, number and date alone."""
    rows = OutgoingPaper.objects.filter(series__in=series, number_year=year)
    rows = rows.select_related("agency", "mends").prefetch_related("mended_by").order_by("number", "number_suffix")
    seen = set(
        visible(OutgoingPaper.objects.filter(series__in=series, number_year=year), viewer).values_list("pk", flat=True)
    )
    by_series: dict[int, list[OutgoingPaper]] = {one.pk: [] for one in series}
    for paper in rows:
        by_series[paper.series_id].append(paper)  # type: ignore[index]
    return [_register(one, year, by_series[one.pk], seen=seen) for one in series]


def _register(series: NumberSeries, year: int, papers: Sequence[OutgoingPaper], *, seen: Collection[int]) -> Register:
    missing = gaps(paper.number for paper in papers if paper.number is not None)
    rows = [(paper.number or 0, paper.number_suffix, _row(paper, seen=seen)) for paper in papers]
    rows += [(first, "", Row(None, _gap(first, last))) for first, last in missing]
    rows.sort(key=lambda one: one[:2])
    return Register(series, year, tuple(row for _number, _suffix, row in rows), tuple(missing))


def _row(paper: OutgoingPaper, *, seen: Collection[int]) -> Row:
    if paper.pk in seen:
        return Row(paper, _cells(paper))
    cells = dict.fromkeys((key for key, _title, _width in COLUMNS), "")
    cells |= {"number": paper.full_number, "dated": _day(paper.dated), "note": "Văn bản chưa phát hành hoặc đã hủy"}
    return Row(None, tuple(cells.values()))


def _cells(paper: OutgoingPaper) -> tuple[str, ...]:
    said = read(paper.content)
    assert isinstance(said, Paper)  # what has a number was pinned  # noqa: S101
    kind = "Công văn" if paper.abbreviation == LETTER else DOCUMENT_TYPES.get(paper.abbreviation, "")
    subject = f"{kind} {paper.subject[:1].lower()}{paper.subject[1:]}" if kind else paper.subject
    return (
        paper.full_number,
        _day(paper.dated),
        subject,
        said.signature.name if said.signature else "",
        "; ".join(_sent_to(said)),
        paper.kept_by,
        "" if paper.copies is None else str(paper.copies),
        _day(paper.sent_date),
        paper.receipt,
        _note(paper),
    )


def _sent_to(said: Paper) -> list[str]:
    """Return whom a paper went to: addressees and recipients, without the archive and what only points to the former."""
    others = [one for one in said.recipients if not one.lower().startswith(("lưu", "như trên"))]
    return [*said.to, *(one for one in others if one not in said.to)]


def _note(paper: OutgoingPaper) -> str:
    """Return the remarks: what became of a paper, and what it puts right or was put right by."""
    told = [paper.note]
    if paper.state == State.CANCELLED:
        told.append(f"Hủy số ngày {ngay(paper.ended_date)}: {paper.ended_reason}")
    elif paper.state == State.WITHDRAWN:
        told.append(f"Thu hồi ngày {ngay(paper.ended_date)}: {paper.ended_reason}")
    elif paper.state == State.NUMBERED:
        told.append("Chưa phát hành")
    if paper.mends is not None:
        verb = "Thay thế" if paper.mending == OutgoingPaper.Mending.REPLACES else "Đính chính"
        told.append(f"{verb} văn bản số {paper.mends.full_number}")
    corrections = [one for one in paper.mended_by.all() if one.mending == OutgoingPaper.Mending.CORRECTS]
    told += [f"Đính chính bằng văn bản số {one.full_number}" for one in corrections if one.state in OutgoingPaper.OUT]
    return ". ".join(filter(None, told))


def _gap(first: int, last: int) -> tuple[str, ...]:
    cells = dict.fromkeys((key for key, _title, _width in COLUMNS), "")
    cells |= {"number": _span(first, last), "note": "Số bỏ trống, không có văn bản"}
    return tuple(cells.values())


def _span(first: int, last: int) -> str:
    return written(first) if first == last else f"{written(first)}–{written(last)}"


def _day(day: date | None) -> str:
    return ngay(day) if day else ""
