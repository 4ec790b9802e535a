"""Inspections received: every command does it, refuses, is denied; the term runs from the signed minutes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.clock import today
from sotay.agency.models import Decision, Grant, Seat
from sotay.commands import UNCHANGED, Refused
from sotay.evaluation.inspections import commands
from sotay.evaluation.inspections.findings import commands as finding_commands
from sotay.evaluation.inspections.followed import _followers
from sotay.evaluation.inspections.terms import fixes_due
from sotay.evaluation.models import Inspection, InspectionFinding
from sotay.evaluation.sheets import Sheet
from sotay.journal.models import Entry
from sotay.organisation.decisions.queries import NewDecision
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory
from tests.factories.inspections import InspectionFactory, InspectionFindingFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
State = Inspection.State
MINUTES = NewDecision(number="05/BB-ĐKT", date=date(2026, 6, 5))
LETTER = NewDecision(number="120/BC-STTTT", date=date(2026, 6, 10))


def entered(agency, secretary, **more):
    values = {"body": " Sở KH&CN ", "manner": "SITE", "from_date": date(2026, 6, 1), "plan": "13/KH-UBND"} | more
    return commands.add_inspection(agency, actor=secretary, on=TODAY, **values)


def refused(act, *args, **more):
    with pytest.raises(Refused) as refusal:
        act(*args, **more)
    return refusal.value.codes


def test_it_is_entered_with_a_number_of_its_year_and_the_papers_typed_beside_it(agency, secretary):
    one = entered(agency, secretary, decision=NewDecision(number="20/QĐ-SKHCN", date=date(2026, 5, 20)))

    assert (one.code, one.body, one.state) == ("KT-2026-01", "Sở KH&CN", State.ANNOUNCED)
    assert one.decision.number == "20/QĐ-SKHCN"
    assert entered(agency, secretary).code == "KT-2026-02"
    assert Entry.objects.filter(action="evaluation.inspection.added").count() == 2


def test_entering_refuses_and_is_denied(agency, secretary, official):
    assert refused(entered, agency, secretary, body=" ") == ("body_missing",)
    assert refused(entered, agency, secretary, to_date=date(2026, 5, 31)) == ("ends_before_start",)
    with pytest.raises(PermissionDenied):
        entered(agency, official)
    assert entered(agency, person(agency, Seat.Role.CLERK)).pk


def test_it_is_changed_until_it_is_over(agency, secretary):
    one = entered(agency, secretary)
    same = {"body": one.body, "manner": one.manner, "plan": one.plan, "team": "", "from_date": one.from_date}

    assert commands.change_inspection(one, actor=secretary, version=1, on=TODAY, to_date=None, **same) is UNCHANGED
    changed = commands.change_inspection(
        one, actor=secretary, version=1, on=TODAY, to_date=date(2026, 6, 3), **(same | {"team": "Ông A"})
    )
    assert (changed.team, changed.to_date) == ("Ông A", date(2026, 6, 3))
    closed = InspectionFactory(agency=agency, state="CANCELLED", cancelled_reason="Hoãn")
    assert refused(commands.change_inspection, closed, actor=secretary, version=1, on=TODAY, **same) == ("over",)


def test_what_was_held_is_not_moved_to_a_day_ahead(agency, secretary):
    one = entered(agency, secretary)
    held = commands.hold_inspection(one, actor=secretary, version=1, on=TODAY, to_date=TODAY)
    act = {"actor": secretary, "version": 2, "on": TODAY}

    assert refused(commands.change_inspection, held, to_date=date(2026, 6, 13), **act) == ("held_later",)
    ahead = {"from_date": date(2026, 6, 13), "to_date": date(2026, 6, 14)}
    assert refused(commands.change_inspection, held, **ahead, **act) == ("began_later", "held_later")
    assert commands.change_inspection(held, to_date=date(2026, 6, 2), **act).to_date == date(2026, 6, 2)


def test_minutes_signed_before_the_planned_end_say_when_it_ended(agency, secretary):
    one = entered(agency, secretary, to_date=date(2026, 6, 30))
    one = commands.enter_minutes(one, actor=secretary, version=1, on=TODAY, decision=MINUTES)

    assert one.to_date == MINUTES.date


def test_the_report_an_answer_was_given_to_is_not_dated_after_it(agency, secretary):
    finding = InspectionFindingFactory(inspection=InspectionFactory(agency=agency, fixed=True))
    one = finding.inspection
    one = commands.note_answer(
        one, actor=secretary, version=1, on=TODAY, answer="Chấp nhận", answer_date=date(2026, 6, 11)
    )
    late = NewDecision(number="121/BC-STTTT", date=TODAY)
    act = {"actor": secretary, "version": 2, "on": TODAY}

    assert refused(commands.report_fixes, one, decision=late, **act) == ("reported_after_answer",)
    assert commands.report_fixes(one, decision=LETTER, **act).fixes_date == LETTER.date


def test_it_was_held_until_a_day_that_came(agency, secretary, official):
    one = entered(agency, secretary)

    assert refused(commands.hold_inspection, one, actor=secretary, version=1, on=TODAY, to_date=date(2026, 6, 13)) == (
        "held_later",
    )
    assert refused(commands.hold_inspection, one, actor=secretary, version=1, on=TODAY, to_date=date(2026, 5, 31)) == (
        "ends_before_start",
    )
    with pytest.raises(PermissionDenied):
        commands.hold_inspection(one, actor=official, version=1, on=TODAY, to_date=TODAY)
    held = commands.hold_inspection(one, actor=secretary, version=1, on=TODAY, to_date=TODAY)
    assert held.state == State.HELD
    assert refused(commands.hold_inspection, held, actor=secretary, version=2, on=TODAY, to_date=TODAY) == (
        "not_announced",
    )


def test_minutes_start_the_term_of_two_months(agency, secretary):
    one = commands.enter_minutes(
        entered(agency, secretary), actor=secretary, version=1, on=TODAY, decision=MINUTES, conclusion=" Phù hợp "
    )

    assert (one.state, one.minutes_date, one.fixes_due_date) == (State.MINUTES, date(2026, 6, 5), date(2026, 8, 5))
    assert (one.minutes.number, one.conclusion) == ("05/BB-ĐKT", "Phù hợp")
    later = NewDecision(number="06/BB-ĐKT", date=date(2026, 6, 8))
    corrected = commands.enter_minutes(one, actor=secretary, version=one.version, on=TODAY, decision=later)
    assert corrected.fixes_due_date == date(2026, 8, 10)  # 8/8/2026 is a Saturday
    assert Entry.objects.filter(action="evaluation.inspection.minutes_changed").exists()


@pytest.mark.parametrize(
    ("signed", "due", "raw"),
    [
        (date(2026, 6, 5), date(2026, 8, 5), date(2026, 8, 5)),
        (date(2026, 6, 30), date(2026, 9, 3), date(2026, 8, 30)),  # a Sunday, days off up to 2/9 behind it
        (date(2026, 7, 2), date(2026, 9, 3), date(2026, 9, 2)),  # the national day
        (date(2026, 12, 31), date(2027, 3, 1), date(2027, 2, 28)),  # the last day of February, a Sunday
    ],
)
def test_the_term_rolls_from_days_off_and_the_raw_day_is_told(agency, signed, due, raw):
    assert fixes_due(agency, signed=signed) == (due, raw)


def test_the_term_is_a_setting_valid_on_the_day_of_the_minutes(agency):
    ParameterValueFactory(
        agency=agency, code="inspection.fixes.term", value="30 CALENDAR", valid_from_date=date(2026, 6, 1)
    )

    assert fixes_due(agency, signed=date(2026, 6, 1))[0] == date(2026, 7, 1)
    assert fixes_due(agency, signed=date(2026, 5, 29))[0] == date(2026, 7, 29)


def test_minutes_are_refused(agency, secretary, official):
    one = entered(agency, secretary)
    act = {"actor": secretary, "version": 1, "on": TODAY}

    assert refused(commands.enter_minutes, one, decision=None, **act) == ("paper_missing",)
    early, late = (NewDecision(number="1", date=day) for day in (date(2026, 5, 31), date(2026, 6, 13)))
    assert refused(commands.enter_minutes, one, decision=early, **act) == ("signed_before_start",)
    assert refused(commands.enter_minutes, one, decision=late, **act) == ("signed_later",)
    fixed = InspectionFactory(agency=agency, fixed=True)
    assert refused(commands.enter_minutes, fixed, decision=MINUTES, **act) == ("past_minutes",)
    with pytest.raises(PermissionDenied):
        commands.enter_minutes(one, actor=official, version=1, on=TODAY, decision=MINUTES)


def test_conclusions_are_kept_line_by_line(agency, secretary):
    one = InspectionFactory(agency=agency, minuted=True)
    said = {"A1": ("CONFORMS", ""), "B6": ("NOT", "Chưa có hồ sơ năng lực của tổ chức tư vấn"), "A2": ("", "")}

    one = finding_commands.keep_lines(one, actor=secretary, version=1, lines=said)
    assert {row.line: row.verdict for row in one.lines.all()} == {"A1": "CONFORMS", "B6": "NOT"}
    assert finding_commands.keep_lines(one, actor=secretary, version=one.version, lines=said) is UNCHANGED
    finding_commands.keep_lines(one, actor=secretary, version=one.version, lines={"A1": ("", ""), "B6": ("NOTE", "")})
    assert {row.line: row.verdict for row in one.lines.all()} == {"B6": "NOTE"}


def test_conclusions_are_refused(agency, secretary):
    one = InspectionFactory(agency=agency, minuted=True)
    keep = finding_commands.keep_lines

    assert refused(keep, one, actor=secretary, version=1, lines={"C1": ("NOT", "")}) == ("no_such_line",)
    assert refused(keep, one, actor=secretary, version=1, lines={"A1": ("", "x")}) == ("verdict_missing",)
    announced = InspectionFactory(agency=agency)
    assert refused(keep, announced, actor=secretary, version=1, lines={"A1": ("NOT", "")}) == ("no_minutes",)


def test_findings_are_numbered_changed_and_taken_out(agency, secretary):
    one, unit = InspectionFactory(agency=agency, minuted=True), UnitFactory(agency=agency)

    first = finding_commands.note_finding(one, actor=secretary, version=1, what=" Chưa niêm yết ", line="B3", unit=unit)
    second = finding_commands.note_finding(one, actor=secretary, version=2, what="Thiếu chữ ký")
    assert [(f.position, f.slug) for f in (first, second)] == [(1, f"{one.slug}-1"), (2, f"{one.slug}-2")]
    changed = finding_commands.change_finding(second, actor=secretary, version=1, what="Thiếu chữ ký ở 2 phiếu")
    assert changed.what == "Thiếu chữ ký ở 2 phiếu"
    finding_commands.drop_finding(changed, actor=secretary, version=2, reason="Nhập trùng")
    assert list(one.findings.values_list("position", flat=True)) == [1]
    assert Entry.objects.filter(action="evaluation.inspection.finding_dropped").exists()


def test_findings_are_refused(agency, secretary, other_agency, official):
    one = InspectionFactory(agency=agency, minuted=True)
    note = finding_commands.note_finding

    assert refused(note, one, actor=secretary, version=1, what=" ") == ("what_missing",)
    assert refused(note, one, actor=secretary, version=1, what="x", line="A9") == ("no_such_line",)
    foreign = UnitFactory(agency=other_agency)
    assert refused(note, one, actor=secretary, version=1, what="x", unit=foreign) == ("of_another_agency",)
    announced = InspectionFactory(agency=agency)
    assert refused(note, announced, actor=secretary, version=1, what="x") == ("no_minutes",)
    with pytest.raises(PermissionDenied):
        note(one, actor=official, version=1, what="x")


def test_a_finding_a_sheet_puts_right_stays(agency, secretary, monkeypatch):
    finding = InspectionFindingFactory(inspection=InspectionFactory(agency=agency, minuted=True))
    sheet = Sheet(code="KPH-2026-01", state="Mới", is_open=True)
    monkeypatch.setitem(_followers, "test", lambda _agency_id, uuids: {uuids[0]: [sheet]})

    codes = refused(finding_commands.drop_finding, finding, actor=secretary, version=1, reason="Nhầm")
    assert codes == ("followed_up",)


def test_fixes_are_reported_answered_and_the_inspection_closed(agency, secretary):
    finding = InspectionFindingFactory(inspection=InspectionFactory(agency=agency, minuted=True))
    one = finding.inspection

    one = commands.report_fixes(one, actor=secretary, version=1, on=TODAY, decision=LETTER)
    assert (one.state, one.fixes_date, one.fixes.number) == (State.FIXED, LETTER.date, LETTER.number)
    one = commands.note_answer(
        one, actor=secretary, version=one.version, on=TODAY, answer="Chấp nhận", answer_date=TODAY
    )
    one = commands.close_inspection(one, actor=secretary, version=one.version, on=TODAY, closed_date=TODAY)
    assert (one.state, one.closed_date) == (State.CLOSED, TODAY)
    checked = finding_commands.check_again(
        InspectionFinding.objects.get(), actor=secretary, version=1, on=TODAY, date=TODAY, text="Đã khắc phục"
    )
    assert checked.checked_again_date == TODAY


def test_reporting_answering_and_closing_are_refused(agency, secretary, official):
    empty = InspectionFactory(agency=agency, minuted=True)
    act = {"actor": secretary, "version": 1, "on": TODAY}
    assert refused(commands.report_fixes, empty, decision=LETTER, **act) == ("nothing_to_fix",)

    finding = InspectionFindingFactory(inspection=InspectionFactory(agency=agency, minuted=True))
    one = finding.inspection
    early = NewDecision(number="1", date=date(2026, 6, 4))
    assert refused(commands.report_fixes, one, decision=early, **act) == ("reported_before_minutes",)
    assert refused(commands.report_fixes, one, decision=None, **act) == ("paper_missing",)
    assert refused(commands.close_inspection, one, closed_date=TODAY, **act) == ("fixes_missing",)
    assert refused(commands.note_answer, one, answer="x", answer_date=TODAY, **act) == ("not_reported",)
    assert refused(finding_commands.check_again, finding, date=TODAY, text="x", **act) == ("not_reported",)
    assert refused(commands.close_inspection, empty, closed_date=date(2026, 6, 4), **act) == ("closed_too_early",)
    assert refused(commands.close_inspection, empty, closed_date=date(2026, 6, 13), **act) == ("closed_later",)
    announced = InspectionFactory(agency=agency)
    assert refused(commands.close_inspection, announced, closed_date=TODAY, **act) == ("no_minutes",)
    assert refused(commands.cancel_inspection, empty, actor=secretary, version=1, reason="x") == ("not_announced",)
    for denied in (commands.close_inspection, commands.report_fixes):
        more = {"closed_date": TODAY} if denied is commands.close_inspection else {"decision": LETTER}
        with pytest.raises(PermissionDenied):
            denied(one, actor=official, version=1, on=TODAY, **more)


def test_minutes_without_findings_are_closed_without_a_report(agency, secretary):
    one = InspectionFactory(agency=agency, minuted=True)

    assert commands.close_inspection(one, actor=secretary, version=1, on=TODAY, closed_date=TODAY).state == State.CLOSED


def test_it_is_called_off_with_a_reason(agency, secretary):
    one = InspectionFactory(agency=agency)

    assert refused(commands.cancel_inspection, one, actor=secretary, version=1, reason=" ") == ("reason_missing",)
    one = commands.cancel_inspection(one, actor=secretary, version=1, reason="Tỉnh hoãn")
    assert (one.state, one.cancelled_reason) == (State.CANCELLED, "Tỉnh hoãn")


def test_the_teams_account_is_let_in_for_days_and_a_scope(agency, secretary, official):
    one, inspector, day = InspectionFactory(agency=agency), UserFactory(), today()
    wanted = {"to_user": inspector, "from_date": day, "to_date": day, "areas": ["manual", "evaluation"]}

    with pytest.raises(PermissionDenied):
        commands.let_team_read(one, actor=official, version=1, on=day, **wanted)
    one = commands.let_team_read(one, actor=secretary, version=1, on=day, **wanted)
    grant = Grant.objects.get()
    assert (one.grant, grant.to_user, grant.areas) == (grant, inspector, ["manual", "evaluation"])
    assert grant.purpose == f"Kiểm tra {one.code} – {one.body}"
    assert refused(commands.let_team_read, one, actor=secretary, version=one.version, on=day, **wanted) == (
        "granted_already",
    )


def test_papers_of_another_agency_are_not_taken_up(agency, secretary):
    other = Decision.objects.create(agency=AgencyFactory(), number="05/BB-ĐKT", date=date(2026, 6, 5))

    one = commands.enter_minutes(entered(agency, secretary), actor=secretary, version=1, on=TODAY, decision=MINUTES)
    assert one.minutes != other
    assert one.minutes.agency == agency
