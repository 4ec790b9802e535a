"""Who gets which answer from the pages of assignments."""

from datetime import timedelta

import pytest

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.work.models import Extension
from tests.factories.agency import SeatFactory
from tests.factories.work import AssignmentFactory, ExtensionFactory
from tests.permission_table import ADMINISTRATOR, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def given_to_the_secretary(agency, **state):
    return AssignmentFactory(agency=agency, owner_role=Seat.Role.SECRETARY, giver_role=Seat.Role.HEAD, **state)


def a_slug(agency):
    return {"slug": given_to_the_secretary(agency).slug}


def reported(agency):
    done = {"state": "DONE", "result": "Đã ban hành", "done_date": today()}
    return {"slug": given_to_the_secretary(agency, **done).slug}


def asked(agency):
    one = given_to_the_secretary(agency)
    by = SeatFactory(agency=agency).user
    later = one.due_date + timedelta(days=7)
    extension = ExtensionFactory(assignment=one, asked_by=by, wanted_date=later, state=Extension.State.ASKED)
    return {"slug": one.slug, "uuid": extension.uuid}


def version(_agency):
    return {"version": "1"}


SEEN = {OFFICIAL: 404, UNIT_HEAD: 404, SECRETARY: 200, HEAD: 200}
TO_DO = {OFFICIAL: 404, HEAD: 403, SECRETARY: 200}
# The secretary stands in for every giver, but not upon the own work.
TO_DECIDE = {OFFICIAL: 404, HEAD: 200, SECRETARY: 403}
REFUSED_TO_DO = {OFFICIAL: 404, HEAD: 403, SECRETARY: 422}
REFUSED_TO_DECIDE = {OFFICIAL: 404, HEAD: 422, SECRETARY: 403}
TABLE = [
    Row("get", "work:assignment_list", {OFFICIAL: 200, SECRETARY: 200, ADMINISTRATOR: 200}),
    Row("get", "work:assignment_given_list", {OFFICIAL: 200, SECRETARY: 200}),
    Row("get", "work:assignment_all_list", {OFFICIAL: 403, UNIT_HEAD: 200, SECRETARY: 200, HEAD: 200}),
    Row("get", "work:assignment_give", {OFFICIAL: 200, SECRETARY: 200}),
    Row("post", "work:assignment_give", {OFFICIAL: 422, SECRETARY: 422}),
    Row("get", "work:assignment_detail", SEEN, kwargs=a_slug),
    Row("get", "work:assignment_change", TO_DECIDE, kwargs=a_slug),
    Row("post", "work:assignment_change", REFUSED_TO_DECIDE, kwargs=a_slug),
    Row("get", "work:assignment_take", TO_DO, kwargs=a_slug),
    Row("post", "work:assignment_take", {OFFICIAL: 404, HEAD: 403, SECRETARY: 302}, kwargs=a_slug, data=version),
    Row("get", "work:assignment_give_back", TO_DO, kwargs=a_slug),
    Row("post", "work:assignment_give_back", REFUSED_TO_DO, kwargs=a_slug),
    Row("get", "work:assignment_finish", TO_DO, kwargs=a_slug),
    Row("post", "work:assignment_finish", REFUSED_TO_DO, kwargs=a_slug),
    Row("get", "work:assignment_confirm", TO_DECIDE, kwargs=reported),
    Row("post", "work:assignment_confirm", {OFFICIAL: 404, HEAD: 302, SECRETARY: 403}, kwargs=reported, data=version),
    Row("get", "work:assignment_send_back", TO_DECIDE, kwargs=reported),
    Row("post", "work:assignment_send_back", REFUSED_TO_DECIDE, kwargs=reported),
    Row("get", "work:assignment_cancel", TO_DECIDE, kwargs=a_slug),
    Row("post", "work:assignment_cancel", REFUSED_TO_DECIDE, kwargs=a_slug),
    Row("get", "work:extension_ask", TO_DO, kwargs=a_slug),
    Row("post", "work:extension_ask", REFUSED_TO_DO, kwargs=a_slug),
    Row("get", "work:extension_answer", TO_DECIDE, kwargs=asked),
    Row("post", "work:extension_answer", REFUSED_TO_DECIDE, kwargs=asked),
]
test_who_gets_what = answers(TABLE)
