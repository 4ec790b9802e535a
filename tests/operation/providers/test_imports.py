"""Providers from a list: all or nothing, each bad cell named, the same file again changes nothing."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sotay.agency.actor import Actor
from sotay.exchange import imports
from sotay.exchange.writing import write_xlsx
from sotay.journal.models import Entry
from sotay.operation.models import Provider
from sotay.operation.providers.exports import rows
from sotay.operation.providers.imports import columns
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.providers import ProviderEvaluationFactory, ProviderFactory
from tests.soaking import tries

pytestmark = pytest.mark.django_db
HEAD = ("Mã", "Nhà cung cấp", "Sản phẩm, dịch vụ", "Đơn vị", "Từ ngày", "Tiêu chí", "Loại")


def take(agency, actor, data, *, name="ncc.csv", dry_run=False):
    source = imports.Source(name=name, sha256="0" * 64)
    kind = imports.find("providers")
    return imports.attempt(kind, data, source=source, agency=agency, actor=actor, on=TODAY, dry_run=dry_run)


def table(*lines, head=HEAD):
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([head, *lines])
    return stream.getvalue().encode()


def test_providers_are_added_changed_by_code_and_the_same_file_changes_nothing(agency, secretary):
    unit = UnitFactory(agency=agency, code="VP", name="Văn phòng")
    there = ProviderFactory(agency=agency, code="NCC-9", name="Cũ", unit=unit, contract="05/HĐ")
    data = table(
        ("NCC-1", "Bưu điện", "Chuyển phát", "vp", "01/02/2026", "Đúng hạn", ""),
        ("NCC-2", "Phần mềm", "Bảo trì", "van phong", "01/03/2026", "Trong 24 giờ", "Hàng hóa, vật tư, thiết bị"),
        ("ncc-9", "Mới", "", "", "", "", ""),
    )

    tried = take(agency, secretary, data, dry_run=True)
    assert (tried.ok, Provider.objects.count()) == (True, 1)
    first, second = take(agency, secretary, data), take(agency, secretary, data)

    assert (first.created, first.updated, second.created, second.updated, second.unchanged) == (2, 1, 0, 0, 3)
    there.refresh_from_db()
    assert (there.name, there.code, there.subject, there.contract, there.version) == (
        "Mới",
        "NCC-9",
        "Chuyển phát hồ sơ",
        "05/HĐ",
        2,
    )
    new = Provider.objects.get(code="NCC-2")
    assert (new.unit, new.from_date, new.supplies, new.slug) == (unit, date(2026, 3, 1), "GOODS", "ncc-2")
    assert Entry.objects.get(action="operation.provider.imported").data["created"] == 2


def test_every_bad_cell_is_named_and_nothing_is_written(agency, secretary, other_agency):
    UnitFactory(agency=agency, code="VP")
    UnitFactory(agency=other_agency, code="XA")
    UnitFactory(agency=agency, code="CU", ended_date=date(2026, 1, 1))
    ProviderFactory(agency=agency, code="THOI", ended=True)
    ProviderEvaluationFactory(provider=ProviderFactory(agency=agency, code="DG"), date=date(2026, 2, 1))
    data = table(
        ("A", "Một", "Chuyển phát", "XA", "31/02/2026", "Đúng hạn", ""),
        ("B", "Hai", "", "VP", "", "Đúng hạn", "không có"),
        ("C", "Ba", "", "CU", "01/01/2026", "", ""),
        ("c", "Bốn", "x", "VP", "01/01/2026", "y", ""),
        ("THOI", "Năm", "", "", "", "", ""),
        ("DG", "Sáu", "", "", "01/03/2026", "", ""),
        ("", "Bảy", "x", "VP", "01/01/2026", "y", ""),
    )

    parsed = take(agency, secretary, data)
    good = table(
        ("C", "Ba", "", "CU", "01/01/2026", "", ""),
        ("c", "Bốn", "x", "VP", "01/01/2026", "y", ""),
        ("THOI", "Năm", "", "", "", "", ""),
        ("DG", "Sáu", "", "", "01/03/2026", "", ""),
    )
    held = take(agency, secretary, good)

    said = " | ".join(f"{one['where']}: {one['what']}" for one in (*parsed.errors, *held.errors))
    for words in (
        "31/02/2026", "không có", "Ô trống", "mang mã “CU”", "Mã c đã có ở dòng 2", "THOI đã thôi cung cấp",
        "đã được đánh giá ngày 01/02/2026", "Nhà cung cấp mới cần có ô này",
    ):  # fmt: skip
        assert words in said
    assert "(E2)" in said
    assert Provider.objects.filter(agency=agency).count() == 2
    assert not Entry.objects.exists()


def test_what_is_exported_reads_back_unchanged(agency, secretary):
    ProviderFactory(agency=agency, control="Đối chiếu bảng kê", criteria="Một\nHai", contact="0900 000 000")
    ProviderFactory(agency=agency, name="=1+1")
    ProviderFactory(agency=agency, ended=True)
    data = write_xlsx(columns, rows(secretary), title="Nhà cung cấp").read()

    back = take(agency, secretary, data, name="ncc.xlsx")

    assert (back.errors, back.created, back.updated, back.unchanged) == ((), 0, 0, 2)


def test_an_official_imports_nothing(agency, official):
    with pytest.raises(PermissionDenied):
        take(agency, official, table(("A", "Một", "x", "VP", "01/01/2026", "y", "")))


class AnyTable(TestCase):
    """Whatever stands in a file, it is taken whole or refused whole, and nothing is raised."""

    @settings(max_examples=tries(40), deadline=None)
    @given(st.lists(st.tuples(*[st.text(max_size=12) for _cell in HEAD]), max_size=5))
    def test_a_table_is_taken_whole_or_not_at_all(self, lines):
        agency = AgencyFactory()
        UnitFactory(agency=agency, code="VP")
        actor = Actor(agency=agency, origin="command_line")

        outcome = take(agency, actor, table(*lines))

        made = Provider.objects.filter(agency=agency).count()
        assert made == (outcome.created if outcome.ok else 0)
