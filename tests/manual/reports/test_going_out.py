"""A report on its whole way: submitted, returned, signed, numbered, issued, replaced – with its figures and a plan's days."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import transaction

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, return_with_reason
from sotay.approvals.queries import latest_for
from sotay.blobs.storage import open_blob
from sotay.commands import Refused
from sotay.manual.models import Report
from sotay.manual.reports import commands
from sotay.manual.reports.results import figures_by_code
from sotay.standard.models import ParameterValue
from sotay.standard.parameters.commands import set_parameter
from sotay.standard.parameters.queries import value_of
from sotay.support.models import OutgoingPaper
from sotay.support.outgoing.commands import mend_paper, submit_paper
from sotay.support.outgoing.content import built
from sotay.support.outgoing.numbering.commands import issue_paper, number_paper, withdraw_paper
from tests.conftest import TODAY, person
from tests.factories.improvement import NonconformityFactory

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 20)


@pytest.fixture
def clerk(agency):
    return person(agency, Seat.Role.CLERK)


def begun(agency, secretary, kind, **more):
    return commands.begin_report(agency, actor=secretary, kind=kind, year=2026, on=TODAY, **more)


def submitted(paper, secretary, on=TODAY):
    paper = OutgoingPaper.objects.get(pk=paper.pk)
    submit_paper(paper, actor=secretary, version=paper.version, on=on)
    return OutgoingPaper.objects.get(pk=paper.pk)


def gone_out(paper, number, *, head, clerk, on=TODAY):
    approval = latest_for(paper)
    approve(approval, actor=head, version=approval.version, on=on)
    paper = OutgoingPaper.objects.get(pk=paper.pk)
    paper = number_paper(paper, actor=clerk, version=paper.version, number=number, dated=on, on=on)
    return issue_paper(paper, actor=clerk, version=paper.version, issued_date=on, on=on)


def found(report):
    return figures_by_code(Report.objects.get(pk=report.pk).figures)["nonconformities.found"]["value"]


def test_figures_and_paper_are_pinned_together_with_the_records_behind(agency, secretary, head):
    NonconformityFactory(agency=agency, code="KPH-1", found_date=date(2026, 5, 4))
    report = begun(agency, secretary, "PROVINCE", half=1)
    paper = submitted(report.paper, secretary)

    assert found(report) == 1
    said = built(paper, viewer=secretary, on=LATER)
    NonconformityFactory(agency=agency, found_date=date(2026, 5, 5))
    paper.refresh_from_db()
    assert (built(paper, viewer=secretary, on=LATER), found(report)) == (said, 1)
    with open_blob(paper.behind) as file:
        book = openpyxl.load_workbook(BytesIO(file.read()))
    assert [row[1] for row in book["Sự không phù hợp"].iter_rows(min_row=2, values_only=True)] == ["KPH-1"]


def test_a_returned_paper_lets_the_figures_follow_again(agency, secretary, head):
    NonconformityFactory(agency=agency, found_date=date(2026, 5, 4))
    report = begun(agency, secretary, "PROVINCE", half=1)
    paper = submitted(report.paper, secretary)
    NonconformityFactory(agency=agency, found_date=date(2026, 5, 5))
    approval = latest_for(paper)
    return_with_reason(approval, actor=head, version=approval.version, reason="Bổ sung số liệu")

    assert Report.objects.get(pk=report.pk).figures == {}
    submitted(paper, secretary)
    assert found(report) == 2


def test_a_plan_issued_by_the_clerk_sets_the_days_the_head_signed(agency, secretary, head, clerk):
    plan = begun(agency, secretary, "PLAN")
    plan = commands.set_dates(plan, actor=secretary, version=plan.version, chosen={"audit.yearly.due": "31/8"})
    paper = submitted(plan.paper, secretary)
    assert value_of(agency.pk, "audit.yearly.due", on=TODAY) == (9, 30)
    paper = gone_out(paper, "05", head=head, clerk=clerk)

    assert value_of(agency.pk, "audit.yearly.due", on=date(2026, 1, 1)) == (8, 31)
    assert value_of(agency.pk, "audit.yearly.due", on=date(2025, 12, 31)) == (9, 30)
    plan.refresh_from_db()
    assert (plan.paper, plan.is_out, plan.is_late) == (paper, True, True)  # due on 31 January


def planned(agency, secretary, **chosen):
    plan = begun(agency, secretary, "PLAN")
    return commands.set_dates(plan, actor=secretary, version=plan.version, chosen=chosen)


def days_of(agency):
    codes = ("audit.yearly.due", "review.yearly.due")
    return [value_of(agency.pk, code, on=date(2026, 1, 1)) for code in codes]


def test_a_plan_that_is_withdrawn_takes_its_days_back(agency, secretary, head, clerk):
    before = days_of(agency)
    plan = planned(agency, secretary, **{"audit.yearly.due": "31/8", "review.yearly.due": "15/10"})
    paper = gone_out(submitted(plan.paper, secretary), "05", head=head, clerk=clerk)
    assert days_of(agency) == [(8, 31), (10, 15)]
    set_parameter(
        agency, actor=secretary, code="review.yearly.due", value="20/10", valid_from_date=date(2026, 1, 1), reason="Lùi"
    )
    withdraw_paper(paper, actor=clerk, version=paper.version, reason="Sai căn cứ", on=LATER)

    assert days_of(agency) == [before[0], (10, 20)]  # what was set otherwise since stays
    row = ParameterValue.objects.get(agency=agency, code="audit.yearly.due")
    assert row.reason == f"Kế hoạch số {paper.full_number} đã thu hồi"


def test_a_plan_in_place_of_another_keeps_the_days(agency, secretary, head, clerk):
    plan = planned(agency, secretary, **{"audit.yearly.due": "31/8"})
    first = gone_out(submitted(plan.paper, secretary), "05", head=head, clerk=clerk)
    again = mend_paper(first, actor=secretary, version=first.version, mending="REPLACES", on=LATER)
    again = gone_out(submitted(again, secretary, on=LATER), "06", head=head, clerk=clerk, on=LATER)
    assert days_of(agency)[0] == (8, 31)
    withdraw_paper(again, actor=clerk, version=again.version, reason="Sai căn cứ", on=LATER)
    assert days_of(agency)[0] == (9, 30)


def test_a_letter_with_days_of_a_plan_goes_out_after_the_plan(agency, secretary, head, clerk):
    plan = planned(agency, secretary, **{"audit.yearly.due": "31/8"})
    letter = submitted(begun(agency, secretary, "GUIDE").paper, secretary)
    assert "31/08/2026" in str(built(letter, viewer=secretary, on=TODAY))
    with pytest.raises(Refused) as refusal, transaction.atomic():
        gone_out(letter, "20", head=head, clerk=clerk)
    assert refusal.value.codes == ("days_do_not_hold",)
    gone_out(submitted(plan.paper, secretary), "05", head=head, clerk=clerk)
    letter.refresh_from_db()
    assert gone_out(letter, "20", head=head, clerk=clerk).state == OutgoingPaper.State.ISSUED


def test_a_letter_takes_no_days_of_a_plan_that_was_withdrawn(agency, secretary, head, clerk):
    plan = planned(agency, secretary, **{"audit.yearly.due": "31/8"})
    paper = gone_out(submitted(plan.paper, secretary), "05", head=head, clerk=clerk)
    withdraw_paper(paper, actor=clerk, version=paper.version, reason="Sai căn cứ", on=TODAY)
    letter = submitted(begun(agency, secretary, "GUIDE").paper, secretary)
    assert "31/08/2026" not in str(built(letter, viewer=secretary, on=TODAY))
    assert gone_out(letter, "20", head=head, clerk=clerk).state == OutgoingPaper.State.ISSUED


def test_a_paper_in_place_of_an_issued_one_says_the_same_figures(agency, secretary, head, clerk):
    NonconformityFactory(agency=agency, found_date=date(2026, 5, 4))
    report = begun(agency, secretary, "PROVINCE", half=1)
    first = gone_out(submitted(report.paper, secretary), "12", head=head, clerk=clerk)
    NonconformityFactory(agency=agency, found_date=date(2026, 5, 5))
    again = mend_paper(first, actor=secretary, version=first.version, mending="REPLACES", on=LATER)
    assert Report.objects.get(pk=report.pk).paper == first
    again = gone_out(submitted(again, secretary, on=LATER), "15", head=head, clerk=clerk, on=LATER)

    kept = Report.objects.get(pk=report.pk)
    assert (kept.paper, found(report), kept.is_late) == (again, 1, False)
    first.refresh_from_db()
    assert first.state == OutgoingPaper.State.WITHDRAWN


def test_the_committees_report_is_signed_for_the_team(agency, secretary, head):
    report = begun(agency, secretary, "COMMITTEE", half=1)
    paper = submitted(report.paper, secretary)
    said = built(paper, viewer=secretary, on=TODAY)
    assert said.signature.lines == ("TM. TỔ CÔNG TÁC ISO", "THƯ KÝ ISO")
    assert "Nhận xét" not in "".join(getattr(one, "label", "") for one in said.blocks)  # empty remarks leave no lines
