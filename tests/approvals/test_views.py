"""Pages of approvals: left out with a reason, returned, entered from a signed paper, routes."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals.commands import set_route
from sotay.approvals.guards import StepChosen
from sotay.approvals.models import Approval, Route
from sotay.approvals.strips import strip_of
from sotay.commands import UNCHANGED, Refused
from sotay.manual.amendments.commands import submit_amendment
from sotay.manual.models import Amendment
from tests.conftest import person
from tests.factories.manual import AmendmentFactory, DraftFactory, ManualFactory, StatementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(agency):
    return person(agency, Seat.Role.SECRETARY, on=today())


@pytest.fixture
def chief(agency):
    return person(agency, Seat.Role.HEAD, on=today())


def submitted(agency, now, *, clauses=("6.2",)):
    amendment = AmendmentFactory(manual=ManualFactory(agency=agency, issued=True))
    for clause in clauses:
        DraftFactory(amendment=amendment, statement=StatementFactory(manual=amendment.manual, clause=clause))
    return submit_amendment(amendment, actor=now, version=amendment.version, on=today())


def page_of(approval, what=""):
    name = f"approvals:approval_{what or 'detail'}"
    return reverse(name, kwargs={"agency": approval.agency.short_name, "slug": approval.uuid})


def test_one_text_is_left_out_on_the_page_with_its_reason(agency, now, chief, signed_in):
    approval = submitted(agency, now, clauses=("6.2", "6.3"))
    item = approval.items.order_by("pk").last()
    client = signed_in(chief)

    bare = client.send(page_of(approval, "approve"), {"version": 1, f"out_{item.pk}": "on"})
    assert bare.status_code == 422
    assert "Mỗi nội dung để lại cần một lý do." in bare.content.decode()

    done = client.send(
        page_of(approval, "approve"), {"version": 1, f"out_{item.pk}": "on", f"why_{item.pk}": "Chưa rõ"}
    )
    assert done.status_code == 302
    assert Amendment.objects.count() == 2


def test_a_round_submitted_in_the_first_hours_bears_the_day_of_the_wall_calendar(agency, now, chief):
    approval = submitted(agency, now)
    approval.submitted_at = datetime(2026, 3, 9, 18, 30, tzinfo=UTC)

    assert "10/03/2026" in strip_of(approval, [])[0].note


def test_returning_needs_a_reason(agency, now, chief, signed_in):
    approval = submitted(agency, now)
    client = signed_in(chief)

    assert client.send(page_of(approval, "return"), {"version": 1, "reason": " "}).status_code == 422
    assert client.send(page_of(approval, "return"), {"version": 1, "reason": "Ghi căn cứ"}).status_code == 302
    assert Approval.objects.get().state == Approval.State.RETURNED


def test_a_signed_paper_is_entered_with_its_scan_which_members_can_open(agency, now, chief, official, signed_in):
    approval = submitted(agency, now)
    client = signed_in(now)
    paper = {
        "number": "9/QĐ-STN",
        "date": today().isoformat(),
        "signer_name": "Trần Thị Ký",
        "version": 1,
        "file": SimpleUploadedFile("qd.txt", "Quyết định".encode()),
    }

    assert client.send(page_of(approval, "paper"), paper).status_code == 302

    approval.refresh_from_db()
    assert (approval.state, approval.way, approval.paper.number) == ("APPROVED", "PAPER", "9/QĐ-STN")
    given = signed_in(person(agency, Seat.Role.OFFICIAL, on=today())).get(page_of(approval, "file"))
    assert b"".join(given.streaming_content) == "Quyết định".encode()


def test_a_round_takes_as_many_queries_for_30_texts_as_for_two(agency, now, chief, signed_in):
    def queries(approval):
        client = signed_in(chief)
        client.get(page_of(approval))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page_of(approval)).status_code == 200
        return len(captured)

    few = submitted(agency, now, clauses=("6.2", "6.3"))
    first = queries(few)
    Approval.objects.update(state=Approval.State.WITHDRAWN)
    amendment = AmendmentFactory(manual=Amendment.objects.get().manual)
    for place in range(30):
        part = StatementFactory(manual=amendment.manual, part="ANNEX", clause="", slug=f"pl-{place}", title="Phụ lục")
        DraftFactory(amendment=amendment, statement=part)
    many = submit_amendment(amendment, actor=now, version=amendment.version, on=today())

    assert queries(many) == first


def test_an_agency_chooses_its_route_and_goes_back_to_the_default(agency, now, chief):
    steps = [StepChosen(label="Ký", role=Seat.Role.HEAD)]
    set_route(agency, actor=now, purpose="manual.amendment", steps=steps)
    assert set_route(agency, actor=now, purpose="manual.amendment", steps=steps) is UNCHANGED
    assert [step.label for step in submitted(agency, now).steps.all()] == ["Ký"]

    set_route(agency, actor=now, purpose="manual.amendment", steps=[])
    assert not Route.objects.get().steps.exists()


@pytest.mark.parametrize(
    ("purpose", "steps", "code"),
    [
        ("weather", [StepChosen(label="Ký", role=Seat.Role.HEAD)], "unknown_purpose"),
        ("manual.amendment", [StepChosen(label=" ", role=Seat.Role.HEAD)], "label_missing"),
        ("manual.amendment", [StepChosen(label="Ký")], "role_or_person"),
    ],
)
def test_a_route_without_signers_is_refused(agency, now, purpose, steps, code):
    with pytest.raises(Refused) as refusal:
        set_route(agency, actor=now, purpose=purpose, steps=steps)

    assert refusal.value.codes == (code,)


def test_a_route_is_not_chosen_by_officials(agency, official):
    with pytest.raises(PermissionDenied):
        set_route(agency, actor=official, purpose="manual.amendment", steps=[])
