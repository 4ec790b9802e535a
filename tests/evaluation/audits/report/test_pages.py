"""Pages of the report of an audit: drafts, figures that open their findings, what is late or open, submitted, printed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.approvals.models import Approval
from sotay.evaluation.audits.findings import followed
from sotay.evaluation.audits.report.counting import count_figures
from sotay.evaluation.audits.report.drafts import drafts
from sotay.evaluation.models import Audit, AuditReport, Programme, ProgrammeLine, VisitAuditor
from sotay.evaluation.sheets import Sheet
from tests.conftest import TODAY, person
from tests.factories.agency import UserFactory
from tests.factories.findings import AuditFactory, FindingFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def body(response):
    return response.content.decode()


def test_it_is_written_from_drafts_submitted_and_approved_by_its_pages(agency, audit, found, lead, signed_in):
    committee_head = person(agency, Seat.Role.COMMITTEE_HEAD)
    client, approver = signed_in(lead), signed_in(committee_head)
    page = url(agency, "audit_report", slug=audit.slug)
    assert "Chưa nhận xét hiệu lực" in body(client.get(page))

    form = client.get(url(agency, "report_write", slug=audit.slug))
    drafted = form.context["form"].initial
    assert drafted["conclusion"] == "Cuộc đánh giá có 4 phát hiện: 2 điểm không phù hợp, 2 điểm lưu ý."
    assert "8.5.1 (2), 7.5.3 (1)" in drafted["effectiveness"]
    texts = {name: value for name, value in drafted.items() if value}
    client.send(url(agency, "report_write", slug=audit.slug), texts)
    report = AuditReport.objects.get()
    assert report.conclusion == drafted["conclusion"]
    again = client.send(url(agency, "report_write", slug=audit.slug), texts | {"conclusion": "Khác"})
    assert again.status_code == 409
    client.send(url(agency, "report_submit", slug=audit.slug), {"version": 1})

    approval = Approval.objects.get()
    deciding = body(approver.get(reverse("approvals:approval_detail", args=[agency.short_name, approval.uuid])))
    assert "2 điểm không phù hợp, 2 điểm lưu ý trong 4 phát hiện." in deciding
    approve = reverse("approvals:approval_approve", args=[agency.short_name, approval.uuid])
    approver.send(approve, {"version": approval.version})
    assert Audit.objects.get(pk=audit.pk).state == "REPORTED"
    assert "Số liệu chốt khi trình" in body(client.get(page))


def test_nothing_is_concluded_where_nobody_asked_and_nothing_was_found(agency):
    audit = AuditFactory(agency=agency, met=True)
    said = drafts(audit, count_figures(audit, on=TODAY))["conclusion"]
    assert said.startswith("Chưa có câu hỏi nào được trả lời")
    assert "phù hợp với TCVN" not in said


def test_each_number_opens_the_findings_it_counts(agency, audit, found, secretary, signed_in):
    client = signed_in(secretary)
    above = {"audit": audit, "unit": found[3].unit, "visit": found[3].visit, "clause": "8.5"}
    FindingFactory(**above, grade="NOTE", number=6)  # of the clause above two others: it counts for itself alone
    page = client.get(url(agency, "audit_report", slug=audit.slug))
    figures = count_figures(audit, on=TODAY)
    shown = page.context["shown"]

    for tile, number in zip(shown.tiles[:3], (figures["nonconformities"], figures["notes"], 5), strict=True):
        assert tile["value"] == number
        assert client.get(tile["url"]).context["count"] == number
    for chart in shown.charts:
        for row in chart.rows:
            if row.url:
                assert client.get(row.url).context["count"] == row.total
    assert [row.total for row in shown.charts[0].rows] == [3, 2]
    for words in ("Theo đơn vị", "Theo điều khoản", "part-note", "part-nonconformity", "60,00 %", found[0].code):
        assert words in body(page)


def test_what_is_late_open_or_was_overridden_is_told_and_holds_nothing_back(
    agency, audit, found, secretary, signed_in, monkeypatch
):
    def tell(_agency_id, uuids):
        sheets = {
            found[0].uuid: [Sheet(code="KPH-2026-004", state="Đang thực hiện", is_open=True)],
            found[1].uuid: [Sheet(code="KPH-2026-005", state="Đã đóng", is_open=False, closed_date=TODAY)],
        }
        return {uuid: sheets[uuid] for uuid in uuids if uuid in sheets}

    monkeypatch.setattr(followed, "_followers", {"test": followed.Follower(lambda: None, lambda: None, tell)})
    programme = Programme.objects.create(
        agency=agency, year=2026, slug="ct-2026", state="APPROVED", approved_date=date(2026, 1, 20)
    )
    ProgrammeLine.objects.create(agency=agency, programme=programme, unit=found[0].unit, months=[3, 4])
    ProgrammeLine.objects.create(agency=agency, programme=programme, unit=found[3].unit, months=[5])
    Audit.objects.filter(pk=audit.pk).update(programme=programme, planned_date=date(2026, 5, 19))
    VisitAuditor.objects.create(
        agency=agency, visit=found[0].visit, user=UserFactory(), override_reason="Chỉ còn một đánh giá viên"
    )

    page = signed_in(secretary).get(url(agency, "audit_report", slug=audit.slug))

    flags = page.context["shown"].flags
    assert flags[:2] == [
        "Kế hoạch được phê duyệt ngày 19/05/2026, sau lịch đầu tiên 18/05/2026.",
        "Chưa ghi quyết định lập đoàn đánh giá.",
    ]
    assert flags[2].startswith("Báo cáo đã quá hạn 29/05/2026")
    assert flags[3:] == [
        f"{found[0].unit} được đánh giá tháng 5, muộn so với chương trình (tháng 4).",
        "Còn 1 phiếu chưa đóng.",
    ]
    assert "Chỉ còn một đánh giá viên" in body(page)


def test_the_last_audits_findings_are_told_with_their_sheets(agency, audit, found, secretary, signed_in, monkeypatch):
    before = AuditFactory(
        agency=agency, reported=True, year=2025, from_date=date(2025, 5, 5), to_date=date(2025, 5, 6),
        closed_meeting_date=date(2025, 5, 6), reported_date=date(2025, 5, 12),
    )  # fmt: skip
    closed, without = FindingFactory(audit=before, number=1), FindingFactory(audit=before, number=2, grade="NOTE")
    FindingFactory(audit=before, number=3, grade="STRENGTH")
    sheet = Sheet(code="KPH-2025-001", state="Đã đóng", is_open=False, closed_date=date(2025, 6, 2))
    rejected = Sheet(code="KPH-2025-002", state="Không tiếp nhận", is_open=False)
    monkeypatch.setattr(
        followed,
        "_followers",
        {"test": followed.Follower(lambda: None, lambda: None, lambda _agency, uuids: {
            uuid: [sheet] if uuid == closed.uuid else [rejected] for uuid in uuids
        })},
    )  # fmt: skip

    client = signed_in(secretary)
    page = body(client.get(url(agency, "audit_report", slug=audit.slug)))
    drafted = client.get(url(agency, "report_write", slug=audit.slug)).context["form"].initial["former"]

    for words in (
        closed.code,
        without.code,
        "KPH-2025-001 (Đã đóng)",
        "KPH-2025-002 (Không tiếp nhận)",
        "báo cáo ngày 12/05/2025",
    ):
        assert words in page
    assert "1 đã có phiếu và đã đóng, 0 còn phiếu chưa đóng, 1 chưa có phiếu" in drafted


def test_the_paper_states_the_numbers_and_lists_what_was_found(agency, audit, found, submitted, lead, signed_in):
    paper = body(signed_in(lead).get(url(agency, "report_print", slug=audit.slug)))
    for words in (
        "Kết quả đánh giá nội bộ", audit.code, "2 điểm không phù hợp", "2 điểm lưu ý", "4 phát hiện", "grade=NONCONFORMITIES",
        "Hệ thống có hiệu lực", "Phù hợp tiêu chuẩn", str(lead.user), *(one.code for one in found),
    ):  # fmt: skip
        assert words in paper


def test_the_page_asks_the_same_for_few_and_many_findings(agency, audit, found, secretary, signed_in):
    client = signed_in(secretary)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, "audit_report", slug=audit.slug))
        return len(seen)

    client.get(url(agency, "audit_report", slug=audit.slug))
    few = asked()
    for number in range(30):
        FindingFactory(audit=audit, unit=found[0].unit, visit=found[0].visit, number=number + 50)
    assert asked() == few


def test_who_approves_reads_every_finding_in_the_round(agency, found, submitted, committee_head, signed_in):
    page = reverse("approvals:approval_detail", kwargs={"agency": agency.short_name, "slug": submitted.uuid})
    read = body(signed_in(committee_head).get(page))
    for one in found:
        assert one.code in read
        assert one.what in read
