"""Setting a parameter: kept in one form, valid from a day, with a reason, recorded, refused, denied."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused
from sotay.journal.models import Entry
from sotay.standard.models import ParameterValue
from sotay.standard.parameters.commands import set_parameter
from sotay.standard.parameters.queries import list_history, value_of
from tests.conftest import person
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db

FROM = date(2026, 1, 1)


def set_it(agency, actor, **changes):
    wanted = {"code": "audit.yearly.due", "value": "31/10", "valid_from_date": FROM, "reason": "Theo kế hoạch năm"}
    return set_parameter(agency, actor=actor, **(wanted | changes))


def test_a_parameter_is_set_from_a_day_on(agency, secretary):
    row = set_it(agency, secretary)

    assert (row.value, row.shown) == ("10-31", "31/10")
    assert value_of(agency.pk, "audit.yearly.due", on=FROM) == (10, 31)
    assert value_of(agency.pk, "audit.yearly.due", on=date(2025, 12, 31)) == (9, 30)
    entry = Entry.objects.get()
    assert (entry.action, entry.reason) == ("standard.parameter.set", "Theo kế hoạch năm")
    assert entry.data == {"code": "audit.yearly.due", "value": "10-31", "before": "", "valid_from_date": "2026-01-01"}


def test_setting_it_anew_from_the_same_day_replaces_it(agency, secretary):
    set_it(agency, secretary)
    set_it(agency, secretary, value="15/10", reason="Sửa ngày")

    assert ParameterValue.objects.get().value == "10-15"
    assert Entry.objects.order_by("-seq").first().data["before"] == "10-31"


def test_the_same_value_again_changes_nothing(agency, secretary):
    set_it(agency, secretary)

    assert set_it(agency, secretary, value="31.10") is UNCHANGED
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"value": "31/9"}, ("mistyped",)),
        ({"reason": " "}, ("reason_missing",)),
        ({"value": "", "reason": ""}, ("mistyped", "reason_missing")),
    ],
)
def test_a_parameter_is_refused(agency, secretary, changes, codes):
    with pytest.raises(Refused) as refusal:
        set_it(agency, secretary, **changes)

    assert refusal.value.codes == codes
    assert not ParameterValue.objects.exists()


def test_a_parameter_is_denied_and_an_unknown_one_is_not_found(agency, secretary, official, other_agency):
    for actor in (official, person(other_agency, Seat.Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            set_it(agency, actor)
    with pytest.raises(Http404):
        set_it(agency, secretary, code="audit.weekly.due")


def test_the_history_is_the_agencys_own(agency, other_agency, secretary):
    ParameterValueFactory(agency=agency)
    ParameterValueFactory(agency=other_agency)

    assert [row.agency for row in list_history(["audit.yearly.due"], viewer=secretary)] == [agency]
