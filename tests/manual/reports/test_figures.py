"""What reports tell: every number with exactly the records it counts, the period before, what nobody knows, what was late."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.manual.models import Report
from sotay.manual.reports import extract
from sotay.manual.reports.behind import rows_behind
from sotay.manual.reports.content import read
from sotay.manual.reports.groups import GROUPS
from sotay.manual.reports.points import open_points
from sotay.manual.reports.results import NEVER, UNKNOWN, figures_by_code
from sotay.standard.catalogue.periods import Span
from sotay.standard.registry.facts import facts
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.context import LawFactory
from tests.factories.feedback import FeedbackFactory
from tests.factories.findings import AuditFactory, FindingFactory
from tests.factories.improvement import NonconformityFactory
from tests.factories.inspections import InspectionFactory, InspectionFindingFactory
from tests.factories.outputs import OutputFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, ResultFactory
from tests.factories.planning import ReportFactory as ObjectiveReportFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.reports import ReportFactory
from tests.factories.reviews import ReviewDecisionFactory, ReviewFactory
from tests.factories.support import RevisionFactory
from tests.factories.work import AssignmentFactory

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 4)
COUNTED = (
    "documents.in_force", "documents.issued", "laws.effective", "laws.waiting", "objectives.total", "outputs.found",
    "outputs.open", "audits.reported", "audits.nonconformities", "audits.notes", "nonconformities.found",
    "nonconformities.closed", "nonconformities.open", "nonconformities.overdue", "reviews.decisions_done",
    "reviews.decisions_open", "reviews.decisions_overdue", "feedback.received", "feedback.overdue",
    "inspections.received", "inspections.fixes_overdue", "proposals.made", "proposals.carried_out", "work.overdue",
)  # fmt: skip
"""Numbers that are numbers of records, so that the rows behind them are as many."""


def fill(agency, times=1):
    """Leave some of everything, within the days, before them and after them."""
    for _time in range(times):
        NonconformityFactory(agency=agency, found_date=MAY)
        NonconformityFactory(agency=agency, found_date=date(2025, 11, 4), closed=True, closed_date=MAY)
        NonconformityFactory(agency=agency, found_date=date(2025, 11, 4), accepted=True, due_date=MAY)
        NonconformityFactory(agency=agency, found_date=MAY, rejected=True)
        NonconformityFactory(agency=agency, found_date=date(2026, 6, 2))
        audit = AuditFactory(agency=agency, reported=True, reported_date=date(2026, 5, 28))
        FindingFactory(audit=audit)
        FindingFactory(audit=audit, grade="NOTE")
        FindingFactory(audit=audit, dropped=True)
        review = ReviewFactory(agency=agency, concluded=True, held_date=MAY, concluded_date=MAY)
        ReviewDecisionFactory(review=review, due_date=date(2026, 5, 20))
        ReviewDecisionFactory(review=review, due_date=date(2026, 7, 20))
        InspectionFactory(agency=agency, from_date=MAY)
        InspectionFindingFactory(
            inspection=InspectionFactory(
                agency=agency, minuted=True, from_date=date(2026, 2, 2), minutes_date=date(2026, 2, 5),
                fixes_due_date=date(2026, 4, 6),
            )
        )  # fmt: skip
        ProposalFactory(agency=agency, proposed_date=MAY)
        OutputFactory(agency=agency, found_date=MAY)
        RevisionFactory(document__agency=agency, in_force=True, in_force_date=MAY, approved_date=MAY)
        LawFactory(agency=agency, effective_date=MAY)
        FeedbackFactory(agency=agency, received_date=MAY, due_date=date(2026, 5, 25))
        AssignmentFactory(agency=agency, given_date=MAY, due_date=date(2026, 5, 20))
        ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=UnitFactory(agency=agency), in_force=True))


def told_of(agency, viewer, **more):
    return read(ReportFactory(agency=agency, **more), viewer=viewer, on=TODAY)


def test_behind_each_number_stand_as_many_records(agency, secretary):
    fill(agency)
    told = told_of(agency, secretary)

    rows = [row for group in told["groups"] for row in group["rows"]]
    counted = {code: sum(code in row[0] for row in rows) for code in COUNTED}
    by_code = figures_by_code(told)
    assert counted == {code: by_code[code]["value"] for code in COUNTED}
    assert all(counted[code] for code in ("nonconformities.overdue", "reviews.decisions_overdue", "work.overdue"))
    assert by_code["inspections.findings"]["value"] == 1


def test_every_code_of_the_groups_is_a_fact():
    assert [code for group in GROUPS for code in group.codes if code not in facts()] == []


def test_as_many_queries_for_one_record_and_for_many(agency, other_agency, secretary):
    there = person(other_agency, Seat.Role.SECRETARY)
    fill(agency)
    fill(other_agency, times=6)
    counts = []
    for viewer in (secretary, there):
        report = ReportFactory(agency=viewer.agency)
        with CaptureQueriesContext(connection) as captured:
            read(report, viewer=viewer, on=TODAY)
        counts.append(len(captured))
    assert counts[0] == counts[1] < 200


def test_records_of_others_and_those_the_drafter_may_not_see_do_not_stand_behind(
    agency, other_agency, secretary, official
):
    fill(agency)
    fill(other_agency)
    span = Span.of(date(2026, 1, 1), date(2026, 5, 31))
    mine = rows_behind(secretary, span)
    few = rows_behind(official, span)
    assert len(mine["nonconformities"]) == 3
    assert (len(mine["improvement"]), len(few["improvement"])) == (2, 1)  # work of others


def test_nobody_who_said_something_is_named(agency, secretary):
    feedback = FeedbackFactory(agency=agency, received_date=MAY)
    told = told_of(agency, secretary)
    rows = [row for group in told["groups"] for row in group["rows"] if row[1] == feedback.code]
    assert rows[0][2] == feedback.get_kind_display()


def test_a_number_nobody_knows_is_said_and_is_never_nought(agency, secretary):
    by_code = figures_by_code(told_of(agency, secretary))
    for code in (
        "dossiers.received",
        "satisfaction.rate",
        "documents.in_force",
        "feedback.received",
        "reviews.decisions_open",
    ):
        assert (by_code[code]["words"], by_code[code]["value"]) == (UNKNOWN, None), code
    told = told_of(agency, secretary, kind="PROVINCE")
    assert extract.paragraphs(ReportFactory.build(agency=agency, half=1), told)[0].endswith(
        "chưa hoàn thành cuộc đánh giá nội bộ nào."
    )


def test_days_of_half_and_year_are_those_all_reports_share(agency, secretary):
    half = told_of(agency, secretary)
    year = told_of(agency, secretary, half=0)
    assert (half["from"], half["to"]) == ("2026-01-01", "2026-05-31")
    assert (year["from"], year["to"]) == ("2026-01-01", "2026-06-12")  # not later than the day it is read


def test_the_period_before_is_told_as_it_was_pinned_else_as_it_counts(agency, secretary):
    NonconformityFactory(agency=agency, found_date=date(2025, 3, 3))
    NonconformityFactory(agency=agency, found_date=MAY)
    one = figures_by_code(told_of(agency, secretary))["nonconformities.found"]
    assert (one["words"], one["before"]) == ("1 phiếu", "1 phiếu")

    former = ReportFactory(agency=agency, year=2025)
    former.figures = read(former, viewer=secretary, on=date(2025, 6, 12))
    former.figures_date = date(2025, 6, 12)
    former.save()
    NonconformityFactory(agency=agency, found_date=date(2025, 3, 4))
    assert figures_by_code(told_of(agency, secretary, kind="COMMITTEE", slug="x", half=0))["nonconformities.found"][
        "before"
    ] == ("2 phiếu")
    now = Report.objects.get(agency=agency, year=2026, half=1)
    told = read(now, viewer=secretary, on=TODAY)
    assert figures_by_code(told)["nonconformities.found"]["before"] == "1 phiếu"
    assert told["before"] == "6 tháng đầu năm 2025"


def test_of_days_before_the_agency_used_sotay_nothing_is_known(agency, secretary):
    agency.in_use_from_date = date(2026, 1, 2)
    agency.save()
    assert figures_by_code(told_of(agency, secretary))["nonconformities.found"]["before"] == NEVER


def test_what_was_late_is_marked_as_late(agency, secretary):
    agency.in_use_from_date = date(2025, 12, 1)
    agency.save()
    unit, _silent = UnitFactory(agency=agency), UnitFactory(agency=agency)
    ObjectiveReportFactory(agency=agency, unit=unit, sent=True, sent_date=date(2026, 6, 10))
    told = read(ReportFactory(agency=agency, half=0), viewer=secretary, on=TODAY)
    by_code = {one["code"]: one for one in told["duties"]}
    half = by_code["objectives.half"]
    assert (half["state"], half["late"], half["due"]) == ("1/2 đơn vị đã thực hiện, 1 muộn", True, "2026-06-09")
    assert (by_code["plan.yearly"]["state"], by_code["plan.yearly"]["late"]) == ("quá hạn, chưa thực hiện", True)
    assert "audit.yearly" not in by_code  # not due yet


def test_open_points_name_what_is_left_of_the_year_with_its_page(agency, secretary, other_agency):
    fill(agency)
    fill(other_agency)
    objective = ObjectiveFactory(
        set=ObjectiveSetFactory(agency=agency, unit=UnitFactory(agency=agency), in_force=True),
        statement="Đúng hạn 98 %",
    )
    report = ObjectiveReportFactory(agency=agency, unit=objective.set.unit, sent=True)
    ResultFactory(report=report, objective=objective, value=50, estimate=60)

    found = open_points(viewer=secretary, year=2026, on=TODAY)
    kinds = [one.source for one in found]
    assert kinds.count("Điểm không phù hợp chưa đóng") == 3
    assert kinds.count("Kết luận xem xét của lãnh đạo") == 2
    assert kinds.count("Điểm nêu trong biên bản kiểm tra") == 1
    assert kinds.count("Điểm lưu ý của đánh giá nội bộ") == 1
    (missed,) = [one for one in found if one.source == "Mục tiêu không đạt"]
    assert missed.text.startswith("Đúng hạn 98 %: dự kiến không đạt")
    late = [one.late for one in found if one.source == "Kết luận xem xét của lãnh đạo"]
    assert late == [True, False]
    assert all(one.link and one.link_kwargs["slug"] for one in found)


def test_paragraphs_and_table_to_copy_say_what_is_known(agency, secretary):
    fill(agency)
    report = ReportFactory(agency=agency, kind="PROVINCE")
    told = read(report, viewer=secretary, on=TODAY)
    done, results = extract.paragraphs(report, told)
    assert done.startswith(f"6 tháng đầu năm 2026, {agency.name} tiếp tục duy trì")
    assert "hoàn thành 1 cuộc đánh giá nội bộ" in done
    assert "lập 1 phiếu sự không phù hợp; đã khắc phục, đóng 1 phiếu; còn 2 phiếu chưa đóng" in results
    rows = extract.table(told)
    assert extract.as_text(rows).split("\n")[0] == "Nội dung\tKết quả"
    assert ("Sự không phù hợp chưa đóng", "2 phiếu") in rows
