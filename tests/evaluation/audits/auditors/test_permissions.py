"""Who gets which answer from the pages of internal auditors."""

import pytest

from sotay.agency.clock import today
from sotay.agency.models import Seat
from tests.factories.agency import SeatFactory
from tests.factories.evaluation import AuditorFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def an_entry(agency):
    return {"slug": AuditorFactory(agency=agency).slug}


def typed(agency):
    user = SeatFactory(agency=agency, role=Seat.Role.AUDITOR).user
    return {"user": user.pk, "training": "Khóa A", "from_date": "05/01/2026"}


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD), 200)
KEEP = {OFFICIAL: 403, SECRETARY: 200, HEAD: 403, UNIT_HEAD: 403}
SEND = KEEP | {SECRETARY: 302}
TABLE = [
    Row("get", "evaluation:auditor_list", READ, guest=200),
    Row("get", "evaluation:auditor_detail", READ, kwargs=an_entry, guest=200),
    Row("get", "evaluation:auditor_import", SEND),
    Row("get", "evaluation:auditor_new", KEEP),
    Row("post", "evaluation:auditor_new", SEND, data=typed),
    Row("get", "evaluation:auditor_change", KEEP, kwargs=an_entry),
    Row(
        "post",
        "evaluation:auditor_change",
        SEND,
        kwargs=an_entry,
        data=lambda _agency: {"training": "Khóa B", "from_date": "05/01/2026", "version": 1},
    ),
    Row("get", "evaluation:auditor_end", KEEP, kwargs=an_entry),
    Row(
        "post",
        "evaluation:auditor_end",
        SEND,
        kwargs=an_entry,
        data=lambda _agency: {"to_date": f"{today():%d/%m/%Y}", "reason": "Chuyển công tác", "version": 1},
    ),
]
test_who_gets_what = answers(TABLE)
