"""A list of dossiers into the register: all rows or none, or by choice those without errors; repeatable, never a double."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, Final

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import format_number
from sotay.commands import require
from sotay.exchange.grids import FileProblem
from sotay.exchange.headers import Heading
from sotay.exchange.imports import Source
from sotay.exchange.outcome import Outcome, Place, place
from sotay.operation.dossiers.lists import problems, sets, staging
from sotay.operation.dossiers.lists.commands import write_list
from sotay.operation.dossiers.lists.opening import Opened, Table, opened
from sotay.operation.dossiers.lists.rows import Cells, lines
from sotay.operation.dossiers.lists.words import BY_KEY, as_told, guess, missing
from sotay.operation.dossiers.models import DossierSource

KIND: Final = "dossiers"
MOST_NAMED: Final = 10_000
"""Of rows in error; there may be more, and then the columns are chosen wrong."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A table of the file that is read, and which heading each of our columns stands under."""

    table: Table
    headings: Mapping[str, Heading]

    @property
    def places(self) -> list[tuple[str, int]]:
        """Our columns and where they stand in a row."""
        return [(key, heading.column) for key, heading in self.headings.items()]


def take_list(
    file: BinaryIO, *, agency: Agency, actor: Actor, on: date, source: Source, options: Mapping[str, Any]
) -> Outcome:
    """Take a list as the options say: `source` (slug or name of a saved one; without it the columns are guessed),
    `leave_out` (take the rows without errors, and say so). Raises FileProblem.
    """  # noqa: D205
    require(actor, "operation.import_dossiers", agency)
    told = source_called(agency, str(options.get("source") or ""))
    if told is not None and told.ended_date is not None:
        what = _("Nguồn danh sách “%s” đã thôi dùng.") % told.name
        raise FileProblem("source_ended", what=what, mend=_("Dùng lại nguồn này trước, hoặc chọn nguồn khác."))
    with opened(file, name=source.name, told=frozenset(told.columns.values()) if told else frozenset()) as found:
        chosen = list(choose(found, told))
        order = told.date_order if told else DossierSource.DateOrder.DAY_FIRST
        cells = Cells(agency, order, told.states if told else {})
        tables = [(number, one.table, one.places) for number, one in enumerate(chosen)]
        staging.copy_lines(line for line, _n in lines(tables, cells))
    staging.come_to(agency, on=on)
    return _outcome(
        agency, actor=actor, source=source, told=told, chosen=chosen, found=found, cells=cells, options=options
    )


def source_called(agency: Agency, word: str) -> DossierSource | None:
    """Return the saved source of a slug or name, None for no word; FileProblem for one nobody saved."""
    if not word:
        return None
    sources = DossierSource.objects.filter(agency=agency)
    found = sources.filter(slug=word).first() or sources.filter(name=word).first()
    if found is None:
        what = _("Không có nguồn danh sách “%s”.") % word
        raise FileProblem("source", what=what, mend=_("Chọn một nguồn đã lưu, hoặc để trống để tự nhận ra các cột."))
    return found


def choose(found: Opened, told: DossierSource | None) -> Iterator[Chosen]:
    """Yield the tables that can be read; FileProblem when none can."""
    absent: list[str] = []
    some = False
    for table in found.tables:
        headings = as_told(told.columns, table.header.headings) if told else guess(table.header.headings)
        if lacking := missing(headings):
            absent = absent or lacking
            continue
        some = True
        yield Chosen(table, headings)
    if not some:
        there = "; ".join(one.name for one in found.tables[0].header.headings[:30])
        raise FileProblem(
            "columns",
            what=_("Thiếu cột: %(missing)s. Các tiêu đề trong tệp: %(there)s.")
            % {"missing": ", ".join(absent), "there": there},
            mend=_("Chọn cột tương ứng khi nhập, hoặc chọn nguồn danh sách khác."),
        )


