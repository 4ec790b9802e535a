"""Each command upon reports and letters of bodies above: what it does, when it refuses, whom it denies."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.commands import Refused, Stale
from sotay.journal.models import Entry
from sotay.manual.models import Directive, Report
from sotay.manual.reports import commands
from sotay.standard.models import ParameterValue
from sotay.standard.parameters.queries import value_of
from sotay.support.models import OutgoingPaper
from sotay.support.outgoing.following import tell
from tests.conftest import TODAY
from tests.factories.improvement import NonconformityFactory
from tests.factories.inspections import InspectionFactory
from tests.factories.reports import DirectiveFactory, OutgoingPaperFactory, ReportFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db


def begun(agency, actor, kind="COMMITTEE", year=2026, **more):
    return commands.begin_report(agency, actor=actor, kind=kind, year=year, on=TODAY, **more)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def issued(report, number=7, day=date(2026, 1, 20)):
    """Bring the paper of a report out as its clerk does, without the files of the way there."""
    made = OutgoingPaperFactory(
        agency=report.agency,
        issued=True,
        issued_date=day,
        number=number,
        symbol="KH-STN",
        form="PLAN",
        abbreviation="KH",
    )
    report.paper = made
    report.save()
    return made


def test_a_report_is_begun_once_a_period_with_the_draft_of_its_paper(agency, secretary):
    report = begun(agency, secretary, half=1)

    paper = report.paper
    assert (paper.form, paper.abbreviation, paper.state, paper.year, paper.half) == (
        "COMMITTEE",
        "BC",
        "DRAFT",
        2026,
        1,
    )
    assert (paper.subject_type, paper.subject_uuid) == ("manual.report", report.uuid)
    assert "6 tháng đầu năm 2026" in paper.subject
    assert (report.slug, report.is_pinned) == ("2026-ban-chi-dao-6-thang", False)
    assert refused(begun, agency, secretary, half=1) == ("begun_already",)
    assert begun(agency, secretary).slug == "2026-ban-chi-dao"
    assert set(Entry.objects.filter(action__startswith="manual.report").values_list("action", flat=True)) == {
        "manual.report.begun"
    }


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "PLAN", "half": 1}, "no_half"),
        ({"kind": "COMMITTEE", "year": 2027}, "no_such_year"),
        ({"kind": "COMMITTEE", "year": 2019}, "no_such_year"),
        ({"kind": "ROLLUP"}, "not_overseer"),
    ],
)
def test_what_has_no_such_period_is_refused(agency, secretary, more, code):
    assert refused(begun, agency, secretary, **more) == (code,)
    assert not OutgoingPaper.objects.exists()


def test_plan_and_letter_may_be_of_the_year_to_come(agency, secretary):
    assert begun(agency, secretary, "PLAN", 2027).year == 2027
    assert begun(agency, secretary, "GUIDE", 2027).paper.abbreviation == "CV"


def test_a_self_report_is_of_an_inspection_that_takes_place(agency, secretary):
    called_off = InspectionFactory(agency=agency, state="CANCELLED", cancelled_reason="Hoãn")
    assert refused(begun, agency, secretary, "SELF", inspection=called_off) == ("inspection_cancelled",)
    first, second = InspectionFactory(agency=agency), InspectionFactory(agency=agency)
    assert refused(begun, agency, secretary, "COMMITTEE", inspection=first) == ("no_inspection",)
    assert begun(agency, secretary, "SELF", inspection=first).slug == "2026-tu-kiem-tra"
    assert begun(agency, secretary, "SELF", inspection=second).slug == "2026-tu-kiem-tra-2"


def test_who_does_not_run_the_system_writes_nothing(agency, secretary, head, official):
    report, one = begun(agency, secretary, "PLAN"), DirectiveFactory(agency=agency)
    for actor in (head, official):
        for act, args, more in (
            (commands.begin_report, (agency,), {"kind": "GUIDE", "year": 2026, "on": TODAY}),
            (commands.set_dates, (report,), {"version": report.version, "chosen": {}}),
            (commands.draft_again, (report,), {"version": report.version, "on": TODAY}),
            (commands.drop_report, (report,), {"version": report.version, "reason": "x", "on": TODAY}),
            (commands.keep_directive, (agency,), {"number": "1", "dated": TODAY, "issuer": "x", "summary": "y"}),
            (commands.end_directive, (one,), {"version": 1, "ended_date": TODAY, "reason": "x"}),
        ):
            with pytest.raises(PermissionDenied):
                act(*args, actor=actor, **more)


def test_the_days_of_a_plan_are_kept_as_typed_and_only_those_that_differ(agency, secretary):
    plan = begun(agency, secretary, "PLAN")
    chosen = {"audit.yearly.due": "31/8", "objectives.half.due": "10/6", "review.yearly.due": " "}
    plan = commands.set_dates(plan, actor=secretary, version=plan.version, chosen=chosen)

    assert plan.dates == {"audit.yearly.due": "08-31"}
    assert repr(commands.set_dates(plan, actor=secretary, version=plan.version, chosen=chosen)) == "UNCHANGED"
    assert refused(
        commands.set_dates,
        plan,
        actor=secretary,
        version=plan.version,
        chosen={"audit.yearly.due": "31/2", "feedback.days": "1"},
    ) == ("mistyped", "no_such_date")
    with pytest.raises(Stale):
        commands.set_dates(plan, actor=secretary, version=1, chosen={})
    report = begun(agency, secretary)
    assert refused(commands.set_dates, report, actor=secretary, version=report.version, chosen={}) == ("no_plan",)


def test_figures_are_pinned_when_the_paper_is_submitted_and_let_go_when_it_comes_back(agency, secretary):
    NonconformityFactory(agency=agency, code="KPH-1", found_date=date(2026, 5, 4))
    report = begun(agency, secretary, half=1)
    tell(report.paper, "submitting", actor=secretary, on=TODAY)

    report.refresh_from_db()
    told = {one["key"]: one for one in report.figures["groups"]}["nonconformities"]
    assert (report.figures_date, told["figures"][0]["value"]) == (TODAY, 1)
    assert told["rows"] == [
        [
            ["nonconformities.found", "nonconformities.open"],
            "KPH-1",
            "Không ghi ngày nhận trên phiếu kiểm soát",
            "2026-05-04",
            "Mới ghi nhận",
        ]
    ]
    NonconformityFactory(agency=agency, found_date=date(2026, 5, 5))
    report.refresh_from_db()
    assert {one["key"]: one for one in report.figures["groups"]}["nonconformities"]["figures"][0]["value"] == 1

    tell(report.paper, "returned", actor=secretary, on=TODAY)
    report.refresh_from_db()
    assert (report.figures, report.figures_date) == ({}, None)
    tell(OutgoingPaperFactory(agency=agency), "submitting", actor=secretary, on=TODAY)  # another's paper pins nothing
    report.refresh_from_db()
    assert not report.is_pinned


def test_an_issued_plan_sets_the_days_of_the_year_and_leaves_those_that_hold(agency, secretary):
    ParameterValueFactory(agency=agency, code="audit.yearly.due", value="10-31", valid_from_date=date(2026, 1, 1))
    plan = begun(agency, secretary, "PLAN")
    chosen = {"audit.yearly.due": "31/8", "review.yearly.due": "30/11"}
    plan = commands.set_dates(plan, actor=secretary, version=plan.version, chosen=chosen)
    commands.pin_report(plan, actor=secretary, on=TODAY)
    assert value_of(agency.pk, "review.yearly.due", on=date(2026, 6, 1)) == (12, 31)
    plan.refresh_from_db()
    paper = issued(plan)

    tell(paper, "issued", actor=secretary, on=date(2026, 1, 20))

    rows = {one.code: one for one in ParameterValue.objects.filter(agency=agency)}
    assert set(rows) == {"audit.yearly.due", "review.yearly.due"}
    assert (rows["audit.yearly.due"].value, rows["review.yearly.due"].value) == ("08-31", "11-30")
    assert {one.valid_from_date for one in rows.values()} == {date(2026, 1, 1)}
    assert rows["review.yearly.due"].reason == "Theo Kế hoạch số 07/KH-STN ngày 20/01/2026"
    assert Entry.objects.filter(action="standard.parameter.set").count() == 2
    plan.refresh_from_db()
    assert (plan.due_date, plan.is_late) == (date(2026, 1, 31), False)

    before = Entry.objects.filter(action="standard.parameter.set").count()
    tell(paper, "issued", actor=secretary, on=date(2026, 1, 20))
    assert Entry.objects.filter(action="standard.parameter.set").count() == before


def test_the_due_day_stays_as_it_was_when_the_paper_went_out(agency, secretary):
    report = begun(agency, secretary, half=1)
    paper = issued(report, day=date(2026, 6, 21))
    tell(paper, "issued", actor=secretary, on=date(2026, 6, 21))
    report.refresh_from_db()
    assert (report.due_date, report.is_late) == (date(2026, 6, 20), True)
    ParameterValueFactory(
        agency=agency, code="reports.committee.due.first", value="06-30", valid_from_date=date(2026, 1, 1)
    )
    report.refresh_from_db()
    assert (report.due_date, report.is_late) == (date(2026, 6, 20), True)


def test_a_withdrawn_paper_is_drafted_anew_with_figures_that_follow_again(agency, secretary):
    report = begun(agency, secretary, half=1)
    assert refused(commands.draft_again, report, actor=secretary, version=report.version, on=TODAY) == ("has_paper",)
    commands.pin_report(report, actor=secretary, on=TODAY)
    report.refresh_from_db()
    gone = issued(report)
    gone.state, gone.ended_date, gone.ended_reason = "WITHDRAWN", TODAY, "Sai số liệu"
    gone.save()
    report.refresh_from_db()

    report = commands.draft_again(report, actor=secretary, version=report.version, on=TODAY)
    assert (report.is_pinned, report.paper.state, report.paper == gone) == (False, "DRAFT", False)


def test_a_report_nobody_was_shown_is_given_up_with_a_reason(agency, secretary):
    report = begun(agency, secretary, half=1)
    paper = report.paper
    assert refused(commands.drop_report, report, actor=secretary, version=report.version, reason=" ", on=TODAY) == (
        "reason_missing",
    )
    commands.drop_report(report, actor=secretary, version=report.version, reason="Lập nhầm", on=TODAY)
    paper.refresh_from_db()
    assert (Report.objects.exists(), paper.state, paper.ended_reason) == (False, "CANCELLED", "Lập nhầm")

    out = ReportFactory(agency=agency, out=True)
    assert refused(commands.drop_report, out, actor=secretary, version=1, reason="x", on=TODAY) == ("submitted",)
    back = ReportFactory(agency=agency, kind="PROVINCE")
    back.paper.returned_reason = "Sửa lại"
    back.paper.save()
    assert refused(commands.drop_report, back, actor=secretary, version=1, reason="x", on=TODAY) == ("was_submitted",)


def test_letters_of_bodies_above_are_kept_once_put_right_and_ended(agency, secretary):
    letter = {"number": " 128/SKHCN-TĐC ", "dated": date(2026, 3, 13), "issuer": "Sở KH&CN", "summary": "Hướng dẫn"}
    one = commands.keep_directive(agency, actor=secretary, **letter, asks="Báo cáo\r\ntrước 10/11")
    assert (one.number, one.asks, one.slug) == ("128/SKHCN-TĐC", "Báo cáo\ntrước 10/11", "128-skhcn-tdc-2026")
    assert refused(commands.keep_directive, agency, actor=secretary, **letter) == ("directive_there",)
    assert refused(commands.keep_directive, agency, actor=secretary, **letter | {"number": " "}) == ("number_missing",)

    same = {**letter, "number": one.number, "asks": one.asks}
    assert repr(commands.change_directive(one, actor=secretary, version=1, **same)) == "UNCHANGED"
    one = commands.change_directive(one, actor=secretary, version=1, **same | {"issuer": "UBND tỉnh"})
    early = {"version": one.version, "ended_date": date(2026, 3, 12), "reason": "x"}
    assert refused(commands.end_directive, one, actor=secretary, **early) == ("before_its_day",)
    one = commands.end_directive(one, actor=secretary, **early | {"ended_date": TODAY})
    assert (Directive.objects.get().issuer, one.ended_date) == ("UBND tỉnh", TODAY)
