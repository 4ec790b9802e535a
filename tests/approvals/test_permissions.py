"""Who gets what from every address of approvals."""

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals.commands import submit
from sotay.manual.models import Amendment
from tests.conftest import person
from tests.factories.agency import DecisionFactory
from tests.factories.blobs import stored
from tests.factories.manual import DraftFactory, ManualFactory, StatementFactory
from tests.permission_table import ADMINISTRATOR, CLERK, HEAD, OFFICIAL, SECRETARY, Row, answers


def approval_of(agency):
    """Return a round that waits for the head."""
    draft = DraftFactory(statement=StatementFactory(manual=ManualFactory(agency=agency, issued=True)))
    person(agency, Seat.Role.HEAD)
    author = person(agency, Seat.Role.SECRETARY, on=today())
    approval = submit(draft.amendment, [draft], actor=author, purpose="manual.amendment", on=today())
    Amendment.objects.filter(pk=draft.amendment.pk).update(state=Amendment.State.SUBMITTED)
    return approval


def a_round(agency):
    return {"slug": approval_of(agency).uuid}


def a_paper(agency):
    approval = approval_of(agency)
    approval.paper = DecisionFactory(agency=agency, file=stored(), file_name="qd.txt")
    approval.save()
    return {"slug": approval.uuid}


def a_purpose(_agency):
    return {"purpose": "manual.amendment"}


def reason(_agency):
    return {"reason": "Ghi rõ căn cứ", "version": 1}


def paper(_agency):
    return {"number": "5/QĐ-STN", "date": today().isoformat(), "signer_name": "Trần Thị Ký", "version": 1}


TABLE = [
    Row("get", "approvals:approval_list", {OFFICIAL: 200, HEAD: 200}),
    Row("get", "approvals:approval_list", {SECRETARY: 200}, query="?show=all&export=csv"),
    Row("get", "approvals:approval_detail", {OFFICIAL: 200, HEAD: 200}, kwargs=a_round),
    Row(
        "post",
        "approvals:approval_approve",
        {OFFICIAL: 403, SECRETARY: 403, HEAD: 302},
        kwargs=a_round,
        data=lambda _a: {"version": 1},
    ),
    Row("get", "approvals:approval_return", {OFFICIAL: 403, HEAD: 200}, kwargs=a_round),
    Row("post", "approvals:approval_return", {OFFICIAL: 403, SECRETARY: 403, HEAD: 302}, kwargs=a_round, data=reason),
    Row("get", "approvals:approval_withdraw", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_round),
    Row("post", "approvals:approval_withdraw", {OFFICIAL: 403, HEAD: 403, SECRETARY: 302}, kwargs=a_round, data=reason),
    Row("get", "approvals:approval_paper", {OFFICIAL: 403, CLERK: 200}, kwargs=a_round),
    Row(
        "post",
        "approvals:approval_paper",
        {OFFICIAL: 403, HEAD: 403, SECRETARY: 302, CLERK: 302},
        kwargs=a_round,
        data=paper,
    ),
    Row("get", "approvals:approval_file", {OFFICIAL: 200}, kwargs=a_paper),
    Row("get", "approvals:route_list", {OFFICIAL: 200}),
    Row("get", "approvals:route_change", {OFFICIAL: 403, SECRETARY: 200, ADMINISTRATOR: 200}, kwargs=a_purpose),
    Row(
        "post",
        "approvals:route_change",
        {OFFICIAL: 403, SECRETARY: 302},
        kwargs=a_purpose,
        data=lambda _a: {"label_1": "Phê duyệt", "role_1": "HEAD", "rule_1": "ONE"},
    ),
]

test_who_gets_what = answers(TABLE)
