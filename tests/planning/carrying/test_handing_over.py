"""The objectives of a unit that ended go on with its successors in the same year."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from sotay.agency.models import UnitSuccession
from sotay.commands import Refused, Stale
from sotay.planning.carrying.commands import carry_sets, hand_over_set
from sotay.planning.objectives.models import Objective, ObjectiveSet
from tests.factories.agency import UnitFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, PlanLineFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 7, 15)


@pytest.fixture
def ended(agency):
    return UnitFactory(agency=agency, code="CU", name="Phòng Cũ", ended_date=date(2026, 7, 1))


@pytest.fixture
def heir(agency, ended):
    unit = UnitFactory(agency=agency, code="MOI", slug="moi")
    UnitSuccession.objects.create(agency=agency, predecessor=ended, successor=unit, date=date(2026, 7, 1))
    return unit


@pytest.fixture
def one(agency, ended):
    made = ObjectiveSetFactory(agency=agency, unit=ended, in_force=True)
    PlanLineFactory(objective=ObjectiveFactory(set=made, code="MT-01"))
    return made


def hand_over(one, actor):
    return hand_over_set(one, actor=actor, version=one.version, on=ON)


def test_they_become_a_draft_of_the_successor_with_its_own_seats(one, heir, secretary):
    (new,) = hand_over(one, secretary)

    before, after = one.objectives.get(), new.objectives.get()
    assert (new.unit, new.year, new.state, new.carried_from) == (heir, 2026, "DRAFT", one)
    assert (after.previous, after.key != before.key, after.owner_unit) == (before, True, heir)
    line, old_line = after.plan.get(), before.plan.get()
    assert (line.owner_unit, line.to_date, line.key != old_line.key) == (heir, old_line.to_date, True)
    one.refresh_from_db()
    assert one.state == "IN_FORCE"


def test_they_are_added_to_the_draft_there_is_under_free_codes(one, heir, secretary):
    draft = ObjectiveSetFactory(agency=one.agency, unit=heir)
    ObjectiveFactory(set=draft, code="MT-01")

    assert hand_over(one, secretary) == [draft]
    assert sorted(draft.objectives.values_list("code", flat=True)) == ["MT-01", "MT-02"]


def test_it_is_refused_a_second_time_and_where_the_successor_has_a_set_that_is_no_draft(one, heir, secretary):
    hand_over(one, secretary)
    with pytest.raises(Refused) as refusal:
        hand_over(one, secretary)
    assert refusal.value.codes == ("handed_over",)

    Objective.objects.filter(previous__isnull=False).delete()
    draft = ObjectiveSet.objects.filter(unit=heir)
    for state, code in (("SUBMITTED", "heir_submitted"), ("IN_FORCE", "heir_in_force")):
        draft.update(state=state, approved_date=ON, in_force_date=ON)
        with pytest.raises(Refused) as refusal:
            hand_over(one, secretary)
        assert refusal.value.codes == (code,)


def test_it_is_refused_for_a_unit_that_stands_or_has_no_successor(agency, one, secretary):
    with pytest.raises(Refused) as refusal:
        hand_over(one, secretary)
    assert refusal.value.codes == ("no_heir",)
    with pytest.raises(Refused) as refusal:
        hand_over(ObjectiveSetFactory(agency=agency), secretary)
    assert refusal.value.codes == ("unit_stands", "not_in_force")


def test_it_is_denied_to_the_head_and_refused_when_the_set_moved_on(one, heir, head, secretary):
    with pytest.raises(PermissionDenied):
        hand_over(one, head)
    with pytest.raises(Stale):
        hand_over_set(one, actor=secretary, version=one.version + 1, on=ON)


def test_into_the_next_year_too_the_seats_are_those_of_the_successor(agency, one, heir, secretary):
    (new,) = carry_sets(agency, actor=secretary, year=2027, on=date(2026, 12, 15))

    assert (new.unit, new.objectives.get().owner_unit, new.objectives.get().plan.get().owner_unit) == (heir,) * 3


def test_the_secretary_is_led_there_from_the_year(agency, one, heir, secretary, signed_in):
    client = signed_in(secretary)
    here = reverse("planning:set_hand_over", kwargs={"agency": agency.short_name, "slug": one.slug})

    year = client.get(reverse("planning:objectives", kwargs={"agency": agency.short_name}), {"year": "2026"})
    answer = client.send(here, {"version": one.version})

    assert here in year.content.decode()
    assert answer.status_code == 302
    assert ObjectiveSet.objects.filter(unit=heir).exists()
