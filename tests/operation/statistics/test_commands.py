"""Entering, changing and removing counts."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.commands import NotFound, Refused, Stale
from sotay.context.models import Service
from sotay.journal.models import Entry
from sotay.operation.statistics.commands import change_counts, enter_counts, remove_counts
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.queries import get_count
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.statistics import MonthlyCountFactory

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


@pytest.fixture
def one_stop(agency):
    return person(agency, Seat.Role.ONE_STOP)


def a_service(agency, **more):
    return Service.objects.create(
        agency=agency, code="1.013124", key="1013124", slug="1-013124", name="Đăng ký khai sinh", **more
    )


def enter(agency, actor, **values):
    return enter_counts(agency, actor=actor, on=TODAY, **({"month": MAY, "received": 10} | values))


def test_counts_are_entered_for_what_is_known(agency, one_stop):
    unit = UnitFactory(agency=agency)

    row = enter(agency, one_stop, unit=unit, settled_late=0, source=" Báo cáo  tháng 5 ")

    assert (row.received, row.settled_late, row.settled_on_time) == (10, 0, None)  # nought is told, empty is not
    assert (row.source, row.origin, row.entered_by) == ("Báo cáo tháng 5", "ENTERED", one_stop.user)
    entry = Entry.objects.get(action="operation.counts.entered")
    assert (entry.data["month"], entry.data["of"]) == ("05/2026", unit.name)


def test_nothing_told_is_refused(agency, one_stop):
    with pytest.raises(Refused) as refused:
        enter(agency, one_stop, received=None)
    assert refused.value.codes == ("nothing_told",)


def test_a_month_to_come_is_refused_and_the_running_one_is_not(agency, one_stop):
    with pytest.raises(Refused) as refused:
        enter(agency, one_stop, month=date(2026, 7, 1))
    assert refused.value.codes == ("month_to_come",)
    assert enter(agency, one_stop, month=date(2026, 6, 1)).pk


def test_the_same_scope_of_a_month_is_one_row(agency, one_stop):
    there = enter(agency, one_stop)
    with pytest.raises(Refused) as refused:
        enter(agency, one_stop, received=11)
    (reason,) = refused.value.reasons
    assert (reason.code, reason.fix) == ("there_already", ("operation:count_detail", there))
    assert enter(agency, one_stop, unit=UnitFactory(agency=agency)).pk


def test_the_field_of_a_service_is_its_own_and_fields_are_written_one_way(agency, one_stop):
    service = a_service(agency, field="Hộ tịch")

    assert enter(agency, one_stop, service=service, field="Đất đai").field == ""
    assert enter(agency, one_stop, field="HỘ TỊCH").field == "Hộ tịch"
    with pytest.raises(Refused):
        enter(agency, one_stop, field="hộ  tịch")


def test_sums_that_do_not_match_are_kept(agency, one_stop):
    row = enter(agency, one_stop, settled=100, settled_on_time=90, settled_late=5)

    assert (row.settled, row.settled_on_time, row.settled_late) == (100, 90, 5)


def test_others_may_not_enter(agency, official):
    with pytest.raises(PermissionDenied):
        enter(agency, official)


def test_counts_are_changed_with_a_reason_and_the_journal_keeps_both(agency, secretary):
    row = MonthlyCountFactory(agency=agency, origin=MonthlyCount.Origin.IMPORTED)

    change_counts(row, actor=secretary, version=row.version, on=TODAY, reason="Cộng nhầm", received=101)

    row.refresh_from_db()
    assert (row.received, row.origin, row.entered_by) == (101, "ENTERED", secretary.user)
    entry = Entry.objects.get(action="operation.counts.changed")
    assert (entry.reason, entry.data["changed"]) == ("Cộng nhầm", {"received": [100, 101]})


def test_a_change_needs_a_reason_and_a_change(agency, secretary):
    row = MonthlyCountFactory(agency=agency)
    with pytest.raises(Refused) as refused:
        change_counts(row, actor=secretary, version=row.version, on=TODAY, reason=" ", received=101)
    assert refused.value.codes == ("reason_missing",)

    change_counts(row, actor=secretary, version=row.version, on=TODAY, reason="Không đổi gì", received=100)
    assert not Entry.objects.filter(action="operation.counts.changed").exists()


def test_a_change_over_another_is_stale(agency, secretary):
    row = MonthlyCountFactory(agency=agency)
    change_counts(row, actor=secretary, version=row.version, on=TODAY, reason="Sửa", received=101)
    with pytest.raises(Stale):
        change_counts(row, actor=secretary, version=1, on=TODAY, reason="Sửa", received=102)


def test_others_may_not_change_or_remove(agency, official):
    row = MonthlyCountFactory(agency=agency)
    with pytest.raises(PermissionDenied):
        change_counts(row, actor=official, version=row.version, on=TODAY, reason="Sửa", received=1)
    with pytest.raises(PermissionDenied):
        remove_counts(row, actor=official, version=row.version, reason="Xóa")


def test_counts_are_removed_with_a_reason_and_the_journal_keeps_the_figures(agency, secretary):
    row = MonthlyCountFactory(agency=agency)
    with pytest.raises(Refused):
        remove_counts(row, actor=secretary, version=row.version, reason="")

    remove_counts(row, actor=secretary, version=row.version, reason="Nhập nhầm cơ quan")

    assert not MonthlyCount.objects.exists()
    entry = Entry.objects.get(action="operation.counts.removed")
    assert (entry.reason, entry.data["figures"]) == (
        "Nhập nhầm cơ quan",
        {"received": 100, "settled_on_time": 88, "settled_late": 2},
    )


def test_counts_of_another_agency_are_not_found(agency, secretary, other_agency):
    row = MonthlyCountFactory(agency=other_agency)
    with pytest.raises(NotFound):
        get_count(row.uuid, viewer=secretary)