def _outcome(
    agency: Agency,
    *,
    actor: Actor,
    source: Source,
    told: DossierSource | None,
    chosen: list[Chosen],
    found: Opened,
    cells: Cells,
    options: Mapping[str, Any],
) -> Outcome:
    """Return what a list comes to; write it when nothing refuses it."""
    [(rows, bad, created, updated)] = staging.rows_of(sets.COUNTS)
    if not rows:
        raise FileProblem(
            "no_rows", what=_("Tệp không có dòng hồ sơ nào."), mend=_("Hãy nhập dữ liệu dưới dòng tiêu đề.")
        )
    errors = tuple(_errors(chosen, bad, cells)) if bad else ()
    # in a column of the other order the days without errors are wrong as well
    some_fit = bad < rows and not any(days.is_other for days in cells.days.values())
    leave_out = bool(options.get("leave_out")) and some_fit
    outcome = Outcome(
        rows=rows,
        created=created,
        updated=updated,
        unchanged=rows - bad - created - updated,
        flagged=tuple(_flagged(source.name, cells)),
        errors=() if leave_out else errors,
        left_out=errors if leave_out else (),
        bad_rows=bad if some_fit else 0,
        notes=tuple(_notes(found, chosen, cells)),
    )
    if outcome.ok:
        counts = {"created": created, "updated": updated, "left_out": bad}
        write_list(agency, actor=actor, sha256=source.sha256, told=told, counts=counts)
    return outcome


def _errors(chosen: list[Chosen], bad: int, cells: Cells) -> Iterator[Place]:
    """Yield every bad cell, and first what whole columns say."""
    sheets, headings = [one.table.name for one in chosen], [one.headings for one in chosen]
    for key, days in cells.days.items():
        if days.is_other:
            heading = next((one[key].name for one in headings if key in one), str(BY_KEY[key].label))
            yield place(
                _("Cột “%s”") % heading,
                _("Các ngày trong cột này chỉ đọc được hết theo thứ tự ngày tháng kia."),
                _("Đổi thứ tự ngày tháng của nguồn rồi kiểm tra lại."),
            )
    for row in staging.rows_of(sets.BAD, most=MOST_NAMED):
        for problem in problems.problems_of(row, sheets=sheets, headings=headings):
            yield {**problem.as_dict(), "sheet": problem.sheet, "row": str(problem.row)}
    if bad > MOST_NAMED:
        what = _("Còn %s dòng lỗi nữa.") % format_number(bad - MOST_NAMED)
        yield place(_("Các dòng sau"), what, _("Kiểm tra xem các cột đã được chọn đúng chưa."))


def _flagged(name: str, cells: Cells) -> Iterator[Place]:
    for flag, count, rows in staging.rows_of(sets.FLAGS):
        shown = ", ".join(map(str, rows)) + (", …" if count > len(rows) else "")
        facts = {"count": format_number(count), "what": problems.FLAGS[flag], "rows": shown}
        yield {"where": name, "what": _("%(count)s hồ sơ: %(what)s (dòng %(rows)s).") % facts}
    for word, count in sorted(cells.channels_unknown.items()):
        facts = {"word": word, "count": format_number(count)}
        yield {"where": name, "what": _("Không rõ hình thức nộp “%(word)s” (%(count)s dòng), để trống.") % facts}


def _notes(found: Opened, chosen: list[Chosen], cells: Cells) -> Iterator[Place]:
    for note in found.notes:
        yield place(note.where, note.what)
    read = [one.table for one in chosen]
    for table in found.tables:
        if table not in read:
            yield place(_("Trang “%(sheet)s”") % {"sheet": table.name}, _("Không đủ các cột cần có, không đọc."))
    used = {heading.name for one in chosen for heading in one.headings.values()}
    for heading in dict.fromkeys(each.name for one in chosen for each in one.table.header.headings):
        if heading not in used:
            yield place(heading, _("Cột này không được đọc."))
    if cells.skipped:
        count = format_number(cells.skipped)
        yield place(_("Dòng không có mã hồ sơ"), _("%s dòng tiêu đề nhóm, dòng tổng, không đọc.") % count)
