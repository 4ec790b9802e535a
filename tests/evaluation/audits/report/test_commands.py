"""The report of an audit: written, submitted with pinned figures, approved, returned; figures are counted and never typed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.approvals.commands import approve, return_with_reason, withdraw
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.evaluation.audits.findings.commands import correct_grade
from sotay.evaluation.audits.report import commands
from sotay.evaluation.audits.report.counting import count_figures
from sotay.evaluation.audits.report.queries import get_report_page
from sotay.evaluation.models import Audit, AuditReport
from sotay.journal.queries import verify_chain
from tests.conftest import TODAY
from tests.evaluation.audits.report.conftest import TEXTS
from tests.factories.agency import UnitFactory
from tests.factories.findings import FindingFactory, LineFactory, VisitFactory

pytestmark = pytest.mark.django_db


def again(audit):
    return Audit.objects.get(pk=audit.pk)


def test_texts_are_begun_and_changed(audit, lead, secretary, official):
    report = commands.write_report(audit, actor=lead, basis="Quyết định 12")
    with pytest.raises(Stale):
        commands.write_report(audit, actor=secretary, conclusion="Tốt")
    changed = commands.write_report(audit, actor=secretary, version=1, conclusion="Tốt")
    assert (changed.pk, changed.basis, changed.conclusion) == (report.pk, "Quyết định 12", "Tốt")
    assert commands.write_report(audit, actor=lead, version=2, conclusion="Tốt") is UNCHANGED
    with pytest.raises(PermissionDenied):
        commands.write_report(audit, actor=official, version=2, conclusion="Xấu")


def test_the_figures_are_counted_by_grade_unit_and_clause(audit, found):
    told = count_figures(audit, on=TODAY)

    assert (told["total"], told["nonconformities"], told["notes"]) == (4, 2, 2)
    assert told["grades"] == {"NOTE": 2, "NONCONFORMITY": 2}
    assert [(row["counts"], row["total"]) for row in told["units"]] == [
        ({"NOTE": 1, "NONCONFORMITY": 2}, 3),
        ({"NOTE": 1, "NONCONFORMITY": 0}, 1),
    ]
    assert [(row["code"], row["total"]) for row in told["clauses"]] == [("7.5.3", 1), ("8.5.1", 2), ("", 1)]
    assert [one["code"] for one in told["findings"]] == [one.code for one in found]


def test_a_unit_where_nothing_was_found_is_told_with_noughts(audit, agency, found):
    VisitFactory(audit=audit, unit=UnitFactory(agency=agency, order=3))
    VisitFactory(audit=audit, unit=UnitFactory(agency=agency, order=4), set_aside_reason="Đi công tác")

    told = count_figures(audit, on=TODAY)

    assert [row["total"] for row in told["units"]] == [3, 1, 0]
    assert [one["reason"] for one in told["set_aside"]] == ["Đi công tác"]


def test_submitting_pins_what_was_counted_and_the_page_says_the_same(audit, submitted, lead):
    page = get_report_page(audit.slug, viewer=lead, on=TODAY)

    assert (page.audit.state, page.is_pinned) == ("REPORTING", True)
    assert page.figures == AuditReport.objects.get().figures == count_figures(again(audit), on=TODAY)
    finding = audit.findings.first()
    with pytest.raises(Refused):
        correct_grade(finding, actor=lead, version=finding.version, grade="NOTE", reason="Nhẹ hơn")
    with pytest.raises(Refused):
        commands.write_report(again(audit), actor=lead, version=2, conclusion="Khác")


def test_approval_closes_the_audit_on_its_day(audit, submitted, committee_head, lead):
    with pytest.raises(PermissionDenied):
        approve(submitted, actor=lead, version=submitted.version, on=TODAY)
    approve(submitted, actor=committee_head, version=submitted.version, on=date(2026, 6, 1))  # both steps by one click

    closed = again(audit)

    assert (closed.state, closed.reported_date) == ("REPORTED", date(2026, 6, 1))
    page = get_report_page(audit.slug, viewer=lead, on=TODAY)
    assert page.figures["counted_on"] == TODAY.isoformat()
    assert verify_chain(audit.agency).broken_at is None


def test_a_returned_report_is_written_again_and_counted_anew(audit, submitted, committee_head, lead):
    return_with_reason(submitted, actor=committee_head, version=submitted.version, reason="Thiếu kiến nghị")
    back = again(audit)
    assert (back.state, back.returned_reason) == ("MET", "Thiếu kiến nghị")
    finding = audit.findings.order_by("number").first()
    correct_grade(finding, actor=lead, version=finding.version, grade="NOTE", reason="Nhẹ hơn")
    assert get_report_page(audit.slug, viewer=lead, on=TODAY).figures["notes"] == 3

    report = AuditReport.objects.get()
    commands.submit_report(report, actor=lead, version=report.version, on=TODAY)

    assert (again(audit).state, again(audit).returned_reason) == ("REPORTING", "")
    assert AuditReport.objects.get().figures["notes"] == 3


def test_what_its_author_took_back_was_not_returned(audit, submitted, lead):
    withdraw(submitted, actor=lead, version=submitted.version, reason="Bổ sung")

    assert (again(audit).state, again(audit).returned_reason) == ("MET", "")


def test_a_report_cannot_be_approved_before_the_closing_meeting(audit, submitted, committee_head):
    with pytest.raises(Refused) as refused:
        approve(submitted, actor=committee_head, version=submitted.version, on=date(2026, 5, 19))
    assert "approved_before_meeting" in refused.value.codes
    assert again(audit).state == "REPORTING"


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"state": "UNDERWAY", "closed_meeting_date": None}, ("not_met",)),
        ({"state": "REPORTING"}, ("report_submitted",)),
        ({"state": "CANCELLED", "cancelled_reason": "Dịch bệnh"}, ("audit_cancelled",)),
    ],
)
def test_a_report_is_submitted_after_the_meeting_alone(audit, written, lead, committee_head, values, codes):
    Audit.objects.filter(pk=audit.pk).update(**values)
    with pytest.raises(Refused) as refused:
        commands.submit_report(AuditReport.objects.get(), actor=lead, version=1, on=TODAY)
    assert refused.value.codes == codes


def test_what_it_lacks_is_said(audit, lead, committee_head):
    report = commands.write_report(audit, actor=lead, basis="Quyết định 12")
    visit = VisitFactory(audit=audit)
    LineFactory(visit=visit)
    with pytest.raises(Refused) as refused:
        commands.submit_report(report, actor=lead, version=1, on=TODAY)
    assert refused.value.codes == ("line_without_finding", "effectiveness_missing", "conclusion_missing")


def test_only_the_leader_submits(audit, written, secretary, head):
    for actor in (secretary, head):
        with pytest.raises(PermissionDenied):
            commands.submit_report(written, actor=actor, version=1, on=TODAY)


def test_one_query_count_for_few_and_many_findings(audit, found, django_assert_max_num_queries):
    with django_assert_max_num_queries(9) as first:
        count_figures(again(audit), on=TODAY)
    unit = found[0].unit
    for number in range(30):
        FindingFactory(audit=audit, unit=unit, visit=found[0].visit, number=number + 50)
    with django_assert_max_num_queries(len(first)):
        assert count_figures(again(audit), on=TODAY)["total"] == 34


def test_texts_survive_what_is_typed(audit, lead):
    report = commands.write_report(audit, actor=lead, **TEXTS | {"conclusion": "  Đạt\n"})
    assert report.conclusion == "Đạt"
