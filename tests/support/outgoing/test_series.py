"""Series: declared, changed, ended; the register of those kept here: ten columns, gaps named, as page, XLSX and paper."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from sotay.commands import UNCHANGED, Refused
from sotay.papers.forms import Making, find
from sotay.papers.model import Table
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.series.commands import add_series, change_series, end_series
from sotay.support.outgoing.series.register import COLUMNS, registers
from tests.conftest import TODAY
from tests.factories.outgoing import NumberSeriesFactory, OutgoingPaperFactory

pytestmark = pytest.mark.django_db
State = OutgoingPaper.State


def codes(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def test_add_series_declares_kinds_and_where_it_lives(agency, clerk, official):
    series = add_series(agency, actor=clerk, name=" Quyết  định ", abbreviations=["QĐ", "QC"], is_kept_here=True)

    assert (series.name, series.abbreviations, series.is_kept_here) == ("Quyết định", ["QC", "QĐ"], True)
    act = {"actor": clerk, "name": "Khác"}
    assert codes(add_series, agency, abbreviations=["QĐ"], **act) == ("kind_taken",)
    assert codes(add_series, agency, actor=clerk, name=" ", abbreviations=[]) == ("name_missing", "kinds_missing")
    assert add_series(agency, abbreviations=["QĐ"], organ="BCĐISO", **act).organ == "BCĐISO"
    with pytest.raises(PermissionDenied):
        add_series(agency, actor=official, name="Sổ", abbreviations=["BC"])


def test_change_and_end_series(agency, clerk, official):
    series = NumberSeriesFactory(agency=agency)
    same = {"actor": clerk, "version": 1, "name": series.name, "abbreviations": ["CV"]}
    assert change_series(series, **same) is UNCHANGED
    series = change_series(series, **same | {"abbreviations": ["CV", "GM"]}, is_kept_here=True)
    assert series.abbreviations == ["CV", "GM"]

    with pytest.raises(PermissionDenied):
        end_series(series, actor=official, version=series.version, on=TODAY)
    series = end_series(series, actor=clerk, version=series.version, on=TODAY)
    assert series.ended_date == TODAY
    assert codes(end_series, series, actor=clerk, version=series.version, on=TODAY) == ("series_ended",)
    assert add_series(agency, actor=clerk, name="Mới", abbreviations=["CV"]).pk


@pytest.fixture
def series(agency):
    series = NumberSeriesFactory(agency=agency, is_kept_here=True, name="Công văn")
    values = {"agency": agency, "series": series}
    OutgoingPaperFactory(state=State.ISSUED, number=2, copies=7, kept_by="Văn thư", receipt="Bưu điện", **values)
    OutgoingPaperFactory(state=State.CANCELLED, number=4, **values)
    OutgoingPaperFactory(state=State.WITHDRAWN, number=4, number_suffix="a", **values)
    OutgoingPaperFactory(state=State.ISSUED, number=9, signed_date=date(2025, 3, 3), **values)
    return series


def test_the_register_has_ten_columns_of_a_whole_year_and_names_the_gaps(series, clerk, django_assert_num_queries):
    assert len(COLUMNS) == 10
    with django_assert_num_queries(3):
        (register,) = registers([series], year=2026, viewer=clerk)

    assert [row.cells[0] for row in register.rows] == ["01", "02/STN-VP", "03", "04/STN-VP", "04a/STN-VP"]
    assert register.gap_words == "01, 03"
    second = register.rows[1].cells
    assert second[1] == "12/06/2026"
    assert second[2].startswith("Công văn về việc")
    assert second[3:8] == ("Trần Thị Ký", "Ủy ban nhân dân tỉnh", "Văn thư", "7", "")
    assert "Hủy số" in register.rows[3].cells[9]
    assert "Thu hồi" in register.rows[4].cells[9]
    assert registers([series], year=2025, viewer=clerk)[0].gap_words == "01–08"


def test_the_register_tells_an_official_no_more_than_the_papers_he_may_open(series, agency, official, signed_in):
    OutgoingPaperFactory(
        agency=agency, series=series, state=State.NUMBERED, number=5, subject="Về việc chưa ai được biết"
    )

    (register,) = registers([series], year=2026, viewer=official)
    fifth = register.rows[-1]
    assert (fifth.paper, fifth.cells[0], fifth.cells[2:9]) == (None, "05/STN-VP", ("",) * 7)
    assert register.rows[1].cells[2].startswith("Công văn về việc")
    assert "05" not in register.gap_words

    page = signed_in(official).get(f"/{agency.short_name}/support/outgoing/register/?year=2026").content.decode()
    assert "05/STN-VP" in page
    assert "chưa ai được biết" not in page
    making = Making(agency=agency, viewer=official, on=TODAY, year=2026)
    assert "chưa ai được biết" not in str(find("register").build(None, making))


def test_the_register_is_a_paper_that_lies(series, agency, clerk):
    making = Making(agency=agency, viewer=clerk, on=TODAY, year=2026)

    paper = find("register").build(None, making)

    (table,) = [one for one in paper.blocks if isinstance(one, Table)]
    assert paper.landscape
    assert len(table.columns) == 10
    assert len(table.rows) == 5
    assert any("01, 03" in str(getattr(one, "text", "")) for one in paper.blocks)
    blank = find("register").build(None, Making(agency=agency, viewer=clerk, on=TODAY, year=0))
    assert [one.blank_rows for one in blank.blocks if isinstance(one, Table)] == [15]


def test_the_page_and_the_file_of_the_register(series, agency, clerk, signed_in):
    NumberSeriesFactory(agency=agency, name="Ở nơi khác", slug="khac")
    client = signed_in(clerk)
    path = f"/{agency.short_name}/support/outgoing/register/?year=2026"

    page = client.get(path).content.decode()
    assert "04a/STN-VP" in page
    assert "Ở nơi khác" not in page
    answer = client.get(f"{path}&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert any("02/STN-VP" in row for row in rows)
    assert client.get(f"/{agency.short_name}/support/outgoing/register/?year=x&series=none").status_code == 200
