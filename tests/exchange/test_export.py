"""Lists as files to download."""

from datetime import date
from types import SimpleNamespace

import django_tables2 as tables
import pytest
from django.http import Http404
from django.utils import translation
from openpyxl import load_workbook

from sotay.exchange import export
from sotay.exchange.columns import Column

COLUMNS = (Column("name", "Tên"), Column("day", "Ngày"), Column("yes", "Có không"))
ROWS = [("=1+1", date(2026, 2, 5), True), ("Phòng Một", None, False)]


def asked(kind, **more):
    return SimpleNamespace(
        GET={"export": kind} | more, actor=SimpleNamespace(agency=SimpleNamespace(short_name="stttt-qnam"))
    )


def body(response):
    return b"".join(response.streaming_content)


def test_csv_is_sent_while_it_is_made_and_named_by_title_and_agency():
    asked_for = []

    def rows():
        for row in ROWS:
            asked_for.append(row)
            yield row

    response = export.answer(asked("csv"), COLUMNS, rows(), title="Danh sách đơn vị")

    assert response.streaming
    assert asked_for == []
    assert response["Content-Disposition"] == 'attachment; filename="danh-sach-don-vi-stttt-qnam.csv"'
    assert body(response).decode("utf-8-sig").splitlines()[1] == '"\'=1+1";"05/02/2026";"Có"'


def test_the_words_of_a_file_are_those_of_who_asked_though_it_is_made_later():
    with translation.override("en"):
        response = export.answer(asked("csv"), COLUMNS, iter(ROWS), title="Danh sách")
    with translation.override("vi"):
        english = body(response).decode()

    with translation.override("en"):
        assert f'"{translation.gettext("Có")}"' in english


def test_xlsx_holds_dates_as_dates_and_texts_as_texts(tmp_path):
    response = export.answer(asked("xlsx"), COLUMNS, ROWS, title="Danh sách")

    path = tmp_path / "a.xlsx"
    path.write_bytes(body(response))
    sheet = load_workbook(path).active
    assert [cell.value for cell in sheet[1]] == ["Tên", "Ngày", "Có không"]
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["B2"].value.date()) == ("=1+1", "s", date(2026, 2, 5))


def test_another_format_is_not_found():
    with pytest.raises(Http404):
        export.answer(asked("pdf"), COLUMNS, ROWS, title="Danh sách")


def test_a_table_is_written_by_its_own_columns_and_cells():
    class Units(tables.Table):
        code = tables.Column(verbose_name="Mã")
        upper = tables.Column(verbose_name="Hoa", accessor="code")
        do = tables.Column(verbose_name="", exclude_from_export=True, empty_values=())

        def render_upper(self, value):
            return value.upper()

    response = export.answer(asked("csv"), Units([{"code": "vp"}, {"code": "tt"}]), title="Đơn vị")

    assert body(response).decode("utf-8-sig").splitlines() == ['"Mã";"Hoa"', '"vp";"VP"', '"tt";"TT"']


def test_a_table_is_written_as_it_is_sorted_on_the_page():
    class Units(tables.Table):
        code = tables.Column(verbose_name="Mã")

    def written(sort):
        rows = [{"code": "b"}, {"code": "a"}, {"code": "c"}]
        request = asked("csv", sort=sort)
        own = body(export.answer(request, Units(rows), title="Đơn vị"))
        others = export.answer(request, (Column("code", "Mã"),), export.in_order(request, Units(rows)), title="Đơn vị")
        assert body(others) == own
        return own.decode("utf-8-sig").split()[1:]

    assert written("-code") == ['"c"', '"b"', '"a"']
    assert written("nothing") == written("") == ['"b"', '"a"', '"c"']
