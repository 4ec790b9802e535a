"""Each act upon a dossier: does what it says, refuses with a reason, is denied to those not concerned."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.operation.dossiers import words
from sotay.operation.dossiers.desk.commands import endings, originals, receiving, steps, waits
from sotay.operation.dossiers.desk.page import DossierShown
from sotay.operation.dossiers.models import DossierEvent
from sotay.operation.dossiers.tallies import differences
from tests.conftest import TODAY
from tests.factories.standard import ParameterValueFactory

from .conftest import NOW, at

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 6, day) for day in range(1, 6))
DUE = date(2026, 6, 8)
RESULT = {"result_number": "15/GP", "result_approved_by": "Trần Thị Ký, Giám đốc"}
SECRET_WORDS = "Bà Lê Thị Bưởi bị ốm"


@pytest.fixture
def dossier(desk, service, case):
    papers = [{"name": "Giấy phép cũ", "originals": 1, "copies": 0}, {"name": "Đơn", "originals": 0, "copies": 1}]
    return receiving.receive(
        service, actor=desk, now=NOW, at=at(MONDAY), variant=case, name="Nguyễn Văn An", papers=papers
    )


def refused(act, *args, **kwargs):
    """Return the codes an act was refused with."""
    with pytest.raises(Refused) as caught:
        act(*args, now=NOW, **kwargs)
    return caught.value.codes


def to(case, unit, position, user=None):
    return {"to_step": case.steps.get(position=position), "to_unit": unit, "to_user": user}


def test_handed_over_it_stands_at_the_next_step_with_whom_it_was_given_to(dossier, desk, official, unit, case):
    dossier = steps.hand_over(
        dossier, actor=desk, now=NOW, at=at(MONDAY, 10), **to(case, unit, 2, official.user), note="Đủ"
    )

    assert (dossier.step.position, dossier.holder, dossier.holder_unit) == (2, official.user, unit)
    event = dossier.events.get(kind="HANDED_OVER")
    assert (event.step.position, event.to_step.position, event.to_user) == (1, 2, official.user)


def test_sent_back_with_its_reason(dossier, desk, official, unit, case):
    dossier = steps.hand_over(dossier, actor=desk, now=NOW, at=at(MONDAY, 10), **to(case, unit, 2, official.user))

    dossier = steps.send_back(
        dossier, actor=official, now=NOW, at=at(MONDAY, 11), reason=SECRET_WORDS, **to(case, None, 1, desk.user)
    )

    assert (dossier.step.position, dossier.holder) == (1, desk.user)
    assert dossier.events.get(kind="SENT_BACK").reason == SECRET_WORDS
    assert SECRET_WORDS not in str(list(Entry.objects.values("data", "reason")))


def test_hand_over_refuses(dossier, desk, case, unit):
    assert refused(steps.hand_over, dossier, actor=desk) == ("nobody",)
    dossier = steps.hand_over(dossier, actor=desk, now=NOW, at=at(MONDAY, 10), **to(case, unit, 2))
    assert refused(steps.send_back, dossier, actor=desk, reason=" ", **to(case, unit, 1)) == ("reason_missing",)


def test_back_goes_to_a_step_before_with_a_reason_and_forward_never_does(dossier, desk, case, unit):
    dossier = steps.hand_over(dossier, actor=desk, now=NOW, at=at(MONDAY, 10), **to(case, unit, 2))

    assert refused(steps.hand_over, dossier, actor=desk, **to(case, unit, 1)) == ("step_before",)
    for back in ({"to_unit": unit}, to(case, unit, 2), to(case, unit, 3)):
        assert refused(steps.send_back, dossier, actor=desk, reason="Sai", **back) == ("no_step_before",)


def test_given_to_another_person_the_step_is_the_same_and_not_done(dossier, desk, official, unit, case):
    dossier = steps.hand_over(dossier, actor=desk, now=NOW, at=at(MONDAY, 10), **to(case, unit, 2))

    dossier = steps.hand_over(dossier, actor=desk, now=NOW, at=at(MONDAY, 11), to_user=official.user)

    assert (dossier.step.position, dossier.holder, dossier.holder_unit) == (2, official.user, unit)
    first, second = dossier.events.filter(kind="HANDED_OVER")
    assert (first.is_within_step, second.is_within_step, second.to_step.position) == (False, True, 2)


@pytest.mark.parametrize(
    ("when", "code"), [(at(MONDAY, 8), "before_the_last"), (at(date(2026, 6, 13)), "later_than_now")]
)
def test_nothing_happens_before_the_last_or_in_the_future(dossier, desk, unit, when, code):
    assert refused(steps.hand_over, dossier, actor=desk, at=when, to_unit=unit) == (code,)


def test_what_is_missing_stops_the_clock_and_when_it_came_the_clock_begins_anew(agency, dossier, desk):
    papers = [{"name": "Giấy phép", "originals": 1, "copies": 0}]
    dossier = waits.ask_supplement(
        dossier, actor=desk, now=NOW, at=at(THURSDAY), reason="Thiếu", papers=papers, number="5/HDHS"
    )
    assert (dossier.state, dossier.due_date, dossier.supplements) == ("SUPPLEMENT", None, 1)
    assert Entry.objects.get(action="operation.dossier.supplement_asked").data["is_late"] is False

    dossier = waits.take_supplement(dossier, actor=desk, now=NOW, at=at(FRIDAY, 14))

    assert (dossier.state, dossier.due_date, dossier.receipt_due_date) == ("IN_PROGRESS", *[date(2026, 6, 12)] * 2)
    assert dossier.events.get(kind="SUPPLEMENTED").due_date == date(2026, 6, 12)
    assert differences(agency.pk) == []


def test_asked_after_three_working_days_it_is_told_as_late(dossier, desk):
    waits.ask_supplement(
        dossier, actor=desk, now=NOW, at=at(FRIDAY), reason="Thiếu", papers=[{"name": "x", "originals": 1}]
    )

    assert Entry.objects.get(action="operation.dossier.supplement_asked").data["is_late"] is True


def test_what_is_missing_is_named_with_a_reason(dossier, desk):
    assert refused(waits.ask_supplement, dossier, actor=desk, reason="", papers=[]) == (
        "reason_missing",
        "papers_missing",
    )
    assert refused(waits.take_supplement, dossier, actor=desk) == ("not_in_this_state",)


def test_a_pause_moves_the_day_by_the_days_it_stood(dossier, desk):
    dossier = waits.pause(dossier, actor=desk, now=NOW, at=at(TUESDAY), reason="Chờ nộp phí")
    assert (dossier.state, dossier.due_date) == ("PAUSED", None)

    dossier = waits.resume(dossier, actor=desk, now=NOW, at=at(THURSDAY))

    assert (dossier.state, dossier.due_date, dossier.paused_days) == ("IN_PROGRESS", date(2026, 6, 10), 2)
    assert refused(waits.resume, dossier, actor=desk) == ("not_in_this_state",)
    assert refused(waits.pause, dossier, actor=desk, reason=" ") == ("reason_missing",)


def test_one_apology_with_a_later_day_never_moves_what_is_counted(dossier, desk):
    new = date(2026, 6, 11)
    assert refused(waits.apologise, dossier, actor=desk, new_due_date=DUE, reason="Chậm") == ("new_day_too_early",)

    dossier = waits.apologise(dossier, actor=desk, now=NOW, at=at(date(2026, 6, 7)), new_due_date=new, reason="Chậm")

    assert (dossier.due_date, dossier.new_due_date) == (DUE, new)
    assert Entry.objects.get(action="operation.dossier.apologised").data["is_late"] is False
    again = date(2026, 6, 15)
    assert "apologised_already" in refused(waits.apologise, dossier, actor=desk, new_due_date=again, reason="Chậm")


@pytest.mark.parametrize(
    ("said", "new", "code"),
    [
        (at(date(2026, 6, 10)), date(2026, 6, 9), "new_day_passed"),
        (at(date(2026, 6, 10)), date(2026, 6, 10), "new_day_passed"),
        (at(FRIDAY), date(2026, 6, 13), "new_day_off"),
    ],
)
def test_a_new_day_is_a_working_day_still_to_come(dossier, desk, said, new, code):
    assert refused(waits.apologise, dossier, actor=desk, at=said, new_due_date=new, reason="Chậm") == (code,)


def test_what_comes_later_makes_no_apology_late_nor_one_in_time(dossier, desk):
    dossier = waits.apologise(dossier, actor=desk, now=NOW, at=at(DUE), new_due_date=date(2026, 6, 11), reason="Chậm")
    dossier = waits.ask_supplement(dossier, actor=desk, now=NOW, at=at(DUE, 10), reason="x", papers=[{"name": "Đơn"}])
    dossier = waits.take_supplement(dossier, actor=desk, now=NOW, at=at(date(2026, 6, 9)))
    assert dossier.due_date == date(2026, 6, 16)

    shown = DossierShown(dossier, desk, on=TODAY)

    assert [bool(one.late) for one in shown.happened if one.event.kind == "APOLOGISED"] == [True]
    assert "hẹn lại" not in words.due_words(dossier)  # the new receipt names a later day


def test_an_apology_on_the_day_due_is_kept_and_told_as_late(dossier, desk):
    waits.apologise(dossier, actor=desk, now=NOW, at=at(DUE), new_due_date=date(2026, 6, 11), reason="Chậm")

    assert Entry.objects.get(action="operation.dossier.apologised").data["is_late"] is True


def test_a_late_result_is_returned_all_the_same(agency, dossier, desk):
    dossier = endings.give_result(dossier, actor=desk, now=NOW, at=at(date(2026, 6, 10)), **RESULT)
    assert (dossier.state, dossier.timing, dossier.holder) == ("READY", "LATE", None)

    dossier = endings.return_result(
        dossier, actor=desk, now=NOW, at=at(date(2026, 6, 11)), returned_how="POST", taken_by="Nguyễn Văn An"
    )

    assert (dossier.state, dossier.returned_date, dossier.returned_how) == ("RETURNED", date(2026, 6, 11), "POST")
    assert dossier.person.taken_by == "Nguyễn Văn An"
    assert "An" not in str(Entry.objects.get(action="operation.dossier.returned").data)
    assert differences(agency.pk) == []


def test_a_written_refusal_is_a_result(dossier, desk):
    dossier = endings.give_result(dossier, actor=desk, now=NOW, at=at(TUESDAY), is_rejected=True, **RESULT)

    assert (dossier.state, dossier.timing, dossier.is_rejected) == ("READY", "EARLY", True)


def test_no_result_without_number_and_approver_and_no_return_without_a_result(dossier, desk):
    lacking = {"result_number": " ", "result_approved_by": ""}
    assert refused(endings.give_result, dossier, actor=desk, **lacking) == ("number_missing", "approver_missing")
    codes = refused(endings.return_result, dossier, actor=desk, returned_how="", taken_by=" ")
    assert codes == ("not_in_this_state", "no_result", "how_missing", "taker_missing")


@pytest.mark.parametrize(("act", "state"), [(endings.stop, "STOPPED"), (endings.withdraw, "WITHDRAWN")])
def test_stopped_or_withdrawn_it_is_no_longer_open(agency, dossier, desk, act, state):
    assert refused(act, dossier, actor=desk, reason="") == ("reason_missing",)

    dossier = act(dossier, actor=desk, now=NOW, at=at(TUESDAY), reason="Người nộp đề nghị")

    assert (dossier.state, dossier.ended_date, dossier.holder) == (state, TUESDAY, None)
    assert refused(act, dossier, actor=desk, reason="x") == ("not_in_this_state",)
    assert differences(agency.pk) == []


def test_originals_are_given_back_or_lost_once(dossier, desk):
    original, copy = dossier.papers.order_by("position")

    originals.tell_fate(original, actor=desk, now=NOW, at=at(TUESDAY), fate="RETURNED")

    original.refresh_from_db()
    assert (original.fate, original.fate_date) == ("RETURNED", TUESDAY)
    assert DossierEvent.objects.get(kind="PAPER_RETURNED").papers[0]["name"] == "Giấy phép cũ"
    assert refused(originals.tell_fate, original, actor=desk, fate="LOST", reason="Cháy") == ("no_longer_kept",)
    assert refused(originals.tell_fate, copy, actor=desk, fate="LOST", reason="") == ("no_originals", "reason_missing")


@pytest.mark.parametrize(
    "act",
    [
        lambda one, who: steps.hand_over(one, actor=who, now=NOW),
        lambda one, who: steps.send_back(one, actor=who, now=NOW, reason="x"),
        lambda one, who: waits.ask_supplement(one, actor=who, now=NOW, reason="x", papers=[]),
        lambda one, who: waits.take_supplement(one, actor=who, now=NOW),
        lambda one, who: waits.pause(one, actor=who, now=NOW, reason="x"),
        lambda one, who: waits.resume(one, actor=who, now=NOW),
        lambda one, who: waits.apologise(one, actor=who, now=NOW, reason="x", new_due_date=DUE),
        lambda one, who: endings.give_result(one, actor=who, now=NOW, **RESULT),
        lambda one, who: endings.return_result(one, actor=who, now=NOW, returned_how="POST", taken_by="x"),
        lambda one, who: endings.stop(one, actor=who, now=NOW, reason="x"),
        lambda one, who: endings.withdraw(one, actor=who, now=NOW, reason="x"),
        lambda one, who: originals.tell_fate(one.papers.first(), actor=who, now=NOW, fate="RETURNED"),
    ],
)
def test_who_is_not_concerned_is_denied(dossier, stranger, act):
    with pytest.raises(PermissionDenied):
        act(dossier, stranger)


def test_an_imported_dossier_is_settled_elsewhere(agency, desk, service, unit):
    from tests.factories.dossiers import DossierFactory

    one = DossierFactory(agency=agency, service=service, unit=unit, imported=True)

    assert refused(steps.hand_over, one, actor=desk, to_unit=unit) == ("imported",)


def test_what_was_received_here_goes_on_here_when_the_agency_changes_to_lists(agency, desk, dossier):
    ParameterValueFactory(agency=agency, code="dossiers.source", value="ONE_STOP", valid_from_date=MONDAY)
    with pytest.raises(Refused):
        receiving.receive(dossier.service, actor=desk, now=NOW, name="Trần Thị Bình")

    shown = DossierShown(dossier, desk, on=TODAY)
    assert {"dossier_hand_over", "dossier_result"} <= {one.name for one in shown.acts}
    dossier = endings.give_result(dossier, actor=desk, now=NOW, at=at(THURSDAY), **RESULT)
    dossier = endings.return_result(
        dossier, actor=desk, now=NOW, at=at(FRIDAY), returned_how="DIRECT", taken_by="Nguyễn Văn An"
    )
    assert dossier.state == "RETURNED"


@pytest.mark.parametrize("runs_on", [True, False])
def test_while_paused_an_apology_is_given_where_the_clock_runs_on(dossier, desk, runs_on):
    dossier.pauses_count = runs_on
    dossier.save()
    dossier = waits.pause(dossier, actor=desk, now=NOW, at=at(TUESDAY), reason="Chờ giám định")
    due = date(2026, 6, 30)
    if not runs_on:
        codes = refused(waits.apologise, dossier, actor=desk, at=at(TUESDAY), reason="Chậm", new_due_date=due)
        assert codes == ("no_due_date",)
        return
    dossier = waits.apologise(dossier, actor=desk, now=NOW, at=at(TUESDAY), reason="Chậm", new_due_date=due)
    assert (dossier.state, dossier.apologised_date, dossier.new_due_date) == ("PAUSED", TUESDAY, due)
    dossier = waits.resume(dossier, actor=desk, now=NOW, at=at(TUESDAY, 10))
    assert (dossier.state, dossier.new_due_date) == ("IN_PROGRESS", due)
