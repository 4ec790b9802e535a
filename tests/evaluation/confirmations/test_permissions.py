"""Who gets which answer from the pages of confirmations."""

import pytest

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.evaluation.models import Confirmation
from tests.factories.agency import SeatFactory
from tests.factories.findings import AuditFactory
from tests.factories.reviews import ReviewFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def confirmed(agency):
    one = Confirmation.objects.create(agency=agency, slug="2025", text="x", state="CONFIRMED", confirmed_date=today())
    return {"slug": one.slug}


def both(agency):
    AuditFactory(agency=agency, reported=True)
    ReviewFactory(agency=agency, concluded=True)
    return {}


def draft(agency):
    both(agency)
    SeatFactory(agency=agency, role=Seat.Role.HEAD)
    return {"slug": Confirmation.objects.create(agency=agency, slug="2026", text="x").slug}


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD), 200)
OVERSEEN = {OFFICIAL: 404, UNIT_HEAD: 404, SECRETARY: 200, HEAD: 403}
DONE = OVERSEEN | {SECRETARY: 302}
TABLE = [
    Row("get", "evaluation:confirmation_list", READ, guest=200),
    Row("get", "evaluation:confirmation_detail", READ, kwargs=confirmed, guest=200),
    Row("get", "evaluation:confirmation_detail", OVERSEEN | {HEAD: 200}, kwargs=draft),
    Row("get", "evaluation:confirmation_print", READ, kwargs=confirmed, guest=200),
    Row("post", "evaluation:confirmation_new", {OFFICIAL: 403, SECRETARY: 302, HEAD: 403}, kwargs=both),
    Row("get", "evaluation:confirmation_change", OVERSEEN, kwargs=draft),
    Row("post", "evaluation:confirmation_change", DONE, kwargs=draft, data=lambda _agency: {"text": "y", "version": 1}),
    Row("get", "evaluation:confirmation_submit", OVERSEEN, kwargs=draft),
    Row("post", "evaluation:confirmation_submit", DONE, kwargs=draft, data=lambda _agency: {"version": 1}),
    Row("get", "evaluation:confirmation_drop", OVERSEEN, kwargs=draft),
    Row(
        "post",
        "evaluation:confirmation_drop",
        DONE,
        kwargs=draft,
        data=lambda _agency: {"reason": "Nhầm", "version": 1},
    ),
]
test_who_gets_what = answers(TABLE)
