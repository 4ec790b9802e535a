"""What an inspector's account sees of sheets and proposals: those taken up, no drafts, no names of people concerned."""

from datetime import date

import pytest
from django.urls import reverse

from sotay.agency.actor import Actor, actor_of
from sotay.agency.clock import today
from sotay.agency.models import Grant
from sotay.improvement.models import Nonconformity, Proposal
from sotay.manual.selfcheck.queries import get_selfcheck
from tests.conftest import SignedIn
from tests.factories.agency import UserFactory
from tests.factories.findings import AuditFactory, FindingFactory
from tests.factories.improvement import NonconformityFactory, RoundFactory
from tests.factories.inspections import InspectionFactory, InspectionFindingFactory
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspector(agency):
    user = UserFactory()
    Grant.objects.create(agency=agency, to_user=user, purpose="Kiểm tra", from_date=today(), to_date=today())
    return user


@pytest.fixture
def client(agency, inspector):
    return SignedIn(Actor(agency=agency, user=inspector))


def url(agency, name, **kwargs):
    return reverse(name, kwargs={"agency": agency.short_name, **kwargs})


def text(client, agency, name, **kwargs):
    return client.get(url(agency, name, **kwargs)).content.decode()


@pytest.mark.parametrize("state", ["REPORTED", "REJECTED"])
def test_a_sheet_nobody_took_up_is_not_for_guests(agency, client, state):
    sheet = NonconformityFactory(agency=agency, what="Phiếu chưa ai xem", state_reason="Trùng")
    Nonconformity.objects.filter(pk=sheet.pk).update(state=state)

    assert "Phiếu chưa ai xem" not in text(client, agency, "improvement:nonconformity_list")
    for page in ("detail", "print"):
        there = url(agency, f"improvement:nonconformity_{page}", slug=sheet.slug)
        assert client.get(there).status_code == 404
    export = client.get(url(agency, "improvement:nonconformity_list"), {"export": "csv"})
    assert sheet.code not in b"".join(export.streaming_content).decode()


def test_people_concerned_and_what_nobody_approved_are_not_for_guests(agency, client, secretary, signed_in):
    sheet = NonconformityFactory(agency=agency, analysing=True, people="Bà Trần Thị Bưởi")
    RoundFactory(nonconformity=sheet, root_cause="Nguyên nhân đang bàn", returned_reason="Viết lại cho rõ")
    secret = ("Bà Trần Thị Bưởi", "Nguyên nhân đang bàn", "Viết lại cho rõ")

    for page in ("improvement:nonconformity_detail", "improvement:nonconformity_print"):
        shown = text(client, agency, page, slug=sheet.slug)
        assert sheet.code in shown
        assert not [word for word in secret if word in shown]
    mine = signed_in(secretary).get(url(agency, "improvement:nonconformity_detail", slug=sheet.slug))
    assert all(word in mine.content.decode() for word in secret)


def test_a_sheet_nobody_took_up_is_named_without_a_link_where_it_was_born(agency, client, secretary, signed_in):
    found = InspectionFindingFactory(inspection=InspectionFactory(agency=agency, minuted=True))
    audited = FindingFactory(audit=AuditFactory(agency=agency, reported=True))
    for finding, page in (
        (found, url(agency, "evaluation:inspection_detail", slug=found.inspection.slug)),
        (audited, url(agency, "evaluation:finding_detail", slug=audited.slug)),
    ):
        sheet = NonconformityFactory(
            agency=agency, origin_type=finding._meta.label_lower, origin_uuid=finding.uuid, found_date=date(2026, 6, 5)
        )
        there = url(agency, "improvement:nonconformity_detail", slug=sheet.slug)
        shown = client.get(page).content.decode()
        assert sheet.code in shown
        assert there not in shown
        assert there in signed_in(secretary).get(page).content.decode()
        accepted = {"grade": "MINOR", "accepted_date": date(2026, 6, 6), "due_date": date(2026, 8, 1)}
        people = {"accepted_by": UserFactory(), "owner_user": UserFactory()}
        Nonconformity.objects.filter(pk=sheet.pk).update(state="ACCEPTED", **accepted, **people)
        assert there in client.get(page).content.decode()


@pytest.mark.parametrize("state", ["PROPOSED", "REJECTED", "WITHDRAWN"])
def test_a_proposal_nobody_accepted_is_not_for_guests(agency, client, state):
    one = ProposalFactory(agency=agency, title="Ý chưa ai nhận")
    changes = {"judged_text": "Trùng", "judged_by": UserFactory(), "judged_date": today()}
    Proposal.objects.filter(pk=one.pk).update(state=state, **(changes if state == "REJECTED" else {}))

    assert "Ý chưa ai nhận" not in text(client, agency, "improvement:proposal_list")
    assert client.get(url(agency, "improvement:proposal_detail", slug=one.slug)).status_code == 404
    done = ProposalFactory(agency=agency, done=True)
    assert client.get(url(agency, "improvement:proposal_detail", slug=done.slug)).status_code == 200


def test_the_self_check_counts_for_a_guest_what_the_lists_show_him(agency, inspector, secretary):
    day = today()
    NonconformityFactory(agency=agency, source="COMPLAINT", found_date=day)
    ProposalFactory(agency=agency, proposed_date=day)

    def laid(viewer):
        check = get_selfcheck(viewer=viewer, on=day, today=date.max)
        return {paper.title for row in check.lines for paper in row.papers}

    counted = {"Phiếu sự không phù hợp", "Phiếu lập từ phản ánh, kiến nghị", "Đề xuất cải tiến"}
    assert counted <= laid(secretary)
    assert not counted & laid(actor_of(inspector, agency=agency, on=day))
