"""Each command upon internal auditors: what it does, when it refuses, whom it denies; who is valid on a day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Decision, Seat
from sotay.commands import Refused, Stale
from sotay.evaluation.audits.auditors import commands, queries
from sotay.evaluation.audits.auditors.waiting import auditors_running_out
from sotay.evaluation.audits.auditors.writing import PLAIN
from sotay.evaluation.models import Auditor
from sotay.journal.models import Entry
from sotay.organisation.decisions.queries import NewDecision
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.agency import UserFactory
from tests.factories.evaluation import AuditorFactory

pytestmark = pytest.mark.django_db
SAID = {"training": " Khóa  A ", "from_date": date(2026, 1, 5)}


def acts():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def test_somebody_is_entered_with_training_clauses_in_order_and_a_new_decision(agency, secretary):
    new = NewDecision(number="12/QĐ-STN", date=date(2026, 1, 4))
    user = UserFactory(username="lan.an")

    one = commands.enter_auditor(
        agency, actor=secretary, on=TODAY, user=user, decision=new, clauses=["9.2", "7.5", "9.2"], **SAID
    )

    assert (one.training, one.clauses, one.slug) == ("Khóa A", ["7.5", "9.2"], "lan-an")
    assert one.decision == Decision.objects.get(number="12/QĐ-STN")
    assert acts()[-1] == "evaluation.auditor.entered"


def test_entering_refuses_what_is_missing_later_or_there_already(agency, secretary):
    there = AuditorFactory(agency=agency)
    gone = AuditorFactory(agency=agency, ended=True)

    def codes(**more):
        told = {"user": UserFactory()} | SAID | more
        return refused(commands.enter_auditor, agency, actor=secretary, on=TODAY, **told)

    assert codes(training=" ", trained_date=TODAY + timedelta(days=1)) == ("training_missing", "trained_later")
    assert codes(to_date=date(2026, 1, 4)) == ("ends_before_begin",)
    assert codes(user=there.user) == ("there_already",)
    assert codes(user=gone.user, from_date=gone.to_date) == ("overlaps",)
    assert Auditor.objects.count() == 2


def test_somebody_who_ended_is_entered_again_from_the_day_after(agency, secretary):
    gone = AuditorFactory(agency=agency, ended=True)
    told = SAID | {"user": gone.user, "from_date": gone.to_date + timedelta(days=1)}

    again = commands.enter_auditor(agency, actor=secretary, on=TODAY, **told)

    assert again.pk != gone.pk
    assert list(queries.valid_auditors(agency.pk, TODAY)) == [again]


def test_only_who_runs_the_system_keeps_the_register(agency, head, official):
    entry = AuditorFactory(agency=agency)
    for actor in (head, official, person(agency, Seat.Role.AUDITOR)):
        with pytest.raises(PermissionDenied):
            commands.enter_auditor(agency, actor=actor, on=TODAY, user=UserFactory(), **SAID)
        with pytest.raises(PermissionDenied):
            commands.change_auditor(entry, actor=actor, version=1, on=TODAY, **SAID)
        with pytest.raises(PermissionDenied):
            commands.end_auditor(entry, actor=actor, version=1, to_date=TODAY, reason="x", on=TODAY)


def test_what_is_changed_is_told_and_the_same_again_is_nothing(agency, secretary):
    entry = AuditorFactory(agency=agency)
    told = {name: getattr(entry, name) for name in PLAIN} | {"to_date": date(2027, 1, 4)}

    changed = commands.change_auditor(entry, actor=secretary, version=1, on=TODAY, **told)
    again = commands.change_auditor(entry, actor=secretary, version=2, on=TODAY, **told)

    assert (changed.to_date, repr(again)) == (date(2027, 1, 4), "UNCHANGED")
    assert Entry.objects.get().data["fields"] == ["to_date"]
    with pytest.raises(Stale):
        commands.change_auditor(entry, actor=secretary, version=1, on=TODAY, **told)


def test_an_entry_ends_once_with_day_and_reason_and_is_changed_no_more(agency, secretary):
    entry = AuditorFactory(agency=agency)
    told = {"actor": secretary, "version": 1, "on": TODAY}

    assert refused(commands.end_auditor, entry, to_date=TODAY + timedelta(days=1), reason=" ", **told) == (
        "ends_later", "reason_missing",
    )  # fmt: skip
    assert refused(commands.end_auditor, entry, to_date=date(2026, 1, 4), reason="x", **told) == ("ends_before_begin",)
    ended = commands.end_auditor(entry, to_date=TODAY, reason="Chuyển  công tác", **told)

    assert (ended.is_ended, ended.to_date, ended.ended_reason) == (True, TODAY, "Chuyển công tác")
    later = told | {"version": 2}
    assert refused(commands.end_auditor, ended, to_date=TODAY, reason="x", **later) == ("ended_already",)
    plain = {name: getattr(ended, name) for name in PLAIN}
    assert refused(commands.change_auditor, ended, **later, **plain) == ("ended_already",)


def test_who_is_valid_on_a_day(agency, other_agency):
    first, last = date(2026, 2, 1), date(2026, 2, 28)
    one = AuditorFactory(agency=agency, from_date=first, to_date=last)
    ended = AuditorFactory(agency=agency, is_ended=True, to_date=last, ended_reason="x")
    AuditorFactory(agency=agency, from_date=first, user__is_active=False)
    AuditorFactory(agency=other_agency)

    def valid(on):
        return {each.pk for each in queries.valid_auditors(agency.pk, on)}

    assert valid(first - timedelta(days=1)) == {ended.pk}
    assert valid(first) == valid(last) == {one.pk, ended.pk}
    assert valid(last + timedelta(days=1)) == set()


def test_an_entry_covers_its_clauses_and_their_parts():
    entry = Auditor(clauses=["8.5", "9"])
    assert queries.may_audit(entry, ["8.5.1", "9.2"])
    assert not queries.may_audit(entry, ["8.5", "8.4"])
    assert not queries.may_audit(entry, ["8"])
    assert queries.may_audit(Auditor(), ["10.2"])


def test_who_holds_the_seat_without_an_entry_and_the_other_way_round(agency, secretary):
    bare = person(agency, Seat.Role.AUDITOR)
    both = person(agency, Seat.Role.AUDITOR)
    AuditorFactory(agency=agency, user=both.user)
    entry = AuditorFactory(agency=agency)

    assert list(queries.without_entry(viewer=secretary, on=TODAY)) == [bare.user]
    seats = {one.pk: one.has_seat for one in queries.list_auditors(viewer=secretary, on=TODAY)}
    assert sorted(seats.values()) == [False, True]
    assert seats[entry.pk] is False


def test_what_runs_out_waits_for_the_secretary_thirty_days_before(agency, secretary):
    entry = AuditorFactory(agency=agency, to_date=TODAY + timedelta(days=30))
    AuditorFactory(agency=agency)
    AuditorFactory(agency=agency, ended=True)

    def told(on):
        return [(one.user_ids, one.due, one.link_kwargs) for one in auditors_running_out(Asked((agency.pk,), on))]

    assert told(TODAY - timedelta(days=1)) == []
    assert told(TODAY) == [(frozenset({secretary.user.pk}), entry.to_date, {"slug": entry.slug})]
    assert len(told(TODAY + timedelta(days=90))) == 1


def test_an_end_never_makes_an_entry_hold_longer(agency, secretary):
    entry = AuditorFactory(agency=agency, to_date=date(2026, 3, 31))
    told = {"actor": secretary, "version": 1, "on": TODAY, "reason": "Chứng nhận hết hạn"}

    assert refused(commands.end_auditor, entry, to_date=date(2026, 4, 1), **told) == ("ends_after_validity",)
    assert commands.end_auditor(entry, to_date=date(2026, 3, 31), **told).is_ended
