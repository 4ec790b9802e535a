"""Objectives carried into the next year."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat, UnitSuccession
from sotay.approvals.models import Approval
from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.planning.carrying.commands import carry_sets, keep_sets
from sotay.planning.carrying.queries import carries
from sotay.planning.objectives.models import Objective, ObjectiveSet
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.planning import (
    ObjectiveFactory,
    ObjectiveSetFactory,
    PlanLineFactory,
    ReportFactory,
    ResultFactory,
)  # fmt: skip

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 15)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", slug="vp", order=1)


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


def set_of(agency, unit, **state):
    return ObjectiveSetFactory(agency=agency, unit=unit, in_force=True, **state)


def told(one, period, *, value=None, estimate=None, state="TAKEN"):
    report = ReportFactory(
        agency=one.agency, unit=one.set.unit, period=period, state=state, sent_date=date(2026, 6, 8),
        due_date=date(2026, 6, 9),
    )  # fmt: skip
    return ResultFactory(report=report, objective=one, value=value, estimate=estimate)


def carried(agency, actor, **more):
    return carry_sets(agency, actor=actor, year=2027, on=DECEMBER, **more)


def test_all_units_are_carried_at_once_with_their_plans_and_days_a_year_on(agency, secretary, unit, unit_head):
    top = ObjectiveFactory(set=set_of(agency, None), code="MT-01", owner_role="SECRETARY", owner_unit=None)
    old = ObjectiveFactory(
        set=set_of(agency, unit), code="MT-05", parent=top, target_text="trước ngày 30/9/2026", direction="BY",
        target_value=None, target_date=date(2026, 9, 29), measure="",
    )  # fmt: skip
    PlanLineFactory(objective=old, from_date=date(2024, 2, 29), to_date=date(2026, 11, 30))

    own, of_unit = carried(agency, secretary)

    assert (own.unit, own.slug, of_unit.slug, of_unit.state, of_unit.carried_from) == (
        None, "2027-co-quan", "2027-vp", "DRAFT", old.set,
    )  # fmt: skip
    new = of_unit.objectives.get()
    assert (new.code, new.previous, new.key != old.key) == ("MT-05", old, True)
    assert (new.target_text, new.target_date) == ("trước ngày 30/9/2027", date(2027, 9, 29))
    assert new.parent == own.objectives.get()
    line = new.plan.get()
    assert (line.from_date, line.to_date, line.assignment) == (date(2025, 2, 28), date(2027, 11, 30), None)
    assert Entry.objects.filter(action="planning.set.carried").count() == 2


def test_a_parent_is_found_also_when_the_agencys_set_was_revised_since(agency, secretary, unit):
    before = ObjectiveSetFactory(
        agency=agency, unit=None, state="SUPERSEDED", approved_date=date(2026, 1, 15), in_force_date=date(2026, 1, 15),
        superseded_date=date(2026, 5, 1),
    )  # fmt: skip
    old_top = ObjectiveFactory(set=before, code="MT-01")
    now = set_of(agency, None, revision=1, reason="x")
    ObjectiveFactory(set=now, code="MT-01", key=old_top.key)
    ObjectiveFactory(set=set_of(agency, unit), parent=old_top)

    own, of_unit = carried(agency, secretary)

    assert of_unit.objectives.get().parent == own.objectives.get()


def test_the_unit_is_tied_when_the_agencys_set_is_carried_after_it(agency, secretary, unit):
    top = ObjectiveFactory(set=set_of(agency, None))
    ObjectiveFactory(set=set_of(agency, unit), parent=top)

    (of_unit,) = carried(agency, secretary, units=[unit])
    assert of_unit.objectives.get().parent is None
    (own,) = carried(agency, secretary, units=[None])

    assert of_unit.objectives.get().parent == own.objectives.get()


@pytest.mark.parametrize(
    ("results", "baseline"),
    [
        ([("2026-F", 98, None), ("2026-Y", 97, 99)], Decimal(98)),
        ([("2026-Y", 97, 99), ("2026-H1", 90, None)], Decimal(99)),
        ([("2026-H1", 90, None)], Decimal(90)),
        ([], None),
    ],
)
def test_the_last_result_becomes_the_baseline(agency, secretary, unit, results, baseline):
    old = ObjectiveFactory(set=set_of(agency, unit), baseline=Decimal(80))
    for period, value, estimate in results:
        told(old, period, value=value, estimate=estimate)

    (new,) = carried(agency, secretary)

    assert new.objectives.get().baseline == baseline


def test_a_result_that_was_not_sent_is_no_baseline(agency, secretary, unit):
    old = ObjectiveFactory(set=set_of(agency, unit))
    told(old, "2026-H1", value=90, state="DRAFT")

    (new,) = carried(agency, secretary)

    assert new.objectives.get().baseline is None


def test_the_objectives_of_a_unit_that_ended_go_to_its_successor_beside_its_own(agency, secretary, unit):
    ended = UnitFactory(agency=agency, ended_date=date(2026, 7, 1))
    UnitSuccession.objects.create(agency=agency, predecessor=ended, successor=unit, date=date(2026, 7, 1))
    own, taken = set_of(agency, unit), set_of(agency, ended)
    ObjectiveFactory(set=own, code="MT-01", statement="Của mình")
    ObjectiveFactory(set=taken, code="MT-01", statement="Tiếp nhận")

    (new,) = carried(agency, secretary)

    assert [(one.code, one.statement) for one in new.objectives.order_by("code")] == [
        ("MT-01", "Của mình"), ("MT-02", "Tiếp nhận"),
    ]  # fmt: skip
    assert new.unit == unit


def test_units_that_have_a_set_are_passed_over_and_a_second_time_is_refused(agency, secretary, unit):
    other = UnitFactory(agency=agency, order=2)
    for one in (unit, other):
        ObjectiveFactory(set=set_of(agency, one))
    there = ObjectiveSetFactory(agency=agency, unit=unit, year=2027)

    (new,) = carried(agency, secretary)
    with pytest.raises(Refused) as refusal:
        carried(agency, secretary)

    assert (new.unit, there.objectives.count(), refusal.value.codes) == (other, 0, ("all_there",))


def test_nothing_approved_and_a_year_far_off_are_refused(agency, secretary, unit):
    ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=unit))

    with pytest.raises(Refused) as refusal:
        carried(agency, secretary)
    assert refusal.value.codes == ("nothing_to_carry",)
    with pytest.raises(Refused) as refusal:
        carry_sets(agency, actor=secretary, year=2030, on=DECEMBER)
    assert "year_out_of_reach" in refusal.value.codes


def test_a_unit_head_carries_the_own_unit_alone(agency, unit, unit_head, official):
    other = UnitFactory(agency=agency)
    for one in (unit, other):
        ObjectiveFactory(set=set_of(agency, one))

    for units in (None, [other], [None]):
        with pytest.raises(PermissionDenied):
            carried(agency, unit_head, units=units)
    with pytest.raises(PermissionDenied):
        carried(agency, official, units=[unit])
    assert [one.unit for one in carried(agency, unit_head, units=[unit])] == [unit]


def test_kept_objectives_are_carried_and_submitted_under_one_decision(agency, secretary, head, unit, unit_head):
    for one in (None, unit):
        PlanLineFactory(objective=ObjectiveFactory(set=set_of(agency, one), owner_role="SECRETARY", owner_unit=None))

    approval = keep_sets(agency, actor=secretary, year=2027, on=DECEMBER)

    sets = list(ObjectiveSet.objects.filter(year=2027))
    assert {(one.state, one.is_kept, one.in_force_date) for one in sets} == {("SUBMITTED", True, date(2027, 1, 1))}
    assert (Approval.objects.get(), approval.items.count()) == (approval, 2)
    assert approval.note == "Giữ nguyên mục tiêu năm 2026."


def test_keeping_what_is_not_complete_is_refused_whole(agency, secretary, head, unit):
    PlanLineFactory(objective=ObjectiveFactory(set=set_of(agency, None)))
    ObjectiveFactory(set=set_of(agency, unit))  # without a plan

    with pytest.raises(Refused) as refusal:
        keep_sets(agency, actor=secretary, year=2027, on=DECEMBER)

    assert refusal.value.codes == ("plan_missing",)
    assert refusal.value.reasons[0].fix is None
    assert not Objective.objects.filter(set__year=2027).exists()


def test_keeping_is_denied_to_an_official(agency, official, unit):
    ObjectiveFactory(set=set_of(agency, unit))

    with pytest.raises(PermissionDenied):
        keep_sets(agency, actor=official, year=2027, units=[unit], on=DECEMBER)


def test_what_names_the_old_year_is_told_beforehand(agency, unit):
    one = set_of(agency, unit)
    ObjectiveFactory(set=one, code="MT-01", statement="Hoàn thành kế hoạch năm 2026")
    ObjectiveFactory(set=one, code="MT-02", statement="Số 20261 không phải năm")

    (carry,) = carries(agency, year=2027, on=DECEMBER)

    assert (carry.dated, carry.objectives, carry.final) == (("MT-01",), 2, False)
