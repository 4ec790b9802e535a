"""Pages of audits: what the register counts, what the page says is next, what is greyed, who sees what when."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Grant, Seat
from sotay.approvals.commands import set_route
from sotay.approvals.guards import StepChosen
from sotay.evaluation.audits.plan.commands import submit_plan
from sotay.evaluation.audits.plan.content import shown_of
from sotay.evaluation.models import Audit, Auditor, Visit, VisitAuditor
from tests.conftest import TODAY, SignedIn, person
from tests.evaluation.audits.plan.conftest import begun, visited
from tests.factories.agency import DecisionFactory, UnitFactory, UserFactory
from tests.factories.findings import AuditFactory, FindingFactory, MemberFactory, VisitFactory

pytestmark = pytest.mark.django_db
State = Audit.State


@pytest.fixture
def client(secretary):
    return SignedIn(secretary)


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def page(client, agency, name, **kwargs):
    return client.get(url(agency, name, **kwargs)).content.decode()


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_register_asks_as_often_for_thirty_audits_as_for_one(agency, client):
    def more(count):
        for _number in range(count):
            audit = AuditFactory(agency=agency, met=True)
            MemberFactory(audit=audit)
            FindingFactory(audit=audit)
            VisitFactory(audit=audit)

    more(1)
    one = queries_of(client, url(agency, "audit_list"))
    more(29)
    assert queries_of(client, url(agency, "audit_list")) == one


def test_the_page_asks_as_often_for_thirty_visits_as_for_one(agency, client):
    audit = AuditFactory(agency=agency)
    lead = MemberFactory(audit=audit).user

    def more(count):
        for _number in range(count):
            visit = VisitFactory(audit=audit, unit=UnitFactory(agency=agency))
            VisitAuditor.objects.create(agency=agency, visit=visit, user=lead)

    more(1)
    one = queries_of(client, url(agency, "audit_detail", slug=audit.slug))
    more(29)
    assert queries_of(client, url(agency, "audit_detail", slug=audit.slug)) == one


def test_the_register_counts_what_was_found_and_is_narrowed(agency, client):
    unit = UnitFactory(agency=agency)
    audit = AuditFactory(agency=agency, met=True, title="Lần một")
    VisitFactory(audit=audit, unit=unit, finished_date=today(), finished_by=UserFactory())
    VisitFactory(audit=audit, set_aside_reason="Giải thể")
    FindingFactory(audit=audit, visit=None)
    FindingFactory(audit=audit, visit=None, grade="NOTE")
    FindingFactory(audit=audit, visit=None, dropped=True)
    AuditFactory(agency=agency, title="Lần hai", year=2025)
    row = audit_row(page(client, agency, "audit_list"), audit)
    assert ("2/2" in row, row.count(">1<")) == (True, 2)
    for query, shown in (("?year=2025", "Lần hai"), ("?state=MET", "Lần một"), (f"?unit={unit.slug}", "Lần một")):
        text = client.get(url(agency, "audit_list") + query).content.decode()
        other = "Lần một" if shown == "Lần hai" else "Lần hai"
        assert (shown in text, other in text) == (True, False), query


def audit_row(text, audit):
    return next(row for row in text.split("<tr") if audit.code in row)


def test_the_register_leaves_as_a_file_as_it_is_shown(agency, client):
    audit = AuditFactory(agency=agency, title="Lần một")
    MemberFactory(audit=audit, user=UserFactory(full_name="Trần Dẫn Đầu"))
    answer = client.get(url(agency, "audit_list") + "?export=csv")
    text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    assert audit.code in text
    assert "Lần một – Trần Dẫn Đầu" in text


def test_an_empty_register_says_how_to_begin(agency, client):
    text = page(client, agency, "audit_list")
    assert "Chưa có cuộc đánh giá nào" in text
    assert url(agency, "audit_new") in text


def test_counts_of_drafts_are_not_for_the_audited(cast):
    audit = AuditFactory(agency=cast.agency)
    FindingFactory(audit=audit)
    row = audit_row(page(SignedIn(cast.unit_head), cast.agency, "audit_list"), audit)
    assert ">1<" not in row
    MemberFactory(audit=audit, user=cast.auditors[0].user)
    assert ">1<" in audit_row(page(SignedIn(cast.auditors[0]), cast.agency, "audit_list"), audit)


def test_the_page_says_the_one_thing_to_do_next(cast):
    client, agency = SignedIn(cast.secretary), cast.agency
    audit = begun(cast)
    assert "Lập lịch cho các đơn vị" in page(client, agency, "audit_detail", slug=audit.slug)
    visit = visited(cast, audit, auditors=[])
    text = page(client, agency, "audit_detail", slug=audit.slug)
    assert "Phân công đánh giá viên cho các lịch còn trống" in text
    assert url(agency, "visit_change", slug=visit.slug) in text
    VisitAuditor.objects.create(agency=agency, visit=visit, user=cast.auditors[0].user)
    assert "Trình kế hoạch để phê duyệt" in page(client, agency, "audit_detail", slug=audit.slug)
    Audit.objects.filter(pk=audit.pk).update(state=State.PLANNED, planned_date=today())
    assert "Thông báo lịch cho các đơn vị" in page(client, agency, "audit_detail", slug=audit.slug)


def test_late_notice_and_clashes_are_shown(cast):
    client, agency = SignedIn(cast.secretary), cast.agency
    audit = begun(cast)
    visited(cast, audit, 1)
    visited(cast, audit, 2)
    text = page(client, agency, "audit_detail", slug=audit.slug)
    assert "trùng giờ" in text
    Audit.objects.filter(pk=audit.pk).update(
        state=State.PLANNED, planned_date=audit.from_date, notice_date=audit.from_date
    )
    assert "chưa đủ 7 ngày" in page(client, agency, "audit_detail", slug=audit.slug)


def test_who_may_not_audit_is_greyed_with_the_reason(cast):
    audit = begun(cast)
    visit = visited(cast, audit)
    Seat.objects.create(
        agency=cast.agency, user=cast.auditors[2].user, role="UNIT_HEAD", unit=cast.units[1], from_date=today()
    )
    Seat.objects.filter(user=cast.auditors[2].user, role="UNIT_HEAD").update(from_date=audit.from_date)
    text = page(SignedIn(cast.secretary), cast.agency, "visit_change", slug=visit.slug)
    greyed = next(
        one for one in text.split("<input") if f'value="{cast.auditors[2].user.pk}"' in one and "auditors" in one
    )
    own = next(
        one for one in text.split("<input") if f'value="{cast.auditors[1].user.pk}"' in one and "auditors" in one
    )
    assert "disabled" in greyed
    assert "của đơn vị được đánh giá" in greyed
    assert "disabled" not in own
    assert "công tác tại" in own


def test_an_override_stands_on_page_and_paper(cast):
    audit = begun(cast)
    visited(cast, audit, auditors=[cast.auditors[1].user], override_reason="Duy nhất biết việc")
    for name in ("audit_detail", "audit_print"):
        assert "Duy nhất biết việc" in page(SignedIn(cast.secretary), cast.agency, name, slug=audit.slug)


def test_a_form_comes_back_with_what_was_typed_and_why(cast):
    audit = begun(cast)
    answer = SignedIn(cast.secretary).send(
        url(cast.agency, "visit_new", slug=audit.slug),
        {
            "unit": cast.units[1].pk,
            "day": f"{audit.from_date:%d/%m/%Y}",
            "from_time": "8h30",
            "to_time": "7:00",
            "auditors": [cast.auditors[1].user.pk],
            "content": "Tiếp nhận hồ sơ",
        },
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Giờ kết thúc phải sau giờ bắt đầu." in text
    assert "Tiếp nhận hồ sơ" in text
    assert not Visit.objects.exists()


def test_a_guest_sees_audits_after_the_closing_meeting_alone(agency):
    inspector = UserFactory()
    Grant.objects.create(agency=agency, to_user=inspector, purpose="Kiểm tra", from_date=today(), to_date=today())
    guest = SignedIn(Actor(agency=agency, user=inspector))
    shown, hidden = AuditFactory(agency=agency, met=True), AuditFactory(agency=agency)
    text = page(guest, agency, "audit_list")
    assert (shown.code in text, hidden.code in text) == (True, False)
    assert guest.get(url(agency, "audit_detail", slug=hidden.slug)).status_code == 404


def test_another_agency_s_audit_is_not_found(agency, other_agency):
    audit = AuditFactory(agency=other_agency)
    visit = VisitFactory(audit=audit)
    client = SignedIn(person(agency, Seat.Role.SECRETARY))
    assert client.get(url(agency, "audit_detail", slug=audit.slug)).status_code == 404
    assert client.get(url(agency, "visit_change", slug=visit.slug)).status_code == 404
    assert audit.code not in page(client, agency, "audit_list")


def test_units_nobody_can_be_told_in_are_named_before_the_notice(cast):
    audit = begun(cast)
    visited(cast, audit, 1)
    visited(cast, audit, 2)
    text = page(SignedIn(cast.secretary), cast.agency, "audit_detail", slug=audit.slug)
    assert f"Chưa có trưởng đơn vị hay đại diện để thông báo: {cast.units[2]}." in text


def test_the_form_of_the_closing_meeting_says_at_once_what_it_waits_for(cast):
    audit = begun(cast)
    visited(cast, audit)
    Audit.objects.filter(pk=audit.pk).update(state=State.UNDERWAY, planned_date=today())
    text = page(SignedIn(cast.secretary), cast.agency, "audit_close", slug=audit.slug)
    assert f"{cast.units[1]}: phiếu chưa hoàn thành ({cast.auditors[0].user})" in text


def test_whoever_signs_by_the_agencys_own_route_reads_the_plan_in_the_round(cast, signed_in):
    signer = person(cast.agency, Seat.Role.OFFICIAL, on=today())
    boss = person(cast.agency, Seat.Role.ADMINISTRATOR, on=today())
    step = StepChosen(label="Xem xét", user=signer.user)
    set_route(cast.agency, actor=boss, purpose="evaluation.audits", steps=[step])
    audit = begun(cast)
    visited(cast, audit, content="Xem hồ sơ cấp đổi giấy phép")
    audit.refresh_from_db()
    approval = submit_plan(audit, actor=cast.secretary, version=audit.version, on=TODAY)
    page = reverse("approvals:approval_detail", kwargs={"agency": cast.agency.short_name, "slug": approval.uuid})

    read = signed_in(signer).get(page).content.decode()

    assert str(cast.units[1]) in read
    assert "không có quyền xem" not in read
    other = person(cast.agency, Seat.Role.OFFICIAL, on=today())
    assert signed_in(other).get(page).status_code == 404


def test_a_head_of_unit_is_led_to_no_report_he_may_not_read(agency, signed_in):
    audit = AuditFactory(agency=agency, met=True)
    client = signed_in(person(agency, Seat.Role.UNIT_HEAD, unit=UnitFactory(agency=agency), on=today()))
    waits = page(client, agency, "audit_detail", slug=audit.slug)
    assert "Chờ đoàn đánh giá viết và trình báo cáo" in waits
    assert url(agency, "audit_report", slug=audit.slug) not in waits
    Audit.objects.filter(pk=audit.pk).update(state=State.REPORTED, reported_date=audit.to_date)
    assert url(agency, "audit_report", slug=audit.slug) in page(client, agency, "audit_detail", slug=audit.slug)


def test_an_auditor_of_the_team_writes_the_report_from_the_page(agency, signed_in):
    audit = AuditFactory(agency=agency, met=True)
    auditor = person(agency, Seat.Role.OFFICIAL, on=today())
    MemberFactory(audit=audit, user=auditor.user, part="AUDITOR")
    assert "Lập báo cáo</" in page(signed_in(auditor), agency, "audit_detail", slug=audit.slug)


def test_clauses_an_auditor_is_not_recognised_for_are_told(cast, signed_in):
    entry = cast.auditors[0].user
    Auditor.objects.filter(user=entry).update(clauses=["7"])
    audit = begun(cast)
    visited(cast, audit, clauses=["7.5", "8.5"])
    boss = signed_in(person(cast.agency, Seat.Role.SECRETARY, on=today()))
    assert "Chưa được công nhận đánh giá điều khoản 8.5" in page(boss, cast.agency, "audit_detail", slug=audit.slug)


def test_the_task_of_a_member_is_written_on_its_form_and_stands_on_the_papers(cast, signed_in):
    audit = begun(cast)
    boss = signed_in(person(cast.agency, Seat.Role.SECRETARY, on=today()))
    lead = cast.auditors[0].user
    assert url(cast.agency, "audit_tasks", slug=audit.slug) in page(boss, cast.agency, "audit_detail", slug=audit.slug)
    form = url(cast.agency, "audit_tasks", slug=audit.slug)
    sent = boss.send(form, {"version": audit.version, f"task_{lead.pk}": "Phụ trách chung"})
    assert sent.status_code == 302
    for name in ("audit_detail", "audit_print", "audit_team_print"):
        assert "Phụ trách chung" in page(boss, cast.agency, name, slug=audit.slug)


def test_the_head_of_an_audited_unit_is_asked_for_the_opinion_on_the_page_of_the_audit(agency, signed_in):
    audit = AuditFactory(agency=agency, met=True)
    unit = UnitFactory(agency=agency)
    visit = VisitFactory(audit=audit, unit=unit)
    first = FindingFactory(audit=audit, unit=unit, visit=visit, number=1)
    FindingFactory(audit=audit, unit=unit, visit=visit, number=2, grade="STRENGTH")
    FindingFactory(audit=audit, number=3)
    client = signed_in(person(agency, Seat.Role.UNIT_HEAD, unit=unit, on=today()))
    asked = page(client, agency, "audit_detail", slug=audit.slug)
    assert "Cho ý kiến về 1 phát hiện" in asked
    assert url(agency, "finding_opinion", slug=first.slug) in asked
    FindingFactory(audit=audit, unit=unit, visit=visit, number=4, grade="NOTE")
    shown = client.get(url(agency, "audit_detail", slug=audit.slug)).context["page"].next_action
    assert "2 phát hiện" in shown.title
    assert client.get(shown.action.url).context["count"] == 2


def test_papers_name_the_leader_first(cast, signed_in):
    audit = begun(cast)
    visited(cast, audit)
    lead, second, _third = (str(one.user) for one in cast.auditors)
    boss = signed_in(person(cast.agency, Seat.Role.SECRETARY, on=today()))
    for name in ("audit_print", "audit_team_print"):
        paper = page(boss, cast.agency, name, slug=audit.slug)
        assert paper.index(lead) < paper.index(second)
    assert str(shown_of(audit)["members"][0].user) == lead


def test_a_plan_approved_after_its_first_visit_and_a_team_without_decision_are_told(agency, client):
    audit = AuditFactory(agency=agency, met=True, planned_date=date(2026, 5, 19))
    VisitFactory(audit=audit)
    told = page(client, agency, "audit_detail", slug=audit.slug)
    assert "Kế hoạch được phê duyệt ngày 19/05/2026, sau lịch đầu tiên 18/05/2026." in told
    assert "Chưa ghi quyết định lập đoàn đánh giá." in told
    Audit.objects.filter(pk=audit.pk).update(planned_date=date(2026, 5, 18), decision=DecisionFactory(agency=agency))
    told = page(client, agency, "audit_detail", slug=audit.slug)
    assert "sau lịch đầu tiên" not in told
    assert "Chưa ghi quyết định" not in told
