"""Nobody who was audited sees a draft before the closing meeting: pages, lists, exports, search, notices, journal, files."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.clock import today
from sotay.agency.models import Grant, Seat
from sotay.attachments.commands import comment
from sotay.evaluation.audits.findings import commands
from sotay.evaluation.audits.findings.waiting import findings_without_opinion
from sotay.evaluation.audits.plan.commands import hold_closing_meeting
from sotay.evaluation.models import Audit, Finding
from sotay.journal.models import Entry
from sotay.search.queries import find
from sotay.work.notices.models import Notice
from sotay.work.waiting.registry import Asked
from tests.conftest import SignedIn, person
from tests.factories.agency import SeatFactory, UnitFactory, UserFactory
from tests.factories.findings import AuditFactory, FindingFactory, MemberFactory, VisitFactory

pytestmark = pytest.mark.django_db
SECRET = "Sổ theo dõi bỏ trống ba tháng"


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def audit(agency):
    return AuditFactory(agency=agency)


@pytest.fixture
def lead(agency, audit):
    actor = person(agency, Seat.Role.OFFICIAL, on=today())
    MemberFactory(audit=audit, user=actor.user)
    return actor


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit, on=today())


@pytest.fixture
def draft(audit, unit, lead):
    visit = VisitFactory(audit=audit, unit=unit)
    return commands.log_finding(
        audit, actor=lead, on=today(), unit=unit, visit=visit, grade="NONCONFORMITY", what=SECRET,
        found_date=audit.from_date,
    )  # fmt: skip


@pytest.fixture
def guest(agency):
    inspector = UserFactory()
    since = today() - timedelta(days=30)
    Grant.objects.create(agency=agency, to_user=inspector, purpose="Kiểm tra", from_date=since, to_date=today())
    client = Client()
    client.force_login(inspector, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def url(agency, name, **kwargs):
    return reverse(name, kwargs={"agency": agency.short_name, **kwargs})


def met(audit, lead):
    audit = Audit.objects.get(pk=audit.pk)
    audit.visits.update(finished_date=audit.from_date, finished_by=lead.user)
    return hold_closing_meeting(audit, actor=lead, version=audit.version, on=today(), held_date=audit.to_date)


def cells(response):
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)


def seen(client, agency, draft):
    """Return by which ways a client comes to know of a finding."""
    page = client.get(url(agency, "evaluation:finding_detail", slug=draft.slug))
    listed = client.get(url(agency, "evaluation:finding_list"))
    return {
        "page": page.status_code == 200,
        "list": SECRET in listed.content.decode(),
        "export": SECRET in cells(client.get(url(agency, "evaluation:finding_list"), {"export": "xlsx"})),
        "log": SECRET in cells(client.get(url(agency, "evaluation:finding_log"), {"export": "xlsx"})),
        "report": client.get(url(agency, "evaluation:audit_report", slug=draft.audit.slug)).status_code == 200,
    }


def test_a_draft_is_seen_by_the_team_and_who_oversees_alone(agency, draft, lead, unit_head, secretary, guest):
    everything = dict.fromkeys(("page", "list", "export", "log", "report"), True)
    nothing = dict.fromkeys(everything, False)

    assert seen(SignedIn(lead), agency, draft) == everything
    assert seen(SignedIn(secretary), agency, draft) == everything
    assert seen(SignedIn(unit_head), agency, draft) == nothing
    assert seen(guest, agency, draft) == nothing


def test_after_the_meeting_everybody_sees_it_and_the_report_once_it_is_approved(
    agency, audit, draft, lead, unit_head, guest
):
    met(audit, lead)
    after = {"page": True, "list": True, "export": True, "log": True, "report": False}

    assert seen(SignedIn(unit_head), agency, draft) == after
    assert seen(guest, agency, draft) == after
    Audit.objects.update(state="REPORTED", reported_date=today())
    assert seen(SignedIn(unit_head), agency, draft) == after | {"report": True}
    assert seen(guest, agency, draft) == after | {"report": True}


def test_what_was_dropped_stays_with_the_team(agency, audit, draft, lead, unit_head, guest):
    commands.drop_finding(draft, actor=lead, version=1, reason="Đã có sổ khác")
    assert SignedIn(lead).get(url(agency, "evaluation:finding_detail", slug=draft.slug)).status_code == 200
    met(audit, lead)
    for client in (SignedIn(unit_head), guest):
        assert client.get(url(agency, "evaluation:finding_detail", slug=draft.slug)).status_code == 404
    listed = url(agency, "evaluation:finding_list")
    assert SECRET not in SignedIn(lead).get(listed).content.decode()
    assert SECRET in SignedIn(lead).get(listed, {"state": "DROPPED"}).content.decode()
    assert SECRET not in SignedIn(unit_head).get(listed, {"state": "DROPPED"}).content.decode()


def test_search_finds_no_draft_for_who_was_audited(audit, draft, lead, unit_head):
    def found(viewer):
        return [hit.known.title for hit in find("sổ theo dõi bỏ trống", viewer=viewer)]

    assert found(lead) == [draft.title]
    assert found(unit_head) == []
    met(audit, lead)
    assert found(unit_head) == [draft.title]


def test_no_notice_and_nothing_that_waits_tells_of_a_draft(agency, audit, draft, lead, unit_head):
    def waits():
        return [one.title for one in findings_without_opinion(Asked((agency.pk,), today()))]

    comment(draft, actor=lead, text=f"Xem lại: {SECRET}", mentioned=[unit_head.user])
    assert Notice.objects.filter(user=unit_head.user).count() == 0
    assert waits() == []

    met(audit, lead)

    (notice,) = Notice.objects.filter(user=unit_head.user)
    assert notice.text == "1 phát hiện chờ ý kiến của đơn vị."
    assert waits() == [draft.title]
    (waiting,) = findings_without_opinion(Asked((agency.pk,), today()))
    assert waiting.user_ids == {unit_head.user.pk}


def test_the_leader_is_told_what_the_unit_says_and_nothing_waits_any_more(agency, audit, draft, lead, unit_head):
    met(audit, lead)
    one = Finding.objects.get(pk=draft.pk)

    commands.give_opinion(
        one, actor=unit_head, version=one.version, on=today(), opinion="OTHERWISE", opinion_text="Có sổ điện tử",
        opinion_date=today(),
    )  # fmt: skip

    (notice,) = Notice.objects.filter(user=lead.user)
    assert notice.text == f"{one.unit}: có ý kiến khác."
    assert list(findings_without_opinion(Asked((agency.pk,), today()))) == []


def test_the_journal_keeps_no_words_of_a_draft_and_its_page_is_hidden(agency, draft, unit_head):
    for entry in Entry.objects.filter(agency=agency):
        assert SECRET not in f"{entry.subject_text} {entry.reason} {entry.data}"
    page = SignedIn(unit_head).get(url(agency, "web:record_journal", uuid=draft.uuid))
    assert page.status_code == 404


def test_files_and_remarks_on_a_draft_are_hidden(agency, draft, unit_head, lead):
    place = {"subject_type": "evaluation.finding", "uuid": draft.uuid}
    for name in ("record_detail", "file_add", "comment_add", "link_add"):
        address = url(agency, f"attachments:{name}", **place)
        assert SignedIn(unit_head).get(address).status_code in {404, 405}
        sent = SignedIn(unit_head).post(address, {"once": str(uuid4()), "text": "Tôi thấy"})
        assert sent.status_code in {404, 405}
    assert SignedIn(lead).get(url(agency, "attachments:record_detail", **place)).status_code == 200


def test_another_agency_is_never_found(agency, other_agency, draft, signed_in):
    stranger = person(other_agency, Seat.Role.SECRETARY, on=today())
    client = signed_in(stranger)
    FindingFactory(audit=AuditFactory(agency=other_agency, met=True), what="Của cơ quan khác")
    assert client.get(url(other_agency, "evaluation:finding_detail", slug=draft.slug)).status_code == 404
    listed = client.get(url(other_agency, "evaluation:finding_list")).content.decode()
    assert SECRET not in listed
    assert "Của cơ quan khác" in listed


@pytest.fixture
def in_committee(agency, unit, signed_in):
    """The head of the audited unit, a member of the committee as most heads of units are."""
    boss = person(agency, Seat.Role.UNIT_HEAD, unit=unit, on=today())
    SeatFactory(agency=agency, user=boss.user, role=Seat.Role.COMMITTEE_MEMBER, from_date=today() - timedelta(days=9))
    return signed_in(boss)


def test_a_head_of_unit_in_the_committee_waits_for_the_meeting_in_the_own_unit(
    agency, audit, lead, draft, in_committee
):
    other = FindingFactory(audit=audit, what="Việc của đơn vị khác", number=9)
    dropped = FindingFactory(audit=audit, unit=draft.unit, visit=draft.visit, number=8, dropped=True, what="Đã bỏ đi")
    listed = in_committee.get(url(agency, "evaluation:finding_list")).content.decode()
    assert SECRET not in listed
    assert other.what in listed
    assert in_committee.get(url(agency, "evaluation:finding_detail", slug=draft.slug)).status_code == 404
    assert in_committee.get(url(agency, "evaluation:visit_detail", slug=draft.visit.slug)).status_code == 404
    assert in_committee.get(url(agency, "evaluation:audit_report", slug=audit.slug)).status_code == 404
    page = in_committee.get(url(agency, "evaluation:audit_detail", slug=audit.slug)).content.decode()
    assert url(agency, "evaluation:visit_detail", slug=draft.visit.slug) not in page
    assert url(agency, "evaluation:visit_detail", slug=other.visit.slug) in page

    met(audit, lead)

    listed = in_committee.get(url(agency, "evaluation:finding_list")).content.decode()
    assert SECRET in listed
    assert dropped.what not in listed
    assert in_committee.get(url(agency, "evaluation:audit_report", slug=audit.slug)).status_code == 200
