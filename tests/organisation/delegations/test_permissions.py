"""Who gets which answer from the pages of delegations."""

import pytest

from tests.factories.agency import SeatFactory
from tests.factories.organisation import DelegationFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, Row, answers

pytestmark = pytest.mark.django_db


def a_seat(agency):
    return {"uuid": SeatFactory(agency=agency).uuid}


def a_delegation(agency):
    return {"uuid": DelegationFactory(agency=agency).uuid}


TABLE = [
    Row("get", "organisation:delegation_list", {OFFICIAL: 200, SECRETARY: 200, HEAD: 200}),
    Row("get", "organisation:delegation_give", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_seat),
    Row("post", "organisation:delegation_give", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_seat),
    Row("get", "organisation:delegation_end", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_delegation),
    Row("post", "organisation:delegation_end", {OFFICIAL: 403, SECRETARY: 422}, kwargs=a_delegation),
]
test_who_gets_what = answers(TABLE)
