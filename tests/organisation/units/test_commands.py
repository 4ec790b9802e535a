"""Units: created, changed, ended, refused, denied."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat, Unit
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.organisation.units.commands import change_unit, create_unit, end_unit
from tests.conftest import person
from tests.factories.agency import SeatFactory, UnitFactory

pytestmark = pytest.mark.django_db


def changed(unit, actor, **fields):
    wanted = {"code": unit.code, "name": unit.name, "version": unit.version} | fields
    return change_unit(unit, actor=actor, **wanted)


def test_create_unit_adds_it_with_an_address_and_a_journal_line(agency, secretary):
    unit = create_unit(agency, actor=secretary, code="VP", name="Văn phòng Sở")

    assert (unit.slug, unit.search_text) == ("vp", "vp van phong so")
    entry = Entry.objects.get()
    assert (entry.action, entry.subject_uuid, entry.seat) == ("organisation.unit.created", unit.uuid, "Thư ký ISO")


def test_create_unit_gives_a_second_address_when_an_ended_unit_had_it(agency, secretary):
    UnitFactory(agency=agency, code="VP", slug="vp", ended_date=date(2025, 1, 1))

    assert create_unit(agency, actor=secretary, code="VP", name="Văn phòng").slug == "vp-2"


@pytest.mark.parametrize("code", ["VP", " vp "])
def test_create_unit_refuses_a_code_in_use(agency, secretary, code):
    UnitFactory(agency=agency, code="VP")

    with pytest.raises(Refused) as refusal:
        create_unit(agency, actor=secretary, code=code, name="Văn phòng")

    assert refusal.value.codes == ("code_taken",)
    assert not Entry.objects.exists()


def test_create_unit_is_denied_to_an_official_and_to_another_agencys_secretary(agency, official, other_agency):
    stranger = person(other_agency, Seat.Role.SECRETARY)
    for actor in (official, stranger):
        with pytest.raises(PermissionDenied):
            create_unit(agency, actor=actor, code="VP", name="Văn phòng")
    assert not Unit.objects.exists()


def test_change_unit_refuses_a_place_below_itself(agency, secretary):
    unit = UnitFactory(agency=agency)
    child = UnitFactory(agency=agency, parent=unit)

    with pytest.raises(Refused) as refusal:
        changed(unit, secretary, parent=child)

    assert refusal.value.codes == ("parent_below",)


def test_change_unit_with_nothing_changed_writes_nothing(agency, secretary):
    unit = UnitFactory(agency=agency)

    assert changed(unit, secretary) is UNCHANGED
    assert not Entry.objects.exists()


def test_change_unit_read_before_somebody_elses_change_is_stale(agency, secretary):
    unit = UnitFactory(agency=agency)
    changed(unit, secretary, name="Phòng Mới")

    with pytest.raises(Stale):
        changed(unit, secretary, name="Phòng Khác")


def test_end_unit_names_its_successors(agency, secretary):
    unit, successor = UnitFactory(agency=agency), UnitFactory(agency=agency)

    end_unit(unit, actor=secretary, version=1, ended_date=date(2026, 7, 1), reason="Sáp nhập", successors=(successor,))

    assert unit.successions.get().successor == successor
    assert Entry.objects.get().reason == "Sáp nhập"


def test_end_unit_refuses_while_people_sit_in_it(agency, secretary):
    unit = UnitFactory(agency=agency)
    SeatFactory(agency=agency, unit=unit, role=Seat.Role.UNIT_HEAD)

    with pytest.raises(Refused) as refusal:
        end_unit(unit, actor=secretary, version=1, ended_date=date(2026, 7, 1), reason="Giải thể")

    assert refusal.value.codes == ("has_seats",)


def test_end_unit_refuses_while_a_seat_in_it_ends_later(agency, secretary):
    unit = UnitFactory(agency=agency)
    seat = SeatFactory(agency=agency, unit=unit, to_date=date(2026, 7, 1))

    with pytest.raises(Refused) as refusal:
        end_unit(unit, actor=secretary, version=1, ended_date=date(2026, 7, 1), reason="Giải thể")
    assert refusal.value.codes == ("has_seats",)

    seat.to_date = date(2026, 6, 30)
    seat.save()
    assert end_unit(unit, actor=secretary, version=1, ended_date=date(2026, 7, 1), reason="Giải thể")
