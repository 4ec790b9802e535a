"""Pages of proposals as officials and the secretary use them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.improvement.models import Proposal
from sotay.work.models import Assignment
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.findings import AuditFactory, FindingFactory
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"improvement:{name}", kwargs={"agency": agency.short_name, **kwargs})


def from_record(agency, record):
    return f"{url(agency, 'proposal_new')}?origin={record._meta.label_lower}:{record.uuid}"


def test_a_proposal_is_made_accepted_and_measured_by_its_forms(agency, signed_in):
    author = person(agency, Seat.Role.OFFICIAL, on=today())
    secretary = signed_in(person(agency, Seat.Role.SECRETARY, on=today()))
    client = signed_in(author)
    answer = client.send(url(agency, "proposal_new"), {"title": "Gộp hai phiếu", "measure": "phút một hồ sơ"})
    proposal = Proposal.objects.get()
    detail = url(agency, "proposal_detail", slug=proposal.slug)
    assert answer.url == detail
    assert "Chờ trưởng đơn vị, thư ký hoặc lãnh đạo xem xét" in client.get(detail).content.decode()

    day = f"{today():%d/%m/%Y}"
    told = {"owner": f"user:{author.user.uuid}", "due_date": day, "text": "Nên làm", "version": 1}
    secretary.send(url(agency, "proposal_accept", slug=proposal.slug), told)
    work = Assignment.objects.get()
    page = client.get(detail).content.decode()
    for words in ("Nên làm", work.code, "Đang thực hiện"):
        assert words in page
    early = {"before": "20", "after": "12", "outcome": "BETTER", "measured_date": day, "version": 2}
    refused = secretary.send(url(agency, "proposal_measure", slug=proposal.slug), early)
    assert (refused.status_code, "đã được xác nhận hoàn thành" in refused.content.decode()) == (422, True)
    Proposal.objects.update(state="DONE", done_date=today())
    secretary.send(url(agency, "proposal_measure", slug=proposal.slug), early)
    page = client.get(detail).content.decode()
    for words in ("Trước và sau", "Tốt hơn", "Đã đo kết quả"):
        assert words in page


def test_a_proposal_is_born_from_a_point_to_watch_once_the_meeting_was_held(agency, official, secretary, signed_in):
    told = FindingFactory(audit=AuditFactory(agency=agency, met=True), grade="NOTE", what="Phiếu trùng")
    draft = FindingFactory(audit=AuditFactory(agency=agency), grade="NOTE", what="Bản nháp")
    wrong = FindingFactory(audit=told.audit, grade="NONCONFORMITY")
    client = signed_in(official)

    assert "Phiếu trùng" in client.get(from_record(agency, told)).content.decode()
    assert "Bản nháp" not in signed_in(secretary).get(from_record(agency, draft)).content.decode()
    client.send(from_record(agency, told), {"title": "Bỏ một phiếu"})
    assert Proposal.objects.get().origin_uuid == told.uuid

    def beside(finding):
        place = {"agency": agency.short_name, "slug": finding.slug}
        return client.get(reverse("evaluation:finding_detail", kwargs=place)).content.decode()

    assert "Bỏ một phiếu" in beside(told)
    assert "proposals/new" not in beside(wrong)


def test_the_list_is_narrowed_and_leaves_as_it_is_shown(agency, other_agency, secretary, signed_in):
    client = signed_in(secretary)
    unit = UnitFactory(agency=agency)
    ProposalFactory(agency=agency, title="Một", unit=unit)
    ProposalFactory(agency=agency, title="Hai", measured=True)
    ProposalFactory(agency=agency, title="Ba", rejected=True)
    ProposalFactory(agency=other_agency, title="Bốn")

    def shown(**query):
        page = client.get(url(agency, "proposal_list"), query).content.decode()
        return [name for name in ("Một", "Hai", "Ba", "Bốn") if f">{name}<" in page]

    assert shown() == ["Một", "Hai", "Ba"]
    assert shown(state="LEFT") == ["Một"]
    assert shown(state="REJECTED") == ["Ba"]
    assert shown(outcome="BETTER") == ["Hai"]
    assert shown(unit=unit.slug) == ["Một"]
    file = client.get(url(agency, "proposal_list"), {"export": "csv", "state": "MEASURED"})
    text = b"".join(file.streaming_content).decode()
    assert ("Hai" in text, "Một" in text) == (True, False)


def test_a_list_of_thirty_costs_as_many_queries_as_one(agency, secretary, signed_in):
    client = signed_in(secretary)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, "proposal_list"))
        return len(seen)

    ProposalFactory(agency=agency)
    asked()
    one = asked()
    for _number in range(29):
        ProposalFactory(agency=agency, unit=UnitFactory(agency=agency))
    assert asked() == one


def test_an_empty_list_says_what_to_do(agency, official, signed_in):
    page = signed_in(official).get(url(agency, "proposal_list")).content.decode()
    assert "Chưa có đề xuất cải tiến nào" in page
    assert url(agency, "proposal_new") in page
