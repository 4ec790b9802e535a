"""What waits with requests: for the asker what came back, for the unit what was accepted, for the secretary a withdrawal."""

import pytest

from sotay.agency.models import Seat
from sotay.support.requests.waiting import requests_to_carry_on
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.support import ChangeRequestFactory

pytestmark = pytest.mark.django_db


def told(*agencies):
    asked = Asked(tuple(agency.pk for agency in agencies), TODAY)
    return {one.key.removeprefix("request:"): (one.user_ids, one.act) for one in requests_to_carry_on(asked)}


def test_each_waits_for_whoever_does_it_next(agency, secretary, official):
    accepted = ChangeRequestFactory(document__agency=agency, accepted=True)
    unit_head = person(agency, Seat.Role.UNIT_HEAD, unit=accepted.document.unit)
    back = ChangeRequestFactory(document__agency=agency, state_reason="Thiếu", asked_by=official.user)
    orphan = ChangeRequestFactory(document__agency=agency, state_reason="Thiếu")
    withdraw = ChangeRequestFactory(document__agency=agency, accepted=True, manner="WITHDRAW")
    ChangeRequestFactory(document__agency=agency)
    ChangeRequestFactory(document__agency=agency, state="DONE", done_date=TODAY)

    assert told(agency) == {
        str(accepted.uuid): (frozenset({unit_head.user.pk}), "Bắt đầu soạn tài liệu"),
        str(back.uuid): (frozenset({official.user.pk}), "Sửa và trình lại"),
        str(orphan.uuid): (frozenset({secretary.user.pk}), "Sửa và trình lại"),
        str(withdraw.uuid): (frozenset({secretary.user.pk}), "Thu hồi tài liệu"),
    }


def test_many_agencies_are_asked_about_at_once(agency, django_assert_num_queries):
    agencies = [agency, *(AgencyFactory() for _number in range(9))]
    for one in agencies:
        ChangeRequestFactory(document__agency=one, accepted=True)

    with django_assert_num_queries(2):
        assert len(told(*agencies)) == 10
