"""Handing over a seat: prepared, confirmed by both or signed on paper; then the seat passes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.actor import actor_of
from sotay.agency.models import Seat
from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.organisation.decisions.queries import NewDecision
from sotay.organisation.handovers.commands import (
    cancel_handover,
    confirm_handover,
    prepare_handover,
    sign_handover,
)
from sotay.organisation.handovers.models import Handover
from sotay.organisation.people import handover as registry
from tests.conftest import TODAY
from tests.factories.agency import DecisionFactory, SeatFactory, UnitFactory
from tests.factories.organisation import DelegationFactory, HandoverFactory

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 1)
State = Handover.State


@pytest.fixture
def cast(agency):
    """A head of unit who gives and an official who takes."""
    unit = UnitFactory(agency=agency)
    giving = SeatFactory(agency=agency, unit=unit, role=Seat.Role.UNIT_HEAD, title="Trưởng phòng")
    taking = SeatFactory(agency=agency, unit=unit)
    return giving, *(actor_of(seat.user, agency=agency, on=TODAY) for seat in (giving, taking))


def prepared(seat, actor, to, **more):
    return prepare_handover(seat, actor=actor, on=TODAY, person=to, **({"date": JULY} | more))


def confirmed(handover, actor):
    handover.refresh_from_db()
    return confirm_handover(handover, actor=actor, version=handover.version, on=TODAY)


def test_the_seat_passes_when_both_have_confirmed(cast):
    seat, giver, taker = cast
    handover = prepared(seat, giver, taker.user, files_note="Tủ 3, ngăn 2")

    assert confirmed(handover, taker).state == State.PREPARED
    done = confirmed(handover, giver)

    seat.refresh_from_db()
    passed = done.next_seat
    assert (done.state, seat.to_date) == (State.DONE, date(2026, 6, 30))
    assert (passed.user, passed.role, passed.unit, passed.from_date) == (taker.user, seat.role, seat.unit, JULY)
    assert "organisation.seat.handed_over" in set(Entry.objects.values_list("action", flat=True))


def test_neither_side_confirms_twice_and_nobody_else_confirms(agency, cast, secretary):
    seat, giver, taker = cast
    handover = prepared(seat, giver, taker.user)
    confirmed(handover, giver)

    with pytest.raises(Refused) as refusal:
        confirmed(handover, giver)
    assert refusal.value.codes == ("confirmed_already",)
    with pytest.raises(PermissionDenied):
        confirmed(handover, secretary)


def test_a_record_signed_on_paper_is_as_good_as_both_confirmations(cast, secretary):
    seat, giver, taker = cast
    handover = prepared(seat, giver, taker.user)
    paper = NewDecision(number="12/BB-BG", date=date(2026, 6, 10))

    with pytest.raises(Refused) as refusal:
        sign_handover(handover, actor=secretary, version=1, on=TODAY, decision=None)
    assert refusal.value.codes == ("paper_missing",)
    with pytest.raises(PermissionDenied):
        sign_handover(handover, actor=giver, version=1, on=TODAY, decision=paper)
    done = sign_handover(handover, actor=secretary, version=1, on=TODAY, decision=paper)

    assert (done.state, done.paper.number, done.next_seat.user) == (State.DONE, "12/BB-BG", taker.user)


def test_a_role_of_decision_passes_by_decision_only(agency, secretary):
    seat, to = SeatFactory(agency=agency, role=Seat.Role.QMR), SeatFactory(agency=agency).user

    with pytest.raises(Refused) as refusal:
        prepared(seat, secretary, to)
    assert refusal.value.codes == ("decision_missing",)

    assert prepared(seat, secretary, to, decision=DecisionFactory(agency=agency)).decision


def test_preparing_refuses_oneself_a_day_before_the_seat_and_a_second_one(cast, secretary):
    seat, giver, taker = cast
    wrong = [({"to": giver.user}, "to_oneself"), ({"to": taker.user, "date": date(2025, 1, 1)}, "passes_before_start")]
    for more, code in wrong:
        with pytest.raises(Refused) as refusal:
            prepared(seat, secretary, more.pop("to"), **more)
        assert refusal.value.codes == (code,)
    prepared(seat, secretary, taker.user)
    with pytest.raises(Refused) as refusal:
        prepared(seat, secretary, taker.user)
    assert refusal.value.codes == ("handover_open",)


def test_a_cancelled_handover_leaves_the_seat_and_is_not_confirmed(cast):
    seat, giver, taker = cast
    handover = prepared(seat, giver, taker.user)

    cancelled = cancel_handover(handover, actor=taker, version=1, reason="Không điều động nữa")

    seat.refresh_from_db()
    assert seat.to_date is None
    with pytest.raises(Refused) as refusal:
        confirmed(cancelled, giver)
    assert refusal.value.codes == ("not_open",)


def test_what_areas_tell_of_a_seat_stands_on_the_page_and_stays_after_it_passed(agency, cast, signed_in, monkeypatch):
    seat, giver, taker = cast
    monkeypatch.setattr(registry, "_parts", dict(registry._parts))

    @registry.held("papers", title="Văn bản đang trình", order=1)
    def papers(told, *, on, until):
        assert (told, (until - on).days) == (seat, 90)
        yield registry.Item(text="Quy trình QT 07", due_date=date(2026, 7, 20))

    DelegationFactory(agency=agency, seat=seat, to_user=taker.user)
    handover = prepared(seat, giver, taker.user)
    url = reverse("organisation:handover_paper", kwargs={"agency": agency.short_name, "uuid": handover.uuid})
    live = signed_in(giver).get(url).content.decode()
    confirmed(handover, giver)
    confirmed(handover, taker)
    monkeypatch.setattr(registry, "_parts", {})
    kept = signed_in(taker).get(url).content.decode()

    for page in (live, kept):
        assert "Văn bản đang trình" in page
        assert "Quy trình QT 07" in page
        assert "20/07/2026" in page
        assert f"Ủy quyền cho {taker.user}" in page


def test_a_part_is_registered_once(monkeypatch):
    monkeypatch.setattr(registry, "_parts", dict(registry._parts))
    with pytest.raises(ValueError, match="twice"):
        registry.held("delegations", title="x", order=1)(list)


def test_both_confirm_by_their_button(agency, cast, signed_in):
    seat, giver, taker = cast
    handover = prepared(seat, giver, taker.user)
    url = reverse("organisation:handover_confirm", kwargs={"agency": agency.short_name, "uuid": handover.uuid})

    assert signed_in(giver).send(url, {"version": 1}).status_code == 302
    stale = signed_in(taker).send(url, {"version": 1})
    assert stale.status_code == 409
    assert signed_in(taker).send(url, {"version": 2}).status_code == 302
    handover.refresh_from_db()
    assert handover.state == State.DONE


def test_an_official_lists_only_ones_own(agency, cast, official, signed_in):
    seat, giver, taker = cast
    prepared(seat, giver, taker.user)
    url = reverse("organisation:handover_list", kwargs={"agency": agency.short_name})

    assert len(signed_in(taker).get(url).context["table"].rows) == 1
    assert len(signed_in(official).get(url).context["table"].rows) == 0


def test_the_list_asks_as_often_for_30_as_for_1(agency, secretary, signed_in):
    url, client = reverse("organisation:handover_list", kwargs={"agency": agency.short_name}), signed_in(secretary)

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    HandoverFactory(agency=agency)
    few = asked()
    HandoverFactory.create_batch(29, agency=agency)
    assert asked() == few <= 12
