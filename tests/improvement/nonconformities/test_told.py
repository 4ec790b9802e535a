"""What waits for whom, what is owed, what others count, what follows up findings, what a seat hands over."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.holding import Owner
from sotay.agency.models import Seat
from sotay.evaluation.audits.findings.followed import sheets_of
from sotay.improvement.models import Action, Nonconformity
from sotay.improvement.nonconformities.commands import accept_nonconformity, reject_nonconformity
from sotay.improvement.nonconformities.waiting import sheets_to_carry_on
from sotay.organisation.people.handover import all_held
from sotay.standard.catalogue.periods import period_of
from sotay.standard.registry.facts import Asked as AskedFact
from sotay.standard.registry.facts import numbers
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.standard.standings.models import Word
from sotay.work.models import Notice
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.findings import FindingFactory
from tests.factories.improvement import NonconformityFactory, RoundFactory
from tests.factories.work import AssignmentFactory

pytestmark = pytest.mark.django_db
Role = Seat.Role
CODE = "nonconformity.corrected"


def waiting(agency, on=TODAY):
    asked = Asked((agency.pk,), on)
    return {one.link_kwargs["slug"]: (one.link, one.user_ids, one.due) for one in sheets_to_carry_on(asked)}


def test_each_waits_for_who_does_what_is_next(agency, secretary):
    unit = UnitFactory(agency=agency)
    owner = person(agency, Role.UNIT_HEAD, unit=unit)
    held = {"agency": agency, "owner_user": owner.user, "due_date": TODAY + timedelta(days=5)}
    new = NonconformityFactory(agency=agency)
    to_correct = NonconformityFactory(accepted=True, **held)
    to_evaluate = NonconformityFactory(corrected=True, **held)
    to_plan = NonconformityFactory(analysing=True, **held)
    to_verify = NonconformityFactory(verifying=True, **held)
    RoundFactory(nonconformity=to_verify, verify_from=TODAY, actions_done_date=TODAY)
    NonconformityFactory(agency=agency, rejected=True)
    NonconformityFactory(closed=True, **held)

    mine, theirs = frozenset({secretary.user.pk}), frozenset({owner.user.pk})
    due = held["due_date"]
    assert waiting(agency) == {
        new.slug: ("improvement:nonconformity_detail", mine, None),
        to_correct.slug: ("improvement:nonconformity_correct", theirs, due),
        to_evaluate.slug: ("improvement:nonconformity_need", mine, due),
        to_plan.slug: ("improvement:nonconformity_detail", theirs, due),
        to_verify.slug: ("improvement:nonconformity_verify", mine, due),
    }
    assert to_verify.slug not in waiting(agency, TODAY - timedelta(days=1))


def test_the_owner_is_never_asked_to_verify(agency, secretary, head):
    sheet = NonconformityFactory(agency=agency, verifying=True, owner_user=secretary.user)
    RoundFactory(nonconformity=sheet, verify_from=TODAY, actions_done_date=TODAY)

    assert waiting(agency)[sheet.slug][1] == {head.user.pk}


def test_work_that_is_late_waits_for_the_owner(agency, secretary):
    sheet = NonconformityFactory(
        agency=agency, analysing=True, state="ACTING", owner_user=secretary.user, due_date=TODAY - timedelta(days=1)
    )
    assert waiting(agency)[sheet.slug][1] == {secretary.user.pk}
    assert waiting(agency, TODAY - timedelta(days=1)) == {}


def test_an_action_whose_work_was_cancelled_waits_for_who_decides_before_its_day(agency, secretary):
    owner = person(agency, Role.OFFICIAL)
    sheet = NonconformityFactory(
        agency=agency, analysing=True, state="ACTING", owner_user=owner.user, due_date=TODAY + timedelta(days=9)
    )
    former, one = RoundFactory(nonconformity=sheet), RoundFactory(nonconformity=sheet, number=2)
    Nonconformity.objects.filter(pk=sheet.pk).update(round=2)
    said = {"agency": agency, "what": "Thêm ô", "due_date": TODAY, "owner_user": owner.user}
    ended = {"state": "CANCELLED", "state_reason": "Nhầm", "ended_date": TODAY}
    Action.objects.create(round=former, assignment=AssignmentFactory(agency=agency, **ended), **said)
    assert waiting(agency) == {}
    Action.objects.create(round=one, assignment=AssignmentFactory(agency=agency, **ended), **said)
    assert waiting(agency)[sheet.slug][:2] == ("improvement:nonconformity_detail", {secretary.user.pk})


def lines(agency, on=TODAY):
    return {one.unit_id: one for one in standings_of(agency, on=on, codes={CODE})}


def test_without_any_nothing_has_arisen_and_closed_ones_are_met(agency):
    (one,) = lines(agency).values()
    assert one.standing == Word.NOT_ARISEN
    NonconformityFactory(agency=agency, closed=True)
    NonconformityFactory(agency=agency, rejected=True)
    (one,) = lines(agency).values()
    assert (one.standing, one.evidence_date) == (Word.MET, date(2026, 6, 8))


def test_a_line_for_each_unit_with_how_many_are_late(agency):
    agency.in_use_from_date = date(2026, 1, 1)
    agency.save()
    one, two = UnitFactory(agency=agency), UnitFactory(agency=agency)
    NonconformityFactory(agency=agency, unit=one, accepted=True, due_date=TODAY - timedelta(days=1))
    NonconformityFactory(agency=agency, unit=one, accepted=True, due_date=TODAY + timedelta(days=90))
    NonconformityFactory(agency=agency, unit=two, accepted=True, due_date=TODAY)

    told = lines(agency)
    assert (told[one.pk].standing, told[one.pk].params["left"], told[one.pk].params["late"]) == (Word.OVERDUE, 2, 1)
    assert told[two.pk].standing != Word.OVERDUE
    assert told[two.pk].due == TODAY
    assert lines(agency, TODAY + timedelta(days=1))[two.pk].standing == Word.OVERDUE
    assert told[one.pk].link_kwargs == {"?": {"state": "LEFT", "unit": one.slug}}


def test_one_that_was_not_taken_up_has_no_day(agency):
    sheet = NonconformityFactory(agency=agency)
    one = lines(agency)[sheet.unit_id]
    assert (one.standing, one.due) == (Word.OPEN, None)


def test_judging_many_asks_as_often_as_judging_one(agency, other_agency):
    def asked(agencies):
        with CaptureQueriesContext(connection) as queries:
            list(judge_all(agencies, on=TODAY, codes={CODE}))
        return len(queries)

    NonconformityFactory(agency=agency, accepted=True)
    first = asked([agency])
    NonconformityFactory.create_batch(10, agency=agency, accepted=True)
    NonconformityFactory.create_batch(3, agency=other_agency, accepted=True)
    assert asked([agency, other_agency]) == first


def counted(code, agency, on=TODAY, period="2026"):
    asked = AskedFact((agency.pk,), period_of(period), on)
    return {unit: one.value for (_agency, unit), one in numbers(code, asked).items()}


def test_others_count_found_open_late_closed_and_the_first_round(agency):
    unit = UnitFactory(agency=agency)
    NonconformityFactory(agency=agency, unit=unit, accepted=True, due_date=TODAY - timedelta(days=1))
    NonconformityFactory(agency=agency, unit=unit, closed=True)
    NonconformityFactory(agency=agency, unit=None, place="Sảnh", closed=True, round=2)
    NonconformityFactory(agency=agency, unit=unit, rejected=True)

    assert counted("nonconformities.found", agency) == {None: 3, unit.pk: 2}
    assert counted("nonconformities.open", agency) == {None: 1, unit.pk: 1}
    assert counted("nonconformities.overdue", agency) == {None: 1, unit.pk: 1}
    assert counted("nonconformities.closed", agency) == {None: 2, unit.pk: 1}
    assert counted("nonconformities.effective_first_round", agency) == {None: 50}
    assert counted("nonconformities.open", agency, date(2026, 6, 7)) == {None: 3, unit.pk: 2}
    assert counted("nonconformities.effective_first_round", agency, period="2024") == {}


def test_findings_know_their_sheets(agency):
    finding, other = (
        FindingFactory(audit__agency=agency),
        FindingFactory(audit__agency=agency),
    )
    one = NonconformityFactory(
        agency=agency, accepted=True, origin_type="evaluation.finding", origin_uuid=finding.uuid, due_date=TODAY
    )
    told = sheets_of(agency.pk, [finding.uuid, other.uuid])
    assert [(each.code, each.is_open) for each in told[finding.uuid]] == [(one.code, True)]
    assert told[other.uuid] == []


def test_a_seat_hands_over_its_sheets(agency):
    unit = UnitFactory(agency=agency)
    actor = person(agency, Role.UNIT_HEAD, unit=unit)
    seat = Seat.objects.get(user=actor.user)
    of_seat = NonconformityFactory(
        agency=agency, accepted=True, owner_user=None, owner_role="UNIT_HEAD", owner_unit=unit, due_date=TODAY
    )
    by_name = NonconformityFactory(
        agency=agency, accepted=True, owner_user=actor.user, due_date=TODAY + timedelta(days=1)
    )
    NonconformityFactory(agency=agency, closed=True, owner_user=actor.user)

    (part,) = [part for part in all_held(seat, on=TODAY) if part.key == "nonconformities"]
    assert [item.record for item in part.items] == [of_seat, by_name]


def test_the_owner_is_told_that_a_sheet_is_his_and_who_found_it_that_it_was_rejected(agency, secretary, official):
    owner = person(agency, Role.OFFICIAL)
    one, two = (NonconformityFactory(agency=agency, found_by=official.user) for _number in range(2))
    said = {"grade": "MINOR", "owner": Owner(owner.user), "accepted_date": TODAY}
    accept_nonconformity(one, actor=secretary, version=one.version, on=TODAY, **said)
    reject_nonconformity(two, actor=secretary, version=two.version, reason="Trùng phiếu khác")

    told = Notice.objects.filter(agency=agency, kind=Notice.Kind.TOLD).order_by("pk")
    assert [each.user for each in told] == [owner.user, official.user]
    assert "Trùng phiếu khác" in told[1].text
