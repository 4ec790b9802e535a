"""Counts from a file, and into a file that reads back."""

import io
import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from sotay.agency.actor import COMMAND_LINE, Actor
from sotay.context.models import Service
from sotay.exchange import export, imports
from sotay.exchange.export import json_lines
from sotay.exchange.writing import template_xlsx, write_csv, write_xlsx
from sotay.journal.models import Entry
from sotay.operation.statistics.counts import NAMES
from sotay.operation.statistics.exports import rows
from sotay.operation.statistics.imports import columns, examples, is_total
from sotay.operation.statistics.models import MonthlyCount
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory
from tests.factories.statistics import MonthlyCountFactory
from tests.soaking import tries

pytestmark = pytest.mark.django_db
HEAD = ("Tháng", "Mã đơn vị", "Lĩnh vực", "Mã TTHC", "Tiếp nhận", "Đúng hạn", "Quá hạn", "Nguồn")


def take(agency, actor, data, *, name="so-lieu.xlsx", dry_run=False):
    kind = imports.find("dossier-counts")
    source = imports.Source(name=name, sha256="0" * 64)
    return imports.attempt(kind, data, source=source, agency=agency, actor=actor, on=TODAY, dry_run=dry_run)


def book(*lines, merged=(), title="Số liệu"):
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for each in lines:
        sheet.append(each)
    for span in merged:
        sheet.merge_cells(span)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def where(outcome):
    return [(one["where"].rsplit("(", 1)[-1].rstrip(")"), one["what"]) for one in outcome.errors]


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", name="Văn phòng")


@pytest.fixture
def service(agency):
    return Service.objects.create(
        agency=agency, code="1.013124", key="1013124", slug="1-013124", name="Đăng ký khai sinh", field="Hộ tịch"
    )


def test_dirty_months_below_a_title_are_read_and_the_same_file_changes_nothing(agency, secretary, unit, service):
    data = book(
        ("UBND TỈNH", None, None, None, None, None, None, None),
        ("SỐ LIỆU GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",),
        (),
        HEAD,
        ("09/2021", "VP", None, None, 100, 90, 2, "Báo cáo 1"),
        ("2021-08", "Văn phòng", None, None, "1.250", 80, "-", None),
        ("Tháng 7 năm 2021", None, "Đất đai", None, 60, None, None, None),
        (date(2021, 6, 30), None, None, "1.013124", 50, 50, 0, None),
        (44317, None, None, None, 40, None, None, None),  # 1/5/2021 as Excel counts days
    )

    done, again = take(agency, secretary, data), take(agency, secretary, data)

    assert (done.errors, done.created, done.updated) == ((), 5, 0)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 5)
    found = {f"{row.month:%m/%Y}": row for row in MonthlyCount.objects.select_related("unit", "service")}
    assert (found["09/2021"].unit, found["09/2021"].received, found["09/2021"].source) == (unit, 100, "Báo cáo 1")
    assert (found["08/2021"].unit, found["08/2021"].received, found["08/2021"].settled_late) == (unit, 1250, None)
    assert (found["07/2021"].field, found["07/2021"].settled_late) == ("Đất đai", None)
    assert (found["06/2021"].service, found["06/2021"].settled_late) == (service, 0)
    assert found["05/2021"].received == 40
    assert {row.origin for row in found.values()} == {"IMPORTED"}
    assert any("05/2021" in one["what"] for one in done.flagged)
    assert Entry.objects.filter(action="operation.counts.imported").count() == 1


def test_every_bad_cell_is_named_and_nothing_is_taken(agency, secretary, unit):
    data = book(
        HEAD,
        ("09/2021", "VP", None, None, 100, 90, 2, None),
        ("Quý III/2021", "VP", None, None, 100, None, None, None),
        (None, "VP", None, None, 100, None, None, None),
        ("08/2021", "XX", None, None, 100, None, None, None),
        ("08/2021", None, None, "9.999999", 100, None, None, None),
        ("08/2021", "VP", None, None, "1,5", -3, "mười", None),
        ("09/2021", "Văn phòng", None, None, 101, None, None, None),
        ("09/2026", None, None, None, 1, None, None, None),
    )

    refused = take(agency, secretary, data)

    assert not MonthlyCount.objects.exists()
    places = [place for place, _what in where(refused)]
    assert places == ["A3", "E7", "F7", "G7"]  # what cannot be read at all is told first
    assert refused.errors[0]["where"] == "Trang “Số liệu”, dòng 3, cột “Tháng” (A3)"

    lines = [HEAD, *(row for row in _rows_of(data) if row[0] != "Quý III/2021" and row[4] != "1,5")]
    places = [place for place, _what in where(take(agency, secretary, book(*lines)))]
    assert places == ["A3", "B4", "D5", "A6", "A7"]


def _rows_of(data):
    from openpyxl import load_workbook

    return list(load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2, values_only=True))


def test_cells_left_empty_change_nothing_and_another_figure_updates_the_row(agency, secretary, unit):
    there = MonthlyCountFactory(agency=agency, unit=unit, received=100, settled_on_time=88)

    done = take(agency, secretary, book(HEAD, ("05/2026", "VP", None, None, 120, None, None, None)))

    there.refresh_from_db()
    assert (done.created, done.updated) == (0, 1)
    assert (there.received, there.settled_on_time, there.origin) == (120, 88, "IMPORTED")


