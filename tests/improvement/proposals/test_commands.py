"""Each command upon proposals: what it does, when it refuses, whom it denies; what waits and what others count."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency import subjects
from sotay.agency.holding import Owner
from sotay.agency.models import Seat
from sotay.commands import Refused, Stale
from sotay.improvement.models import Proposal
from sotay.improvement.proposals import commands
from sotay.improvement.proposals.waiting import proposals_to_go_on
from sotay.journal.models import Entry
from sotay.standard.catalogue.periods import period_with
from sotay.standard.registry import facts
from sotay.work.assignments.commands import cancel_assignment, confirm_assignment, finish_assignment
from sotay.work.models import Assignment
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierFactory, DossierPersonFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.work import AssignmentFactory

pytestmark = pytest.mark.django_db
State = Proposal.State
DUE = TODAY + timedelta(days=30)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


@pytest.fixture
def official(agency, unit):
    return person(agency, Seat.Role.OFFICIAL, unit=unit)


@pytest.fixture
def proposal(agency, unit, official):
    return ProposalFactory(agency=agency, unit=unit, proposed_by=official.user)


def acts():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def accepted(proposal, actor, owner):
    return commands.accept_proposal(
        proposal, actor=actor, version=proposal.version, owner=Owner(owner.user), due_date=DUE, on=TODAY
    )


def finished(work, owner, giver):
    finish_assignment(work, actor=owner, version=work.version, result="Đã gộp", done_date=TODAY, on=TODAY)
    work.refresh_from_db()
    confirm_assignment(work, actor=giver, version=work.version, on=TODAY)


def test_two_words_make_a_proposal_of_the_own_unit_born_from_a_record(agency, unit, unit_head):
    origin = subjects.known(ProposalFactory(agency=agency, title="Cũ"))

    one = commands.make_proposal(
        agency, actor=unit_head, on=TODAY, title=" Gộp  phiếu ", what="Hai phiếu", origin=origin
    )

    assert (one.code, one.slug, one.title, one.unit, one.state) == (
        "ĐX-2026-001", "dx-2026-001", "Gộp phiếu", unit, State.PROPOSED,
    )  # fmt: skip
    assert (one.origin_uuid, one.origin_text.endswith("Cũ")) == (origin.ref.uuid, True)
    assert refused(commands.make_proposal, agency, actor=unit_head, on=TODAY, title=" ") == ("title_missing",)


def test_a_unit_of_another_agency_is_refused(agency, other_agency, official):
    foreign = UnitFactory(agency=other_agency)
    told = {"title": "Gộp", "unit": foreign}
    assert refused(commands.make_proposal, agency, actor=official, on=TODAY, **told) == ("unit_of_another_agency",)


def test_nothing_of_a_citizen_gets_into_a_proposal(agency, official, unit_head):
    dossier = DossierFactory(agency=agency)
    DossierPersonFactory(dossier=dossier, name="Trần Thị Bích Ngọc")
    origin = subjects.known(dossier)
    said = {"actor": official, "on": TODAY, "origin": origin}
    named = "Bà Trần Thị Bích Ngọc chờ lâu"
    assert refused(commands.make_proposal, agency, title="Gộp phiếu", what=named, **said) == ("names_citizen",)
    one = commands.make_proposal(agency, title="Gộp phiếu", **said)
    change = {"actor": official, "version": one.version}
    assert refused(commands.change_proposal, one, benefit=named, **change) == ("names_citizen",)
    judge = {"actor": unit_head, "version": one.version, "on": TODAY}
    assert refused(commands.reject_proposal, one, text=named, **judge) == ("names_citizen",)


def test_who_proposed_changes_and_withdraws_while_nobody_judged(proposal, official, secretary):
    with pytest.raises(PermissionDenied):
        commands.change_proposal(proposal, actor=secretary, version=1, title="Khác")
    one = commands.change_proposal(proposal, actor=official, version=1, title="Khác")
    assert repr(commands.change_proposal(one, actor=official, version=2, title="Khác")) == "UNCHANGED"
    with pytest.raises(Stale):
        commands.change_proposal(one, actor=official, version=1, title="x")
    assert refused(commands.withdraw_proposal, one, actor=official, version=2, reason=" ") == ("reason_missing",)
    gone = commands.withdraw_proposal(one, actor=official, version=2, reason="Nhầm")
    assert gone.state == State.WITHDRAWN
    assert refused(commands.change_proposal, gone, actor=official, version=3, title="x") == ("not_open",)
    assert acts() == ["improvement.proposal.changed", "improvement.proposal.withdrawn"]


def test_who_judges_is_never_the_proposer(agency, unit, proposal, official, unit_head):
    own = ProposalFactory(agency=agency, unit=unit, proposed_by=unit_head.user)
    stranger = person(agency, Seat.Role.UNIT_HEAD, unit=UnitFactory(agency=agency))
    for one, actor in ((proposal, official), (proposal, stranger), (own, unit_head)):
        with pytest.raises(PermissionDenied):
            accepted(one, actor, official)
        with pytest.raises(PermissionDenied):
            commands.reject_proposal(one, actor=actor, version=1, text="x", on=TODAY)
        with pytest.raises(PermissionDenied):
            commands.give_again(one, actor=actor, version=1, owner=Owner(official.user), due_date=DUE, on=TODAY)


@pytest.mark.parametrize("who", ["unit_head", "secretary", "head"])
def test_an_accepted_proposal_becomes_work_and_is_done_when_the_work_is_confirmed(proposal, official, who, request):
    judge = request.getfixturevalue(who)
    one = accepted(proposal, judge, official)

    work = Assignment.objects.get()
    assert (one.assignment, work.title, work.origin_uuid, work.due_date) == (work, proposal.title, one.uuid, DUE)
    assert refused(
        commands.give_again, one, actor=judge, version=2, owner=Owner(official.user), due_date=DUE, on=TODAY
    ) == ("work_is_open",)
    finished(work, official, judge)
    one.refresh_from_db()
    assert (one.state, one.done_date) == (State.DONE, TODAY)
    assert "improvement.proposal.carried_out" in acts()


def test_work_that_was_cancelled_is_given_again(proposal, official, secretary):
    one = accepted(proposal, secretary, official)
    work = Assignment.objects.get()
    cancel_assignment(work, actor=secretary, version=1, reason="Đổi người", on=TODAY)
    one.refresh_from_db()
    assert one.state == State.ACCEPTED

    again = commands.give_again(
        one, actor=secretary, version=one.version, owner=Owner(official.user), due_date=DUE, on=TODAY
    )

    assert again.assignment != work
    fresh = ProposalFactory(agency=proposal.agency)
    told = {"owner": Owner(official.user), "due_date": DUE, "on": TODAY}
    assert refused(commands.give_again, fresh, actor=secretary, version=1, **told) == ("not_accepted",)


def test_a_rejection_says_why_and_ends_it(proposal, secretary, official):
    assert refused(commands.reject_proposal, proposal, actor=secretary, version=1, text=" ", on=TODAY) == (
        "text_missing",
    )
    one = commands.reject_proposal(proposal, actor=secretary, version=1, text="Trùng", on=TODAY)
    assert (one.state, one.judged_text, one.judged_by) == (State.REJECTED, "Trùng", secretary.user)
    with pytest.raises(Refused):
        accepted(one, secretary, official)


def test_the_result_is_measured_by_somebody_who_did_not_carry_it_out(agency, proposal, official, secretary):
    doer = person(agency, Seat.Role.OFFICIAL)
    one = accepted(proposal, secretary, doer)
    told = {"before": "20 phút", "after": " 12  phút", "outcome": "BETTER", "measured_date": TODAY, "on": TODAY}
    assert refused(commands.measure_proposal, one, actor=secretary, version=one.version, **told) == ("not_done",)
    finished(Assignment.objects.get(), doer, secretary)
    one.refresh_from_db()

    def codes(**more):
        return refused(commands.measure_proposal, one, actor=official, version=one.version, **told | more)

    assert codes(before=" ", after="", outcome="?") == ("before_missing", "after_missing", "outcome_missing")
    assert codes(measured_date=TODAY + timedelta(days=1)) == ("measured_later",)
    assert codes(measured_date=TODAY - timedelta(days=1)) == ("measured_before_done",)
    with pytest.raises(PermissionDenied):
        commands.measure_proposal(one, actor=doer, version=one.version, **told)
    kept = commands.measure_proposal(one, actor=official, version=one.version, **told)
    assert (kept.state, kept.after, kept.measured_by) == (State.MEASURED, "12 phút", official.user)


def test_what_waits_for_whom(agency, unit, unit_head, secretary, official):
    ProposalFactory(agency=agency, unit=unit, code="A")
    ProposalFactory(agency=agency, unit=unit, proposed_by=unit_head.user, code="B")
    ProposalFactory(agency=agency, code="C", done=True)
    ProposalFactory(agency=agency, code="D", measured=True)
    cancelled = accepted(ProposalFactory(agency=agency, code="E"), secretary, official)
    cancel_assignment(cancelled.assignment, actor=secretary, version=1, reason="x", on=TODAY)

    told = {one.title[0]: (one.user_ids, one.link) for one in proposals_to_go_on(Asked((agency.pk,), TODAY))}

    assert told == {
        "A": (frozenset({unit_head.user.pk}), "improvement:proposal_detail"),
        "B": (frozenset({secretary.user.pk}), "improvement:proposal_detail"),
        "C": (frozenset({secretary.user.pk}), "improvement:proposal_measure"),
        "E": (frozenset({secretary.user.pk}), "improvement:proposal_give"),
    }


def test_others_count_what_was_made_carried_out_and_better(agency):
    ProposalFactory(agency=agency)
    ProposalFactory(agency=agency, state="WITHDRAWN")
    ProposalFactory(agency=agency, proposed_date=date(2025, 12, 31))
    ProposalFactory(agency=agency, done=True)
    ProposalFactory(agency=agency, done=True, done_date=TODAY + timedelta(days=1))
    ProposalFactory(agency=agency, measured=True)
    asked = facts.Asked((agency.pk,), period_with("year", TODAY), TODAY)

    def number(code):
        return facts.numbers(f"proposals.{code}", asked)[agency.pk, None].value

    assert (number("made"), number("carried_out"), number("better")) == (4, 2, 1)


def test_who_holds_the_seat_that_did_the_work_neither_measures_nor_is_asked_to(agency, unit, unit_head, secretary):
    work = AssignmentFactory(
        agency=agency, owner_role="UNIT_HEAD", owner_unit=unit, state="CONFIRMED", result="Xong",
        done_date=TODAY, ended_date=TODAY,
    )  # fmt: skip
    one = ProposalFactory(agency=agency, unit=unit, done=True, done_date=TODAY, assignment=work)
    told = {"before": "20", "after": "12", "outcome": "BETTER", "measured_date": TODAY, "on": TODAY}

    with pytest.raises(PermissionDenied):
        commands.measure_proposal(one, actor=unit_head, version=one.version, **told)
    (asked,) = proposals_to_go_on(Asked((agency.pk,), TODAY))
    assert asked.user_ids == frozenset({secretary.user.pk})
