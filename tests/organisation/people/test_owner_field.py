"""Who may be chosen as an owner, and what a choice becomes."""

from datetime import date

import pytest
from django import forms

from sotay.agency.holding import NOBODY, Owner
from sotay.agency.models import Seat
from sotay.organisation.people.owner_field import OwnerField, owner_value, owners_offered
from sotay.work.assignments.models import Assignment
from tests.conftest import TODAY
from tests.factories.agency import SeatFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

HEAD, DEPUTY, OFFICIAL, SECRETARY = (
    Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY, Seat.Role.OFFICIAL, Seat.Role.SECRETARY,
)  # fmt: skip


class OwnerForm(forms.Form):
    owner = OwnerField(required=False)


def asked(viewer, value="", *, current=None):
    form = OwnerForm({"owner": value}, initial={"owner": current})
    form.fields["owner"].offer(viewer=viewer, on=TODAY, current=current)
    return form


def chosen(viewer, value, **more):
    form = asked(viewer, value, **more)
    assert form.is_valid(), form.errors
    return form.cleaned_data["owner"]


def labels(viewer, group):
    form = asked(viewer)
    groups = {str(key): value for key, value in form.fields["owner"].choices if key}
    return [label for _value, label in groups.get(group, [])]


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, name="Văn phòng")


def test_a_person_comes_with_the_units_they_sit_in(agency, secretary, unit):
    user = SeatFactory(agency=agency, role=OFFICIAL, unit=unit).user

    owner = chosen(secretary, f"user:{user.uuid}")

    assert owner == Owner(user, user_units=frozenset({unit.pk}))


def test_the_head_of_a_unit_is_a_seat_with_the_name_of_its_holder(agency, secretary, unit):
    SeatFactory(agency=agency, role=HEAD, unit=unit, user__full_name="Phạm Đức Anh")

    assert chosen(secretary, f"role:UNIT_HEAD:{unit.uuid}") == Owner(role=HEAD, unit=unit)
    assert "Trưởng phòng, Văn phòng (Phạm Đức Anh)" in labels(secretary, "Theo chức danh")


def test_a_deputy_in_charge_is_named_as_the_head(agency, secretary, unit):
    SeatFactory(agency=agency, role=DEPUTY, unit=unit, manner="IN_CHARGE", user__full_name="Lê Thị Hà")

    assert "Trưởng phòng, Văn phòng (Lê Thị Hà)" in labels(secretary, "Theo chức danh")


def test_an_empty_seat_of_a_unit_is_offered_and_says_so(secretary, unit):
    assert "Trưởng phòng, Văn phòng (chưa có người giữ)" in labels(secretary, "Theo chức danh")


def test_a_role_of_the_agency_is_offered_where_it_is_held(secretary):
    assert chosen(secretary, "role:SECRETARY:") == Owner(role=SECRETARY)
    form = asked(secretary, "role:QMR:")
    assert form.errors["owner"] == ["Người hoặc chức danh này không còn trong cơ quan; hãy chọn lại."]


def test_people_stand_by_given_name(agency, official):
    for name in ("Vũ Thị Yến", "Trần Văn An", "Lê Đức Bình"):
        SeatFactory(agency=agency, user__full_name=name)

    shown = [name for name in labels(official, "Theo người") if name.split()[-1] in {"An", "Bình", "Yến"}]

    assert shown == ["Trần Văn An", "Lê Đức Bình", "Vũ Thị Yến"]


def test_nobody_is_an_answer_where_it_is_allowed(secretary):
    assert chosen(secretary, "") is NOBODY


def test_people_of_another_agency_and_those_who_left_cannot_be_chosen(agency, other_agency, secretary):
    stranger = SeatFactory(agency=other_agency).user
    gone = SeatFactory(agency=agency, to_date=date(2026, 6, 11)).user

    for user in (stranger, gone, UserFactory()):
        assert asked(secretary, f"user:{user.uuid}").errors
    foreign = UnitFactory(agency=other_agency)
    assert asked(secretary, f"role:UNIT_HEAD:{foreign.uuid}").errors
    assert asked(secretary, "user:không").errors
    assert asked(secretary, "user:").errors


def test_the_current_owner_stays_choosable_after_leaving(agency, secretary, unit):
    gone = SeatFactory(agency=agency, to_date=date(2026, 6, 11)).user
    unit.ended_date = date(2026, 5, 1)
    unit.save()

    for row in (Assignment(owner_user=gone), Assignment(owner_role=HEAD, owner_unit=unit)):
        owner = chosen(secretary, owner_value(row), current=row)
        assert owner.owns(row)
        html = str(asked(secretary, owner_value(row), current=row)["owner"])
        assert "Hiện nay" in html
        assert row.owner_words in html


def test_the_current_owner_is_selected_when_the_form_opens(agency, secretary, unit):
    row = Assignment(owner_role=HEAD, owner_unit=unit)
    form = OwnerForm(initial={"owner": row})
    form.fields["owner"].offer(viewer=secretary, on=TODAY, current=row)

    assert f'<option value="role:UNIT_HEAD:{unit.uuid}" selected>' in str(form["owner"])


def test_an_owner_goes_into_a_form_and_comes_back_the_same(agency, secretary, unit):
    user = SeatFactory(agency=agency, unit=unit).user

    for owner in (Owner(user, user_units=frozenset({unit.pk})), Owner(role=HEAD, unit=unit), NOBODY):
        assert chosen(secretary, owner_value(owner)) == owner


@pytest.mark.parametrize("many", [1, 30])
def test_two_queries_however_many_people_and_units(agency, secretary, many, django_assert_num_queries):
    for _time in range(many):
        SeatFactory(agency=agency, role=HEAD, unit=UnitFactory(agency=agency))

    with django_assert_num_queries(2):
        offered = owners_offered(viewer=secretary, on=TODAY)
        assert len(list(offered)) >= 2 * many
