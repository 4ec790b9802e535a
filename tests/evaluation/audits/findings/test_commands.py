"""Findings: logged, also from a line; changed and dropped before the closing meeting; corrected and commented upon after it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused, may
from sotay.evaluation.audits.findings import commands, guards
from sotay.evaluation.models import AuditMember, Finding, VisitAuditor
from sotay.journal.models import Entry
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.findings import FindingFactory, LineFactory, MemberFactory, VisitFactory

pytestmark = pytest.mark.django_db
FOUND = {"grade": "NONCONFORMITY", "what": "Thiếu phiếu kiểm soát", "found_date": date(2026, 5, 18)}


def met(audit):
    audit.state, audit.closed_meeting_date = "MET", date(2026, 5, 20)
    audit.save()


def test_one_is_logged_with_the_next_number_of_its_audit(audit, visit, unit, lead):
    first = commands.log_finding(audit, actor=lead, on=TODAY, unit=unit, **FOUND)
    second = commands.log_finding(audit, actor=lead, on=TODAY, unit=unit, clause="8.5.1", **FOUND | {"grade": "NOTE"})

    assert (first.code, second.code) == (f"{audit.code}/01", f"{audit.code}/02")
    assert (first.slug, first.visit, first.found_by) == (f"{audit.slug}-01", visit, lead.user)
    entry = Entry.objects.filter(agency=audit.agency).latest("seq")
    assert entry.action == "evaluation.finding.logged"
    assert "phiếu" not in f"{entry.subject_text}{entry.data}{entry.reason}"


def test_a_line_makes_one_with_its_unit_clause_evidence_and_samples(audit, visit, unit, auditor):
    line = LineFactory(visit=visit, samples="HS-12, HS-15")

    one = commands.log_from_line(line, actor=auditor, on=TODAY)

    assert (one.unit, one.visit, one.line, one.clause, one.grade) == (unit, visit, line, "8.5.1", "NOTE")
    assert (one.what, one.found_date) == (line.evidence, date(2026, 5, 18))
    assert one.evidence == "HS-12, HS-15"
    with pytest.raises(Refused) as refused:
        commands.log_from_line(line, actor=auditor, on=TODAY)
    assert refused.value.codes == ("line_has_finding",)


@pytest.mark.parametrize("result", ["", "CONFORMS", "NOT_APPLICABLE", "MINOR"])
def test_a_line_that_is_no_finding_makes_none(visit, lead, result):
    with pytest.raises(Refused) as refused:
        commands.log_from_line(LineFactory(visit=visit, result=result), actor=lead, on=TODAY)
    assert refused.value.codes == ("line_is_no_finding",)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"what": " "}, "what_missing"),
        ({"grade": "MINOR"}, "grade_not_of_scale"),
        ({"grade": "CONFORMS"}, "grade_not_of_scale"),
        ({"found_date": date(2026, 6, 13)}, "found_later"),
    ],
)
def test_what_is_wrong_with_one_is_said(audit, visit, unit, lead, values, code):
    with pytest.raises(Refused) as refused:
        commands.log_finding(audit, actor=lead, on=TODAY, unit=unit, **FOUND | values)
    assert refused.value.codes == (code,)


def test_only_a_unit_that_is_audited_has_findings(agency, audit, visit, lead):
    with pytest.raises(Refused) as refused:
        commands.log_finding(audit, actor=lead, on=TODAY, unit=UnitFactory(agency=agency), **FOUND)
    assert refused.value.codes == ("unit_not_audited",)


@pytest.mark.parametrize(
    ("state", "code"),
    [("PLANNING", "not_planned"), ("SUBMITTED", "not_planned"), ("MET", "meeting_held"), ("REPORTED", "meeting_held")],
)
def test_findings_are_written_from_the_plan_to_the_closing_meeting(audit, visit, unit, lead, state, code):
    one = FindingFactory(audit=audit, unit=unit, visit=visit)
    audit.state, audit.closed_meeting_date = state, date(2026, 5, 20)
    audit.reported_date = date(2026, 5, 28) if state == "REPORTED" else None
    audit.save()
    one.refresh_from_db()
    tries = (
        lambda: commands.log_finding(audit, actor=lead, on=TODAY, unit=unit, **FOUND),
        lambda: commands.change_finding(one, actor=lead, version=1, on=TODAY, what="Khác"),
        lambda: commands.drop_finding(one, actor=lead, version=1, reason="Nhầm"),
    )
    for act in tries:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.codes == (code,)


def test_one_is_changed_and_dropped_with_its_reason(audit, visit, unit, lead):
    one = FindingFactory(audit=audit, unit=unit, visit=visit)

    changed = commands.change_finding(one, actor=lead, version=1, on=TODAY, grade="NOTE", clause="7.5.3")
    assert (changed.grade, changed.clause, changed.what) == ("NOTE", "7.5.3", one.what)
    same = commands.change_finding(changed, actor=lead, version=2, on=TODAY, grade="NOTE")
    assert same is UNCHANGED
    with pytest.raises(Refused) as refused:
        commands.drop_finding(changed, actor=lead, version=2, reason=" ")
    assert refused.value.codes == ("reason_missing",)
    dropped = commands.drop_finding(changed, actor=lead, version=2, reason="Đã có bằng chứng khác")
    assert (dropped.is_dropped, dropped.dropped_reason) == (True, "Đã có bằng chứng khác")
    with pytest.raises(Refused) as refused:
        commands.change_finding(dropped, actor=lead, version=3, on=TODAY, grade="NONCONFORMITY")
    assert refused.value.codes == ("dropped",)


def test_after_the_meeting_the_leader_corrects_a_grade_with_a_reason_and_the_unit_is_asked_again(
    audit, visit, unit, lead, auditor
):
    one = FindingFactory(audit=audit, unit=unit, visit=visit, agreed=True)
    with pytest.raises(Refused) as refused:
        commands.correct_grade(one, actor=lead, version=1, grade="NOTE", reason="Nhẹ hơn")
    assert refused.value.codes == ("not_met",)
    met(audit)
    one.refresh_from_db()
    with pytest.raises(PermissionDenied):
        commands.correct_grade(one, actor=auditor, version=1, grade="NOTE", reason="Nhẹ hơn")
    with pytest.raises(Refused) as refused:
        commands.correct_grade(one, actor=lead, version=1, grade="NOTE", reason="")
    assert refused.value.codes == ("reason_missing",)

    corrected = commands.correct_grade(one, actor=lead, version=1, grade="NOTE", reason="Nhẹ hơn")

    assert (corrected.grade, corrected.opinion, corrected.opinion_by) == ("NOTE", "", None)
    entry = Entry.objects.filter(agency=audit.agency).latest("seq")
    assert (entry.reason, entry.data["before"], entry.data["grade"]) == ("Nhẹ hơn", "NONCONFORMITY", "NOTE")
    audit.state = "REPORTING"
    audit.save()
    with pytest.raises(Refused) as refused:
        commands.correct_grade(
            Finding.objects.get(pk=one.pk), actor=lead, version=2, grade="NONCONFORMITY", reason="Nặng hơn"
        )
    assert refused.value.codes == ("report_submitted",)


def said(one, actor, *, opinion="AGREED", text="", day=date(2026, 5, 21)):
    return commands.give_opinion(
        one, actor=actor, version=one.version, on=TODAY, opinion=opinion, opinion_text=text, opinion_date=day
    )


def test_the_unit_says_what_it_thinks_after_the_meeting(audit, visit, unit, unit_head, lead, secretary):
    one = FindingFactory(audit=audit, unit=unit, visit=visit)
    with pytest.raises(Refused) as refused:
        said(one, unit_head)
    assert refused.value.codes == ("not_met",)
    met(audit)
    one = Finding.objects.get(pk=one.pk)
    for other in (lead, secretary):
        with pytest.raises(PermissionDenied):
            said(one, other)
    for values, code in (
        ({"opinion": "OTHERWISE"}, "opinion_text_missing"),
        ({"opinion": ""}, "opinion_missing"),
        ({"day": date(2026, 6, 13)}, "opinion_later"),
        ({"day": date(2026, 5, 19)}, "opinion_too_early"),
    ):
        with pytest.raises(Refused) as refused:
            said(one, unit_head, **values)
        assert refused.value.codes == (code,)

    told = said(one, unit_head, opinion="OTHERWISE", text="Phiếu lưu ở sổ khác")

    assert (told.opinion, told.opinion_by, told.opinion_date) == ("OTHERWISE", unit_head.user, date(2026, 5, 21))
    assert said(told, unit_head).opinion == "AGREED"


def test_a_representative_of_the_unit_speaks_for_it_and_an_approved_report_keeps_what_was_said(agency, audit, unit):
    represents = person(agency, "OFFICIAL", unit=unit)
    visit = VisitFactory(audit=audit, unit=unit, representative=represents.user)
    first, second = (FindingFactory(audit=audit, unit=unit, visit=visit) for _number in range(2))
    met(audit)
    one = said(Finding.objects.get(pk=first.pk), represents)
    audit.state, audit.reported_date = "REPORTED", date(2026, 5, 28)
    audit.save()
    with pytest.raises(Refused) as refused:
        said(Finding.objects.get(pk=one.pk), represents)
    assert refused.value.codes == ("opinion_reported",)
    assert said(Finding.objects.get(pk=second.pk), represents, day=date(2026, 6, 1)).opinion == "AGREED"


def test_who_is_not_of_the_team_writes_nothing(audit, visit, unit, unit_head, secretary, head):
    one = FindingFactory(audit=audit, unit=unit, visit=visit)
    line = LineFactory(visit=visit)
    for actor in (unit_head, secretary, head):
        for act in (
            lambda who: commands.log_finding(audit, actor=who, on=TODAY, unit=unit, **FOUND),
            lambda who: commands.log_from_line(line, actor=who, on=TODAY),
            lambda who: commands.change_finding(one, actor=who, version=1, on=TODAY, what="Khác"),
            lambda who: commands.drop_finding(one, actor=who, version=1, reason="Nhầm"),
        ):
            with pytest.raises(PermissionDenied):
                act(actor)


def test_lines_judged_as_findings_without_one_keep_the_meeting_waiting(audit, visit, unit):
    LineFactory(visit=visit, result="CONFORMS")
    handled, dropped = LineFactory(visit=visit), LineFactory(visit=visit)
    FindingFactory(audit=audit, unit=unit, visit=visit, line=handled)
    FindingFactory(audit=audit, unit=unit, visit=visit, line=dropped, dropped=True)
    assert list(guards.why_lines_lack_findings(audit)) == []
    for _number in range(7):
        LineFactory(visit=visit, result="NONCONFORMITY")

    reasons = list(guards.why_lines_lack_findings(audit))

    assert [one.code for one in reasons] == ["line_without_finding"] * 5 + ["lines_without_finding"]
    assert str(unit) in reasons[0].text
    assert "Còn 2 câu hỏi khác" in reasons[-1].text


def refused(act):
    with pytest.raises(Refused) as raised:
        act()
    return raised.value.codes


def test_nobody_of_the_team_judges_the_own_unit(agency, audit, visit, unit, lead):
    own = person(agency, Seat.Role.OFFICIAL, unit=unit)
    MemberFactory(audit=audit, user=own.user, part=AuditMember.Part.AUDITOR)
    assert refused(lambda: commands.log_finding(audit, actor=own, on=TODAY, unit=unit, **FOUND)) == ("own_unit",)
    one = commands.log_finding(audit, actor=lead, on=TODAY, unit=unit, **FOUND)
    change = {"actor": own, "version": one.version, "on": TODAY, "grade": "NOTE"}
    assert refused(lambda: commands.change_finding(one, **change)) == ("own_unit",)
    drop = {"actor": own, "version": one.version, "reason": "Không phải"}
    assert refused(lambda: commands.drop_finding(one, **drop)) == ("own_unit",)

    VisitAuditor.objects.create(agency=agency, visit=visit, user=own.user, override_reason="Không còn ai khác")
    assert commands.change_finding(one, **change).grade == "NOTE"


def test_in_a_small_agency_the_own_unit_is_a_warning_of_the_plan(agency, audit, visit, unit):
    agency.is_small = True
    agency.save()
    own = person(agency, Seat.Role.OFFICIAL, unit=unit)
    MemberFactory(audit=audit, user=own.user)
    audit.refresh_from_db()
    assert commands.log_finding(audit, actor=own, on=TODAY, unit=unit, **FOUND).found_by == own.user


def test_a_leader_of_the_unit_leaves_its_grade_to_the_auditors_of_the_visit(agency, audit, visit, unit, auditor):
    own = person(agency, Seat.Role.OFFICIAL, unit=unit)
    MemberFactory(audit=audit, user=own.user)
    one = FindingFactory(audit=audit, unit=unit, visit=visit)
    VisitAuditor.objects.create(agency=agency, visit=visit, user=auditor.user)
    met(audit)
    one.refresh_from_db()
    correct = {"version": one.version, "grade": "NOTE", "reason": "Nhầm mức"}
    assert refused(lambda: commands.correct_grade(one, actor=own, **correct)) == ("own_unit",)
    assert commands.correct_grade(one, actor=auditor, **correct).grade == "NOTE"


def test_one_of_a_line_about_another_unit_belongs_to_the_visit_there(agency, audit, visit, unit, auditor):
    line = LineFactory(visit=visit)
    there = VisitFactory(audit=audit, unit=UnitFactory(agency=agency))
    one = commands.log_finding(audit, actor=auditor, on=TODAY, unit=there.unit, line=line, **FOUND)
    assert one.visit == there
    back = commands.change_finding(one, actor=auditor, version=one.version, on=TODAY, unit=unit)
    assert back.visit == visit


def test_a_unit_whose_visit_was_set_aside_has_no_findings(agency, audit, visit, lead):
    aside = VisitFactory(audit=audit, unit=UnitFactory(agency=agency), set_aside_reason="Giải thể")
    log = {"actor": lead, "on": TODAY, "unit": aside.unit}
    assert refused(lambda: commands.log_finding(audit, **log, **FOUND)) == ("unit_not_audited",)


def test_a_leader_notes_nothing_in_the_own_unit_but_prepares_its_questions(agency, audit, visit, unit, lead):
    own = person(agency, Seat.Role.OFFICIAL, unit=unit)
    audit.members.all().delete()
    MemberFactory(audit=audit, user=own.user)
    visit.refresh_from_db()
    assert not may(own, "evaluation.answer_checklist", visit)
    assert not may(own, "evaluation.finish_visit", visit)
    assert may(own, "evaluation.prepare_checklist", visit)
    elsewhere = VisitFactory(audit=audit, unit=UnitFactory(agency=agency))
    assert may(own, "evaluation.answer_checklist", elsewhere)
