"""Auditors from a list by the names of their accounts: all or nothing, the same file again changes nothing."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.evaluation.audits.auditors.exports import rows
from sotay.evaluation.audits.auditors.imports import columns
from sotay.evaluation.models import Auditor
from sotay.exchange import imports
from sotay.exchange.writing import write_xlsx
from tests.conftest import TODAY
from tests.factories.agency import SeatFactory
from tests.factories.evaluation import AuditorFactory

pytestmark = pytest.mark.django_db
HEAD = ("Tên đăng nhập", "Đào tạo", "Từ ngày", "Đến ngày", "Điều khoản", "Trưởng đoàn")


def take(agency, actor, data, *, name="dgv.csv", dry_run=False):
    source = imports.Source(name=name, sha256="0" * 64)
    kind = imports.find("auditors")
    return imports.attempt(kind, data, source=source, agency=agency, actor=actor, on=TODAY, dry_run=dry_run)


def table(*lines, head=HEAD):
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([head, *lines])
    return stream.getvalue().encode()


def seated(agency, username):
    return SeatFactory(agency=agency, user__username=username, role=Seat.Role.OFFICIAL).user


def test_auditors_are_entered_changed_and_the_same_file_changes_nothing(agency, secretary):
    seated(agency, "an")
    there = AuditorFactory(agency=agency, user=seated(agency, "binh"), certificate="05/CN")
    data = table(
        ("An", "Khóa A", "05/01/2026", "", "9.2; 7.5", "x"), ("binh", "Khóa B", "", "31/12/2026", "", ""),
    )  # fmt: skip

    assert take(agency, secretary, data, dry_run=True).ok
    assert Auditor.objects.count() == 1
    first, second = take(agency, secretary, data), take(agency, secretary, data)

    assert (first.created, first.updated, second.created, second.updated, second.unchanged) == (1, 1, 0, 0, 2)
    new = Auditor.objects.get(user__username="an")
    assert (new.clauses, new.can_lead, new.slug) == (["7.5", "9.2"], True, "an")
    there.refresh_from_db()
    assert (there.training, there.certificate, there.to_date) == ("Khóa B", "05/CN", date(2026, 12, 31))


def test_every_bad_cell_is_named_and_nothing_is_written(agency, other_agency, secretary):
    seated(agency, "an")
    seated(agency, "binh")
    seated(other_agency, "xa")
    gone = AuditorFactory(agency=agency, user=seated(agency, "cuc"), ended=True)
    data = table(
        ("an", "", "", "", "", ""),
        ("binh", "Khóa", "05/01/2026", "04/01/2026", "", ""),
        ("xa", "Khóa", "05/01/2026", "", "", ""),
        ("cuc", "Khóa", "01/03/2026", "", "", ""),
        ("dung", "Khóa", "05/01/2026", "", "11.9", ""),
    )

    told = take(agency, secretary, data)

    assert not told.ok
    said = " | ".join(f"{one['where']}: {one['what']}" for one in told.errors)
    for words in ("Dòng 2", "Dòng 3", "“xa”", "Dòng 5", "“dung”"):
        assert words in said, words
    assert list(Auditor.objects.all()) == [gone]


def test_what_is_exported_reads_back_unchanged(agency, secretary):
    AuditorFactory(agency=agency, user=seated(agency, "an"), clauses=["7.5", "9.2"], can_lead=True)
    AuditorFactory(agency=agency, user=seated(agency, "binh"), ended=True)
    file = write_xlsx(columns, rows(secretary), title="Đánh giá viên")

    told = take(agency, secretary, file.read(), name="dgv.xlsx")

    assert (told.ok, told.unchanged, told.created, told.updated) == (True, 1, 0, 0)


def test_only_who_runs_the_system_imports(agency, official):
    seated(agency, "an")
    with pytest.raises(PermissionDenied):
        take(agency, official, table(("an", "Khóa", "05/01/2026", "", "", "")))
