"""What waits for whom, and what others count."""

from datetime import date

import pytest

from sotay.agency.models import Seat
from sotay.operation.outputs.waiting import outputs_to_handle
from sotay.standard.catalogue.periods import period_of
from sotay.standard.registry.facts import Asked as AskedFact
from sotay.standard.registry.facts import numbers
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.outputs import OutputFactory

pytestmark = pytest.mark.django_db
Role = Seat.Role


def waiting(agency):
    asked = Asked((agency.pk,), TODAY)
    return {one.link_kwargs["slug"]: (one.link, one.user_ids, one.due) for one in outputs_to_handle(asked)}


def test_each_waits_for_who_does_what_is_next(agency, secretary):
    unit = UnitFactory(agency=agency)
    unit_head = person(agency, Role.UNIT_HEAD, unit=unit)
    worker = person(agency, Role.OFFICIAL, unit=unit)
    to_decide = OutputFactory(agency=agency, unit=unit)
    to_do = OutputFactory(agency=agency, unit=unit, decided=True, assigned_to=worker.user, due_date=date(2026, 6, 20))
    own = OutputFactory(agency=agency, unit=unit, done=True, done_by=unit_head.user)
    to_check = OutputFactory(agency=agency, unit=unit, done=True, done_by=worker.user)
    OutputFactory(agency=agency, unit=unit, closed=True)
    OutputFactory(agency=agency, unit=unit, cancelled=True)
    elsewhere = OutputFactory(agency=agency)

    assert waiting(agency) == {
        to_decide.slug: ("operation:output_decide", frozenset({unit_head.user.pk}), None),
        to_do.slug: ("operation:output_done", frozenset({worker.user.pk}), date(2026, 6, 20)),
        own.slug: ("operation:output_check", frozenset({secretary.user.pk}), None),
        to_check.slug: ("operation:output_check", frozenset({unit_head.user.pk}), None),
        elsewhere.slug: ("operation:output_decide", frozenset(), None),
    }


def test_one_that_nobody_of_the_unit_can_decide_waits_for_who_leads(agency, head):
    output = OutputFactory(agency=agency, unit=None, what="x")

    assert waiting(agency)[output.slug][1] == {head.user.pk}


def counted(code, agency, on=TODAY, period="2026"):
    asked = AskedFact((agency.pk,), period_of(period), on)
    return {unit: (one.value, one.said) for (_agency, unit), one in numbers(code, asked).items()}


def test_others_count_what_was_found_and_what_is_open_by_kind(agency):
    unit = UnitFactory(agency=agency)
    OutputFactory(agency=agency, unit=unit, kind="LATE")
    OutputFactory(agency=agency, unit=unit, kind="LOST", closed=True)
    OutputFactory(agency=agency, unit=None, kind="LATE", closed=True)
    OutputFactory(agency=agency, unit=unit, cancelled=True)
    OutputFactory(agency=agency, unit=unit, found_date=date(2025, 12, 31), closed=True)
    late, lost = "Trả quá hạn: ", "Mất, hư hỏng giấy tờ của khách hàng: 1"

    assert counted("outputs.found", agency) == {None: (3, f"{late}2; {lost}"), unit.pk: (2, f"{late}1; {lost}")}
    assert counted("outputs.open", agency) == {None: (1, f"{late}1"), unit.pk: (1, f"{late}1")}
    assert counted("outputs.open", agency, date(2026, 6, 3))[None][0] == 4
    assert counted("outputs.found", agency, period="2024") == {None: (0, "")}
