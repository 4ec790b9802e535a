"""Pages of units as a secretary uses them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat, Unit
from sotay.commands import UNCHANGED, Refused
from sotay.organisation.decisions.queries import NewDecision
from sotay.organisation.units.commands import add_notice
from sotay.organisation.units.queries import in_tree_order
from tests.conftest import TODAY, person
from tests.factories.agency import SeatFactory, UnitFactory

pytestmark = pytest.mark.django_db
NOTICE = NewDecision(number="3/TB-VP", date=date(2026, 1, 9))


def url(agency, name, **kwargs):
    return reverse(f"organisation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_a_unit_is_added_changed_and_ended_by_its_forms(agency, secretary, signed_in):
    client, successor = signed_in(secretary), UnitFactory(agency=agency)

    client.send(url(agency, "unit_create"), {"code": "VP", "name": "Văn phòng", "order": "10"})
    unit = Unit.objects.get(code="VP")
    changed = {"code": "VP", "name": "Văn phòng Sở", "order": "10", "version": "1", "parent": ""}
    client.send(url(agency, "unit_change", slug="vp"), changed)
    ending = {"ended_date": "01/07/2026", "reason": "Sáp nhập", "successors": [successor.pk], "version": "2"}
    answer = client.send(url(agency, "unit_end", slug="vp"), ending)

    assert answer.status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.ended_date) == ("Văn phòng Sở", date(2026, 7, 1))
    page = client.get(url(agency, "unit_detail", slug="vp")).content.decode()
    assert successor.name in page
    assert "Kết thúc đơn vị" in page


def test_a_stale_form_answers_409_and_keeps_what_was_typed(agency, secretary, signed_in):
    unit = UnitFactory(agency=agency)
    typed = {"code": unit.code, "name": "Tên của tôi", "order": "1", "version": "7"}

    answer = signed_in(secretary).send(url(agency, "unit_change", slug=unit.slug), typed)

    assert answer.status_code == 409
    assert "Tên của tôi" in answer.content.decode()


def test_units_stand_below_their_parents(agency):
    top, other = UnitFactory(agency=agency, order=2), UnitFactory(agency=agency, order=1)
    below = UnitFactory(agency=agency, parent=top, order=0)

    ordered = in_tree_order([below, other, top])

    assert [(unit, unit.depth) for unit in ordered] == [(other, 0), (top, 0), (below, 1)]


def test_a_unit_is_found_by_its_uuid_and_never_another_agencys(agency, secretary, other_agency, signed_in):
    unit, foreign = UnitFactory(agency=agency), UnitFactory(agency=other_agency)
    client = signed_in(secretary)

    assert client.get(url(agency, "unit_detail", slug=str(unit.uuid))).status_code == 200
    assert client.get(url(agency, "unit_detail", slug=str(foreign.uuid))).status_code == 404


def test_the_list_asks_as_often_for_30_as_for_1_and_exports_without_others(agency, secretary, signed_in, other_agency):
    client = signed_in(secretary)
    UnitFactory(agency=other_agency, name="Phòng Của Người Khác")
    UnitFactory(agency=agency)

    def asked():
        client.get(url(agency, "unit_list"))
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, "unit_list"))
        return len(seen)

    few = asked()
    for unit in UnitFactory.create_batch(29, agency=agency):
        SeatFactory(agency=agency, unit=unit)
    assert asked() == few <= 12
    file = client.get(url(agency, "unit_list"), {"export": "csv"}).getvalue().decode("utf-8-sig")
    assert file.count("Phòng Nghiệp vụ") == 30
    assert "Người Khác" not in file


def test_a_unit_keeps_its_notice_of_assignment_once(agency, secretary):
    unit = UnitFactory(agency=agency)

    add_notice(unit, actor=secretary, on=TODAY, decision=NOTICE)

    assert unit.notices.get().paper.number == "3/TB-VP"
    assert add_notice(unit, actor=secretary, on=TODAY, decision=NOTICE) is UNCHANGED
    with pytest.raises(Refused) as refusal:
        add_notice(unit, actor=secretary, on=TODAY, decision=None)
    assert refusal.value.codes == ("paper_missing",)


def test_a_notice_is_denied_to_an_official_and_to_the_head_of_another_unit(agency, official):
    unit, other = UnitFactory(agency=agency), UnitFactory(agency=agency)

    for actor in (official, person(agency, Seat.Role.UNIT_HEAD, unit=other)):
        with pytest.raises(PermissionDenied):
            add_notice(unit, actor=actor, on=TODAY, decision=NOTICE)
