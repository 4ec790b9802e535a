"""Lists of dossiers to be made anonymous: what they take in, who decides, and that data go only then."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason
from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.operation.dossiers.models import AnonymisingItem, Dossier, DossierEvent, DossierPaper, DossierPerson
from sotay.operation.dossiers.personal import commands, sets, waiting
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.dossiers import (
    AnonymisingItemFactory,
    AnonymisingListFactory,
    DossierFactory,
    DossierPaperFactory,
    happen,
)  # fmt: skip
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
OLD = date(2024, 6, 3)
LATEST = date(2024, 6, 12)


def closed(agency, day=OLD, **more):
    """Return a dossier returned on a day two years ago."""
    dossier = DossierFactory(agency=agency, received_date=day, with_person=True, **more)
    happen(dossier, "RESULT", day)
    happen(dossier, "RETURNED", day)
    return dossier


def begin(secretary, before=LATEST):
    return commands.begin_anonymising(secretary.agency, actor=secretary, closed_before_date=before, on=TODAY)


def in_list(one):
    return set(AnonymisingItem.objects.filter(list=one).values_list("dossier", flat=True))


def test_what_waited_long_for_its_citizen_is_over_when_it_was_returned(agency, secretary):
    closed(agency)
    waited = DossierFactory(agency=agency, received_date=OLD, with_person=True, happened=[("RESULT", OLD)])
    happen(waited, "RETURNED", LATEST)
    assert waited.pk not in in_list(begin(secretary))
    assert sets.over_time([agency.pk], before=LATEST).count() == 0
    assert told(waiting.personal_data_over_time, agency) == []
    assert sets.over_time([agency.pk], before=LATEST + timedelta(days=1)).get() == waited


def test_a_list_takes_all_that_are_over_their_time_and_nothing_else(agency, other_agency, secretary):
    over = closed(agency)
    closed(agency, LATEST)
    closed(other_agency)
    DossierFactory(agency=agency, received_date=OLD, with_person=True)
    DossierFactory(agency=agency, received_date=OLD, with_person=True, happened=[("RESULT", OLD)])
    DossierFactory(
        agency=agency, imported=True, received_date=OLD, result_date=OLD, returned_date=OLD, state="RETURNED"
    )
    closed(agency, anonymised_date=TODAY)
    refused = DossierFactory(agency=agency, received_date=OLD, with_person=True, refused=True)
    one = begin(secretary)
    assert in_list(one) == {over.pk, refused.pk}
    assert one.code == "AD-2026-01"
    line = Entry.objects.get(action="operation.anonymising.begun")
    assert line.data["dossiers"] == 2


def test_what_is_kept_longer_and_what_is_not_there_are_refused(agency, secretary):
    with pytest.raises(Refused) as early:
        begin(secretary, date(2024, 6, 13))
    assert early.value.codes == ("too_early",)
    with pytest.raises(Refused) as nothing:
        begin(secretary)
    assert nothing.value.codes == ("nothing",)
    closed(agency)
    ParameterValueFactory(agency=agency, code="dossiers.personal.months", value="36")
    with pytest.raises(Refused):
        begin(secretary)


def test_a_dossier_stands_in_one_list_at_a_time(agency, secretary):
    closed(agency)
    one = begin(secretary)
    with pytest.raises(Refused):
        begin(secretary)
    item = AnonymisingItem.objects.get(list=one)
    commands.leave_out(item, actor=secretary, version=item.version, reason="Đang khiếu nại")
    assert len(in_list(begin(secretary))) == 1


@pytest.mark.parametrize("role", [Seat.Role.HEAD, Seat.Role.OFFICIAL, Seat.Role.ONE_STOP, Seat.Role.CLERK])
def test_only_the_secretary_makes_lists(agency, role):
    actor = person(agency, role)
    one = AnonymisingListFactory(agency=agency, approved=True)
    item = AnonymisingItemFactory(list=one)
    for act in (
        lambda: begin(actor),
        lambda: commands.leave_out(item, actor=actor, version=1, reason="x"),
        lambda: commands.submit_anonymising(one, actor=actor, version=1, on=TODAY),
        lambda: commands.carry_out(one, actor=actor, version=1, on=TODAY),
        lambda: commands.cancel_anonymising(one, actor=actor, version=1, reason="x"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def submitted(secretary):
    one = begin(secretary)
    approval = commands.submit_anonymising(one, actor=secretary, version=one.version, on=TODAY)
    one.refresh_from_db()
    return one, approval


def test_the_head_approves_and_the_secretary_carries_out(agency, secretary, head):
    dossier, stays = closed(agency), closed(agency)
    DossierPaperFactory(dossier=dossier, name="Đơn của ông An")
    happened = dossier.events.last()
    happened.reason, happened.papers, happened.signed_by = "Ông An", [{"name": "Thư"}], "Bà Ký"
    happened.save()
    dossier.secret_hash = "a" * 64
    dossier.save()
    one = begin(secretary)
    item = AnonymisingItem.objects.get(list=one, dossier=stays)
    commands.leave_out(item, actor=secretary, version=item.version, reason="Đang khiếu nại")
    one.refresh_from_db()
    approval = commands.submit_anonymising(one, actor=secretary, version=one.version, on=TODAY)
    one.refresh_from_db()
    with pytest.raises(Refused) as refused:
        commands.carry_out(one, actor=secretary, version=one.version, on=TODAY)
    assert refused.value.codes == ("not_approved",)
    approve(approval, actor=head, version=approval.version, on=TODAY)
    one.refresh_from_db()
    assert (one.state, one.approved_date) == ("APPROVED", TODAY)
    assert DossierPerson.objects.get(dossier=dossier).name
    commands.carry_out(one, actor=secretary, version=one.version, on=TODAY)
    one.refresh_from_db()
    assert (one.state, one.done_date) == ("DONE", TODAY)
    gone = DossierPerson.objects.get(dossier=dossier)
    assert [getattr(gone, name) for name in DossierPerson.PERSONAL] == [""] * len(DossierPerson.PERSONAL)
    assert DossierPaper.objects.get(dossier=dossier).name == ""
    assert {(one.reason, str(one.papers), one.signed_by) for one in DossierEvent.objects.filter(dossier=dossier)} == {
        ("", "[]", "")
    }
    dossier.refresh_from_db()
    assert (dossier.secret_hash, dossier.anonymised_date, dossier.state) == ("", TODAY, "RETURNED")
    assert DossierPerson.objects.get(dossier=stays).name
    assert Dossier.objects.get(pk=stays.pk).anonymised_date is None


def test_a_signed_paper_approves_as_well(agency, secretary, head):
    closed(agency)
    one, approval = submitted(secretary)
    approve_by_paper(
        approval, actor=secretary, version=approval.version, number="12/QĐ", date=TODAY, signer_name=str(head.user),
        signer_title="Giám đốc",
    )  # fmt: skip
    one.refresh_from_db()
    assert (one.state, one.approved_date) == ("APPROVED", TODAY)


def test_what_comes_back_is_a_draft_with_the_reason(agency, secretary, head):
    closed(agency)
    one, approval = submitted(secretary)
    return_with_reason(approval, actor=head, version=approval.version, reason="Xem lại")
    one.refresh_from_db()
    assert (one.state, one.returned_reason) == ("DRAFT", "Xem lại")


def test_a_list_given_up_frees_its_dossiers(agency, secretary):
    closed(agency)
    one = begin(secretary)
    commands.cancel_anonymising(one, actor=secretary, version=one.version, reason="Lập nhầm")
    assert begin(secretary).code == "AD-2026-02"


def test_emptying_costs_the_same_for_one_and_thirty(agency, secretary):
    def asked(count):
        one = AnonymisingListFactory(agency=agency, approved=True)
        for _number in range(count):
            AnonymisingItemFactory(list=one)
        with CaptureQueriesContext(connection) as seen:
            commands.carry_out(one, actor=secretary, version=one.version, on=TODAY)
        return len(seen)

    asked(1)
    assert asked(1) == asked(30)


def test_the_reason_for_leaving_one_out_names_nobody(agency, secretary):
    dossier = closed(agency)
    item = begin(secretary).items.get(dossier=dossier)
    with pytest.raises(Refused) as refusal:
        commands.leave_out(item, actor=secretary, version=item.version, reason=f"{dossier.person.name} đang khiếu nại")
    assert refusal.value.codes == ("names_citizen",)
    assert commands.leave_out(item, actor=secretary, version=item.version, reason="Đang khiếu nại").left_out_reason


def told(source, *agencies):
    return list(source(Asked(tuple(one.pk for one in agencies), TODAY)))


def test_the_secretary_is_told_of_what_is_over_its_time(agency, other_agency, secretary):
    assert told(waiting.personal_data_over_time, agency) == []
    closed(agency)
    closed(agency)
    closed(other_agency)
    (one,) = told(waiting.personal_data_over_time, agency)
    assert (one.user_ids, one.params) == (frozenset({secretary.user.pk}), {"count": 2})
    with CaptureQueriesContext(connection) as seen:
        both = told(waiting.personal_data_over_time, agency, other_agency)
    assert len(both) == 2
    assert len(seen) <= 5
    begin(secretary)
    assert told(waiting.personal_data_over_time, agency) == []


def test_the_day_of_each_agency_is_its_own(agency, other_agency):
    closed(agency)
    closed(other_agency)
    ParameterValueFactory(agency=other_agency, code="dossiers.personal.months", value="36")
    assert [one.agency_id for one in told(waiting.personal_data_over_time, agency, other_agency)] == [agency.pk]


def test_approved_and_returned_lists_wait(agency, secretary):
    AnonymisingListFactory(agency=agency, approved=True)
    AnonymisingListFactory(agency=agency, returned_reason="Xem lại")
    AnonymisingListFactory(agency=agency)
    assert [one.act for one in told(waiting.lists_to_go_on, agency)] == [waiting.CARRY_OUT, waiting.MEND]


def test_time_is_over_on_the_day_after_so_many_months(agency):
    assert sets.latest_day(agency.pk, on=date(2026, 2, 28)) == date(2024, 2, 28)
    assert sets.latest_day(agency.pk, on=date(2028, 2, 29)) == date(2026, 2, 28)
