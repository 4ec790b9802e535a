"""The catalogue from a file: one row for each way of handing in, dirty figures flagged, bad cells named, nothing lost."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.context.models import Service, ServiceChange
from sotay.context.services.exports import rows
from sotay.context.services.imports import columns
from sotay.exchange import imports
from sotay.exchange.writing import write_xlsx
from sotay.journal.models import Entry
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory
from tests.factories.context import LawFactory
from tests.factories.services import ServiceChangeFactory, ServiceFactory

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parents[2] / "cases" / "tthc_catalog.csv"
HEAD = (
    "Mã thủ tục", "Tên thủ tục", "Số quyết định", "Ngày ký quyết định", "Cấp thực hiện", "Lĩnh vực", "Hình thức nộp",
    "Thời hạn giải quyết", "Phí, lệ phí", "Số thành phần hồ sơ", "Căn cứ pháp lý", "Đơn vị giải quyết",
)  # fmt: skip


def take(agency, actor, data, *, name="tthc.csv", dry_run=False):
    source = imports.Source(name=name, sha256="0" * 64)
    kind = imports.find("services")
    return imports.attempt(kind, data, source=source, agency=agency, actor=actor, on=TODAY, dry_run=dry_run)


def table(*lines):
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([HEAD, *lines])
    return stream.getvalue().encode()


def line(code="1.000001", name="Cấp phép", decision="9/QĐ-UBND", signed="05/01/2026", **more):
    keys = ("level", "field", "channel", "limit", "fees", "count", "bases", "unit")
    known = {"level": "Cấp Tỉnh", "field": "Báo chí", "channel": "Trực tiếp", "limit": "5 ngày", "count": "2"} | more
    return (code, name, decision, signed, *(known.get(key, "") for key in keys))


def test_a_real_catalogue_is_taken_whole_and_taking_it_again_changes_nothing(agency, secretary):
    LawFactory(agency=agency, number="16/2024/NĐ-CP", key="16/2024/ndcp")
    data = REAL.read_bytes()

    first, second = take(agency, secretary, data), take(agency, secretary, data)

    codes = {row["Mã thủ tục"] for row in csv.DictReader(io.StringIO(data.decode()))}
    assert first.ok, first.errors
    assert (first.created, second.created, second.updated, second.unchanged) == (len(codes), 0, 0, len(codes))
    two = Service.objects.get(code="1.013130")
    said = [(one.channel, one.value, one.unit) for one in two.limits.all()]
    assert said == [(channel, Decimal(days), "DAY") for channel in ("DIRECT", "ONLINE", "POST") for days in (7, 14)]
    assert "limit_cases_unnamed" in two.flags
    assert set(two.channels) == {"DIRECT", "ONLINE", "POST"}
    assert "decision_undated" in two.flags
    assert Service.objects.get(code="1.013629").limits.first().value is None
    assert set(ServiceChange.objects.values_list("act", flat=True)) == {"PUBLISHED"}
    assert Entry.objects.get().data["created"] == len(codes)


def test_what_changed_stands_under_the_decision_of_the_row(agency, secretary):
    take(agency, secretary, table(line(), line(channel="Trực tuyến", limit="3 ngày")))

    done = take(
        agency,
        secretary,
        table(
            line(decision="20/QĐ-UBND", signed="02/03/2026", limit="4 ngày"),
            line(decision="20/QĐ-UBND", signed="02/03/2026", channel="Trực tuyến", limit="3 ngày"),
        ),
    )

    change = ServiceChange.objects.get(act="CHANGED")
    assert (done.created, done.updated) == (0, 1)
    assert (change.order, change.decision, change.decision_date) == (2, "20/QĐ-UBND", date(2026, 3, 2))
    assert {
        "field": "limits",
        "old": "Trực tiếp: 5 ngày\nTrực tuyến: 3 ngày",
        "new": "Trực tiếp: 4 ngày\nTrực tuyến: 3 ngày",
    } in change.fields
    assert [str(one.value) for one in Service.objects.get().limits.all()] == ["4.00", "3.00"]


def test_dirty_figures_are_kept_and_named(agency, secretary):
    data = table(
        line(code="QT-07", level="Cấp Sở", channel="Zalo", limit="10-25"),
        line(code="1.000002", fees="10.000 đồng"),
        line(code="1.000002", channel="Trực tuyến", fees="0 đồng", field="Xuất bản"),
    )

    done = take(agency, secretary, data)

    odd, two = Service.objects.get(code="QT-07"), Service.objects.get(code="1.000002")
    said = " ".join(one["what"] for one in done.flagged)
    assert (done.ok, done.created) == (True, 2)
    assert (odd.levels, odd.levels_text) == ([], "Cấp Sở")
    assert {"code_odd", "level_unknown", "limit_range", "channels_missing"} <= set(odd.flags)
    assert two.fees == "Trực tiếp: 10.000 đồng\nTrực tuyến: 0 đồng"
    assert two.field == "Báo chí"
    assert "“Zalo” không phải là hình thức nộp" in said
    assert "Khác với dòng 3 cùng mã" in said


def test_bad_cells_are_named_and_nothing_is_written(agency, secretary):
    data = table(
        line(signed="31/02/2026"),
        line(code="1.000002", name=""),
        line(code="1.000003", unit="Phòng không có"),
        line(code=""),
        line(code="1.000004"),
    )
    only_rules = table(line(code="1.000002", name=""), line(code="1.000003", unit="Phòng không có"))

    done, ruled = take(agency, secretary, data), take(agency, secretary, only_rules)

    assert Service.objects.count() == 0
    assert {one["where"].split(", ")[0] for one in done.errors} == {"Dòng 2", "Dòng 5"}
    said = " ".join(f"{one['where']} {one['what']}" for one in ruled.errors)
    assert "Mã 1.000002 chưa có trong danh mục và không có tên." in said
    assert "Cơ quan không có đơn vị “Phòng không có”." in said


def test_empty_cells_change_nothing_and_a_day_that_lacked_is_filled_in(agency, secretary):
    unit = UnitFactory(agency=agency, code="QLCN")
    take(agency, secretary, table(line(signed="")))

    done = take(agency, secretary, table(line(name="", field="", limit="", count="", unit="qlcn")))

    service, change = Service.objects.get(), ServiceChange.objects.get()
    assert (done.updated, service.name, service.unit) == (1, "Cấp phép", unit)
    assert (change.decision_date, "decision_undated" in service.flags) == (date(2026, 1, 5), False)
    assert service.limits.get().value == 5


def test_an_abolished_service_is_not_published_again_by_a_file(agency, secretary):
    ServiceFactory(agency=agency, code="1.000001", state="ABOLISHED", abolished_date=date(2026, 2, 1))

    done = take(agency, secretary, table(line()))

    assert Service.objects.get().state == "ABOLISHED"
    assert any("đã bãi bỏ" in one["what"] for one in done.flagged)


def test_a_trial_writes_nothing_and_an_official_may_not(agency, secretary, official):
    assert take(agency, secretary, table(line()), dry_run=True).created == 1
    assert Service.objects.count() == 0
    with pytest.raises(PermissionDenied):
        take(agency, official, table(line()))


def test_what_is_exported_reads_back_unchanged(agency, secretary):
    take(agency, secretary, REAL.read_bytes())
    ServiceChangeFactory(service=ServiceFactory(agency=agency, slug="them"))

    book = write_xlsx(columns, rows(secretary), title="Thủ tục")
    done = take(agency, secretary, book.read(), name="tthc.xlsx")

    assert (done.errors, done.created, done.updated) == ((), 0, 0)


def test_the_number_of_questions_does_not_grow_with_the_file(agency, secretary):
    def asked(start, number):
        data = table(*(line(code=f"1.{start + n:06d}", bases="1/2026/NĐ-CP") for n in range(number)))
        with CaptureQueriesContext(
            connection,
        ) as log:
            assert take(agency, secretary, data).created == number
        # The index of search asks about each record whose words are new.
        return len([one for one in log if "SAVEPOINT" not in one["sql"] and '"search_' not in one["sql"]])

    asked(1, 2)
    assert asked(100, 3) == asked(200, 30)
