"""Who gets which answer from the pages of proposals."""

from datetime import timedelta

import pytest

from sotay.agency.clock import today
from sotay.agency.models import Seat
from tests.factories.agency import SeatFactory, UserFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.work import AssignmentFactory
from tests.permission_table import HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers

pytestmark = pytest.mark.django_db


def a_proposal(agency):
    return {"slug": ProposalFactory(agency=agency).slug}


def one_done(agency):
    return {"slug": ProposalFactory(agency=agency, done=True).slug}


def one_cancelled(agency):
    work = AssignmentFactory(agency=agency, state="CANCELLED", state_reason="x", ended_date=today())
    return {"slug": ProposalFactory(agency=agency, judged=True, state="ACCEPTED", assignment=work).slug}


def given(agency):
    owner = SeatFactory(agency=agency, role=Seat.Role.OFFICIAL, from_date=today() - timedelta(days=30)).user
    return {"owner": f"user:{owner.uuid}", "due_date": f"{today() + timedelta(days=30):%d/%m/%Y}", "version": 1}


def measured(_agency):
    return {
        "before": "20", "after": "12", "outcome": "BETTER", "measured_date": f"{today():%d/%m/%Y}", "version": 1,
    }  # fmt: skip


READ = dict.fromkeys((OFFICIAL, SECRETARY, HEAD, UNIT_HEAD), 200)
JUDGE = {OFFICIAL: 403, SECRETARY: 200, HEAD: 200, UNIT_HEAD: 403}  # a head of another unit
JUDGED = JUDGE | {SECRETARY: 302, HEAD: 302}
OF_OTHERS = dict.fromkeys((OFFICIAL, SECRETARY, HEAD), 403)
TABLE = [
    Row("get", "improvement:proposal_list", READ, guest=200),
    Row("get", "improvement:proposal_detail", READ, kwargs=a_proposal),
    Row("get", "improvement:proposal_detail", READ, kwargs=one_done, guest=200),
    Row("get", "improvement:proposal_new", READ),
    Row("post", "improvement:proposal_new", dict.fromkeys(READ, 302), data=lambda _agency: {"title": "Gộp phiếu"}),
    Row("get", "improvement:proposal_change", OF_OTHERS, kwargs=a_proposal),
    Row("post", "improvement:proposal_change", OF_OTHERS, kwargs=a_proposal),
    Row("get", "improvement:proposal_withdraw", OF_OTHERS, kwargs=a_proposal),
    Row("post", "improvement:proposal_withdraw", OF_OTHERS, kwargs=a_proposal),
    Row("get", "improvement:proposal_accept", JUDGE, kwargs=a_proposal),
    Row("post", "improvement:proposal_accept", JUDGED, kwargs=a_proposal, data=given),
    Row("get", "improvement:proposal_reject", JUDGE, kwargs=a_proposal),
    Row(
        "post",
        "improvement:proposal_reject",
        JUDGED,
        kwargs=a_proposal,
        data=lambda _agency: {"text": "Trùng", "version": 1},
    ),
    Row("get", "improvement:proposal_give", JUDGE, kwargs=one_cancelled),
    Row("post", "improvement:proposal_give", JUDGED, kwargs=one_cancelled, data=given),
    Row("get", "improvement:proposal_measure", JUDGE, kwargs=one_done),
    Row("post", "improvement:proposal_measure", JUDGED, kwargs=one_done, data=measured),
]
test_who_gets_what = answers(TABLE)


def test_who_proposed_changes_and_withdraws_it(agency, official, signed_in):
    client = signed_in(official)
    proposal = ProposalFactory(agency=agency, proposed_by=official.user)
    other = ProposalFactory(agency=agency, proposed_by=UserFactory())
    for page in ("change", "withdraw"):
        address = f"/{agency.short_name}/improvement/proposals/%s/{page}/"
        assert client.get(address % proposal.slug).status_code == 200
        assert client.get(address % other.slug).status_code == 403
