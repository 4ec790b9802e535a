"""Which clauses apply: decided with a reason, only where it is allowed, valid from a day, what is below included."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused
from sotay.journal.models import Entry
from sotay.standard.applicability.commands import decide_applicability, take_applicability
from sotay.standard.applicability.queries import exclusions_of, list_clauses, list_history
from sotay.standard.catalogue.clauses import clauses
from sotay.standard.models import Applicability
from tests.conftest import person
from tests.factories.standard import ApplicabilityFactory

pytestmark = pytest.mark.django_db

FROM = date(2026, 1, 1)
WHY = "Cơ quan chỉ cung cấp dịch vụ theo quy định của pháp luật."


def exclude(agency, actor, clause="8.3", **changes):
    wanted = {"applicable": False, "valid_from_date": FROM, "reason": WHY}
    return decide_applicability(agency, actor=actor, clause=clause, **(wanted | changes))


def test_a_clause_is_not_applied_with_all_below_it(agency, other_agency, secretary):
    exclude(agency, secretary)

    found = exclusions_of([agency.pk, other_agency.pk], on=FROM)
    assert {number for number in clauses() if found[agency.pk].covering(number)} == {
        "8.3",
        *(f"8.3.{n}" for n in range(1, 7)),
    }
    assert len(found[agency.pk].applicable()) == 75 - 7
    assert len(found[other_agency.pk].applicable()) == 75
    assert found[agency.pk].covering("8.3.1").reason == WHY
    assert len(exclusions_of([agency.pk], on=date(2025, 12, 31))[agency.pk].applicable()) == 75


def test_a_clause_below_may_apply_while_the_one_above_does_not(agency, secretary):
    exclude(agency, secretary)
    exclude(agency, secretary, clause="8.3.6", applicable=True, reason="")

    found = exclusions_of([agency.pk], on=FROM)[agency.pk]
    assert found.covering("8.3.6") is None
    assert found.covering("8.3.5") is not None


@pytest.mark.parametrize("clause", ["4.3", "9.2", "7.1.6", "7.1", "10", "7"])
def test_clauses_that_must_apply_are_refused_with_the_rule(agency, secretary, clause):
    with pytest.raises(Refused) as refusal:
        exclude(agency, secretary, clause=clause)

    assert refusal.value.codes == ("must_apply",)
    assert "7.1.5" in str(refusal.value)


@pytest.mark.parametrize("clause", ["8.3", "8.5.3", "7.1.5", "7.1.5.2"])
def test_clauses_of_8_and_7_1_5_may_be_excluded(agency, secretary, clause):
    assert exclude(agency, secretary, clause=clause).clause == clause


def test_a_reason_is_needed_from_people_and_missed_from_imports(agency, secretary):
    with pytest.raises(Refused) as refusal:
        exclude(agency, secretary, reason="  ")
    assert refusal.value.codes == ("reason_missing",)

    assert take_applicability(agency, actor=secretary, clause="8.3", valid_from_date=FROM).reason == ""


def test_an_import_too_keeps_to_the_clauses_that_may_be_excluded(agency, secretary):
    with pytest.raises(Refused) as refusal:
        take_applicability(agency, actor=secretary, clause="9.2", valid_from_date=FROM, reason=WHY)

    assert refusal.value.codes == ("must_apply",)


def test_an_unknown_clause_is_refused_by_guard_and_table(agency, secretary):
    with pytest.raises(Refused) as refusal:
        exclude(agency, secretary, clause="8.9")
    assert refusal.value.codes == ("unknown_clause",)

    with pytest.raises(ValidationError):
        Applicability.objects.bulk_create([Applicability(agency=agency, clause="8.9", valid_from_date=FROM)])


def test_a_decision_is_recorded_and_deciding_the_same_again_is_not(agency, secretary):
    exclude(agency, secretary, decided_date=date(2025, 12, 30))

    assert exclude(agency, secretary, decided_date=date(2025, 12, 30)) is UNCHANGED
    entry = Entry.objects.get()
    assert (entry.action, entry.reason, entry.data["clause"]) == ("standard.applicability.decided", WHY, "8.3")


def test_deciding_is_denied_to_officials_and_strangers(agency, official, other_agency):
    for actor in (official, person(other_agency, Seat.Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            exclude(agency, actor)
        with pytest.raises(PermissionDenied):
            take_applicability(agency, actor=actor, clause="8.3", valid_from_date=FROM)


def test_the_list_of_clauses_says_what_applies_and_what_may_be_decided(agency, other_agency, secretary):
    ApplicabilityFactory(agency=agency)
    ApplicabilityFactory(agency=other_agency, clause="8.4")

    rows = {row.clause.number: row for row in list_clauses(viewer=secretary, on=FROM)}

    assert list(rows) == list(clauses())
    assert rows["8.3"].decided_here
    assert rows["8.3.2"].excluded_by
    assert not rows["8.3.2"].decided_here
    assert rows["8.4"].excluded_by is None
    assert not rows["9.2"].may_be_excluded
    assert [row.clause for row in list_history("8.3", viewer=secretary)] == ["8.3"]
