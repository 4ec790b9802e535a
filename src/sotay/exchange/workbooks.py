"""Excel workbooks, new and old, as grids of values."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final

from django.utils.translation import gettext_lazy as _

from sotay.exchange.biff import survey_xls
from sotay.exchange.grids import FileProblem, Grid, Limits, Note, Percent, Span, raw_of
from sotay.exchange.survey import Extent, survey_xlsx

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS: Final = "application/vnd.ms-excel"


def read_workbook(stream: BinaryIO, *, media_type: str, limits: Limits) -> tuple[list[Grid], list[Note]]:
    """Return the grids of the visible sheets and what was passed over; raise FileProblem.

    Values are what Excel last calculated. Nothing is unfolded before the survey has found it within the limits.
    """
    import python_calamine as calamine

    extents: dict[str, Extent] | list[Extent]
    extents = survey_xlsx(stream, limits) if media_type == XLSX else survey_xls(stream, limits)
    grids, notes = [], []
    stream.seek(0)
    with damage_said(), calamine.CalamineWorkbook.from_filelike(stream) as workbook:
        if len(workbook.sheet_names) > limits.sheets:
            raise FileProblem("too_many_sheets", limit=limits.sheets)
        for number, about in enumerate(workbook.sheets_metadata):
            if about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            if about.visible != calamine.SheetVisibleEnum.Visible:
                notes.append(Note(_("Trang “%(sheet)s”") % {"sheet": about.name}, _("Trang ẩn, không đọc.")))
                continue
            extent = extents.get(about.name) if isinstance(extents, dict) else extents[number]
            if extent is None:
                raise FileProblem("damaged")
            grids.append(_grid(workbook.get_sheet_by_index(number), extent, limits))
    return grids, notes


def _grid(sheet: Any, extent: Extent, limits: Limits) -> Grid:
    top, left = sheet.start or (0, 0)
    before = [None] * left
    rows = {
        number: before + [None if value == "" else value for value in values]
        for number, values in enumerate(sheet.to_python(), start=top + 1)
    }
    for (row, column), wrong in extent.wrong.items():
        values = rows.setdefault(row, [])
        values += [None] * (column + 1 - len(values))
        if not raw_of(values[column]):
            values[column] = wrong
    for row, column in extent.percents:
        values = rows.get(row, [])
        if column < len(values) and isinstance(values[column], float):
            values[column] = Percent(values[column])
    spans = tuple(
        Span(top + 1, left, min(bottom + 1, extent.bottom), min(right, extent.right))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    if sum(max(0, span.bottom - span.top) for span in spans) > limits.cells:
        raise FileProblem("damaged")  # merged cells never overlap, so they cannot cover more than there is
    grid = Grid(sheet.name, dict(sorted(rows.items())), spans)
    grid.notes += hidden_notes(sheet.name, extent)
    return grid


def hidden_notes(sheet: str, extent: Extent) -> list[Note]:
    """Return notes that a sheet has hidden rows or columns, which are read all the same."""
    notes = []
    if extent.hidden_rows:
        notes.append(_("Có %(count)s dòng ẩn, vẫn được đọc.") % {"count": extent.hidden_rows})
    if extent.hidden_columns:
        notes.append(_("Có %(count)s cột ẩn, vẫn được đọc.") % {"count": extent.hidden_columns})
    return [Note(_("Trang “%(sheet)s”") % {"sheet": sheet}, what) for what in notes]


@contextmanager
def damage_said() -> Iterator[None]:
    """Say that the file is damaged for whatever the reader, a library in Rust, raises; its panics are no Exception."""
    try:
        yield
    except FileProblem:
        raise
    except Exception as problem:
        if "Password" in type(problem).__name__:
            raise FileProblem("encrypted") from problem
        raise FileProblem("damaged") from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise FileProblem("damaged") from problem