def test_rows_of_totals_are_left_out_with_a_word(agency, secretary, unit):
    data = book(
        HEAD,
        ("09/2021", "VP", None, None, 100, 90, 2, None),
        ("08/2021", "Tổng cộng", None, None, 100, 90, 2, None),
        ("Tổng số", None, None, None, 200, 180, 4, None),
        (None, None, None, None, 200, 180, 4, None),
    )

    done = take(agency, secretary, data)

    assert (done.errors, done.created, MonthlyCount.objects.count()) == ((), 1, 1)
    assert [one["where"].rsplit("(", 1)[-1] for one in done.flagged] == ["A3)", "A4)", "A5)"]


@pytest.mark.parametrize(
    "raw", ["Tổng cộng", "TỔNG", "Tổng số", "cộng:", "Tổng cộng quý III", "Lũy kế từ đầu năm", "Total"]
)
def test_words_of_totals(raw):
    assert is_total(raw)


@pytest.mark.parametrize(
    "raw", ["Công Thương", "Tổng hợp", "Phòng Tổng hợp", "Cộng đồng", "Tổng cục Thuế", "Văn phòng"]
)
def test_names_that_only_sound_like_totals(raw):
    assert not is_total(raw)


def test_headings_in_two_rows_are_read_together(agency, secretary):
    data = book(
        ("Kỳ", "Đơn vị", "Đã giải quyết", None, None, "Đang giải quyết", None),
        (None, None, "Tổng số", "Đúng hạn", "Quá hạn", "Trong hạn", "Quá hạn"),
        ("09/2021", None, 95, 90, 5, 20, 3),
        merged=("A1:A2", "B1:B2", "C1:E1", "F1:G1"),
    )

    assert take(agency, secretary, data).errors == ()
    row = MonthlyCount.objects.get()
    assert (row.settled, row.settled_on_time, row.settled_late) == (95, 90, 5)
    assert (row.pending_in_time, row.pending_late, row.total) == (20, 3, None)


def test_sums_that_do_not_match_are_taken_and_told(agency, secretary):
    data = book(("Tháng", "Đã giải quyết", "Trước hạn", "Đúng hạn", "Quá hạn"), ("10/2019", 17651, 13767, 3254, 634))

    done = take(agency, secretary, data)

    assert (done.created, MonthlyCount.objects.get().settled) == (1, 17651)
    assert any("17.655" in one["what"] for one in done.flagged)


def test_a_file_without_months_says_so(agency, secretary):
    refused = take(agency, secretary, book(("Đơn vị", "Tiếp nhận"), ("", 5)))

    assert any("Tháng" in one["what"] for one in refused.errors)


def test_a_preview_writes_nothing(agency, secretary):
    data = book(HEAD, ("09/2021", None, None, None, 100, 90, 2, None))

    assert take(agency, secretary, data, dry_run=True).created == 1
    assert not MonthlyCount.objects.exists()


def test_others_may_not_import_and_the_command_line_may(agency, official):
    data = book(HEAD, ("09/2021", None, None, None, 100, 90, 2, None))
    with pytest.raises(PermissionDenied):
        take(agency, official, data)

    assert take(agency, Actor(agency=agency, origin=COMMAND_LINE), data).created == 1
    assert MonthlyCount.objects.get().entered_by is None


def test_the_template_reads_back(agency, secretary, unit):
    done = take(agency, secretary, template_xlsx(columns, examples, title="Mẫu").read())

    assert [one["what"] for one in done.errors] == ["Tệp không có dòng dữ liệu nào."]  # every heading was known
    assert done.notes == ()


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_what_is_written_reads_back_unchanged(agency, secretary, unit, service, kind):
    MonthlyCountFactory(agency=agency, unit=unit, pending_late=0)
    MonthlyCountFactory(agency=agency, service=service, note="Ước")
    MonthlyCountFactory(agency=agency, field="Đất đai", month=date(2026, 4, 1))

    kept = list(rows(secretary))
    if kind == "json":
        data = "".join(json_lines(columns, kept)).encode()
    else:
        data = write_csv(columns, kept) if kind == "csv" else write_xlsx(columns, kept, title="Số liệu").read()
    again = take(agency, secretary, data, name=f"so-lieu.{kind}")

    assert (again.errors, again.created, again.updated, again.unchanged) == ((), 0, 0, 3)
    assert export.find("dossier-counts").columns is columns
    assert json.dumps(kept, default=str)


NUMBER = st.one_of(st.none(), st.integers(0, 2_147_483_647))


@settings(max_examples=tries(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(figures=st.lists(st.tuples(NUMBER, NUMBER, NUMBER), min_size=1, max_size=6))
def test_any_figures_come_in_as_they_are(agency, secretary, figures):
    MonthlyCount.objects.filter(agency=agency).delete()
    lines = [(f"{place + 1:02d}/2025", None, None, None, *some, None) for place, some in enumerate(figures)]

    done = take(agency, secretary, book(HEAD, *lines))

    kept = {
        row.month.month: (row.received, row.settled_on_time, row.settled_late) for row in MonthlyCount.objects.all()
    }
    assert done.errors == ()
    assert kept == {place + 1: some for place, some in enumerate(figures) if some != (None, None, None)}
    assert set(NAMES) <= {column.key for column in columns}
